import { enough } from '../funnel/benchmark.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals } from './deals.ts'
import { gateTally, type Rule } from './gate.ts'
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
export const benchmarks = (deals: Deals, asked: BenchmarksAsked): (Benchmark | null)[] =>
  Array.from({ length: deals.stageCount }, (_, index) => benchmarkAt(deals, index + 1, asked))

function benchmarkAt(
  deals: Deals,
  stage: number,
  { picks, filtered, stretch, rule, typed, against }: BenchmarksAsked,
): Benchmark | null {
  const share = typed.get(stage)
  if (share !== undefined && (against === 'auto' || against === 'typed')) return { share, source: 'typed' }
  const before = yearBefore(stretch)
  if (before !== null && (against === 'auto' || against === 'history')) {
    const own = gateTally(deals, picks, stage, before, rule)
    if (own.n >= enough) return { share: own.successes / own.n, source: 'history', ...own }
  }
  if (filtered && (against === 'auto' || against === 'others')) {
    const rest = gateTally(deals, others(picks), stage, stretch, rule)
    if (rest.n >= enough) return { share: rest.successes / rest.n, source: 'others', ...rest }
  }
  return null
}
