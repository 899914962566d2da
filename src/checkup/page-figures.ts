import { causeNumber, type Lengths } from '../funnel/facts/lengths.ts'
import type { Tally } from '../funnel/significance.ts'
import type { Census } from './census.ts'
import type { Rule } from './gate.ts'
import type { Picks, Stretch } from './pick.ts'
import type { StageRow, Sum } from './stage-rows.ts'

export interface PageAsked {
  picks: Picks
  stretch: Stretch
  rule: Rule
  /** Days a deal must have had at each stage, also where the rule counts all deals as they stand. */
  horizons: readonly number[]
  /** For what happened, whenever they came: flow and exits. Its ends are the two days of the snapshot. */
  inside: { from: number; to: number }
  /** Of deals of a product, by its number. */
  usualAmount: (product: number) => number
}

/** Of `of` deals: advanced, failed, not decided yet. */
export interface Fates {
  of: number
  advanced: number
  lost: number
  notYet: number
}

/** All ways to count the conversion of one gate. */
export interface Kinds {
  /** Of the deals that first reached the stage in the stretch: how they stand at `now`. */
  cohort: Fates
  /** Only deals that reached the stage at least a horizon before `now`, each judged by what it did within that horizon. */
  matured: Fates
  /** Of the deals that left the stage for good inside: how many upward. */
  exits: Fates
  /** Of the deals that stood in the stage at the beginning: what became of them by the end. */
  snapshot: Fates
  /** Entries to the next stage ÷ entries to this one inside; null without entries. Can exceed 1. */
  flow: { here: number; next: number; value: number | null }
}

/** By `Stays.cause`. */
export const causes = [causeNumber.censored, causeNumber.advanced, causeNumber.lost] as const

/** Everything that one page counts of the picked deals. */
export interface PageCounts {
  rows: StageRow[]
  /** Came to each gate, and went on, by the rule. */
  tallies: Tally[]
  kinds: Kinds[]
  census: Census
  /** Deals that at least one row counts; of those the won ones, and all won or lost. */
  counted: number
  won: Sum
  decided: number
  /** Won deals with an amount: those that ended in the stretch, and all. */
  wonInside: Sum
  wonEver: Sum
  /** Of the deals that ended: how far they got, and how many of those were won. */
  resolvedAt: Float64Array
  wonAt: Float64Array
  /** Lengths of stay: of those begun in the stretch, and of all stays of the deals that a row counts. */
  begun: Lengths[]
  ofMembers: Lengths[]
}

/** P(win | reached the next stage) per stage from the deals that ended; `fallback` where none did, 1 after the last stage. */
export function winChances(
  { resolvedAt, wonAt }: Pick<PageCounts, 'resolvedAt' | 'wonAt'>,
  fallback: readonly number[],
): number[] {
  const [resolved, won] = [resolvedAt.slice(), wonAt.slice()]
  const stageCount = resolved.length - 1
  for (let stage = stageCount - 1; stage >= 1; stage--) {
    resolved[stage]! += resolved[stage + 1]!
    won[stage]! += won[stage + 1]!
  }
  return Array.from({ length: stageCount }, (_, index) => {
    const next = index + 2
    if (next > stageCount) return 1
    return resolved[next]! > 0 ? won[next]! / resolved[next]! : (fallback[next - 1] ?? 0)
  })
}
