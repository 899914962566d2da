import { sql } from 'kysely'
import { judgeWithinDays } from '../../customers/quality-matrix.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { addDays } from '../../platform/time.ts'

/** Days on which a level became due are kept apart for so much longer than they tell anything. */
const apartDays = judgeWithinDays + 31
/** So many rows of changes may gather before they are counted together. */
const gathered = 5000

/**
 * Counts anew how many customers stand where. One statement, so that all of it is of one moment: what others write meanwhile is in
 * their own rows, which are seen together with their standings.
 */
export const countAnew = (tx: Tx, orgId: string, today: string) =>
  sql`with gone as (delete from standing_count where org_id = ${orgId})
    insert into standing_count (org_id, owner_id, level, relationship, grade, known_well_since, customers, open_minor, won_minor, effort_count, effort_minutes)
    select org_id, owner_id, level, relationship, grade, greatest(known_well_since, case when known_well_since is not null then ${addDays(today, -apartDays)}::date end),
      count(*), sum(open_minor), sum(won_minor), sum(effort_count), sum(effort_minutes)
    from customer_standing where org_id = ${orgId} group by 1, 2, 3, 4, 5, 6`.execute(tx)

/** Counts anew when many changes have gathered since the last time. */
export async function countAnewIfMany(tx: Tx, orgId: string, today: string): Promise<void> {
  const { rows } = await sql<{ isMany: boolean }>`
    select count(*) > ${gathered} + 3 * count(distinct (owner_id, level, relationship, grade, known_well_since)) as "isMany"
    from standing_count where org_id = ${orgId}`.execute(tx)
  if (rows[0]!.isMany) await countAnew(tx, orgId, today)
}
