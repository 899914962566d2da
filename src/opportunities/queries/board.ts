import { sql } from 'kysely'
import { encodeCursor } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { cardColumns, cardJoins, conditions, orderBy, placeAfter, shapeCard, type OpportunityFilter, type Row } from './list.ts'

interface ColumnRow {
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
  const isId = /^[0-9a-f-]{36}$/i.test(key)
  const pipeline = await tx
    .selectFrom('pipeline')
    .select(['id', 'key', sql<string>`name ->> ${caller.locale}`.as('name')])
    .where('org_id', '=', caller.orgId)
    .$if(key === 'default', (query) => query.where('is_default', '=', true))
    .$if(key !== 'default', (query) => query.where(isId ? 'id' : 'key', '=', key))
    .executeTakeFirst()
  if (!pipeline) return null
  const where = await conditions(tx, caller, { ...filter, pipeline: pipeline.id, status: 'open' })
  const today = dayOf(caller.now, caller.timeZone)
  // stage by stage, so that each is one walk along an index that holds all that is summed up
  const { rows: columns } = await sql<ColumnRow>`
    with s as materialized (
      select id, key, name ->> ${caller.locale} as name, position, probability, customer_looks ->> ${caller.locale} as customer_looks,
             expected_days, warning_days, critical_days, retired_at,
             ${caller.now}::timestamptz - make_interval(secs => (warning_days * 86400)::float8) as warned_before,
             ${caller.now}::timestamptz - make_interval(secs => (critical_days * 86400)::float8) as critical_before
      from stage where org_id = ${caller.orgId} and pipeline_id = ${pipeline.id}
    )
    select s.id, s.key, s.name, s.position, s.probability, s.customer_looks, s.expected_days, s.warning_days, s.critical_days,
           t.count, coalesce(t.amount, 0)::bigint as amount, t.without_amount, t.over_warning, t.over_critical, t.overdue_steps
    from s cross join lateral (
      select count(*)::int as count, sum(o.amount_minor) as amount, (count(*) - count(o.amount_minor))::int as without_amount,
             count(*) filter (where o.stage_since < s.warned_before)::int as over_warning,
             count(*) filter (where o.stage_since < s.critical_before)::int as over_critical,
             count(*) filter (where o.next_step_on < ${today}::date)::int as overdue_steps
      from opportunity o where ${where} and o.stage_id = s.id
    ) t
    where s.retired_at is null or t.count > 0 order by s.position`.execute(tx)
  const { rows } = await sql<Row>`
    select ${cardColumns(caller)} from stage st cross join lateral (
      select o.* from opportunity o where ${where} and o.stage_id = st.id order by ${orderBy(filter.sort)} limit ${filter.limit + 1}
    ) o ${cardJoins}
    where st.org_id = ${caller.orgId} and st.pipeline_id = ${pipeline.id} order by st.position, ${orderBy(filter.sort)}`.execute(
    tx,
  )
  return {
    pipeline,
    currency: caller.currency,
    columns: columns.map((column) => {
      const own = rows.filter(({ stage_id }) => stage_id === column.id)
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
        cards: shown.map((row) => shapeCard(row, caller.now, today)),
        nextCursor: own.length > filter.limit && last ? encodeCursor(placeAfter(filter.sort, last)) : null,
      }
    }),
  }
}
