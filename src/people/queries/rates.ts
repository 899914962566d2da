import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import type { CurrencyRates } from '../rates.ts'

/** Rates into the organisation's currency, by currency, the latest first. */
export async function listRates(tx: Tx, { orgId, currency: own }: Caller) {
  const rows = await tx
    .selectFrom('exchange_rate as r')
    .leftJoin('member as m', (join) => join.onRef('m.org_id', '=', 'r.org_id').onRef('m.id', '=', 'r.set_by'))
    .select(['r.currency', 'r.day', 'r.rate', 'r.set_at', 'm.name'])
    .where('r.org_id', '=', orgId)
    .where('r.into_currency', '=', own)
    .orderBy('r.currency')
    .orderBy('r.day', 'desc')
    .execute()
  const items = rows.map(({ set_at: at, name, ...rate }) => ({ ...rate, setAt: at.toISOString(), setBy: name ?? '' }))
  return { currency: own, items }
}

/** The same for reckoning: by currency, from when each rate holds and what one smallest unit is worth. */
export async function readRates(
  tx: Tx,
  { orgId, currency, timeZone }: Pick<Caller, 'orgId' | 'currency' | 'timeZone'>,
): Promise<Map<string, CurrencyRates>> {
  const rows = await tx
    .selectFrom('exchange_rate')
    .select(['currency', 'day', 'factor'])
    .where('org_id', '=', orgId)
    .where('into_currency', '=', currency)
    .orderBy('currency')
    .orderBy('day')
    .execute()
  const rates = new Map<string, { from: number[]; factor: number[] }>()
  for (const row of rows) {
    if (!rates.has(row.currency)) rates.set(row.currency, { from: [], factor: [] })
    const own = rates.get(row.currency)!
    own.from.push(startOfDay(row.day, timeZone).getTime())
    own.factor.push(row.factor)
  }
  return rates
}

/** Joins as `r` the rate of a currency at a moment: the one that held, the first one before there was any; nothing for the own currency. */
export const rateOfDay = (
  { orgId, currency, timeZone }: Pick<Caller, 'orgId' | 'currency' | 'timeZone'>,
  of: RawBuilder<unknown>,
  at: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`left join lateral (
  select factor, rate, day from exchange_rate
  where org_id = ${orgId} and currency = ${of} and into_currency = ${currency} and ${of} <> ${currency}
  order by day <= (${at} at time zone ${timeZone})::date desc, case when day <= (${at} at time zone ${timeZone})::date then -(day - date '2000-01-01') else day - date '2000-01-01' end
  limit 1) r on true`

/** What one smallest unit of a currency was worth at a moment: the rate that held, the first one before there was any. No row: no rate. */
export const rateAt = (
  { orgId, currency, timeZone }: Pick<Caller, 'orgId' | 'currency' | 'timeZone'>,
  { of, at }: { of: RawBuilder<unknown>; at: RawBuilder<unknown> },
): RawBuilder<number> => sql`
  select factor from exchange_rate where org_id = ${orgId} and currency = ${of} and into_currency = ${currency}
  order by day <= (${at} at time zone ${timeZone})::date desc, abs(day - (${at} at time zone ${timeZone})::date) limit 1`

/**
 * An amount in the organisation's currency at the rate of a moment, minor units; null where no rate is known (or no amount). Only rows in
 * another currency look for a rate.
 */
export const inOwnCurrency = (
  whose: Pick<Caller, 'orgId' | 'currency' | 'timeZone'>,
  { amount, of, at }: { amount: RawBuilder<unknown>; of: RawBuilder<unknown>; at: RawBuilder<unknown> },
): RawBuilder<number | null> =>
  sql`case when ${of} = ${whose.currency} then ${amount} else round(${amount} * (${rateAt(whose, { of, at })}))::bigint end`

/** Whether an amount in this currency can be counted: it is the own one, or there is a rate. */
export const isCountable = (
  { orgId, currency }: Pick<Caller, 'orgId' | 'currency'>,
  of: RawBuilder<unknown>,
): RawBuilder<boolean> =>
  sql`(${of} = ${currency} or ${of} in (select currency from exchange_rate where org_id = ${orgId} and into_currency = ${currency}))`
