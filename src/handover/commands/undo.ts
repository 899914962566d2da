import { resumeAccountPlaces } from '../../people/commands/account-places.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { handingOver } from '../permissions.ts'
import { tables, type Handed } from '../portfolio.ts'
import { give } from '../store.ts'
import { standing } from './hand-over.ts'
import { tell } from './tell.ts'

/** Gives back what a hand-over gave and is still with whoever took it over. Undoing what is undone changes nothing. */
export async function undoHandover(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const row = await tx
    .selectFrom('handover')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !reaches(caller, row.from_member_id)) return refuse('not-found')
  const refusal = handingOver(caller, row.to_member_id)
  if (refusal) return { ok: false, refusal }
  if (row.undone_at) return accept(undefined)
  const back = { from: row.to_member_id, to: row.from_member_id }
  const there = await standing(tx, caller, back.from, back.to)
  if (!there.ok) return there
  const gave = row.moved as unknown as Handed
  const moved = {} as Handed
  for (const table of tables) moved[table] = gave[table].length > 0 ? await give(tx, caller, table, back, gave[table]) : []
  await tx
    .updateTable('handover')
    .set({ undone_at: caller.now, undone_by: caller.memberId })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
  await resumeAccountPlaces(tx, caller, row.from_member_id, row.handed_at)
  await tell(tx, caller, { ...back, moved, action: 'handover-undone' })
  return accept(undefined)
}
