import { sql, type RawBuilder } from 'kysely'
import { reachable } from '../../../people/queries.ts'
import { inOwnCurrency, isCountable } from '../../../people/queries/rates.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import type { Caller } from '../../../platform/session.ts'
import { dayOf, startOfDay } from '../../../platform/time.ts'
import { categoryOf, categoryOfPhase, rollUp, sumsOf, type Category, type OpenCategory, type RollUp } from '../../categories.ts'
import type { ForecastPeriod } from '../../round-period.ts'

/** Whose deals: those within reach, or those of some people within it. */
export interface Whose {
  owners?: readonly string[] | undefined
}

/** A deal of a period as its sums see it. */
export interface PeriodDeal {
  id: string
  name: string
  ownerId: string
  status: 'open' | 'won'
  stageId: string
  category: Category
  byStage: OpenCategory
  note: string | null
  amountMinor: number | null
  currency: string
  /** The same in the organisation's currency: at the rate of the day it was won, of today while open. Null without amount or rate. */
  worthMinor: number | null
  expectedCloseOn: string | null
  leftOut: 'overdue' | 'no-date' | 'other-currency' | null
  customer: { id: string; name: string } | null
  stageName: string
  version: number
}

interface Row {
  id: string
  name: string
  owner_id: string
  status: 'open' | 'won'
  stage_id: string
  phase: string
  stage_names: Record<string, string>
  stage_category: OpenCategory | null
  said: OpenCategory | null
  said_note: string | null
  amount_minor: number | null
  currency: string
  worth_minor: number | null
  countable: boolean
  expected_close_on: string | null
  customer_id: string | null
  customer_name: string | null
  version: number
}

const ownedBy = (caller: Caller, { owners }: Whose, column: string): RawBuilder<unknown> =>
  owners
    ? sql`${reachable(caller, column)} and ${sql.ref(column)} = any(${[...owners]}::uuid[])`
    : sql`${reachable(caller, column)}`

/** Won in the period: counts to whoever owned it when it closed. */
const wonIn = (caller: Caller, whose: Whose, { from, to }: ForecastPeriod) => sql`
  o.org_id = ${caller.orgId} and o.status = 'won' and o.deleted_at is null
  and o.closed_at >= ${startOfDay(from, caller.timeZone)} and o.closed_at < ${startOfDay(to, caller.timeZone)}
  and ${ownedBy(caller, whose, 'o.credit_owner_id')}`

const openOf = (caller: Caller, whose: Whose) => sql`
  o.org_id = ${caller.orgId} and o.status = 'open' and o.deleted_at is null and ${ownedBy(caller, whose, 'o.owner_id')}`

/** What an open deal is worth today, and one that was won on its day. */
const worth = (caller: Caller, at: 'won' | 'open') =>
  inOwnCurrency(caller, {
    amount: sql`o.amount_minor`,
    of: sql`o.currency`,
    at: at === 'won' ? sql`o.closed_at` : sql`${caller.now}::timestamptz`,
  })

const columns = (caller: Caller, at: 'won' | 'open') => sql`
  o.id, o.name, o.status, o.stage_id, s.phase, s.name as stage_names, fs.category as stage_category, fc.category as said,
  fc.note as said_note, o.amount_minor, o.currency, ${worth(caller, at)} as worth_minor, ${isCountable(caller, sql`o.currency`)} as countable, o.expected_close_on, o.customer_id, c.name as customer_name, o.version`
const joins = sql`
  join stage s on s.org_id = o.org_id and s.id = o.stage_id
  left join forecast_stage fs on fs.org_id = o.org_id and fs.stage_id = o.stage_id
  left join forecast_category fc on fc.org_id = o.org_id and fc.opportunity_id = o.id
  left join customer c on c.org_id = o.org_id and c.id = o.customer_id`

/**
 * The deals of a period, the largest first: won in it, and open ones expected in what is left of it. With `leftOut` also open ones
 * that are in no sum because their day has passed or they have none. `limit` + 1 at most, so that one sees whether there are more.
 */
export async function readPeriodDeals(
  tx: Tx,
  caller: Caller,
  period: ForecastPeriod,
  asked: Whose & { leftOut?: boolean; limit: number },
): Promise<PeriodDeal[]> {
  const today = dayOf(caller.now, caller.timeZone)
  const from = asked.leftOut ? sql`true` : sql`o.expected_close_on >= ${later(period.from, today)}::date`
  const undated = asked.leftOut ? sql`or o.expected_close_on is null` : sql``
  const { rows } = await sql<Row>`
    select * from (
      select ${columns(caller, 'won')}, o.credit_owner_id as owner_id from opportunity o ${joins} where ${wonIn(caller, asked, period)}
      union all
      select ${columns(caller, 'open')}, o.owner_id from opportunity o ${joins}
      where ${openOf(caller, asked)} and ((o.expected_close_on < ${period.to}::date and ${from}) ${undated})
    ) d order by d.worth_minor desc nulls last, d.id limit ${sql.lit(asked.limit + 1)}`.execute(tx)
  return rows.map((row) => shape(caller, row, today))
}

const later = (a: string, b: string): string => (a > b ? a : b)

function shape(caller: Caller, row: Row, today: string): PeriodDeal {
  const byStage = row.stage_category ?? categoryOfPhase(row.phase)
  const open = row.status === 'open'
  return {
    id: row.id,
    name: row.name,
    ownerId: row.owner_id,
    status: row.status,
    stageId: row.stage_id,
    category: categoryOf({ status: row.status, byStage, said: row.said }),
    byStage,
    note: open && row.said !== null ? row.said_note : null,
    amountMinor: row.amount_minor,
    currency: row.currency,
    worthMinor: row.worth_minor === null ? null : Number(row.worth_minor),
    expectedCloseOn: row.expected_close_on,
    leftOut: !row.countable
      ? 'other-currency'
      : !open
        ? null
        : row.expected_close_on === null
          ? 'no-date'
          : row.expected_close_on < today
            ? 'overdue'
            : null,
    customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name ?? '' },
    stageName: row.stage_names[caller.locale] ?? row.stage_names['zh-CN'] ?? '',
    version: row.version,
  }
}

/** What counted deals add up to; those left out add nothing. */
export const rollUpOf = (deals: readonly PeriodDeal[]): RollUp =>
  rollUp(
    sumsOf(
      deals.flatMap(({ leftOut, category, worthMinor }) => (leftOut === null ? [{ category, amountMinor: worthMinor }] : [])),
    ),
  )

/** What every person's deals of a period add up to, however many there are, and how many are in a currency without a rate. */
export async function readOwnerSums(tx: Tx, caller: Caller, period: ForecastPeriod, whose: Whose = {}) {
  const today = dayOf(caller.now, caller.timeZone)
  const { rows } = await sql<{
    owner_id: string
    status: 'open' | 'won'
    phase: string
    stage_category: OpenCategory | null
    said: OpenCategory | null
    minor: number
    strange: number
  }>`
    select owner_id, d.status, s.phase, fs.category as stage_category, d.said,
           coalesce(sum(d.worth), 0)::bigint as minor, (count(*) filter (where not d.countable))::int as strange
    from (
      select o.org_id, o.credit_owner_id as owner_id, o.status, o.stage_id, null::text as said, ${worth(caller, 'won')} as worth, ${isCountable(caller, sql`o.currency`)} as countable
      from opportunity o where ${wonIn(caller, whose, period)}
      union all
      select o.org_id, o.owner_id, o.status, o.stage_id, fc.category, ${worth(caller, 'open')}, ${isCountable(caller, sql`o.currency`)}
      from opportunity o left join forecast_category fc on fc.org_id = o.org_id and fc.opportunity_id = o.id
      where ${openOf(caller, whose)} and o.expected_close_on >= ${later(period.from, today)}::date
        and o.expected_close_on < ${period.to}::date
    ) d
    join stage s on s.org_id = d.org_id and s.id = d.stage_id
    left join forecast_stage fs on fs.org_id = d.org_id and fs.stage_id = d.stage_id
    group by 1, 2, 3, 4, 5`.execute(tx)
  const byOwner = new Map<string, { category: Category; amountMinor: number }[]>()
  let otherCurrency = 0
  for (const { owner_id, status, phase, stage_category, said, minor, strange } of rows) {
    const category = categoryOf({ status, byStage: stage_category ?? categoryOfPhase(phase), said })
    otherCurrency += strange
    byOwner.set(owner_id, [...(byOwner.get(owner_id) ?? []), { category, amountMinor: Number(minor) }])
  }
  return { otherCurrency, sums: new Map([...byOwner].map(([owner, parts]) => [owner, rollUp(sumsOf(parts))])) }
}

/** Money won by everybody in periods, by whom it counts to: `won(period key, member)`, minor units in the organisation's currency, others at the rate of the day. */
export async function readWon(
  tx: Tx,
  caller: Caller,
  periods: readonly ForecastPeriod[],
  members: readonly string[],
): Promise<(key: string, member: string) => number> {
  if (periods.length === 0 || members.length === 0) return () => 0
  const starts = periods.map(({ from }) => startOfDay(from, caller.timeZone))
  const ends = periods.map(({ to }) => startOfDay(to, caller.timeZone))
  const { rows } = await sql<{ key: string; owner_id: string; minor: number }>`
    select p.key, o.credit_owner_id as owner_id, sum(${worth(caller, 'won')})::bigint as minor
    from unnest(${periods.map(({ key }) => key)}::text[], ${starts}::timestamptz[], ${ends}::timestamptz[]) as p (key, starts, ends)
    join opportunity o on o.org_id = ${caller.orgId} and o.closed_at >= p.starts and o.closed_at < p.ends
    where o.status = 'won' and o.deleted_at is null and o.credit_owner_id = any(${[...members]}::uuid[])
    group by 1, 2`.execute(tx)
  const won = new Map(rows.map(({ key, owner_id, minor }) => [`${key} ${owner_id}`, Number(minor ?? 0)]))
  return (key, member) => won.get(`${key} ${member}`) ?? 0
}
