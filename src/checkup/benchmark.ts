import { enough } from '../funnel/benchmark.ts'
import type { Tally } from '../funnel/significance.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals } from './deals.ts'
import { gateTallies, type Rule } from './gate.ts'
import { others, type Picks, type Stretch } from './pick.ts'
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
}

/** The 12 months before the span shown: what was is held against what is, never against itself. Null without a first day. */
export const yearBefore = ({ from }: Stretch): Stretch | null =>
  from === null ? null : { from: from - 365 * millisecondsPerDay, to: from }

/**
 * What each stage's share is held against (FUNNEL-SCIENCE 1.7): typed in, else the same deals' own 12 months before, else all others
 * in the same span (leave-one-out). History and others need ten deals. Null where there is nothing.
 */
export function benchmarks(
  deals: Deals,
  { picks, filtered, stretch, rule, typed, against }: BenchmarksAsked,
): (Benchmark | null)[] {
  const before = yearBefore(stretch)
  const may = (source: Benchmark['source']): boolean => against === 'auto' || against === source
  const history = before !== null && may('history') ? gateTallies(deals, picks, before, rule) : null
  const rest = filtered && may('others') ? gateTallies(deals, others(deals, picks), stretch, rule) : null
  return Array.from({ length: deals.stageCount }, (_, index) => {
    const share = typed.get(index + 1)
    if (share !== undefined && may('typed')) return { share, source: 'typed' }
    return held('history', history?.[index]) ?? held('others', rest?.[index])
  })
}

const held = (source: Benchmark['source'], tally: Tally | undefined): Benchmark | null =>
  tally === undefined || tally.n < enough ? null : { share: tally.successes / tally.n, source, ...tally }
