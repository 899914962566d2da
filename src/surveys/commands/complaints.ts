import { customerToWrite } from '../../customers/commands/to-write.ts'
import { editingCustomer } from '../../customers/permissions.ts'
import { reachable } from '../../people/queries.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { insertComplaint, settleComplaint } from '../store.ts'

/** More open complaints of one customer than a page can show help nobody. */
const mostOpen = 20

export async function openComplaint(
  tx: Tx,
  caller: Caller,
  customerId: string,
  given: { contactId: string | null; isSevere: boolean; text: string },
): Promise<Outcome<undefined>> {
  const found = await customerToWrite(tx, caller, customerId)
  if (!found.ok) return found
  if (given.contactId !== null && !(await worksThere(tx, caller.orgId, given.contactId, customerId)))
    return refuse('unknown-reference', { field: 'contactId' })
  const open = await tx
    .selectFrom('customer_complaint')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('org_id', '=', caller.orgId)
    .where('customer_id', '=', customerId)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (open.count >= mostOpen) return refuse('too-many-complaints', { most: mostOpen }, 409)
  await insertComplaint(tx, caller.orgId, caller.now, { ...given, id: newId(), customerId, invitationId: null, openedBy: caller.memberId }) // prettier-ignore
  const { isSevere, text } = given
  await record(tx, caller, [{ entityKind: 'customer', entityId: customerId, action: 'complaint-opened', after: { isSevere, complaint: text } }]) // prettier-ignore
  await tell(tx, caller, customerId, found.value.ownerId)
  return accept(undefined)
}

/** Says how a complaint was settled; it stays on record. */
export async function closeComplaint(
  tx: Tx,
  caller: Caller,
  id: string,
  closing: string,
): Promise<Outcome<{ customerId: string }>> {
  const found = await tx
    .selectFrom('customer_complaint as k')
    .innerJoin('customer as c', (join) => join.onRef('c.org_id', '=', 'k.org_id').onRef('c.id', '=', 'k.customer_id'))
    .select(['k.customer_id', 'k.closed_at', 'k.text', 'c.owner_id', 'c.deleted_at'])
    .where('k.org_id', '=', caller.orgId)
    .where('k.id', '=', id)
    .where(reachable(caller, 'c.owner_id', 'c.id'))
    .forUpdate('k')
    .executeTakeFirst()
  if (!found) return refuse('not-found')
  const refusal = editingCustomer(caller, { id: found.customer_id, ownerId: found.owner_id, archived: found.deleted_at !== null })
  if (refusal) return { ok: false, refusal }
  if (found.closed_at) return refuse('complaint-closed', {}, 409)
  await settleComplaint(tx, caller, id, closing)
  await record(tx, caller, [{ entityKind: 'customer', entityId: found.customer_id, action: 'complaint-closed', before: { complaint: found.text }, after: { closing } }]) // prettier-ignore
  await tell(tx, caller, found.customer_id, found.owner_id)
  return accept({ customerId: found.customer_id })
}

const worksThere = async (tx: Tx, orgId: string, contactId: string, customerId: string): Promise<boolean> =>
  (await tx
    .selectFrom('contact')
    .select('id')
    .where('org_id', '=', orgId)
    .where('id', '=', contactId)
    .where('customer_id', '=', customerId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()) !== undefined

const tell = (tx: Tx, { orgId }: Caller, id: string, ownerId: string): Promise<void> =>
  announce(tx, orgId, [{ topic: 'customer.complaints', entityKind: 'customer', entityId: id, ownerId }])
