import { sql } from 'kysely'
import type { z } from 'zod'
import { reachable } from '../../people/queries.ts'
import { inOwnCurrency } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf, startOfDay } from '../../platform/time.ts'
import type { readTrend } from '../trend-contract.ts'
import { scanStocks, type StageStock } from '../facts/stocks.ts'
import { all, selected, type Selection } from './conditions.ts'
import { factsFor } from './facts/ask.ts'
import { remembering } from './memory.ts'
import { readPipelineOnce } from './resolve.ts'
import { resolveSelection } from './selection.ts'
import { worthOfAll } from './money.ts'

type Trend = z.output<typeof readTrend.reply>
const usualWeeks = 26
const mostWeeks = 261

/**
 * What was open at the end of each week (CONTRACT GET /funnel/trend). Nightly snapshots tell what stood there on that day and survive a
 * purge of deals; weeks without one, and filters they do not know, are told by the history as it is known today. Refuses a span
 * that runs backwards or has more than five years.
 */
export async function readTrendReport(tx: Tx, caller: Caller, query: z.output<typeof readTrend.query>): Promise<Outcome<Trend>> {
  const today = dayOf(caller.now, caller.timeZone)
  const to = query.to ?? today
  const from = query.from ?? addDays(to, -7 * usualWeeks)
  if (from > to) return refuse('span-backwards')
  const days = weekEnds(from, to)
  if (days.length > mostWeeks) return refuse('span-too-long')
  const remember = await remembering(tx, caller)
  const pipeline = await readPipelineOnce(tx, caller, remember, query.pipeline)
  if (!pipeline.ok) return pipeline
  const { stages } = pipeline.value
  const selection = await resolveSelection(tx, caller, pipeline.value.id, query)
  const { sources, products, regions } = selection
  const isPlain = sources === null && products === null && regions === null
  const kept = isPlain ? await readSnapshots(tx, caller, selection, days) : new Map<string, KeptStock[]>()
  const moments = days.map((day) => new Date(Math.min(startOfDay(day, caller.timeZone, 1).getTime(), caller.now.getTime())))
  const stocks = days.every((day) => kept.has(day))
    ? []
    : await remember(['open-at', selection, moments], () => readStocks(tx, caller, selection, moments))
  const chance = new Map(stages.map(({ id, probability }) => [id, probability]))
  const known = (moment: number): KeptStock[] =>
    stocks
      .filter((stock) => stock.moment === moment)
      .map((stock) => ({ ...stock, weightedMinor: Math.round(stock.amountMinor * (chance.get(stock.stageId) ?? 0)) }))
  return accept({
    currency: caller.currency,
    stages: stages.map(({ id, key, name }) => ({ stageId: id, key, name })),
    weeks: days.map((day, moment) => {
      const own = kept.get(day) ?? known(moment)
      const sum = (of: (one: KeptStock) => number): number => own.reduce((total, one) => total + of(one), 0)
      return {
        day,
        source: kept.has(day) ? ('snapshot' as const) : ('history' as const),
        count: sum(({ count }) => count),
        amountMinor: sum(({ amountMinor }) => amountMinor),
        weightedMinor: sum(({ weightedMinor }) => weightedMinor),
        stages: own.map(({ stageId, count, amountMinor }) => ({ stageId, count, amountMinor })),
      }
    }),
  })
}

/** Sundays from the first day to before the last one, and the day before the last one. */
function weekEnds(from: string, to: string): string[] {
  const last = addDays(to, -1)
  const days: string[] = []
  const weekday = new Date(`${from}T00:00:00Z`).getUTCDay()
  for (let day = addDays(from, (7 - weekday) % 7); day < last; day = addDays(day, 7)) days.push(day)
  return [...days, last]
}

type KeptStock = Omit<StageStock, 'moment'> & { weightedMinor: number }

/** The nightly sums of those days of which there are any, by owners within reach. */
async function readSnapshots(
  tx: Tx,
  caller: Caller,
  { pipelineId, owners }: Selection,
  days: readonly string[],
): Promise<Map<string, KeptStock[]>> {
  const onThatDay = (column: string) =>
    inOwnCurrency(caller, {
      amount: sql.ref(column),
      of: sql`s.currency`,
      at: sql`(s.day::timestamp at time zone ${caller.timeZone})`,
    })
  const { rows } = await sql<{ day: string; stage_id: string | null; count: number; amount: number; weighted: number }>`
    select d.day::text, s.stage_id, coalesce(sum(s.deals), 0)::int as count,
      coalesce(sum(${onThatDay('s.amount_minor')}), 0)::bigint as amount, coalesce(sum(${onThatDay('s.weighted_minor')}), 0)::bigint as weighted
    from (select day from unnest(${[...days]}::date[]) asked (day)
      where exists (select from pipeline_snapshot k where k.org_id = ${caller.orgId} and k.day = asked.day)) d
    left join pipeline_snapshot s on ${all([
      sql<boolean>`s.org_id = ${caller.orgId} and s.day = d.day and s.pipeline_id = ${pipelineId}`,
      ...(caller.reach === 'organisation' ? [] : [reachable(caller, 's.owner_id')]),
      ...(owners === null ? [] : [sql<boolean>`s.owner_id = any(${[...owners]}::uuid[])`]),
    ])}
    group by 1, 2`.execute(tx)
  const found = new Map<string, KeptStock[]>()
  for (const { day, stage_id, count, amount, weighted } of rows) {
    const own = found.get(day) ?? []
    if (stage_id) own.push({ stageId: stage_id, count, amountMinor: amount, weightedMinor: weighted })
    found.set(day, own)
  }
  return found
}

/** What was open in each stage just before each moment. From the facts, where they are kept. */
export async function readStocks(tx: Tx, caller: Caller, selection: Selection, moments: readonly Date[]): Promise<StageStock[]> {
  const facts = await factsFor(tx, caller)
  if (!facts) return readStocksInSql(tx, caller, selection, moments)
  return facts.count(selection, (own) => scanStocks(own, { moments, currency: caller.currency }))
}

/** The slow twin. */
export async function readStocksInSql(
  tx: Tx,
  caller: Caller,
  selection: Selection,
  moments: readonly Date[],
): Promise<StageStock[]> {
  const { rows } = await sql<{ moment: number; stage_id: string; count: number; amount: number }>`
    select (m.place - 1)::int as moment, s.stage_id, count(*) as count,
      ${worthOfAll(caller, 's.amount_minor')} as amount
    from unnest(${[...moments]}::timestamptz[]) with ordinality m (at, place)
    join opportunity_span s on s.org_id = ${caller.orgId} and s.pipeline_id = ${selection.pipelineId} and s.status = 'open'
      and s.valid_from < m.at and s.valid_to >= m.at
    join opportunity o on o.org_id = s.org_id and o.id = s.opportunity_id
    where ${selected(caller, selection)}
    group by 1, 2`.execute(tx)
  return rows.map(({ moment, stage_id, count, amount }) => ({ moment, stageId: stage_id, count, amountMinor: amount }))
}
