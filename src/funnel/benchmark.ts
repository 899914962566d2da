import type { Tally } from './significance.ts'
import { wilson } from '../platform/wilson.ts'

/** What may be said of a share beside a benchmark. */
export type Judgement = 'too-few' | 'could-be-chance' | 'significantly-low' | 'significantly-high'

/** Fewer deals than this say nothing. */
export const enough = 10

/**
 * A rate beside its benchmark: too few below 10 deals; chance when the 95 % interval holds the benchmark or when the adjusted p
 * (Benjamini–Hochberg, when many cells were looked at) is 0.10 or more; else significantly low or high.
 */
export function judge({ successes, n }: Tally, benchmark: number, adjustedP = 0): Judgement {
  if (n < enough) return 'too-few'
  const { low, high } = wilson(successes, n)
  if ((low <= benchmark && benchmark <= high) || adjustedP >= 0.1) return 'could-be-chance'
  return successes / n < benchmark ? 'significantly-low' : 'significantly-high'
}

/** Worth an alarm: significantly low and worth at least 5 % of the period's target. */
export const alarming = (judgement: Judgement, gainMinor: number, targetMinor: number): boolean =>
  judgement === 'significantly-low' && targetMinor > 0 && gainMinor >= 0.05 * targetMinor

/** A small group's rate drawn towards the rate of all, as if `m` more deals of the usual kind had been seen. */
export const shrunk = ({ successes, n }: Tally, overall: number, m = 20): number =>
  n + m === 0 ? overall : (successes + m * overall) / (n + m)

/**
 * How strongly groups should be drawn together, estimated from how much they differ beyond chance (moments of the beta-binomial).
 * `m` at most 500; the default 20 with fewer than 5 groups.
 */
export function shrinkage(groups: readonly Tally[]): { overall: number; rho: number | null; m: number } {
  const filled = groups.filter(({ n }) => n > 0)
  const n = filled.reduce((sum, group) => sum + group.n, 0)
  const overall = n === 0 ? 0 : filled.reduce((sum, group) => sum + group.successes, 0) / n
  if (filled.length < 5) return { overall, rho: null, m: 20 }
  if (overall === 0 || overall === 1) return { overall, rho: 0, m: 500 }
  const q =
    filled.reduce((sum, group) => sum + group.n * (group.successes / group.n - overall) ** 2, 0) / (overall * (1 - overall))
  const squares = filled.reduce((sum, group) => sum + group.n ** 2, 0)
  const rho = Math.max(0, (q - (filled.length - 1)) / (n - squares / n))
  return { overall, rho, m: rho === 0 ? 500 : Math.min(500, Math.max(0, 1 / rho - 1)) }
}
