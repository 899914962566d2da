import { sql } from 'kysely'
import type { within } from '../../capacity/queries/scope.ts'
import type { Level } from '../../customers/customer.ts'
import type { Grade, Relationship } from '../../customers/quality-matrix.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Cell, Flow } from '../matrix-figures.ts'

export type CellWithDue = Cell & { due: number }
/** Customers who stand alike and came from the same place; that place is null where they have not moved. */
export interface Row extends CellWithDue {
  fromLevel: Level | null
  fromRelationship: Relationship
  fromGrade: Grade
}

/**
 * The cells, and where customers stood at the end of a day against where they stand now: the first change after it tells what they came
 * from. Standings are read once for both.
 */
export async function standAndMoved(
  tx: Tx,
  orgId: string,
  { since, due, own }: { since: string; due: string; own: ReturnType<typeof within> },
): Promise<{ cells: CellWithDue[]; flows: Flow[] }> {
  const { rows } = await sql<Row>`
    select s.level, s.relationship, s.grade, f.from_level as "fromLevel", f.from_relationship as "fromRelationship", f.from_grade as "fromGrade",
      count(*)::int as customers, sum(s.open_minor)::bigint as "openMinor", sum(s.won_minor)::bigint as "wonMinor",
      sum(s.effort_count)::int as activities, sum(s.effort_minutes)::int as minutes, count(*) filter (where s.known_well_since <= ${due}::date)::int as due
    from customer_standing s left join (
      select distinct on (customer_id) customer_id, from_level, from_relationship, from_grade from customer_standing_change
      where org_id = ${orgId} and day > ${since}::date order by customer_id, day, id) f on f.customer_id = s.customer_id
    where s.org_id = ${orgId} and ${own}
    group by s.level, s.relationship, s.grade, f.from_level, f.from_relationship, f.from_grade
    order by customers desc, 4, 5, 6, 1, 2, 3`.execute(tx)
  return cellsAndFlows(rows)
}

export function cellsAndFlows(rows: readonly Row[]): { cells: CellWithDue[]; flows: Flow[] } {
  const cells = new Map<string, CellWithDue>()
  for (const { fromLevel: _, fromRelationship: _from, fromGrade: _grade, ...row } of rows) {
    const key = `${row.level} ${row.relationship} ${row.grade}`
    const cell = cells.get(key)
    if (!cell) cells.set(key, row)
    else for (const figure of figures) cell[figure] += row[figure]
  }
  const flows = rows.flatMap((row): Flow[] => {
    if (row.fromLevel === null || (row.fromLevel === row.level && row.fromRelationship === row.relationship)) return []
    return [
      {
        from: { level: row.fromLevel, relationship: row.fromRelationship, grade: row.fromGrade },
        to: { level: row.level, relationship: row.relationship, grade: row.grade },
        customers: row.customers,
      },
    ]
  })
  return { cells: [...cells.values()], flows }
}

const figures = ['customers', 'openMinor', 'wonMinor', 'activities', 'minutes', 'due'] as const
