import { judge, type Judgement } from './benchmark.ts'
import { type Interval, wilson } from '../platform/wilson.ts'

/** A stage with the number of deals that reached it and that went on, its benchmark share, and what a deal going on is worth. */
export interface StageYield {
  key: string
  reached: number
  passed: number
  benchmark: number
  winChanceNext: number
}

export interface Bottleneck extends Interval {
  key: string
  share: number | null
  benchmark: number
  /** Deals won more if this stage alone met its benchmark, and their money in minor units. Marginal: gains of several stages must not be added up. */
  gainDeals: number
  gainMinor: number
  judgement: Judgement
}

/** Stages by what meeting the benchmark would bring, largest first. `wonAmountMinor` is the mean amount of a won deal. */
export function rankBottlenecks(stages: readonly StageYield[], wonAmountMinor: number): Bottleneck[] {
  return stages
    .map(({ key, reached, passed, benchmark, winChanceNext }) => {
      const share = reached === 0 ? null : passed / reached
      const gainDeals = reached * Math.max(0, benchmark - (share ?? benchmark)) * winChanceNext
      const judgement = judge({ successes: passed, n: reached }, benchmark)
      return { key, share, benchmark, gainDeals, gainMinor: gainDeals * wonAmountMinor, judgement, ...wilson(passed, reached) }
    })
    .sort((a, b) => b.gainDeals - a.gainDeals)
}
