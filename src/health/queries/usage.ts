import { editingCustomer } from '../../customers/permissions.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { readUsage } from '../store/usage.ts'

/** What is on record of a customer's use; null when it is not there or out of reach. */
export async function readUsageOf(tx: Tx, caller: Caller, id: string) {
  const row = await tx
    .selectFrom('customer')
    .select(['owner_id', 'deleted_at'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || !reaches(caller, row.owner_id, id)) return null
  const months = await readUsage(tx, caller.orgId, [id])
  return {
    months: months.map(({ month, used, paidFor, told, at, by }) => ({ month, used, paidFor, told, at: at.toISOString(), by })),
    permissions: {
      edit: verdictOf(editingCustomer(caller, { id, ownerId: row.owner_id, archived: row.deleted_at !== null }), caller.locale),
    },
  }
}
