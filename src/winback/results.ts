import { enough } from '../funnel/benchmark.ts'
import { compareShares } from '../funnel/significance.ts'
import { wilson } from '../platform/wilson.ts'

/** One side of a campaign: how many, how many are deals again, how many of them were won and for how much (minor units). */
export interface Arm {
  n: number
  reopened: number
  won: number
  moneyMinor: number
}

export type Judged = 'no-hold-out' | 'too-few' | 'could-be-chance' | 'significantly-better' | 'significantly-worse'

export interface Comparison {
  treated: number | null
  heldOut: number | null
  treatedInterval: { low: number; high: number }
  heldOutInterval: { low: number; high: number }
  /** Two-sided; Fisher when a cell is small. 1 when a side is empty. */
  p: number
  judged: Judged
  /** Cases that the campaign brought beyond what would have come by itself; null when a side is empty. */
  extra: number | null
}

/**
 * Treated against left alone, in one share. Fewer than 10 on a side say nothing; p below 0.05 is no chance.
 * Example: 12 of 60 against 0 of 15 ⇒ p 0.107, could be chance.
 */
export function compareArms(treated: Arm, heldOut: Arm, what: 'reopened' | 'won'): Comparison {
  const one = { successes: treated[what], n: treated.n }
  const other = { successes: heldOut[what], n: heldOut.n }
  const rate = ({ successes, n }: typeof one): number | null => (n === 0 ? null : successes / n)
  const p = compareShares(one, other)
  const [a, b] = [rate(one), rate(other)]
  return {
    treated: a,
    heldOut: b,
    treatedInterval: wilson(one.successes, one.n),
    heldOutInterval: wilson(other.successes, other.n),
    p,
    judged: judged(treated.n, heldOut.n, p, (a ?? 0) - (b ?? 0)),
    extra: a === null || b === null ? null : (a - b) * treated.n,
  }
}

function judged(treated: number, heldOut: number, p: number, difference: number): Judged {
  if (heldOut === 0) return 'no-hold-out'
  if (treated < enough || heldOut < enough) return 'too-few'
  if (p >= 0.05) return 'could-be-chance'
  return difference > 0 ? 'significantly-better' : 'significantly-worse'
}
