import { sql } from 'kysely'
import type { within } from '../../capacity/queries/scope.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { effortDays } from '../commands/measure.ts'
import type { Flow } from '../matrix-figures.ts'
import { firstMovesAfter } from './first-moves.ts'
import { flowOf, type CellWithDue, type Moved } from './stand-and-moved.ts'

/** Customers who stand alike and came from the same place; that place is null where they have not moved. */
type Row = CellWithDue & Omit<Moved, 'fromLevel'> & { fromLevel: Moved['fromLevel'] | null }

interface Asked {
  since: string
  asOf: string
  /** The moment at which the day ends. */
  end: Date
  own: ReturnType<typeof within>
}

/**
 * Where today's customers stood at the end of a past day, with the deals and the effort of then, and what they had moved since an
 * earlier day. Whose they are is told by today. A customer counts from the day it was entered, or from its first contact, deal or
 * change on record, where those are older.
 */
export async function stoodThen(
  tx: Tx,
  { orgId, currency }: Caller,
  { since, asOf, end, own }: Asked,
): Promise<{ cells: CellWithDue[]; flows: Flow[] }> {
  const { rows } = await sql<Row>`
    select p.level, p.relationship, p.grade, p.from_level as "fromLevel", p.from_relationship as "fromRelationship", p.from_grade as "fromGrade",
      count(*)::int as customers, coalesce(sum(d.open_minor), 0)::bigint as "openMinor", coalesce(sum(d.won_minor), 0)::bigint as "wonMinor",
      coalesce(sum(e.contacts), 0)::int as activities, coalesce(sum(e.minutes), 0)::int as minutes, 0 as due
    from (
      select s.customer_id, s.first_answered_at, f.from_level, f.from_relationship, f.from_grade,
        coalesce(t.from_level, s.level) as level, coalesce(t.from_relationship, s.relationship) as relationship,
        case when t.customer_id is null then s.grade else t.from_grade end as grade
      from customer_standing s
        left join (${firstMovesAfter(orgId, asOf)}) t on t.customer_id = s.customer_id
        left join (${firstMovesAfter(orgId, since)}) f on f.customer_id = s.customer_id
      where s.org_id = ${orgId} and s.judged_at is not null and ${own}
    ) p
    join customer c on c.org_id = ${orgId} and c.id = p.customer_id
    left join (
      select o.customer_id, sum(n.amount_minor) filter (where n.status = 'open') as open_minor,
        sum(n.amount_minor) filter (where n.status = 'won' and n.valid_from > ${end}::timestamptz - interval '1 year') as won_minor
      from opportunity o join opportunity_span n on n.org_id = o.org_id and n.opportunity_id = o.id
      where o.org_id = ${orgId} and o.customer_id is not null and o.deleted_at is null and o.currency = ${currency}
        and n.status in ('open', 'won') and n.valid_from < ${end} and n.valid_to >= ${end}
      group by o.customer_id
    ) d on d.customer_id = p.customer_id
    left join (
      select a.customer_id, count(*) as contacts, sum(coalesce(a.duration_minutes, 30)) as minutes from activity a
      where a.org_id = ${orgId} and a.customer_id is not null and a.deleted_at is null and a.happened_at < ${end}
        and a.happened_at >= ${end}::timestamptz - interval '${sql.raw(String(effortDays))} days'
      group by a.customer_id
    ) e on e.customer_id = p.customer_id
    where c.created_at < ${end} or p.first_answered_at < ${end} or d.customer_id is not null or e.customer_id is not null
      or (
        select true from opportunity o join opportunity_span n on n.org_id = o.org_id and n.opportunity_id = o.id
        where o.org_id = ${orgId} and o.customer_id = p.customer_id and o.deleted_at is null and o.currency = ${currency}
          and n.valid_from < ${end} and n.valid_to >= ${end} limit 1
      )
      or exists (select from customer_standing_change h where h.org_id = ${orgId} and h.customer_id = p.customer_id and h.day <= ${asOf}::date)
    group by 1, 2, 3, 4, 5, 6
    order by customers desc, 4, 5, 6, 1, 2, 3`.execute(tx)
  return cellsAndFlows(rows)
}

function cellsAndFlows(rows: readonly Row[]): { cells: CellWithDue[]; flows: Flow[] } {
  const cells = new Map<string, CellWithDue>()
  for (const { fromLevel: _, fromRelationship: _from, fromGrade: _grade, ...row } of rows) {
    const key = `${row.level} ${row.relationship} ${row.grade}`
    const cell = cells.get(key)
    if (!cell) cells.set(key, row)
    else for (const figure of figures) cell[figure] += row[figure]
  }
  const flows = rows.flatMap((row): Flow[] => {
    if (row.fromLevel === null || (row.fromLevel === row.level && row.fromRelationship === row.relationship)) return []
    return [flowOf({ ...row, fromLevel: row.fromLevel })]
  })
  return { cells: [...cells.values()], flows }
}

const figures = ['customers', 'openMinor', 'wonMinor', 'activities', 'minutes', 'due'] as const
