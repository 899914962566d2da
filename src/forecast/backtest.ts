import { scoreOf, type Told } from '../platform/scoring.ts'
import { allows, dataLevel, type DataLevel, levelMonths } from './data-level.ts'
import { defaultMethod, type MethodKey, methods, type Choice } from './default-method.ts'
import { fitAt, pastRows, realisedShare } from './fit.ts'
import { boundsOf, type Bounds, type Ground, periodsBefore, quarterEndsAround } from './ground.ts'
import { type Measures, measuresOf } from './measures.ts'
import { type NewBusiness, newBusinessByRate, newBusinessOf, type Win } from './new-business.ts'
import { betsOf, type Engine, foretell, openMoney } from './predict.ts'
import { before, dayAt, periodOf, periodWith, type Period, type PeriodKind } from './period.ts'
import { enoughToRecalibrate, recalibrationOf } from './recalibrate.ts'
import { endsBy, seenAt, type SeenEnd } from './seen.ts'
import { type PastMiss, shockSigma, usualSigma } from './shock.ts'
import { seedOf, simulate } from './simulate.ts'
import { learnSnapshot, snapshotShifts } from './snapshot-logistic.ts'
import { wonByWeeks } from './won-by.ts'
import { startOfDay } from '../platform/time.ts'

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
  /** The whole period by each series; null where the history did not allow it. */
  forecasts: Record<SeriesKey, number | null>
  ranges: Partial<Record<MethodKey, { p10: number; p50: number; p90: number; sigma: number }>>
  /** What was still to come by each method, and its independent variance: what σ is learned from. */
  remaining: Partial<Record<MethodKey, { forecast: number; variance: number }>>
}

export interface Backtest {
  points: Point[]
  /** Chances of single deals by the end of the period. */
  told: Partial<Record<MethodKey, Told[]>>
}

/** Snapshots of past periods that learning looks at, and periods that a backtest goes through. */
const periodsLearned = 8
export const mostPeriods = 16
const runs = 2000
const month = 30.4375 * 86_400_000

/** How much history there was at a moment. */
export function levelAt(ends: readonly SeenEnd[], at: number): { level: DataLevel; won: number; lost: number; quarters: number } {
  const recent = ends.filter((end) => end.at >= at - levelMonths * month && (end.won || !end.terminated))
  const first = ends.reduce((least, end) => Math.min(least, end.at), Infinity)
  const quarters = Number.isFinite(first) ? Math.floor((at - first) / (3 * month) + 0.05) : 0
  const won = recent.filter((end) => end.won).length
  const history = { won, lost: recent.length - won, quarters }
  return { level: dataLevel(history), ...history }
}

export const winsOf = (ends: readonly SeenEnd[]): Win[] =>
  ends.filter((end) => end.won && end.amount > 0).map(({ entered, at, amount }) => ({ entered, at, amount }))

/** New business of a period as a mean of past ones, or, with too few of them, from the rate at which deals are opened. */
export function freshMoney(
  ground: Ground,
  ends: readonly SeenEnd[],
  periods: readonly Bounds[],
  { at, to, season }: { at: number; to: number; season: number },
): NewBusiness {
  const wins = winsOf(ends)
  const first = ends.reduce((least, end) => Math.min(least, end.at), Infinity)
  const known = periods.filter((period) => period.to <= at && period.from >= first - 45 * 86_400_000)
  const found = newBusinessOf(wins, known, to - at, season)
  if (found) return found
  const { perWeek, wonBy } = wonByWeeks(ground, at)
  const mean = wins.length > 0 ? wins.reduce((sum, { amount }) => sum + amount, 0) / wins.length : 0
  return newBusinessByRate(perWeek, wonBy, mean, Math.max(0, (to - at) / (7 * 86_400_000)))
}

/** Learns everything that one moment allows, for a period of which `left` is left. */
export function engineAt(ground: Ground, at: number, left: number, periods: readonly Bounds[], told: readonly Told[]): Engine {
  const ends = endsBy(ground, at)
  const { level } = levelAt(ends, at)
  const quarterEnds = quarterEndsAround(new Date(at).toISOString().slice(0, 10), ground.timeZone)
  const fit = fitAt(ground, at, quarterEnds, ends)
  if (!allows.learned(level)) return { fit, snapshots: [], recalibration: null }
  const past = periods.slice(0, periodsLearned)
  const challengers = allows.challengers(level)
  const rows = pastRows(ground, past, left, at, ends, fit.weights, challengers ? snapshotShifts : [0])
  const model = challengers
    ? learnSnapshot(
        rows,
        ground.pipelines.map(({ stages }) => stages.length),
      )
    : null
  const recalibration = challengers && told.length >= enoughToRecalibrate ? recalibrationOf(told) : null
  return { fit, snapshots: [{ left, model, realised: realisedShare(rows) }], recalibration }
}

/**
 * Forecasts every past period at 25, 50 and 75 % of it with what was known then, and compares with what came (FUNNEL-SCIENCE §3.3).
 * Yields the share that is done. `kind` are the periods; `today` is not over yet.
 */
export function* backtestSteps(ground: Ground, kind: PeriodKind, today: string): Generator<number, Backtest> {
  const now = startOfDay(today, ground.timeZone).getTime()
  const allEnds = endsBy(ground, now)
  const present = periodWith(kind, today)
  const first = allEnds.reduce((least, end) => Math.min(least, end.at), Infinity)
  const periods = Array.from({ length: mostPeriods }, (_, index) => before(present, mostPeriods - index)).filter(
    (period) => boundsOf(period, ground.timeZone).from >= first,
  )
  const backtest: Backtest = { points: [], told: {} }
  const misses: Partial<Record<MethodKey, (PastMiss & { to: number; horizon: Horizon })[]>> = {}
  const told: Partial<Record<MethodKey, (Told & { to: number; horizon: Horizon })[]>> = {}
  let done = 0
  for (const period of periods) {
    for (const horizon of horizons) {
      yield done++ / (periods.length * horizons.length)
      const made = pointOf(ground, period, horizon, allEnds, misses, told.hazard ?? [])
      if (!made) continue
      backtest.points.push(made.point)
      for (const key of methods) {
        const miss = made.point.remaining[key]
        const to = boundsOf(period, ground.timeZone).to
        if (miss) (misses[key] ??= []).push({ ...miss, actual: made.point.actual - made.point.closed, to, horizon })
        for (const each of made.told[key] ?? []) (told[key] ??= []).push({ ...each, to, horizon })
      }
    }
  }
  for (const key of methods) backtest.told[key] = (told[key] ?? []).map(({ p, won }) => ({ p, won }))
  return backtest
}

export function backtest(ground: Ground, kind: PeriodKind, today: string): Backtest {
  const steps = backtestSteps(ground, kind, today)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

function pointOf(
  ground: Ground,
  period: Period,
  horizon: Horizon,
  allEnds: readonly SeenEnd[],
  misses: Partial<Record<MethodKey, (PastMiss & { to: number; horizon: Horizon })[]>>,
  told: readonly (Told & { to: number; horizon: Horizon })[],
): { point: Point; told: Partial<Record<MethodKey, Told[]>> } | null {
  const { timeZone } = ground
  const asOf = dayAt(period, horizon)
  const at = startOfDay(asOf, timeZone).getTime()
  const { from, to, season, key } = boundsOf(period, timeZone)
  const ends = endsBy(ground, at)
  const { level } = levelAt(ends, at)
  if (!allows.range(level)) return null
  const periods = periodsBefore(period.kind, asOf, mostPeriods, timeZone)
  const quarterEnds = quarterEndsAround(asOf, timeZone)
  const earlier = told.filter((each) => each.to <= at && each.horizon === horizon)
  const engine = engineAt(ground, at, to - at, periods, earlier)
  const foretold = foretell(engine, seenAt(ground, at, engine.fit.weights), { at, from, to, quarterEnds })
  const inPeriod = (list: readonly SeenEnd[], a: number, b: number) =>
    list.filter((end) => end.won && end.at >= a && end.at < b && end.amount > 0).reduce((sum, { amount }) => sum + amount, 0)
  const closed = inPeriod(ends, from, to)
  const actual = inPeriod(allEnds, from, to)
  const fresh = freshMoney(ground, ends, periods, { at, to, season })
  const wins = winsOf(ends)
  const whole = (of: MethodKey): number | null => {
    const open = openMoney(foretold, of)
    return open && closed + open.money + (of === 'weighted' ? 0 : fresh.money)
  }
  const past = periods.filter((each) => each.to <= at).map((each) => inPeriod(ends, each.from, each.to))
  const firstEnd = ends.reduce((least, end) => Math.min(least, end.at), Infinity)
  const fullPast = past.slice(0, 4).filter((_, index) => periods[index]!.from >= firstEnd - 45 * 86_400_000)
  const back = period.kind === 'quarter' ? 4 : period.kind === 'month' ? 12 : 1
  const yearAgo = periods[back - 1]
  const point: Point = {
    period: key,
    horizon,
    asOf,
    level,
    actual,
    closed,
    fresh: fresh.money,
    forecasts: {
      weighted: whole('weighted'),
      hazard: whole('hazard'),
      snapshot: allows.challengers(level) ? whole('snapshot') : null,
      blend: allows.challengers(level) ? whole('blend') : null,
      'run-rate': fullPast.length > 0 ? fullPast.reduce((sum, each) => sum + each, 0) / fullPast.length : null,
      'year-before': yearAgo && yearAgo.from >= firstEnd - 45 * 86_400_000 ? inPeriod(ends, yearAgo.from, yearAgo.to) : null,
    },
    ranges: {},
    remaining: {},
  }
  const byMethod: Partial<Record<MethodKey, Told[]>> = {}
  const wonRows = new Set(allEnds.filter((end) => end.won && end.at >= at && end.at < to).map(({ row }) => row))
  for (const method of methods) {
    if (point.forecasts[method] === null) continue
    const open = openMoney(foretold, method)!
    const isWeighted = method === 'weighted'
    const meanSquare = wins.length > 0 ? wins.reduce((sum, { amount }) => sum + amount ** 2, 0) / wins.length : 0
    const forecast = open.money + (isWeighted ? 0 : fresh.money)
    point.remaining[method] = { forecast, variance: open.variance + (isWeighted ? 0 : fresh.count * meanSquare) }
    const known = (misses[method] ?? []).filter((miss) => miss.to <= at && miss.horizon === horizon)
    const sigma = allows.learned(level) ? shockSigma(known) : usualSigma
    const { p10, p50, p90 } = simulate({
      closed,
      bets: betsOf(foretold, method),
      newCount: isWeighted ? 0 : fresh.count,
      newAmounts: recentAmounts(wins),
      sigma,
      target: null,
      seed: seedOf(`${key}|${horizon}|${method}`),
      runs,
    })
    point.ranges[method] = { p10, p50, p90, sigma }
    byMethod[method] = foretold.map(({ chances, deal }) => ({ p: clamped(chances[method] ?? 0), won: wonRows.has(deal.row) }))
  }
  return { point, told: byMethod }
}

const clamped = (p: number): number => Math.min(0.99, Math.max(0.001, p))

/** Amounts of the latest wins: what new deals are drawn from. */
export const recentAmounts = (wins: readonly Win[]): number[] =>
  [...wins]
    .sort((a, b) => b.at - a.at)
    .slice(0, 1000)
    .map(({ amount }) => amount)

/** How the series did, over the periods and moments that all of those compared have in common. */
export function seriesMeasures(
  points: readonly Point[],
  horizon: Horizon | null,
): { key: SeriesKey; measures: Measures; periods: number }[] {
  const own = points.filter((point) => horizon === null || point.horizon === horizon)
  return seriesKeys.map((key) => {
    const told = own.filter((point) => point.forecasts[key] !== null)
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

/** The default method that the past has earned: compared on the points on which hazard, weighted pipeline and run rate were all made. */
export function earnedMethod(points: readonly Point[], level: DataLevel): Choice {
  const fair = points.filter(({ forecasts }) => forecasts.hazard !== null && forecasts['run-rate'] !== null)
  const measured = seriesMeasures(fair.length > 0 ? fair : points, null)
  const runRate = measured.find(({ key }) => key === 'run-rate')?.measures.wape ?? null
  const tried = methods.map((key) => {
    const found = measured.find((each) => each.key === key)!
    // a challenger that was only made on some of the points is compared on those
    const whole = fair.length > 0 && found.measures.n < fair.length ? null : found.measures.wape
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

export const scoresOf = (told: readonly Told[]) => scoreOf(told)
export const periodNamed = (key: string): Period => periodOf(key)!
