import type { CustomerSlots } from '../../customers/web/customer-slots.ts'
import { ExportMenu } from '../../imports/web/ExportMenu.tsx'
import {
  AccountTeamCard,
  ActivityTimeline,
  ChainCard,
  CustomerCards,
  CustomerDeals,
  HealthCard,
  KeyAccountCard,
  LogButton,
  OperatingCard,
  PeopleOfCustomer,
  PoolCard,
  PlanCard,
  RecordHistory,
  RepurchaseCard,
  UpkeepCard,
  SatisfactionCard,
  StandingCard,
  StrategyNote,
} from './parts.ts'

/** What other slices show inside a customer. */
export const customerSlots: CustomerSlots = {
  people: ({ id, contacts, permissions }) => (
    <>
      <PeopleOfCustomer customerId={id} people={contacts} closed={permissions.edit?.sentence ?? null} />
      <AccountTeamCard customerId={id} />
      <ChainCard customerId={id} />
    </>
  ),
  standing: ({ id, name, archived, contacts }) => (
    <>
      <StandingCard customerId={id} />
      <KeyAccountCard customerId={id} />
      <OperatingCard customerId={id} />
      <HealthCard customerId={id} />
      <SatisfactionCard customerId={id} people={contacts} />
      <RepurchaseCard customerId={id} />
      <UpkeepCard customerId={id} />
      <PlanCard customer={{ id, name, archived }} />
      {!archived && <PoolCard customerId={id} name={name} />}
    </>
  ),
  deals: (customer) => <CustomerDeals customer={customer} readOnly={customer.archived} />,
  cards: ({ id }) => <CustomerCards customerId={id} />,
  timeline: ({ id }) => <ActivityTimeline customerId={id} readOnly />,
  history: ({ id }) => <RecordHistory entityKind="customer" entityId={id} />,
  quickLog: ({ id }) => <LogButton about={`customer:${id}`} />,
  strategy: (asked) => <StrategyNote {...asked} />,
  exporting: (asked) => <ExportMenu kind="customers" asked={asked} />,
}
