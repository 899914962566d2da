import type { Told } from '../platform/scoring.ts'
import { startOfDay } from '../platform/time.ts'
import { judgingChallengers } from './challengers.ts'
import { allows } from './data-level.ts'
import { type MethodKey, methods } from './default-method.ts'
import { boundsOf, type Ground, periodsBefore, quarterEndsAround } from './ground.ts'
import { engineAt, freshMoney, levelAt, recentAmounts, winsOf } from './learn.ts'
import { before, dayAt, periodWith, type Period, type PeriodKind } from './period.ts'
import { betsOf, foretell, openMoney } from './predict.ts'
import { endsBy, seenAt, type SeenEnd } from './seen.ts'
import { type PastMiss, shockSigma, usualSigma } from './shock.ts'
import { seedOf, simulate } from './simulate.ts'
import { type Backtest, type Horizon, horizons, type Point } from './track.ts'

/** Periods that a backtest goes through. */
const mostPeriods = 16
const runs = 2000

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
  const backtest: Backtest = { points: [], told: {}, challengers: {} }
  const challengers = judgingChallengers()
  const misses: Partial<Record<MethodKey, (PastMiss & { to: number; horizon: Horizon })[]>> = {}
  const told: Partial<Record<MethodKey, (Told & { to: number; horizon: Horizon })[]>> = {}
  let done = 0
  for (const period of periods) {
    for (const horizon of horizons) {
      yield done++ / (periods.length * horizons.length)
      const made = pointOf(ground, period, horizon, allEnds, misses, told.hazard ?? [])
      if (!made) continue
      backtest.points.push(made.point)
      challengers.add(made.told, made.share)
      for (const key of methods) {
        const miss = made.point.remaining[key]
        const to = boundsOf(period, ground.timeZone).to
        if (miss) (misses[key] ??= []).push({ ...miss, actual: made.point.actual - made.point.closed, to, horizon })
        for (const each of made.told[key] ?? []) (told[key] ??= []).push({ ...each, to, horizon })
      }
    }
  }
  for (const key of methods) backtest.told[key] = (told[key] ?? []).map(({ p, won }) => ({ p, won }))
  backtest.challengers = challengers.trials()
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
): { point: Point; told: Partial<Record<MethodKey, Told[]>>; share: number | null } | null {
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
    return open && closed + open.money + fresh.money
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
      segments: allows.challengers(level) ? whole('segments') : null,
      snapshot: allows.challengers(level) ? whole('snapshot') : null,
      blend: allows.challengers(level) ? whole('blend') : null,
      trees: allows.trees(level) ? whole('trees') : null,
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
    const meanSquare = wins.length > 0 ? wins.reduce((sum, { amount }) => sum + amount ** 2, 0) / wins.length : 0
    const forecast = open.money + fresh.money
    point.remaining[method] = { forecast, variance: open.variance + fresh.count * meanSquare }
    const known = (misses[method] ?? []).filter((miss) => miss.to <= at && miss.horizon === horizon)
    const sigma = allows.learned(level) ? shockSigma(known) : usualSigma
    const { p10, p50, p90 } = simulate({
      closed,
      bets: betsOf(foretold, method),
      newCount: fresh.count,
      newAmounts: recentAmounts(wins),
      sigma,
      target: null,
      seed: seedOf(`${key}|${horizon}|${method}`),
      runs,
    })
    point.ranges[method] = { p10, p50, p90, sigma }
    byMethod[method] = foretold.map(({ chances, deal }) => ({ p: clamped(chances[method] ?? 0), won: wonRows.has(deal.row) }))
  }
  const share = earlier.length > 0 ? earlier.filter(({ won }) => won).length / earlier.length : null
  return { point, told: byMethod, share }
}

const clamped = (p: number): number => Math.min(0.99, Math.max(0.001, p))
