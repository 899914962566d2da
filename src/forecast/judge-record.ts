import { type Measures, measuresOf } from './measures.ts'
import { type Horizon, horizons } from './track.ts'

/** What somebody stood by at a moment of a past period, what came, and what would have been said without any judgement. Minor units. */
export interface JudgePoint {
  period: string
  horizon: Horizon
  said: number
  actual: number
  /** Best case said beside it. */
  best: number
  /** What the model said when they said it; null where there was none. */
  model: number | null
  runRate: number | null
  yearBefore: number | null
}

/**
 * A judge is judged from three periods of which something was said, deals won in two of them, and a tenth of what was said having
 * come in. WAPE and bias divide by what came: somebody new who said 1.45 million and won 43,000 would be 2,680 % wrong, which says
 * nothing about the next quarter. How far the commits came in, drawn towards 1, says it better (judge-bias).
 */
export const leastToJudge = { periods: 3, wonPeriods: 2, came: 0.1 } as const

export function isEnoughToJudge(points: readonly JudgePoint[]): boolean {
  const said = points.reduce((sum, point) => sum + point.said, 0)
  const came = points.reduce((sum, { actual }) => sum + actual, 0)
  return (
    new Set(points.map(({ period }) => period)).size >= leastToJudge.periods &&
    new Set(points.flatMap(({ period, actual }) => (actual > 0 ? period : []))).size >= leastToJudge.wonPeriods &&
    came >= leastToJudge.came * said
  )
}

/** Ten times more was forecast than came: the error divides by next to nothing, and says so of nobody. */
const isFarAbove = (told: readonly { forecast: number; actual: number }[]): boolean =>
  told.reduce((sum, { actual }) => sum + actual, 0) < leastToJudge.came * told.reduce((sum, { forecast }) => sum + forecast, 0)

/** How right a judge was, and how right the others were on the very same periods and moments. */
export interface JudgeMeasures {
  horizon: Horizon | null
  periods: number
  /** Whether there is enough to judge by; without it all that follows is empty, rivals too: they divide by the same. */
  enough: boolean
  measures: Measures
  /** Share of moments at which no less than the commit and no more than the best case came in. */
  between: number | null
  modelWape: number | null
  runRateWape: number | null
  yearBeforeWape: number | null
}

/**
 * WAPE, MAPE and bias of a judge's commits over all moments and at 25, 50 and 75 % of the period; no row without a point, no figure
 * where there is too little to judge by. A rival is measured on the moments on which it was made, and not at all where less than a
 * tenth of what it said came in.
 */
export function judgeMeasures(points: readonly JudgePoint[]): JudgeMeasures[] {
  return [null, ...horizons].flatMap((horizon): JudgeMeasures[] => {
    const all = points.filter((point) => horizon === null || point.horizon === horizon)
    if (all.length === 0) return []
    const enough = isEnoughToJudge(all)
    const own = enough ? all : []
    const wapeOf = (of: (point: JudgePoint) => number | null): number | null => {
      const told = own.flatMap((point) => {
        const forecast = of(point)
        return forecast === null ? [] : [{ forecast, actual: point.actual }]
      })
      return isFarAbove(told) ? null : measuresOf(told).wape
    }
    return [
      {
        horizon,
        periods: new Set(all.map(({ period }) => period)).size,
        enough,
        measures: measuresOf(own.map(({ said, actual }) => ({ forecast: said, actual }))),
        between: enough ? own.filter(({ said, best, actual }) => actual >= said && actual <= best).length / own.length : null,
        modelWape: wapeOf(({ model }) => model),
        runRateWape: wapeOf(({ runRate }) => runRate),
        yearBeforeWape: wapeOf(({ yearBefore }) => yearBefore),
      },
    ]
  })
}

/** Several judges as one: what they said of a period at the same moment added up, with what their people won. */
export function together(judges: readonly (readonly JudgePoint[])[]): JudgePoint[] {
  const sums = new Map<string, JudgePoint>()
  const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b)
  for (const point of judges.flat()) {
    const key = `${point.period} ${point.horizon}`
    const sum = sums.get(key)
    sums.set(
      key,
      !sum
        ? point
        : {
            ...sum,
            said: sum.said + point.said,
            actual: sum.actual + point.actual,
            best: sum.best + point.best,
            model: plus(sum.model, point.model),
            runRate: plus(sum.runRate, point.runRate),
            yearBefore: plus(sum.yearBefore, point.yearBefore),
          },
    )
  }
  return [...sums.values()]
}
