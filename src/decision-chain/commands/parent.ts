import { editingCustomer } from '../../customers/permissions.ts'
import { reaches } from '../../people/reach.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { parentsOf } from '../queries/group.ts'
import { lockChain, readParent, saveParent } from '../store.ts'

/**
 * Says which company a customer belongs to, or that it stands alone. Both are within reach; a company never belongs to itself, not even
 * over others.
 */
export async function setParent(tx: Tx, caller: Caller, id: string, parentId: string | null): Promise<Outcome<undefined>> {
  const customer = await lockChain(tx, caller.orgId, id)
  if (!customer || !reaches(caller, customer.ownerId)) return refuse('not-found')
  const refusal = editingCustomer(caller, customer)
  if (refusal) return { ok: false, refusal }
  const before = await readParent(tx, caller.orgId, id)
  if ((before?.id ?? null) === parentId) return accept(undefined)
  // two who put companies under each other at the same time wait here
  await tx.selectFrom('organisation').select('org_id').where('org_id', '=', caller.orgId).forUpdate().execute()
  const parent = parentId === null ? null : await lockChain(tx, caller.orgId, parentId)
  if (parentId !== null && (!parent || parent.archived || !reaches(caller, parent.ownerId)))
    return refuse('unknown-reference', { field: 'parentId' })
  if (parentId !== null && (parentId === id || (await parentsOf(tx, caller.orgId, parentId)).includes(id)))
    return refuse('group-circle', { name: customer.name, parent: parent!.name }, 409)
  await saveParent(tx, caller, id, parentId)
  await record(tx, caller, [
    {
      entityKind: 'customer',
      entityId: id,
      action: 'changed',
      before: { parent: before?.name ?? null },
      after: { parent: parent?.name ?? null },
    },
  ])
  await announce(tx, caller.orgId, [
    { topic: 'customer.chain-changed', entityKind: 'customer', entityId: id, ownerId: customer.ownerId },
  ])
  return accept(undefined)
}
