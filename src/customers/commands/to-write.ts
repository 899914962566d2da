import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { editingCustomer } from '../permissions.ts'

/**
 * The customer, locked until the transaction ends, for whoever is about to write something down about it. Not found where it is out of
 * reach; else the reason why nothing may be written: the caller's role, or that it is archived.
 */
export async function customerToWrite(tx: Tx, caller: Caller, id: string): Promise<Outcome<{ id: string; ownerId: string }>> {
  const row = await tx
    .selectFrom('customer')
    .select(['owner_id as ownerId', 'deleted_at'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !reaches(caller, row.ownerId, id)) return refuse('not-found')
  const refusal = editingCustomer(caller, { id, ownerId: row.ownerId, archived: row.deleted_at !== null })
  return refusal ? { ok: false, refusal } : accept({ id, ownerId: row.ownerId })
}
