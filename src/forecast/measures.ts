import { wilson } from '../platform/wilson.ts'
import type { Told } from '../platform/scoring.ts'

/** A forecast of a past period, and what came. Any unit, the same for all. */
export interface Forecasted {
  forecast: number
  actual: number
  p10?: number | null
  p50?: number | null
  p90?: number | null
}

/** How a method did over past periods (FUNNEL-SCIENCE §3.3); null where nothing can be said. */
export interface Measures {
  n: number
  /** Σ|A − F| / ΣA: the measure that decides. */
  wape: number | null
  /** Mean of |A − F| / A over periods in which something came. */
  mape: number | null
  /** Σ(F − A) / ΣA; positive: too optimistic. */
  bias: number | null
  /** Mean pinball loss at .1, .5 and .9, in the unit of the money. */
  pinball: { p10: number; p50: number; p90: number } | null
  /** Share of periods that came to lie within P10 and P90; .8 would be right. */
  coverage: number | null
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

export function measuresOf(past: readonly Forecasted[]): Measures {
  const total = past.reduce((sum, { actual }) => sum + actual, 0)
  const over = (sum: number): number | null => (total > 0 ? sum / total : null)
  const ranged = past.filter(
    (each): each is Required<Forecasted> & { p10: number; p90: number } =>
      typeof each.p10 === 'number' && typeof each.p90 === 'number',
  )
  const loss = (at: number, of: (each: Forecasted) => number | null | undefined) =>
    mean(ranged.map((each) => pinball(at, of(each) ?? each.forecast, each.actual)))
  return {
    n: past.length,
    wape: over(past.reduce((sum, { forecast, actual }) => sum + Math.abs(actual - forecast), 0)),
    mape: mean(past.filter(({ actual }) => actual > 0).map(({ forecast, actual }) => Math.abs(actual - forecast) / actual)),
    bias: over(past.reduce((sum, { forecast, actual }) => sum + forecast - actual, 0)),
    pinball:
      ranged.length === 0
        ? null
        : { p10: loss(0.1, ({ p10 }) => p10)!, p50: loss(0.5, ({ p50 }) => p50)!, p90: loss(0.9, ({ p90 }) => p90)! },
    coverage: mean(ranged.map(({ actual, p10, p90 }) => (actual >= p10 && actual <= p90 ? 1 : 0))),
  }
}

/** Loss of a quantile: too low costs `at` for each unit, too high 1 − `at`. */
export const pinball = (at: number, quantile: number, actual: number): number =>
  actual >= quantile ? at * (actual - quantile) : (1 - at) * (quantile - actual)

/** Told chances of one bin against what came of them, with the 95 % interval of the share. */
export interface ReliabilityBin {
  n: number
  told: number
  came: number
  low: number
  high: number
}

/** Bins of equal count by told chance; fewer than `bins` where there are fewer chances. */
export function reliability(told: readonly Told[], bins = 10): ReliabilityBin[] {
  const sorted = [...told].sort((a, b) => a.p - b.p)
  const count = Math.min(bins, sorted.length)
  return Array.from({ length: count }, (_, bin) => {
    const part = sorted.slice(Math.floor((bin * sorted.length) / count), Math.floor(((bin + 1) * sorted.length) / count))
    const won = part.filter((each) => each.won).length
    const { low, high } = wilson(won, part.length)
    return { n: part.length, told: mean(part.map(({ p }) => p)) ?? 0, came: won / part.length, low, high }
  })
}
