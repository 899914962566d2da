import { sql } from 'kysely'
import type { within } from '../../capacity/queries/scope.ts'
import type { Level } from '../../customers/customer.ts'
import type { Grade, Relationship } from '../../customers/quality-matrix.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Cell, Flow } from '../matrix-figures.ts'
import { firstMovesAfter } from './first-moves.ts'

export type CellWithDue = Cell & { due: number }
/** Customers who moved from one place to another. */
export interface Moved extends Pick<Cell, 'level' | 'relationship' | 'grade' | 'customers'> {
  fromLevel: Level
  fromRelationship: Relationship
  fromGrade: Grade
}

/**
 * The cells, from what is counted of them, and where customers stood at the end of a day against where they stand now: only who moved
 * is read one by one.
 */
export async function standAndMoved(
  tx: Tx,
  orgId: string,
  { since, due, own }: { since: string; due: string; own: ReturnType<typeof within> },
): Promise<{ cells: CellWithDue[]; flows: Flow[] }> {
  const [{ rows: cells }, { rows: flows }] = await Promise.all([
    sql<CellWithDue>`
      select s.level, s.relationship, s.grade, sum(s.customers)::int as customers, sum(s.open_minor)::bigint as "openMinor",
        sum(s.won_minor)::bigint as "wonMinor", sum(s.effort_count)::int as activities, sum(s.effort_minutes)::int as minutes,
        coalesce(sum(s.customers) filter (where s.known_well_since <= ${due}::date), 0)::int as due
      from standing_count s where s.org_id = ${orgId} and ${own}
      group by s.level, s.relationship, s.grade having sum(s.customers) <> 0 order by customers desc, 1, 2, 3`.execute(tx),
    sql<Moved>`
      select f.from_level as "fromLevel", f.from_relationship as "fromRelationship", f.from_grade as "fromGrade",
        s.level, s.relationship, s.grade, count(*)::int as customers
      from (${firstMovesAfter(orgId, since)}) f join customer_standing s on s.org_id = ${orgId} and s.customer_id = f.customer_id
      where ${own} and (s.level <> f.from_level or s.relationship <> f.from_relationship)
      group by 1, 2, 3, 4, 5, 6 order by customers desc, 1, 2, 3, 4, 5, 6`.execute(tx),
  ])
  return { cells, flows: flows.map(flowOf) }
}

export const flowOf = ({ fromLevel, fromRelationship, fromGrade, level, relationship, grade, customers }: Moved): Flow => ({
  from: { level: fromLevel, relationship: fromRelationship, grade: fromGrade },
  to: { level, relationship, grade },
  customers,
})
