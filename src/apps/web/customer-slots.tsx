import { ActivityTimeline } from '../../activities/web/ActivityTimeline.tsx'
import { LogButton } from '../../activities/web/LogButton.tsx'
import { RecordHistory } from '../../audit/web/RecordHistory.tsx'
import { PeopleOfCustomer } from '../../contacts/web/PeopleOfCustomer.tsx'
import type { CustomerSlots } from '../../customers/web/customer-slots.ts'
import { CustomerDeals } from './CustomerDeals.tsx'

/** What other slices show inside a customer. */
export const customerSlots: CustomerSlots = {
  people: ({ id, contacts, permissions }) => (
    <PeopleOfCustomer customerId={id} people={contacts} closed={permissions.edit?.sentence ?? null} />
  ),
  deals: (customer) => <CustomerDeals customer={customer} readOnly={customer.archived} />,
  timeline: ({ id }) => <ActivityTimeline customerId={id} readOnly />,
  history: ({ id }) => <RecordHistory entityKind="customer" entityId={id} />,
  quickLog: ({ id }) => <LogButton about={`customer:${id}`} />,
}
