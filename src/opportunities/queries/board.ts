import { sql } from 'kysely'
import { encodeCursor } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import {
  conditions,
  isId,
  orderBy,
  ownColumns,
  ownJoins,
  placeAfter,
  placeNamed,
  shapeCard,
  type OpportunityFilter,
  type OwnRow,
} from './list.ts'

interface ColumnRow {
  pipeline_id: string
  pipeline_key: string
  pipeline_name: string
  retired_at: Date | null
  id: string
  key: string
  name: string
  position: number
  probability: number
  customer_looks: string | null
  expected_days: number | null
  warning_days: number | null
  critical_days: number | null
  count: number
  amount: number
  without_amount: number
  over_warning: number
  over_critical: number
  overdue_steps: number
}

/** One column per stage with counts and sums over all its open deals, and its first cards. Null when there is no such pipeline. */
export async function readBoard(
  tx: Tx,
  caller: Caller,
  key: string,
  filter: OpportunityFilter & { limit: number; sort: 'urgency' | 'amount' | 'stageSince' },
) {
  const today = dayOf(caller.now, caller.timeZone)
  const where = await conditions(tx, caller, { ...filter, pipeline: undefined, status: 'open' })
  const named = key === 'default' ? sql`is_default` : isId(key) ? sql`id = ${key}` : sql`key = ${key}`
  const pipelines = sql`(select id, key, name from pipeline where org_id = ${caller.orgId} and ${named})`
  const deals = (stage: 's' | 'st') =>
    sql`opportunity o where ${where} and o.pipeline_id = ${sql.ref(`${stage}.pipeline_id`)} and o.stage_id = ${sql.ref(`${stage}.id`)}`
  // both in one message; stage by stage, so that each is one walk along an index that holds all that is summed up
  const [{ rows: columns }, { rows }] = await Promise.all([
    sql<ColumnRow>`
    with s as materialized (
      select t.id, t.key, t.name ->> ${caller.locale} as name, position, probability, customer_looks ->> ${caller.locale} as customer_looks,
             expected_days, warning_days, critical_days, retired_at,
             p.id as pipeline_id, p.key as pipeline_key, p.name ->> ${caller.locale} as pipeline_name,
             ${caller.now}::timestamptz - make_interval(secs => (warning_days * 86400)::float8) as warned_before,
             ${caller.now}::timestamptz - make_interval(secs => (critical_days * 86400)::float8) as critical_before
      from ${pipelines} p join stage t on t.org_id = ${caller.orgId} and t.pipeline_id = p.id
    )
    select s.id, s.key, s.name, s.position, s.probability, s.customer_looks, s.expected_days, s.warning_days, s.critical_days, s.retired_at,
           s.pipeline_id, s.pipeline_key, s.pipeline_name,
           t.count, coalesce(t.amount, 0)::bigint as amount, t.without_amount, t.over_warning, t.over_critical, t.overdue_steps
    from s cross join lateral (
      select count(*)::int as count, sum(o.amount_minor) as amount, (count(*) - count(o.amount_minor))::int as without_amount,
             count(*) filter (where o.stage_since < s.warned_before)::int as over_warning,
             count(*) filter (where o.stage_since < s.critical_before)::int as over_critical,
             count(*) filter (where o.next_step_on < ${today}::date)::int as overdue_steps
      from ${deals('s')}
    ) t
    order by s.position`.execute(tx),
    sql<OwnRow & { stage_id: string }>`
    select o.stage_id, ${ownColumns} from ${pipelines} p join stage st on st.org_id = ${caller.orgId} and st.pipeline_id = p.id
    cross join lateral (select o.* from ${deals('st')} order by ${orderBy(filter.sort)} limit ${sql.lit(filter.limit + 1)}) o ${ownJoins}
    order by st.position, ${orderBy(filter.sort)}`.execute(tx),
  ])
  const first = columns[0]
  if (!first) return null
  const byStage = new Map<string, typeof rows>(columns.map(({ id }) => [id, []]))
  for (const row of rows) byStage.get(row.stage_id)?.push(row)
  return {
    pipeline: { id: first.pipeline_id, key: first.pipeline_key, name: first.pipeline_name },
    currency: caller.currency,
    columns: columns.flatMap((column) => {
      if (column.retired_at && column.count === 0) return []
      const { pipeline_id, pipeline_key, pipeline_name, probability, warning_days, critical_days } = column
      const stage = { stage_id: column.id, stage_key: column.key, stage_name: column.name, stage_position: column.position }
      const place = { pipeline_id, pipeline_key, pipeline_name, ...stage, probability, warning_days, critical_days }
      const named = placeNamed(place)
      const own = byStage.get(column.id) ?? []
      const shown = own.slice(0, filter.limit)
      const last = shown[shown.length - 1]
      return {
        stage: {
          id: column.id,
          key: column.key,
          name: column.name,
          position: column.position,
          probability: column.probability,
          customerLooks: column.customer_looks,
          expectedDays: column.expected_days,
          warningDays: column.warning_days,
          criticalDays: column.critical_days,
        },
        count: column.count,
        amountMinor: column.amount,
        weightedAmountMinor: Math.round(column.amount * column.probability),
        withoutAmount: column.without_amount,
        overWarning: column.over_warning,
        overCritical: column.over_critical,
        overdueSteps: column.overdue_steps,
        cards: shown.map((row) => shapeCard(row, place, caller.now, today, named)),
        nextCursor: own.length > filter.limit && last ? encodeCursor(placeAfter(filter.sort, last)) : null,
      }
    }),
  }
}
