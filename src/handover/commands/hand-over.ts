import { endAccountPlaces } from '../../people/commands/account-places.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { handingOver } from '../permissions.ts'
import { chosenTables, tables, type Handed, type Part } from '../portfolio.ts'
import { give, lockMembers } from '../store.ts'
import { tell } from './tell.ts'

/**
 * Gives all that a person looks after to a colleague in one step (离职交接): customers with their people, deals with their history, leads,
 * open tasks. What was done stays with whoever did it, and what was won or lost counts for whoever ended it. Refuses people out of
 * reach, a colleague who is not here any more, and somebody who has nothing.
 */
export async function handOver(
  tx: Tx,
  caller: Caller,
  asked: { fromId: string; toId: string; parts?: readonly Part[] | undefined; reason?: string | undefined },
): Promise<Outcome<{ id: string }>> {
  const { fromId, toId } = asked
  const refusal = handingOver(caller, fromId)
  if (refusal) return { ok: false, refusal }
  if (fromId === toId) return refuse('handover-to-oneself')
  const there = await standing(tx, caller, fromId, toId)
  if (!there.ok) return there
  const chosen = chosenTables(asked.parts)
  const moved = {} as Handed
  for (const table of tables) moved[table] = chosen.has(table) ? await give(tx, caller, table, { from: fromId, to: toId }) : []
  if (tables.every((table) => moved[table].length === 0)) return refuse('nothing-to-hand-over', {}, 409)
  const id = newId()
  await tx
    .insertInto('handover')
    .values({
      org_id: caller.orgId,
      id,
      from_member_id: fromId,
      to_member_id: toId,
      reason: asked.reason || null,
      moved: JSON.stringify(moved),
      handed_at: caller.now,
      handed_by: caller.memberId,
    })
    .execute()
  // who gives the customers away does not go on seeing others' through account teams
  if (chosen.has('customer')) await endAccountPlaces(tx, caller, fromId, 'handed-over')
  await tell(tx, caller, { from: fromId, to: toId, moved, action: 'handed-over', reason: asked.reason })
  return accept({ id })
}

/** Both people, locked in the order of their ids: two hand-overs at once wait for each other. Whoever takes over is here and within reach. */
export async function standing(tx: Tx, caller: Caller, fromId: string, toId: string): Promise<Outcome<undefined>> {
  const found = await lockMembers(tx, caller.orgId, [fromId, toId])
  if (!found.get(fromId)) return refuse('not-found')
  const to = found.get(toId)
  if (!to || to.status === 'deactivated' || !reaches(caller, toId)) return refuse('owner-not-available')
  return accept(undefined)
}
