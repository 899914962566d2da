import { quantileOf } from './quantile.ts'

/** Days in the stage from which the rep (amber), the supervisor (red) and a decision (forced) are called for. */
export interface StagnationLimits {
  amberDays: number
  redDays: number
  forcedDays: number
  source: 'manual' | 'learned' | 'default'
}

const learnFrom = 20
const clamp = (days: number): number => Math.min(180, Math.max(5, days))

/**
 * Limits of a stage: those set by hand, else the p75 and p90 of the days that at least 20 won deals spent in it
 * (kept between 5 and 180), else 30 days for both.
 */
export const stagnationLimits = (daysOfWonDeals: readonly number[], manual?: Manual): StagnationLimits =>
  limitsFrom(Float64Array.from(daysOfWonDeals).sort(), manual)

interface Manual {
  amberDays: number | null
  redDays: number | null
}

/** The same of days that are in ascending order. */
export function limitsFrom(sorted: ArrayLike<number>, manual: Manual = { amberDays: null, redDays: null }): StagnationLimits {
  const learned = sorted.length >= learnFrom
  const amberDays = manual.amberDays ?? (learned ? clamp(quantileOf(sorted, 0.75)!) : (manual.redDays ?? 30))
  const redDays = Math.max(amberDays, manual.redDays ?? (learned ? clamp(quantileOf(sorted, 0.9)!) : 30))
  const source = manual.amberDays !== null || manual.redDays !== null ? 'manual' : learned ? 'learned' : 'default'
  return { amberDays, redDays, forcedDays: 1.5 * redDays, source }
}

export type Stagnation = 'fresh' | 'amber' | 'red' | 'forced'

/** How stuck a deal is after so many days in its present visit. A deal on hold is exempt. */
export const stagnation = (days: number, limits: StagnationLimits, onHold = false): Stagnation =>
  onHold || days < limits.amberDays ? 'fresh' : days < limits.redDays ? 'amber' : days < limits.forcedDays ? 'red' : 'forced'
