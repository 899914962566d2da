import { sql, type RawBuilder } from 'kysely'
import { inOwnCurrency, isCountable } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import type { Period } from '../period.ts'

/** How long a period is, and how many like it in the past say what the open pipeline brings. */
const monthly = { months: 1, back: 12 }

interface MonthRow {
  at: number
  open: number
  kept: number
  fresh: number
}

/**
 * What the month has and what months like it brought: money won so far, the open pipeline, which share of it was won by the end of
 * each of the last twelve months seen from the same day of the month, and what deals not yet opened then still brought. Of longer
 * periods, such as quarters, `months` is the length and `back` how many of the past count. Money in another currency counts at the rate
 * of the day it was won, an open deal's at that of the day it is looked at; without a rate not at all.
 */
export async function readCoverage(
  tx: Tx,
  caller: Caller,
  period: Pick<Period, 'monthFrom' | 'monthTo'>,
  mine: RawBuilder<boolean>,
  today: string,
  { months: length, back } = monthly,
) {
  const { orgId, timeZone } = caller
  const monthFrom = startOfDay(period.monthFrom, timeZone)
  const monthTo = startOfDay(period.monthTo, timeZone)
  const now = startOfDay(today, timeZone, 1)
  const cut = now < monthTo ? now : monthTo
  const deals = sql`opportunity o where o.org_id = ${orgId} and o.deleted_at is null and ${isCountable(caller, sql`o.currency`)} and ${mine}`
  const worth = (at: RawBuilder<unknown>) => inOwnCurrency(caller, { amount: sql`o.amount_minor`, of: sql`o.currency`, at })
  const won = worth(sql`o.closed_at`)
  const present = sql<{ won: number; open: number; wins: number; losses: number }>`
    select coalesce(sum(${won}) filter (where o.status = 'won' and o.closed_at >= ${monthFrom} and o.closed_at < ${monthTo}), 0)::bigint as won,
      coalesce(sum(${worth(sql`${caller.now}::timestamptz`)}) filter (where o.status in ('open', 'on-hold')), 0)::bigint as open,
      count(*) filter (where o.status = 'won' and o.closed_at >= ${cut}::timestamptz - interval '365 days')::int as wins,
      count(*) filter (where o.status = 'lost' and o.closed_at >= ${cut}::timestamptz - interval '365 days')::int as losses
    from ${deals}`.execute(tx)
  const months = sql<MonthRow>`
    select n as at, coalesce(sum(${worth(sql`seen`)}) filter (where o.entered_at < seen), 0)::bigint as open,
      coalesce(sum(${won}) filter (where o.entered_at < seen and o.status = 'won' and o.closed_at < ends), 0)::bigint as kept,
      coalesce(sum(${won}) filter (where o.entered_at >= seen and o.status = 'won' and o.closed_at < ends), 0)::bigint as fresh
    from (select n, least(${cut}::timestamptz - (n * ${length}::int || ' months')::interval, ${monthTo}::timestamptz - (n * ${length}::int || ' months')::interval) as seen,
            ${monthTo}::timestamptz - (n * ${length}::int || ' months')::interval as ends from generate_series(1, ${back}::int) n) m
      join (select * from ${deals}) o on (o.entered_at < m.ends and (o.closed_at is null or o.closed_at >= m.seen))
    group by n`.execute(tx)
  const [{ rows: nowRows }, { rows }] = await Promise.all([present, months])
  const here = nowRows[0]!
  const open = rows.reduce((sum, row) => sum + row.open, 0)
  const kept = rows.reduce((sum, row) => sum + row.kept, 0)
  const known = rows.filter((row) => row.open > 0).length
  return {
    wonMinor: here.won,
    openMinor: here.open,
    conversion: open > 0 ? kept / open : null,
    months: known,
    expectedNewMinor: known > 0 ? Math.round(rows.reduce((sum, row) => sum + row.fresh, 0) / known) : 0,
    winRate: here.wins + here.losses > 0 ? here.wins / (here.wins + here.losses) : null,
  }
}

/** Money won in each month of the last whole years, oldest first; years without any are left out by who uses it. */
export async function wonByMonth(tx: Tx, caller: Caller, year: number, mine: RawBuilder<boolean>): Promise<number[][]> {
  const { orgId, timeZone } = caller
  const years = [year - 3, year - 2, year - 1]
  const worth = inOwnCurrency(caller, { amount: sql`o.amount_minor`, of: sql`o.currency`, at: sql`o.closed_at` })
  const { rows } = await sql<{ year: number; month: number; won: number }>`
    select extract(year from at)::int as year, extract(month from at)::int as month, sum(amount_minor)::bigint as won
    from (select o.closed_at at time zone ${timeZone} as at, ${worth} as amount_minor from opportunity o
      where o.org_id = ${orgId} and o.deleted_at is null and o.status = 'won' and ${isCountable(caller, sql`o.currency`)} and o.amount_minor is not null
        and o.closed_at >= ${startOfDay(`${years[0]}-01-01`, timeZone)} and o.closed_at < ${startOfDay(`${year}-01-01`, timeZone)} and ${mine}) w
    group by 1, 2`.execute(tx)
  return years.map((one) =>
    Array.from({ length: 12 }, (_, month) => rows.find((row) => row.year === one && row.month === month + 1)?.won ?? 0),
  )
}
