import { millisecondsOf, secondOf, secondsIn, unknown } from '../funnel/facts/moment.ts'
import type { Counting } from '../funnel/standing.ts'
import type { Tally } from '../funnel/significance.ts'
import type { Deals } from './deals.ts'
import { live } from './live.ts'
import { boundsOf, type Picks, rowsOf, type Stretch } from './pick.ts'
import { aboutAt, enteredAt, furthestOf, never, reachedAt, reachedFirst, standingAt } from './reach.ts'
import { standTables } from './stand-tables.ts'

/** How a report counts who came to a gate and who went on. */
export interface Rule {
  counting: Counting
  /** Days per stage; null: all deals that entered the pipeline in the stretch, as they stand today. */
  horizons: readonly number[] | null
  /** Milliseconds. */
  now: number
}

interface Known {
  key: string
  reached: Deals['reached']
  /** The moment up to which it is true, and the last one up to which it can be made so. */
  now: number
  until: number
  tallies: Tally[]
  /** Deals whose horizon ends in between, soonest first. */
  ripening: { at: number; stage: number; wentOn: boolean }[]
}

const known = new WeakMap<Picks, Known>()

/** So far ahead one looks for horizons that end: whoever asks until then need not count all deals again. */
const ahead = 600_000

/**
 * How many of the picked deals came to each stage in the stretch, and how many of those went on. The last answer for the same deals is
 * remembered, and goes with the time: deals whose horizon has ended since are added.
 */
export function gateTallies(deals: Deals, picks: Picks, stretch: Stretch, rule: Rule): Tally[] {
  const { now, ...lasting } = rule
  const key = JSON.stringify([stretch, lasting])
  let own = known.get(picks)
  if (own?.key !== key || own.reached !== deals.reached || now < own.now || now > own.until) {
    own = { key, reached: deals.reached, now, until: now + ahead, ...counted(deals, picks, stretch, rule) }
    own.ripening.sort((a, b) => a.at - b.at)
    known.set(picks, own)
  }
  const ripe = own.ripening.findIndex(({ at }) => at > now)
  for (const { stage, wentOn } of own.ripening.splice(0, ripe < 0 ? own.ripening.length : ripe)) {
    own.tallies[stage]!.n++
    own.tallies[stage]!.successes += Number(wentOn)
  }
  own.now = now
  return own.tallies.map((tally) => ({ ...tally }))
}

/** The same of everybody within reach, followed from one change of a deal to the next where `isSteady` says that the moment stands still. */
export function everybodysTallies(deals: Deals, stretch: Stretch, rule: Rule, isSteady: boolean): Tally[] {
  if (!isSteady) return gateTallies(deals, deals.all, stretch, rule)
  return live(deals, deals.all, ['gates', stretch, rule], {
    count: (some, picks) => counted(some, picks, stretch, rule).tallies,
    add: (onto, more, sign) => {
      for (const [stage, own] of onto.entries()) {
        own.n += sign * more[stage]!.n
        own.successes += sign * more[stage]!.successes
      }
    },
  })
}

/** One pass over the deals. */
function counted(
  deals: Deals,
  picks: Picks,
  stretch: Stretch,
  { counting, horizons, now }: Rule,
): Pick<Known, 'tallies' | 'ripening'> {
  const { stageCount } = deals
  const { numbers, width, further } = reachedAt(deals, counting)
  const { low, high } = boundsOf(stretch)
  const [n, successes] = [new Float64Array(stageCount), new Float64Array(stageCount)]
  const ripening: Known['ripening'] = []
  if (horizons === null) {
    const { passed } = standTables(deals, counting)
    for (const deal of rowsOf(picks)) {
      const line = deal * width
      const entered = numbers[line + enteredAt]!
      if (!(entered >= low && entered < high)) continue
      const furthest = furthestOf(numbers[line + aboutAt]!)
      const stand = numbers[line + standingAt]! * stageCount
      for (let stage = 0; stage < furthest; stage++) {
        if (numbers[line + reachedFirst + stage] === never) continue
        n[stage]!++
        successes[stage]! += passed[stand + stage]!
      }
    }
  } else {
    const waits = Int32Array.from(horizons, secondsIn)
    const [at, soon] = [secondOf(now), secondOf(now + ahead)]
    for (const deal of rowsOf(picks)) {
      const line = deal * width
      const furthest = furthestOf(numbers[line + aboutAt]!)
      for (let stage = 0; stage < furthest; stage++) {
        const here = numbers[line + reachedFirst + stage]!
        if (here === unknown || here < low || here >= high) continue
        const end = here + waits[stage]!
        const next = numbers[line + reachedFirst + stage + further]!
        const wentOn = next !== unknown && next <= end
        if (end <= at) {
          n[stage]!++
          if (wentOn) successes[stage]!++
        } else if (end <= soon) ripening.push({ at: millisecondsOf(end), stage, wentOn })
      }
    }
  }
  return { tallies: Array.from(n, (count, stage) => ({ n: count, successes: successes[stage]! })), ripening }
}

/**
 * The funnel as one flow: as many as came to the first stage in the stretch, going on at each gate's share; last, the won ones.
 * Shares of matured deals, so that young deals are not taken for lost; plain counts when all deals are taken as they stand.
 * `first`: how many came, by now; `tallies` are those of `gateTallies`.
 */
export function chainOf(first: number, rule: Rule, tallies: readonly Tally[]): number[] {
  if (rule.horizons === null) return [...tallies.map(({ n }) => n), tallies.at(-1)?.successes ?? 0]
  const flow = [first]
  for (const { n, successes } of tallies) flow.push(n === 0 ? 0 : (flow.at(-1)! * successes) / n)
  return flow
}
