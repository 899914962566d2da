/** What a period still needs. Minor units; `conversion` is the share of the open pipeline that is won within the period, from this week on. */
export interface CoverageGiven {
  targetMinor: number
  wonMinor: number
  /** What deals not yet opened will still bring in the period. */
  expectedNewMinor: number
  conversion: number
}

/**
 * Open pipeline that the target needs (FUNNEL-SCIENCE §6), not rounded; 0 when the target is met, null when nothing converts.
 * By the in-period conversion and not by the win rate, which ignores deals that slip and deals born later.
 * Example: 5,000, 1,500 won, 400 new, 31 % ⇒ 10,000.
 */
export function pipelineNeeded({ targetMinor, wonMinor, expectedNewMinor, conversion }: CoverageGiven): number | null {
  const open = Math.max(0, targetMinor - wonMinor - expectedNewMinor)
  if (open === 0) return 0
  return conversion > 0 ? open / conversion : null
}

/** A gap in money as work: deals, opportunities and visits, not rounded; null when a deal brings nothing or none is won. */
export function gapAsWork(
  gapMinor: number,
  { dealMinor, winRate, visits }: { dealMinor: number; winRate: number; visits: number },
): { deals: number; opportunities: number; visits: number } | null {
  if (!(dealMinor > 0 && winRate > 0)) return null
  const deals = Math.max(0, gapMinor) / dealMinor
  const opportunities = deals / winRate
  return { deals, opportunities, visits: opportunities * visits }
}

/** What each working day left must bring, minor units; null when none is left and the target is not met. */
export function catchUpPerDay(targetMinor: number, wonMinor: number, workdaysLeft: number): number | null {
  const gap = Math.max(0, targetMinor - wonMinor)
  if (gap === 0) return 0
  return workdaysLeft > 0 ? gap / workdaysLeft : null
}
