import { enough, judge, type Judgement } from '../funnel/benchmark.ts'
import { benjaminiHochberg, compareShares, type Tally, twoSided } from '../funnel/significance.ts'
import { wilson } from '../platform/wilson.ts'

/** `no-benchmark` where there is nothing to hold a share against. */
export type Verdict = Judgement | 'no-benchmark'

/** What a share is held against: a fixed number somebody typed in, or the share of other deals. */
export type Against = { share: number } & Partial<Tally>

export interface Judged {
  /** Two-sided p, and p adjusted for having looked at all of them; null where there was nothing to test. */
  p: number | null
  adjustedP: number | null
  judgement: Verdict
}

/** Two-sided p of `successes` of `n` when each would succeed with `chance`: exact below 5 expected of either kind, else the score test. */
export function againstFixed({ successes, n }: Tally, chance: number): number {
  if (n === 0) return 1
  if (chance <= 0 || chance >= 1) return successes === n * chance ? 1 : 0
  const spread = Math.sqrt(n * chance * (1 - chance))
  if (n * Math.min(chance, 1 - chance) >= 5) return twoSided((successes - n * chance) / spread)
  const seen = logChance(successes, n, chance)
  let p = 0
  for (let x = 0; x <= n; x++) {
    const at = logChance(x, n, chance)
    if (at <= seen + 1e-7) p += Math.exp(at)
  }
  return Math.min(1, p)
}

/**
 * Many shares beside their benchmarks, judged together: p by the fitting test, adjusted for all that were tested (Benjamini–Hochberg,
 * q = 0.10); labels by `judge` (FUNNEL-SCIENCE 1.7). Fewer than ten deals are not tested: they would only water down the others.
 */
export function judgeAll(shares: readonly { own: Tally; against: Against | null }[]): Judged[] {
  const raw = shares.map(({ own, against }) => (against === null || own.n < enough ? null : Math.min(1, pOf(own, against))))
  const tested = raw.filter((p) => p !== null)
  const adjusted = benjaminiHochberg(tested)
  let next = 0
  return shares.map(({ own, against }, index) => {
    const p = raw[index] ?? null
    const adjustedP = p === null ? null : adjusted[next++]!
    const judgement = against === null ? 'no-benchmark' : judge(own, against.share, adjustedP ?? 1)
    return { p, adjustedP, judgement }
  })
}

const pOf = (own: Tally, { share, successes, n }: Against): number =>
  successes === undefined || n === undefined ? againstFixed(own, share) : compareShares(own, { successes, n })

/** A share as reports show it: with its 95 % Wilson interval; nulls when there is nothing to share. */
export const rateOf = (passed: number, of: number) => ({
  of,
  passed,
  share: of === 0 ? null : passed / of,
  low: of === 0 ? null : wilson(passed, of).low,
  high: of === 0 ? null : wilson(passed, of).high,
})

function logChance(x: number, n: number, chance: number): number {
  let sum = x * Math.log(chance) + (n - x) * Math.log(1 - chance)
  for (let i = 1; i <= x; i++) sum += Math.log((n - x + i) / i)
  return sum
}
