import { type RawBuilder, sql } from 'kysely'
import { inOwnCurrency, rateAt } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

/** What decides what an amount is worth: the organisation's currency, and in whose days rates are given. */
export type Worth = Pick<Caller, 'orgId' | 'currency' | 'timeZone' | 'now'>

/** The event on whose day a deal's money is worth what it is: its end; today while it has none, or nobody knows when it ended. */
const dayOfDeal = ({ now }: Worth): RawBuilder<unknown> => sql`coalesce(o.closed_at, ${now}::timestamptz)`

/**
 * An amount of deal `o` (its own, or that of one of its spans) in the organisation's currency, minor units; null where no rate is known. A
 * deal has one rate for all that is counted of it, so that nothing grows or shrinks between two days by a rate (docs/decisions/187).
 */
export const worth = (whose: Worth, amount: string | RawBuilder<unknown> = 'o.amount_minor'): RawBuilder<number | null> =>
  inOwnCurrency(whose, {
    amount: typeof amount === 'string' ? sql.ref(amount) : amount,
    of: sql`o.currency`,
    at: dayOfDeal(whose),
  })

/** When the next rate begins to hold that somebody gave ahead of its day. */
export async function nextRate(tx: Tx, { orgId, currency, timeZone, now }: Worth): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(day)::timestamp at time zone ${timeZone} as at from exchange_rate
    where org_id = ${orgId} and into_currency = ${currency} and day > (${now}::timestamptz at time zone ${timeZone})::date`.execute(
    tx,
  )
  return rows[0]!.at
}

/** What one smallest unit of deal `o` is worth by that rate; null where it is of the organisation's currency, or no rate is known. */
export const rateOfDeal = (whose: Worth): RawBuilder<number | null> =>
  sql`case when o.currency = ${whose.currency} then null else (${rateAt(whose, { of: sql`o.currency`, at: dayOfDeal(whose) })}) end`

/** The same of many, summed: those without a rate are not in it. */
export const worthOfAll = (whose: Worth, column = 'o.amount_minor'): RawBuilder<number> =>
  sql`coalesce(sum(${worth(whose, column)}), 0)::bigint`
