import { enough } from '../funnel/benchmark.ts'
import type { Tally } from '../funnel/significance.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals } from './deals.ts'
import { everybodysTallies, gateTallies, type Rule } from './gate.ts'
import type { Picks, Stretch } from './pick.ts'
import type { Against } from './verdict.ts'

export interface Benchmark extends Against {
  share: number
  source: 'typed' | 'history' | 'others'
}

export interface BenchmarksAsked {
  picks: Picks
  /** Whether the picks leave anybody out; else there are no others. */
  filtered: boolean
  stretch: Stretch
  rule: Rule
  /** Typed in, by stage number from 1. */
  typed: ReadonlyMap<number, number>
  against: 'auto' | 'typed' | 'history' | 'others'
  /** See Prepared. */
  isSteady?: boolean
}

/** The 12 months before the span shown: what was is held against what is, never against itself. Null without a first day. */
export const yearBefore = ({ from }: Stretch): Stretch | null =>
  from === null ? null : { from: from - 365 * millisecondsPerDay, to: from }

/**
 * All that each stage's share can be held against (FUNNEL-SCIENCE 1.7), in this order: typed in, the same deals' own 12 months before,
 * all others in the same span (leave-one-out). History and others need ten deals. `own`: the tallies of the picked ones.
 */
export function benchmarks(
  deals: Deals,
  { picks, filtered, stretch, rule, typed, isSteady = false }: BenchmarksAsked,
  own: readonly Tally[],
): Benchmark[][] {
  const before = yearBefore(stretch)
  const history = before === null ? null : gateTallies(deals, picks, before, rule)
  const rest = filtered ? allBut(everybodysTallies(deals, stretch, rule, isSteady), own) : null
  return Array.from({ length: deals.stageCount }, (_, index) => {
    const share = typed.get(index + 1)
    const all = [
      share === undefined ? null : ({ share, source: 'typed' } as const),
      held('history', history?.[index]),
      held('others', rest?.[index]),
    ]
    return all.filter((one) => one !== null)
  })
}

/** Everybody else within reach: all without the picked ones. */
const allBut = (everybody: readonly Tally[], own: readonly Tally[]): Tally[] =>
  everybody.map(({ n, successes }, index) => ({
    n: n - own[index]!.n,
    successes: successes - own[index]!.successes,
  }))

/** The one that a stage is judged by: the first there is, or the one asked for; null where there is none. */
export const chosenOf = (all: readonly Benchmark[], against: BenchmarksAsked['against']): Benchmark | null =>
  all.find(({ source }) => against === 'auto' || source === against) ?? null

const held = (source: Benchmark['source'], tally: Tally | undefined): Benchmark | null =>
  tally === undefined || tally.n < enough ? null : { share: tally.successes / tally.n, source, ...tally }
