import { sql, type RawBuilder } from 'kysely'
import { inOwnCurrency } from '../people/queries/rates.ts'
import type { Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import type { BuyingModel } from './buy-till-you-die.ts'
import type { ContractEnd } from './customer-dates.ts'
import type { Expectation, Method } from './expectation.ts'
import type { HeldOut } from './held-out.ts'
import type { Fifths } from './repeat-purchase.ts'

/** Orders are days in whole numbers from here on. */
export const dayZero = '2000-01-01'
export const dayNumber = (day: string): number => Math.round((Date.parse(day) - Date.parse(dayZero)) / 86_400_000)
export const dayFrom = (number: number): string => new Date(Date.parse(dayZero) + number * 86_400_000).toISOString().slice(0, 10)

/** A customer who has bought or has a contract. Money in the organisation's currency at the rate of each order's day, minor units. */
export interface Buyer {
  id: string
  ownerId: string | null
  days: number[]
  wonMinor: number
  yearMinor: number
  twoYearsMinor: number
  ends: ContractEnd[]
}

interface House {
  orgId: string
  currency: string
  timeZone: string
}

/** All of them, or some (a condition on a column that holds the customer's id). */
export async function readBuyers(
  tx: Tx,
  house: House,
  todayOn: string,
  only: (column: string) => RawBuilder<boolean>,
): Promise<Buyer[]> {
  const { orgId, timeZone } = house
  const worth = inOwnCurrency(house, { amount: sql`o.amount_minor`, of: sql`o.currency`, at: sql`o.closed_at` })
  const since = (days: number) => sql`sum(w.worth) filter (where w.day > ${dayNumber(todayOn) - days}::int)`
  const { rows } = await sql<{
    id: string
    owner_id: string | null
    days: number[] | null
    won: number | null
    year: number | null
    two_years: number | null
    ends: ContractEnd[] | null
  }>`
    select c.id, c.owner_id, d.days, d.won, d.year, d.two_years, t.ends
    from customer c
      left join (
        select w.customer_id, array_agg(distinct w.day) as days, sum(w.worth)::bigint as won, ${since(365)}::bigint as year, ${since(731)}::bigint as two_years
        from (select o.customer_id, (o.closed_at at time zone ${timeZone})::date - ${sql.lit(dayZero)}::date as day, coalesce(${worth}, 0) as worth
          from opportunity o
          where o.org_id = ${orgId} and o.status = 'won' and o.deleted_at is null and o.closed_at is not null and ${only('o.customer_id')}) w
        where w.day <= ${dayNumber(todayOn)}::int
        group by w.customer_id) d on d.customer_id = c.id
      left join (
        select t.customer_id, json_agg(json_build_object('on', t.on_day, 'amountMinor', t.amount_minor)) as ends
        from customer_date t where t.org_id = ${orgId} and t.kind = 'contract-end' and t.deleted_at is null and ${only('t.customer_id')}
        group by t.customer_id) t on t.customer_id = c.id
    where c.org_id = ${orgId} and c.deleted_at is null and ${only('c.id')} and (d.customer_id is not null or t.customer_id is not null)
    order by c.id`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    ownerId: row.owner_id,
    days: (row.days ?? []).toSorted((a, b) => a - b),
    wonMinor: row.won ?? 0,
    yearMinor: row.year ?? 0,
    twoYearsMinor: row.two_years ?? 0,
    ends: row.ends ?? [],
  }))
}

export interface Judged {
  buyer: Buyer
  told: Expectation
  /** Null when only some were judged: the fifths of all hold on. */
  fifths: Fifths | null
}

const round = (value: number | null, places: number): number | null => (value === null ? null : Number(value.toFixed(places)))

/** Keeps what is told of these customers. */
export async function saveJudged(tx: Tx, orgId: string, at: Date, judged: readonly Judged[]): Promise<void> {
  const rows = judged.map(({ buyer, told, fifths }) => ({
    customer_id: buyer.id,
    owner_id: buyer.ownerId,
    orders: buyer.days.length,
    first_on: buyer.days.length === 0 ? null : dayFrom(buyer.days[0]!),
    last_on: buyer.days.length === 0 ? null : dayFrom(buyer.days.at(-1)!),
    mean_gap_days: round(told.meanGapDays, 1),
    won_minor: buyer.wonMinor,
    year_minor: buyer.yearMinor,
    usual_minor: told.usualMinor,
    method: told.method,
    expected_orders: round(told.expectedOrders, 3),
    alive: round(told.alive, 4),
    is_overdue: told.isOverdue,
    contract_ends_on: told.contractEndsOn,
    state: told.state,
    at_risk_minor: told.atRiskMinor,
    recency: fifths?.recency ?? null,
    frequency: fifths?.frequency ?? null,
    money: fifths?.money ?? null,
  }))
  const columns = sql.raw('owner_id, orders, first_on, last_on, mean_gap_days, won_minor, year_minor, usual_minor, method, expected_orders, alive, is_overdue, contract_ends_on, state, at_risk_minor') // prettier-ignore
  await sql`
    insert into repurchase_customer as old (org_id, customer_id, ${columns}, recency, frequency, money, judged_at)
    select ${orgId}::uuid, r.customer_id, ${columns}, r.recency, r.frequency, r.money, ${at}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (customer_id uuid, owner_id uuid, orders int, first_on date, last_on date,
      mean_gap_days float8, won_minor bigint, year_minor bigint, usual_minor bigint, method text, expected_orders float8, alive float8,
      is_overdue boolean, contract_ends_on date, state text, at_risk_minor bigint, recency int, frequency int, money int)
    on conflict (org_id, customer_id) do update set
      (${columns}, recency, frequency, money, judged_at) = (excluded.owner_id, excluded.orders, excluded.first_on, excluded.last_on,
        excluded.mean_gap_days, excluded.won_minor, excluded.year_minor, excluded.usual_minor, excluded.method, excluded.expected_orders,
        excluded.alive, excluded.is_overdue, excluded.contract_ends_on, excluded.state, excluded.at_risk_minor,
        coalesce(excluded.recency, old.recency), coalesce(excluded.frequency, old.frequency), coalesce(excluded.money, old.money),
        excluded.judged_at)`.execute(tx)
}

/** Takes away the rows of customers who were looked at by `at` and of whom nothing is told any more. */
export async function dropUntold(tx: Tx, orgId: string, at: Date, only: (column: string) => RawBuilder<boolean>): Promise<void> {
  await sql`delete from repurchase_customer r where r.org_id = ${orgId} and r.judged_at <> ${at} and ${only('r.customer_id')}`.execute(
    tx,
  )
}

export interface FittedModel {
  method: Method
  params: BuyingModel | null
  fromDay: string | null
  throughDay: string
  customers: number
  repeaters: number
  orders: number
  metrics: HeldOut | null
}

export async function insertModel(tx: Tx, orgId: string, at: Date, model: FittedModel): Promise<void> {
  await tx
    .insertInto('repurchase_model')
    .values({
      org_id: orgId,
      id: newId(),
      fitted_at: at,
      method: model.method,
      params: model.params && JSON.stringify(model.params),
      from_day: model.fromDay,
      through_day: model.throughDay,
      customers: model.customers,
      repeaters: model.repeaters,
      orders: model.orders,
      metrics: model.metrics && JSON.stringify(model.metrics),
    })
    .execute()
}

/** The fit that holds; undefined before the first one. */
export const latestModel = (tx: Tx, orgId: string) =>
  tx.selectFrom('repurchase_model').selectAll().where('org_id', '=', orgId).orderBy('fitted_at', 'desc').limit(1).executeTakeFirst() // prettier-ignore

export const readProgress = (tx: Tx, orgId: string) =>
  tx
    .selectFrom('repurchase_progress')
    .select(['judged_on as day', 'touched_through as through'])
    .where('org_id', '=', orgId)
    .executeTakeFirst()

export async function saveProgress(tx: Tx, orgId: string, at: Date, today: string): Promise<void> {
  const progress = { touched_through: at, judged_on: today }
  await tx
    .insertInto('repurchase_progress')
    .values({ org_id: orgId, ...progress })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(progress))
    .execute()
}
