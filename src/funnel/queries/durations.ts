import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { type Duration, duration, type Stay } from '../duration.ts'
import { all, inCohortInSql, selected, type Selection } from './conditions.ts'
import type { Remember } from './memory.ts'
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
  /** Seconds, comma separated; with a window `length:age at its start`. */
  seconds: string
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
}

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
  const question = [selection, asked.from, asked.to, asked.window, asked.asOf ?? null]
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

/**
 * How long deals of a selection stay in each stage. Reads every stay of up to `exactUpTo` deals; of more it takes those whose id
 * hashes to 0 modulo a power of two: the same ones every time, spread over the whole selection. The SQL twin of `staysIn`.
 */
export async function countDurations(tx: Tx, caller: Caller, selection: Selection, asked: DurationsAsked): Promise<Durations> {
  const { from, to, deals, now, window } = asked
  const table = (await asked.table?.()) ?? present
  const halvings = Math.max(0, Math.ceil(Math.log2(deals / exactUpTo)))
  const sampled = halvings === 0 ? [] : [sql<boolean>`(uuid_hash(o.id) & ${sql.lit(2 ** halvings - 1)}) = 0`]
  const cut = window && window.to < now ? window.to : now
  const length = sql`date_part('epoch', least(s.valid_to, ${cut}) - s.stage_entered_at)::int::text`
  const age = window && sql`greatest(0, date_part('epoch', ${window.from} - s.stage_entered_at))::int::text`
  const { rows } = await sql<Row>`
    select s.stage_position as position,
      case when s.exit is null or s.valid_to > ${cut} then 'censored'
        when s.exit in ('advanced', 'won') then 'advanced' when s.exit in ('lost', 'terminated') then 'lost' else 'censored' end as cause,
      string_agg(${age ? sql`${length} || ':' || ${age}` : length}, ',') as seconds
    from ${table} o
    join opportunity_span s on s.org_id = o.org_id and s.opportunity_id = o.id
    where ${all([selected(caller, selection), inCohortInSql(from, to), ...sampled])}
      and (s.exit is not null or s.valid_to = 'infinity')
      and s.status = 'open' and s.stage_entered_at <= ${cut} ${window ? sql`and s.valid_to >= ${window.from}` : sql``}
      and (s.exit is distinct from 'held' or (o.status = 'on-hold' and s.stage_entered_at = o.stage_since))
      and (s.exit is null or s.exit not in ('won', 'lost', 'terminated', 'transferred') or o.closed_at is not null)
    group by 1, 2`.execute(tx)
  const byStage = new Map<number, Stay[]>()
  for (const { position, cause, seconds } of rows) {
    const stays = window ? watched(seconds, cause) : whole(seconds, cause)
    byStage.set(position, [...(byStage.get(position) ?? []), ...stays])
  }
  return {
    byStage: new Map([...byStage].map(([position, stays]) => [position, summary(duration(stays))])),
    method: halvings === 0 ? 'exact' : 'sampled',
    deals: halvings === 0 ? deals : Math.round(deals / 2 ** halvings),
    of: deals,
  }
}

/** Without the curve, which nobody asks for here. */
const summary = (found: Duration): Duration => ({ ...found, curve: [] })

/** Sorted, equal lengths put together: sorting numbers first keeps a hundred thousand stays within milliseconds. */
function whole(seconds: string, cause: Stay['cause']): Stay[] {
  const stays: Stay[] = []
  let last: Stay | undefined
  for (const value of Float64Array.from(seconds.split(','), Number).sort()) {
    const days = value / 86_400
    if (last?.days === days) last.count++
    else stays.push((last = { days, cause, from: 0, count: 1 }))
  }
  return stays
}

const watched = (seconds: string, cause: Stay['cause']): Stay[] =>
  seconds.split(',').map((pair) => {
    const [length, age] = pair.split(':')
    return { days: Number(length) / 86_400, cause, from: Number(age) / 86_400, count: 1 }
  })
