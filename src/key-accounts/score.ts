/** What a key account may be judged by; company size weighs nothing unless a house wants it (大企业≠大客户). */
export const indicators = ['years', 'walletShare', 'revenue', 'growth', 'margin', 'daysLate', 'strategic', 'employees'] as const
export type Indicator = (typeof indicators)[number]

/**
 * years since the first paid order; share of the customer's purchases, 0-1; revenue of twelve months in 10,000 of the currency;
 * growth and gross margin as shares; mean days a payment is late; strategic 0, 1 or 2; people it employs. Unknown is null.
 */
export type IndicatorValues = Record<Indicator, number | null>

/** Points (0-100) by value: straight lines between, the ends stay. Fixed, so that a customer's tier does not move because another changed. */
export type Band = readonly (readonly [value: number, points: number])[]

/** FUNNEL-SCIENCE §5. */
export const defaultIndicators: Judging = {
  years: { weight: 15, band: [[0, 0], [1, 40], [3, 70], [5, 100]] }, // prettier-ignore
  walletShare: { weight: 20, band: [[0, 0], [0.1, 40], [0.3, 70], [0.6, 100]] }, // prettier-ignore
  revenue: { weight: 20, band: [[0, 0], [50, 50], [200, 80], [500, 100]] }, // prettier-ignore
  growth: { weight: 10, band: [[-0.3, 0], [0, 50], [0.3, 100]] }, // prettier-ignore
  margin: { weight: 15, band: [[0, 0], [0.2, 50], [0.4, 100]] }, // prettier-ignore
  daysLate: { weight: 10, band: [[0, 100], [15, 70], [60, 0]] }, // prettier-ignore
  strategic: { weight: 10, band: [[0, 0], [1, 50], [2, 100]] }, // prettier-ignore
  employees: { weight: 0, band: [[0, 0], [100, 30], [1000, 70], [5000, 100]] }, // prettier-ignore
}
/** How an organisation judges: weight and band of each indicator. */
export type Judging = Record<Indicator, { weight: number; band: Band }>

/** Points of a value in a band. */
export function pointsIn(band: Band, value: number): number {
  const next = band.findIndex(([at]) => value < at)
  if (next === 0) return band[0]![1]
  if (next === -1) return band[band.length - 1]![1]
  const [from, low] = band[next - 1]!
  const [to, high] = band[next]!
  return low + ((high - low) * (value - from)) / (to - from)
}

export const tiers = ['S', 'A', 'B', 'C'] as const
export type Tier = (typeof tiers)[number]

export interface KeyAccountScore {
  /** 0-100 over what is known; null when nothing is. */
  score: number | null
  /** Known over all weight, 0-1. */
  coverage: number
  /** Points of what is known and weighs, 0-100. */
  parts: Partial<Record<Indicator, number>>
  tier: Tier
  /** Why the tier is lower than the score says. */
  caps: ('coverage' | 'overdue')[]
}

/** Least score of S, A and B; C is the rest. */
export interface Thresholds {
  S: number
  A: number
  B: number
}
export const defaultThresholds: Thresholds = { S: 85, A: 70, B: 50 }

const enoughKnown = 0.7
const longOverdueDays = 90
const best = (tier: Tier, most: Tier): Tier => (tiers.indexOf(tier) < tiers.indexOf(most) ? most : tier)

/** Score and tier of a customer: Σ weight × points over the known indicators; with less than 70 % known at most A, overdue for more than 90 days at most B. */
export function scoreKeyAccount(
  values: IndicatorValues,
  overdueDays = 0,
  judging: Judging = defaultIndicators,
  least: Thresholds = defaultThresholds,
): KeyAccountScore {
  const parts: Partial<Record<Indicator, number>> = {}
  let [all, known, sum] = [0, 0, 0]
  for (const indicator of indicators) {
    const { weight, band } = judging[indicator]
    const value = values[indicator]
    all += weight
    if (value === null || weight === 0) continue
    const points = pointsIn(band, value)
    parts[indicator] = points
    known += weight
    sum += weight * points
  }
  const score = known === 0 ? null : sum / known
  const coverage = all === 0 ? 0 : known / all
  const earned: Tier = score === null ? 'C' : score >= least.S ? 'S' : score >= least.A ? 'A' : score >= least.B ? 'B' : 'C'
  const covered = coverage < enoughKnown ? best(earned, 'A') : earned
  const tier = overdueDays > longOverdueDays ? best(covered, 'B') : covered
  return {
    score,
    coverage,
    parts,
    tier,
    caps: [...(covered === earned ? [] : (['coverage'] as const)), ...(tier === covered ? [] : (['overdue'] as const))],
  }
}

/** Whether a customer is one of the S customers beyond those that can be served: by its place among them, 1 the best; shown, not hidden. */
export const isBeyondCapacity = (tier: Tier, place: number, capacity: number | null): boolean =>
  tier === 'S' && capacity !== null && place > capacity

/** Whether S asks for more than A, and A for more than B. */
export const thresholdsFall = ({ S, A, B }: Thresholds): boolean => S > A && A > B

/** What is wrong with how somebody wants to judge: nothing weighs, or a band's values do not rise; null when it can be done. */
export function flawOf(
  judging: Judging,
): { code: 'nothing-weighs' } | { code: 'band-does-not-rise'; indicator: Indicator } | null {
  if (indicators.every((indicator) => judging[indicator].weight === 0)) return { code: 'nothing-weighs' }
  const bent = indicators.find((indicator) => judging[indicator].band.some(([at], index, band) => index > 0 && at <= band[index - 1]![0])) // prettier-ignore
  return bent === undefined ? null : { code: 'band-does-not-rise', indicator: bent }
}
