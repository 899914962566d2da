import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { cancelOpenTasks, reviveTasks } from './stage-tasks.ts'
import { tellOfDeal } from './tell.ts'

/**
 * Lets a deal's stage tasks follow when events of its history were taken back together, as the undo of an import does: what they
 * made is needless, what they cancelled is wanted again. The spans of the deal are written anew by then.
 */
export async function followTakenBack(
  tx: Tx,
  caller: Caller,
  opportunityId: string,
  taken: readonly { id: string; annulsId: string }[],
): Promise<void> {
  const last = taken.at(-1)
  if (!last) return
  const { rows } = await sql<{ owner_id: string; status: string; stay: number }>`
    select o.owner_id, o.status, (select coalesce(max(sp.visit), 0)::int from opportunity_span sp
                                   where sp.org_id = o.org_id and sp.opportunity_id = o.id) as stay
      from opportunity o where o.org_id = ${caller.orgId} and o.id = ${opportunityId}`.execute(tx)
  const row = rows[0]
  if (!row) return
  const deal = { id: opportunityId, ownerId: row.owner_id }
  const cancelled = await cancelOpenTasks(tx, caller, deal, sql`${last.id}`, sql`t.stage_visit > ${row.stay}`)
  const annulled = taken.map(({ annulsId }) => annulsId)
  const revived =
    row.status === 'open' ? await reviveTasks(tx, caller, deal, sql`t.cancelled_event_id = any(${annulled}::uuid[])`) : []
  tellOfDeal(tx, caller, opportunityId, [
    { action: 'tasks-cancelled', tasks: cancelled },
    { action: 'tasks-revived', tasks: revived },
  ])
}

/** Archives the stage tasks of deals that are archived because they should never have been: those that nobody has done. */
export async function archiveStageTasks(tx: Tx, caller: Caller, opportunityIds: readonly string[]): Promise<number> {
  if (opportunityIds.length === 0) return 0
  const { rows } = await sql<{ id: string }>`
    update task t set deleted_at = ${caller.now}, updated_at = ${caller.now}, version = t.version + 1
     where t.org_id = ${caller.orgId} and t.opportunity_id = any(${[...opportunityIds]}::uuid[]) and t.key is not null
       and t.done_at is null and t.deleted_at is null
    returning t.id`.execute(tx)
  return rows.length
}
