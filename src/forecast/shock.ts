/** A past period's forecast of the remaining money against what came. Minor units. */
export interface PastMiss {
  forecast: number
  actual: number
  /** Variance that the deals alone, each for itself, would bring. */
  variance: number
}

/** What is taken for the common shock before any period is known, and so many periods' worth of it stay in the estimate. */
export const usualSigma = 0.3
const usualPeriods = 4
/** No year is so even that its quarters miss by less. */
const leastSigma = 0.05

/**
 * Spread σ of what a whole period has in common (a good or a bad quarter, as opposed to luck with single deals), FUNNEL-SCIENCE §3.2:
 * σ² = max(.05², (4·.30² + Σ max(−.5, ((actual − F)² − v)/F²)) / (4 + B)). Periods without a forecast teach nothing.
 */
export function shockSigma(past: readonly PastMiss[]): number {
  const told = past.filter(({ forecast }) => forecast > 0)
  const sum = told.reduce(
    (total, { forecast, actual, variance }) => total + Math.max(-0.5, ((actual - forecast) ** 2 - variance) / forecast ** 2),
    usualPeriods * usualSigma ** 2,
  )
  return Math.sqrt(Math.max(leastSigma ** 2, sum / (usualPeriods + told.length)))
}
