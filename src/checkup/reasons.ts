import { benjaminiHochberg } from '../funnel/significance.ts'
import type { Tally } from '../funnel/significance.ts'
import { wilson } from '../platform/wilson.ts'
import { exact, fewestCases, liftOf } from './traits.ts'

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
  /** The ranks it may have: those whose intervals overlap its own may be above or below it. */
  bestRank: number
  worstRank: number
  tied: boolean
}

/** Deals that ended, added up by reason and by every segment. */
export interface ReasonTables<Dimension extends string> {
  ended: number
  reasons: readonly string[]
  /** By reason. */
  counts: ArrayLike<number>
  amounts: ArrayLike<number>
  /** `both` at `[value × reasons + reason]`; deals without a value stand at the one that is null. */
  segments: Readonly<Record<Dimension, { values: readonly (string | null)[]; both: ArrayLike<number> }>>
}

/** One by one, added up. `segments[dimension][n]` is the segment of `ended[n]`. */
function tablesOf<Dimension extends string>(
  ended: readonly Ended[],
  segments: Readonly<Record<Dimension, readonly (string | null)[]>>,
): ReasonTables<Dimension> {
  const reasons = [...new Set(ended.map(({ reason }) => reason))]
  const [counts, amounts] = [reasons.map(() => 0), reasons.map(() => 0)]
  const places = ended.map(({ reason }) => reasons.indexOf(reason))
  for (const [index, { amountMinor }] of ended.entries()) {
    counts[places[index]!]!++
    amounts[places[index]!]! += amountMinor
  }
  const table = (own: readonly (string | null)[]) => {
    const values = [...new Set(own)]
    const both = Array.from({ length: values.length * reasons.length }, () => 0)
    for (const [index, value] of own.entries()) both[values.indexOf(value) * reasons.length + places[index]!]!++
    return { values, both }
  }
  const found = Object.fromEntries((Object.keys(segments) as Dimension[]).map((name) => [name, table(segments[name])]))
  return { ended: ended.length, reasons, counts, amounts, segments: found as unknown as ReasonTables<Dimension>['segments'] }
}

export const rankReasons = (ended: readonly Ended[]): ReturnType<typeof ranked> => ranked(tablesOf(ended, {}))

/**
 * Reasons by count and by money, most first. Ranks whose 95 % intervals by count overlap are tied: their order may be
 * chance (FUNNEL-SCIENCE §8); surely above a reason are only those whose whole interval is, surely below it likewise.
 */
export function ranked({ ended, reasons, counts, amounts }: ReasonTables<never>): {
  byCount: RankedReason[]
  byMoney: RankedReason[]
} {
  const all = reasons
    .map((reason, place) => ({
      reason,
      deals: counts[place]!,
      amountMinor: amounts[place]!,
      ...(ended === 0 ? { low: 0, high: 0 } : wilson(counts[place]!, ended)),
    }))
    .filter(({ deals }) => deals > 0)
  const money = all.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const byCount = all
    .toSorted((a, b) => b.deals - a.deals || b.amountMinor - a.amountMinor)
    .map((one, index, list) => ({
      ...one,
      share: one.deals / ended,
      rank: index + 1,
      bestRank: 1 + list.filter(({ low }) => low > one.high).length,
      worstRank: list.length - list.filter(({ high }) => high < one.low).length,
      tied: list.some((other) => other !== one && overlap(one, other)),
    }))
  const byMoney = all
    .toSorted((a, b) => b.amountMinor - a.amountMinor || b.deals - a.deals)
    .map((one, index, list) => ({
      ...one,
      share: money === 0 ? 0 : one.amountMinor / money,
      low: null,
      high: null,
      rank: index + 1,
      bestRank: 1 + list.filter(({ amountMinor }) => amountMinor > one.amountMinor).length,
      worstRank: list.length - list.filter(({ amountMinor }) => amountMinor < one.amountMinor).length,
      tied: list.some((other) => other !== one && other.amountMinor === one.amountMinor),
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

export const strikes = <Dimension extends string>(
  ended: readonly Ended[],
  segments: Readonly<Record<Dimension, readonly (string | null)[]>>,
): Struck<Dimension>[] => struckIn(tablesOf(ended, segments))

/**
 * Where a reason strikes more often than elsewhere: lift = P(reason | segment) ÷ P(reason), Fisher segment against the rest, adjusted for all
 * pairs looked at (q = 0.10), only pairs with at least 5 cases (FUNNEL-SCIENCE §8).
 */
export function struckIn<Dimension extends string>(tables: ReasonTables<Dimension>): Struck<Dimension>[] {
  const { ended, reasons, counts, segments } = tables
  const pairs = (Object.keys(segments) as Dimension[]).flatMap((dimension) => {
    const { values, both } = segments[dimension]
    return values.flatMap((value, place) => {
      if (value === null) return []
      const at = place * reasons.length
      const n = reasons.reduce((sum, _, reason) => sum + both[at + reason]!, 0)
      return reasons.flatMap((reason, index): Omit<Struck<Dimension>, 'adjustedP'>[] => {
        const successes = both[at + index]!
        const own = { successes, n }
        const others = { successes: counts[index]! - successes, n: ended - n }
        if (successes < fewestCases || others.n < fewestCases) return []
        const lift = liftOf(own, { successes: counts[index]!, n: ended })
        return [{ dimension, value, reason, own, others, lift, p: exact(own, others) }]
      })
    })
  })
  const adjusted = benjaminiHochberg(pairs.map(({ p }) => p))
  return pairs
    .map((pair, index) => ({ ...pair, adjustedP: adjusted[index]! }))
    .filter(({ adjustedP, lift }) => adjustedP < 0.1 && (lift ?? 0) > 1)
    .sort((a, b) => a.p - b.p)
}
