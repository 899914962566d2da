import { benjaminiHochberg, fisher } from '../funnel/significance.ts'
import type { Tally } from '../funnel/significance.ts'
import { wilson } from '../platform/wilson.ts'
import { fewestCases, liftOf } from './traits.ts'

/** A deal that ended without a win: why, and at what price (minor units), and in which segment of each dimension it belongs. */
export interface Ended {
  reason: string
  amountMinor: number
}

export interface RankedReason {
  reason: string
  deals: number
  amountMinor: number
  /** By count, or by money. */
  share: number
  low: number | null
  high: number | null
  rank: number
  tied: boolean
}

/** Reasons by count and by money, most first. Ranks whose 95 % intervals by count overlap are tied: their order may be chance (FUNNEL-SCIENCE §8). */
export function rankReasons(ended: readonly Ended[]): { byCount: RankedReason[]; byMoney: RankedReason[] } {
  const sums = new Map<string, { deals: number; amountMinor: number }>()
  for (const { reason, amountMinor } of ended) {
    const sum = sums.get(reason) ?? { deals: 0, amountMinor: 0 }
    sums.set(reason, { deals: sum.deals + 1, amountMinor: sum.amountMinor + amountMinor })
  }
  const money = [...sums.values()].reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const all = [...sums].map(([reason, sum]) => ({ reason, ...sum, ...wilson(sum.deals, ended.length) }))
  const byCount = all
    .toSorted((a, b) => b.deals - a.deals || b.amountMinor - a.amountMinor)
    .map((one, index, list) => ({
      ...one,
      share: one.deals / ended.length,
      rank: index + 1,
      tied: [list[index - 1], list[index + 1]].some((beside) => beside !== undefined && overlap(one, beside)),
    }))
  const byMoney = all
    .toSorted((a, b) => b.amountMinor - a.amountMinor || b.deals - a.deals)
    .map((one, index, list) => ({
      ...one,
      share: money === 0 ? 0 : one.amountMinor / money,
      low: null,
      high: null,
      rank: index + 1,
      tied: [list[index - 1], list[index + 1]].some((beside) => beside !== undefined && beside.amountMinor === one.amountMinor),
    }))
  return { byCount, byMoney }
}

const overlap = (a: { low: number; high: number }, b: { low: number; high: number }): boolean =>
  a.low <= b.high && b.low <= a.high

export interface Struck<Dimension> {
  dimension: Dimension
  value: string
  reason: string
  own: Tally
  others: Tally
  lift: number | null
  p: number
  adjustedP: number
}

/**
 * Where a reason strikes more often than elsewhere: lift = P(reason | segment) ÷ P(reason), Fisher segment against the rest, adjusted for all
 * pairs looked at (q = 0.10), only pairs with at least 5 cases (FUNNEL-SCIENCE §8). `segments[dimension][n]` is the segment of `ended[n]`.
 */
export function strikes<Dimension extends string>(
  ended: readonly Ended[],
  segments: Readonly<Record<Dimension, readonly (string | null)[]>>,
): Struck<Dimension>[] {
  const whole = countBy(ended.map(({ reason }) => reason))
  const pairs = (Object.keys(segments) as Dimension[]).flatMap((dimension) => {
    const values = segments[dimension]
    const sizes = countBy(values)
    const both = new Map<string, Map<string, number>>()
    ended.forEach(({ reason }, index) => {
      const value = values[index]
      if (value === null || value === undefined) return
      const own = both.get(value) ?? new Map<string, number>()
      both.set(value, own.set(reason, (own.get(reason) ?? 0) + 1))
    })
    return [...both].flatMap(([value, reasons]) =>
      [...reasons].flatMap(([reason, successes]): Omit<Struck<Dimension>, 'adjustedP'>[] => {
        const n = sizes.get(value)!
        const others = { successes: whole.get(reason)! - successes, n: ended.length - n }
        if (successes < fewestCases || others.n < fewestCases) return []
        const own = { successes, n }
        const lift = liftOf(own, { successes: whole.get(reason)!, n: ended.length })
        return [
          {
            dimension,
            value,
            reason,
            own,
            others,
            lift,
            p: fisher(successes, n - successes, others.successes, others.n - others.successes),
          },
        ]
      }),
    )
  })
  const adjusted = benjaminiHochberg(pairs.map(({ p }) => p))
  return pairs
    .map((pair, index) => ({ ...pair, adjustedP: adjusted[index]! }))
    .filter(({ adjustedP, lift }) => adjustedP < 0.1 && (lift ?? 0) > 1)
    .sort((a, b) => a.p - b.p)
}

function countBy<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
