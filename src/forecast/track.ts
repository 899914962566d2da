import type { Told } from '../platform/scoring.ts'
import type { ChallengerTrials } from './challengers.ts'
import type { DataLevel } from './data-level.ts'
import { type Choice, defaultMethod, type MethodKey, methods } from './default-method.ts'
import { type Measures, measuresOf } from './measures.ts'
import { shockSigma } from './shock.ts'

export const horizons = [0.25, 0.5, 0.75] as const
export type Horizon = (typeof horizons)[number]
export const seriesKeys = [...methods, 'run-rate', 'year-before'] as const
export type SeriesKey = (typeof seriesKeys)[number]

/** One past forecast, with what was known then, and what came. Minor units. */
export interface Point {
  period: string
  horizon: Horizon
  asOf: string
  level: DataLevel
  actual: number
  closed: number
  fresh: number
  /** The whole period by each series; null where the history did not allow it, absent in trainings of before there was the series. */
  forecasts: Partial<Record<SeriesKey, number | null>>
  ranges: Partial<Record<MethodKey, { p10: number; p50: number; p90: number; sigma: number }>>
  /** What was still to come by each method, and its independent variance: what σ is learned from. */
  remaining: Partial<Record<MethodKey, { forecast: number; variance: number }>>
}

export interface Backtest {
  points: Point[]
  /** Chances of single deals by the end of the period. */
  told: Partial<Record<MethodKey, Told[]>>
  /** What the publishing gate said of learned methods. */
  challengers: ChallengerTrials
}

/** How the series did, over the periods and moments that all of those compared have in common. */
export function seriesMeasures(
  points: readonly Point[],
  horizon: Horizon | null,
): { key: SeriesKey; measures: Measures; periods: number }[] {
  const own = points.filter((point) => horizon === null || point.horizon === horizon)
  return seriesKeys.map((key) => {
    const told = own.filter((point) => typeof point.forecasts[key] === 'number')
    return {
      key,
      periods: new Set(told.map(({ period }) => period)).size,
      measures: measuresOf(
        told.map((point) => {
          const range = point.ranges[key as MethodKey]
          return {
            forecast: point.forecasts[key]!,
            actual: point.actual,
            p10: range?.p10 ?? null,
            p50: range?.p50 ?? null,
            p90: range?.p90 ?? null,
          }
        }),
      ),
    }
  })
}

/**
 * The default method that the past has earned: compared on the points on which hazard, weighted pipeline and run rate were all made. A
 * learned method that the gate has not let through is none; trainings of before there was one for methods have no `challengers`.
 */
export function earnedMethod(points: readonly Point[], level: DataLevel, challengers: ChallengerTrials = {}): Choice {
  const fair = points.filter(({ forecasts }) => typeof forecasts.hazard === 'number' && typeof forecasts['run-rate'] === 'number')
  const measured = seriesMeasures(fair.length > 0 ? fair : points, null)
  const runRate = measured.find(({ key }) => key === 'run-rate')?.measures.wape ?? null
  const tried = methods.map((key) => {
    const found = measured.find((each) => each.key === key)!
    // a challenger that was only made on some of the points is compared on those
    const barred = (fair.length > 0 && found.measures.n < fair.length) || challengers[key]?.verdict.publish === false
    const whole = barred ? null : found.measures.wape
    return { key, periods: found.periods, wape: whole }
  })
  return defaultMethod(level, tried, runRate)
}

/** σ for the present period: what the same moment of past periods teaches, all moments where there are too few. */
export function sigmaOf(points: readonly Point[], method: MethodKey, share: number): { sigma: number; learned: boolean } {
  const nearest = [...horizons].sort((a, b) => Math.abs(a - share) - Math.abs(b - share))[0]
  const own = points.filter((point) => point.remaining[method] && point.horizon === nearest && point.level >= 2)
  const misses = own.map((point) => ({ ...point.remaining[method]!, actual: point.actual - point.closed }))
  return { sigma: shockSigma(misses), learned: misses.length > 0 }
}
