/** How open deals lie on the ageing chart. */

interface Aged {
  days: number
  amountMinor: number | null
}

interface Ages {
  stages: readonly { limits: { redDays: number }; winners: { p75Days: number | null } }[]
  ageing: { dots: readonly Aged[] }
}

/** The right end of the axis in days: all limits are in view, and one deal forgotten for years does not press the others together. */
export function longestAge({ stages, ageing }: Ages): number {
  const ages = ageing.dots.map(({ days }) => days).toSorted((a, b) => a - b)
  const nearlyAll = ages[Math.floor((ages.length - 1) * 0.97)] ?? 0
  const limits = stages.map(({ limits: { redDays }, winners: { p75Days } }) => Math.max(redDays, p75Days ?? 0))
  return Math.max(1, Math.min(Math.max(nearlyAll, ...limits) * 1.08, Math.max(ages.at(-1) ?? 0, ...limits)))
}

/** -1 … 1, never two neighbours at the same height, so that deals of one age do not cover each other. */
export const spreadOf = (index: number): number => ((index * 0.618_034) % 1) * 2 - 1

/** Pixels: the area grows with the amount. Deals without one are small. */
export function radiusOf(amountMinor: number | null, among: readonly Aged[]): number {
  const largest = Math.max(1, ...among.map((one) => one.amountMinor ?? 0))
  return 3.5 + 7 * Math.sqrt(Math.max(0, amountMinor ?? 0) / largest)
}
