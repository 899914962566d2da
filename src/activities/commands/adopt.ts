import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { moveToCustomer } from '../store.ts'
import { noteContact } from './note.ts'

/** What was recorded with a lead belongs to the customer and the deal that it became; the lead stays named. */
export async function adoptLeadActivities(
  tx: Tx,
  caller: Caller,
  given: { leadId: string; customerId: string; opportunityId: string | null },
): Promise<void> {
  const { leadId, ...after } = given
  const ids = await moveToCustomer(tx, caller.orgId, leadId, after)
  await noteContact(tx, caller, { ...after, leadId: null })
  await record(
    tx,
    caller,
    ids.map((id) => ({ entityKind: 'activity', entityId: id, action: 'attached', before: { leadId }, after })),
  )
}
