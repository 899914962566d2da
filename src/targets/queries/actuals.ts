import { sql, type RawBuilder } from 'kysely'
import { inOwnCurrency, isCountable } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, startOfDay } from '../../platform/time.ts'
import { activityKindsOf, isMoney, type Measure } from '../measure.ts'
import type { Daily } from '../history.ts'

type Where = Pick<Caller, 'orgId' | 'timeZone' | 'currency'>

interface Row {
  memberId: string
  /** Month or day, in the organisation's zone. */
  at: string
  value: number
}

/**
 * What counts for a measure in [from, to): one row for each person and month or day. Wins belong to whoever owned the deal when it
 * closed, in the organisation's zone, other currencies at the rate of that day; what a correction took back is in no folded row and so in none of these. Everybody's, reached or not:
 * who asks keeps to the caller's reach.
 */
export async function actuals(
  tx: Tx,
  caller: Where,
  measure: Measure,
  { from, to, by, members }: { from: string; to: string; by: 'month' | 'day'; members?: readonly string[] },
): Promise<Row[]> {
  const counted = countedOf(caller, measure, startOfDay(from, caller.timeZone), startOfDay(to, caller.timeZone))
  const own = members ? sql`where "memberId" = any(${[...members]}::uuid[])` : sql``
  const starts = startsOf(from, to, by)
  // each moment falls between two starts: no day is worked out for every row
  const { rows } = await sql<{ memberId: string; place: number; value: number }>`
    select "memberId", place, sum(value)::bigint as value
    from (select "memberId", width_bucket(moment, (select array_agg(day::timestamp at time zone ${caller.timeZone} order by day)
        from unnest(${starts}::date[]) day)) as place, value from (${counted}) c ${own}) d group by 1, 2`.execute(tx)
  return rows.map(({ memberId, place, value }) => ({ memberId, at: starts[place - 1]!.slice(0, by === 'month' ? 7 : 10), value }))
}

/** First days of the months, or all days, of [from, to). */
function startsOf(from: string, to: string, by: 'month' | 'day'): string[] {
  const starts: string[] = []
  for (let day = from; day < to; day = addDays(day, 1)) if (by === 'day' || day === from || day.endsWith('-01')) starts.push(day)
  return starts
}

function countedOf(caller: Where, measure: Measure, from: Date, to: Date): RawBuilder<unknown> {
  const { orgId } = caller
  const worth = inOwnCurrency(caller, { amount: sql`o.amount_minor`, of: sql`o.currency`, at: sql`o.closed_at` })
  const kinds = activityKindsOf(measure)
  if (kinds.length > 0)
    return sql`select a.owner_id as "memberId", a.happened_at as moment, 1 as value from activity a
      where a.org_id = ${orgId} and a.deleted_at is null and a.happened_at >= ${from} and a.happened_at < ${to} and a.kind = any(${[...kinds]}::text[])`
  const won = sql`from opportunity o where o.org_id = ${orgId} and o.deleted_at is null and o.status = 'won'`
  const within = sql`o.closed_at >= ${from} and o.closed_at < ${to}`
  if (measure === 'new-customers')
    return sql`select o.credit_owner_id as "memberId", o.closed_at as moment, 1 as value ${won} and ${within} and o.customer_id is not null
      and not exists (select from opportunity e where e.org_id = o.org_id and e.customer_id = o.customer_id and e.deleted_at is null
        and e.status = 'won' and (e.closed_at, e.id) < (o.closed_at, o.id))`
  return isMoney(measure)
    ? sql`select o.credit_owner_id as "memberId", o.closed_at as moment, ${worth} as value ${won} and ${within}
        and o.amount_minor is not null and ${isCountable(caller, sql`o.currency`)}`
    : sql`select o.credit_owner_id as "memberId", o.closed_at as moment, 1 as value ${won} and ${within}`
}

/** Won deals of the period in a currency without a rate: not in its money. */
export async function otherCurrencyDeals(tx: Tx, caller: Where, from: string, to: string): Promise<number> {
  const { orgId, timeZone } = caller
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from opportunity o where o.org_id = ${orgId} and o.deleted_at is null and o.status = 'won'
      and o.closed_at >= ${startOfDay(from, timeZone)} and o.closed_at < ${startOfDay(to, timeZone)} and not ${isCountable(caller, sql`o.currency`)}`.execute(
    tx,
  )
  return rows[0]!.n
}

/** Days of everybody, or of some, as one. */
export function daily(rows: readonly Row[], members?: ReadonlySet<string>): Daily {
  const days = new Map<string, number>()
  for (const { memberId, at, value } of rows) if (!members || members.has(memberId)) days.set(at, (days.get(at) ?? 0) + value)
  return days
}

/** Twelve months of a year for each person. */
export function monthly(rows: readonly Row[], year: number): Map<string, number[]> {
  const months = new Map<string, number[]>()
  for (const { memberId, at, value } of rows) {
    if (!at.startsWith(`${year}-`)) continue
    const own = months.get(memberId) ?? Array.from({ length: 12 }, () => 0)
    own[Number(at.slice(5, 7)) - 1]! += value
    months.set(memberId, own)
  }
  return months
}

/** The months of some people together. */
export function together(months: ReadonlyMap<string, readonly number[]>, members: Iterable<string>): number[] {
  const sum = Array.from({ length: 12 }, () => 0)
  for (const member of members) months.get(member)?.forEach((value, month) => (sum[month]! += value))
  return sum
}
