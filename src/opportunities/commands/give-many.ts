import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { fieldChange } from '../store/rows.ts'
import { appendMany, loadMany, stagesForMany } from './write-many.ts'

const batch = 500

/**
 * Gives one person's deals to another, open and ended ones, all or those named: each says in its history that it has another owner, and
 * what has ended still counts for whoever ended it. Audit trail and news are the caller's. Returns the ids.
 */
export async function giveDeals(
  tx: Tx,
  caller: Caller,
  { from, to }: { from: string; to: string },
  only?: readonly string[],
): Promise<string[]> {
  const named = only === undefined ? sql`true` : sql`id = any(${[...only]}::uuid[])`
  const { rows } = await sql<{ id: string; pipeline: string }>`
    select id, pipeline_id as pipeline from opportunity
     where org_id = ${caller.orgId} and owner_id = ${from} and ${named} order by id`.execute(tx)
  for (const pipeline of new Set(rows.map((row) => row.pipeline))) {
    const ids = rows.filter((row) => row.pipeline === pipeline).map(({ id }) => id)
    const stages = await stagesForMany(tx, caller.orgId, pipeline)
    for (let start = 0; start < ids.length; start += batch) {
      const deals = [...(await loadMany(tx, caller.orgId, ids.slice(start, start + batch))).values()]
      const stillTheirs = deals.filter(({ row }) => row.owner_id === from)
      await appendMany(
        tx,
        caller,
        stillTheirs.map((deal) => ({
          deal,
          stageEvents: [],
          fieldEvents: fieldChange(caller, 'ownerId', from, to),
          set: { owner_id: to },
        })),
        stages,
        [],
      )
    }
  }
  return rows.map(({ id }) => id)
}
