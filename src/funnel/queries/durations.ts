import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { type Duration, duration, type Stay } from '../duration.ts'
import { scanDurations } from '../facts/durations.ts'
import { durationOf } from '../facts/estimate.ts'
import { all, inCohortInSql, selected, type Selection } from './conditions.ts'
import { factsAt } from './facts/as-of.ts'
import { breath } from './facts/ask.ts'
import type { Remember } from './memory.ts'
import { inRoom } from './room.ts'
import { present } from './stands.ts'

/** Up to so many deals every stay is read; above, a sample of at least half as many (the error of a median is then below 1 %). */
export const exactUpTo = 24_000

export interface Durations {
  /** By stage position. */
  byStage: Map<number, Duration>
  method: 'exact' | 'sampled'
  /** Deals looked at, and deals there are. */
  deals: number
  of: number
}

interface Row {
  position: number
  cause: Stay['cause']
  /** Seconds, four bytes each; with a window length and age at its start, in turns. */
  seconds: Buffer
}

interface DurationsAsked {
  from: Date | null
  to: Date | null
  /** How many deals that is. */
  deals: number
  /** Cuts stays that go on, or went on then. */
  now: Date
  /** Only what happened in [from, to): a stay that began earlier is watched from its age then, one that goes on is cut at the end. */
  window?: { from: Date; to: Date }
  /** The moment whose knowledge is used, and the table of it. */
  asOf?: Date | null
  table?: () => Promise<RawBuilder<unknown>>
  /** With the curves themselves, point by point. */
  withCurve?: boolean
}

/** From so many deals on, lengths of stay are counted by the quarter of an hour: that is a hundredth of a day. */
const coarseFrom = 2_000
const coarse = 900

/** From so many deals on, lengths of stay may be up to a minute old although deals moved meanwhile: they hardly change within one. */
const keptThroughNewsFrom = 5_000
const minute = 60_000
const memory = new Map<string, { until: number; found: Durations }>()

/** As `countDurations`, from memory. Never across organisations, reaches or filters: all are in the key. Stays that go on grow: a minute is the longest. */
export async function readDurations(
  tx: Tx,
  caller: Caller,
  remember: Remember,
  selection: Selection,
  asked: DurationsAsked,
): Promise<Durations> {
  const question = [selection, asked.from, asked.to, asked.window, asked.asOf ?? null, asked.withCurve ?? false]
  const count = (): Promise<Durations> => countDurations(tx, caller, selection, asked)
  if (asked.deals < keptThroughNewsFrom) return remember(['durations', question], count, minute)
  const key = JSON.stringify([caller.orgId, caller.reach, question])
  const known = memory.get(key)
  if (known && known.until > caller.now.getTime() && known.until <= caller.now.getTime() + minute) return known.found
  const found = await count()
  memory.delete(key)
  memory.set(key, { until: caller.now.getTime() + minute, found })
  if (memory.size > 500) memory.delete(memory.keys().next().value!)
  return found
}

/** How long deals of a selection stay in each stage. From the facts, where they are kept: then of every stay, exact to a second. */
export async function countDurations(tx: Tx, caller: Caller, selection: Selection, asked: DurationsAsked): Promise<Durations> {
  const facts = await factsAt(tx, caller, selection.pipelineId, asked.asOf ?? null)
  if (!facts) return countDurationsInSql(tx, caller, selection, asked)
  const lengths = await facts.count(selection, (own) => scanDurations(own, asked))
  const byStage = new Map<number, Duration>()
  for (const [position, own] of lengths) {
    if (own.count > manyStays) await breath()
    byStage.set(position, durationOf(own, asked.withCurve ?? false))
  }
  return { byStage, method: 'exact', deals: asked.deals, of: asked.deals }
}

/** From so many stays of one stage on, whatever else the process has to do goes before they are put in order. */
const manyStays = 50_000

/**
 * The slow twin, and the one for a past day. Reads every stay of up to `exactUpTo` deals; of more it takes those whose id
 * hashes to 0 modulo a power of two: the same ones every time, spread over the whole selection. The SQL twin of `staysIn`.
 */
export async function countDurationsInSql(
  tx: Tx,
  caller: Caller,
  selection: Selection,
  asked: DurationsAsked,
): Promise<Durations> {
  const { from, to, deals, now, window } = asked
  const table = (await asked.table?.()) ?? present
  const halvings = Math.max(0, Math.ceil(Math.log2(deals / exactUpTo)))
  const sampled = halvings === 0 ? [] : [sql<boolean>`(uuid_hash(o.id) & ${sql.lit(2 ** halvings - 1)}) = 0`]
  const cut = window && window.to < now ? window.to : now
  // Whole seconds as facts/moment.ts counts them: what happened is rounded down, bounds are rounded up.
  const happened = (column: string) => sql`floor(date_part('epoch', ${sql.ref(column)}))`
  const bound = (at: Date) => sql`ceil(date_part('epoch', ${at}::timestamptz))`
  const entered = happened('s.stage_entered_at')
  const length = sql`int4send((least(${happened('s.valid_to')}, ${bound(cut)}) - ${entered})::int)`
  const age = window && sql`int4send(greatest(0, ${bound(window.from)} - ${entered})::int)`
  // stays that ended before the window are never looked at: the index of spans by their end is the way in
  const recent = window && sql`and s.pipeline_id = ${selection.pipelineId} and s.valid_to >= ${window.from}`
  const { rows } = await inRoom(
    tx,
    sql<Row>`
    select s.stage_position as position,
      case when s.exit is null or s.valid_to > ${cut} then 'censored'
        when s.exit in ('advanced', 'won') then 'advanced' when s.exit in ('lost', 'terminated') then 'lost' else 'censored' end as cause,
      string_agg(${age ? sql`${length} || ${age}` : length}, '') as seconds
    from ${table} o
    join opportunity_span s on s.org_id = o.org_id and s.opportunity_id = o.id
    where ${all([selected(caller, selection), inCohortInSql(from, to), ...sampled])}
      and (s.exit is not null or s.valid_to = 'infinity')
      and s.status = 'open' and s.stage_entered_at <= ${cut} ${recent ?? sql``}
      and (s.exit is distinct from 'held' or (o.status = 'on-hold' and s.stage_entered_at = o.stage_since))
      and (s.exit is null or s.exit not in ('won', 'lost', 'terminated', 'transferred') or o.closed_at is not null)
    group by 1, 2`,
  )
  const byStage = new Map<number, Stay[]>()
  for (const { position, cause, seconds } of rows) {
    const stays = window ? watched(seconds, cause) : whole(seconds, cause, deals < coarseFrom ? 1 : coarse)
    if (stays.length > 0) byStage.set(position, [...(byStage.get(position) ?? []), ...stays])
  }
  return {
    byStage: new Map(
      [...byStage].map(([position, stays]) => [position, asked.withCurve ? duration(stays) : summary(duration(stays))]),
    ),
    method: halvings === 0 ? 'exact' : 'sampled',
    deals: halvings === 0 ? deals : Math.round(deals / 2 ** halvings),
    of: deals,
  }
}

/** Without the curve, which nobody asks for here. */
const summary = (found: Duration): Duration => ({ ...found, curve: [] })

/** As many stays as there are different lengths, shortest first; lengths are rounded down to `grain` seconds. */
function whole(seconds: Buffer, cause: Stay['cause'], grain: number): Stay[] {
  const numbers = numbersOf(seconds)
  const stay = (length: number, count: number): Stay => ({ days: (length * grain) / 86_400, cause, from: 0, count })
  if (grain === 1) return [...numbers.sort()].map((length) => stay(length, 1))
  const counts = new Uint32Array(Math.floor(numbers.reduce((most, length) => Math.max(most, length), 0) / grain) + 1)
  for (const length of numbers) counts[Math.floor(length / grain)]!++
  const stays: Stay[] = []
  counts.forEach((count, length) => count > 0 && stays.push(stay(length, count)))
  return stays
}

/** Stays that were over before they would have been watched are left out: a stage that has only such ones has no duration. */
function watched(seconds: Buffer, cause: Stay['cause']): Stay[] {
  const numbers = numbersOf(seconds)
  return Array.from({ length: numbers.length / 2 }, (_, index) => ({
    days: numbers[2 * index]! / 86_400,
    cause,
    from: numbers[2 * index + 1]! / 86_400,
    count: 1,
  })).filter(({ days, from }) => from === 0 || from < days)
}

/** Four bytes each, the largest first, as PostgreSQL sends them. */
function numbersOf(bytes: Buffer): Int32Array {
  const numbers = new Int32Array(bytes.length / 4)
  for (let index = 0; index < numbers.length; index++) numbers[index] = bytes.readInt32BE(index * 4)
  return numbers
}
