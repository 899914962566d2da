import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { targetOf, type TargetScope } from '../../targets/queries/target-of.ts'
import { allows } from '../data-level.ts'
import { type MethodKey, methods } from '../default-method.ts'
import { periodsBefore } from '../ground.ts'
import { week } from '../hazard.ts'
import { recentAmounts } from '../learn.ts'
import { type NewBusiness, newBusinessByRate, newBusinessOf } from '../new-business.ts'
import { amountAt, lastSpan, statusCode } from '../past-deals.ts'
import { betsOf, openMoney } from '../predict.ts'
import { usualSigma } from '../shock.ts'
import { seedOf, type SimulationGiven } from '../simulate.ts'
import { earnedMethod, sigmaOf } from '../track.ts'
import { type Live, readLive, readWins } from './live.ts'

/** Figures of a period without names: what the reply, the rounds and the command line have in common. */
export interface Figures {
  method: MethodKey
  earned: boolean
  closed: number
  fresh: NewBusiness
  open: Record<MethodKey, number | null>
  target: number | null
  sigma: number
  sigmaLearned: boolean
  /** What the range is simulated from; null where a range would be invented. */
  bets: SimulationGiven | null
  seed: number
  runRate: number | null
  yearBefore: number | null
  undatedShare: number
}

/** The figures of a question already looked up. Remembered until the next news. */
export async function figuresOf(tx: Tx, caller: Caller, live: Live): Promise<Figures> {
  const { period, at, day, scope, pipeline, bounds, foretold, model, level } = live
  const key = ['forecast-figures', period.key, day, Math.floor(at / 600_000), scope.kind, scope.id, pipeline?.id ?? null]
  return live.remember([...key, model?.id ?? null], async () => {
    const wins = await readWins(tx, caller, live)
    const closed = closedIn(live)
    const periods = periodsBefore(period.kind, day, 16, caller.timeZone)
    const first = wins[0]?.at ?? Infinity
    const known = periods.filter(({ from, to }) => to <= at && from >= first - 45 * 86_400_000)
    const left = Math.max(0, bounds.to - at)
    const fresh = left === 0 ? { money: 0, count: 0, periods: 0 } : freshOf(live, wins, known, left)
    const undated = foretold.filter(({ deal }) => Number.isNaN(deal.due)).length
    const undatedShare = foretold.length > 0 ? undated / foretold.length : 0
    const choice = choose(live, undatedShare)
    const open = Object.fromEntries(
      methods.map((method) => [method, allowed(live, method) ? (openMoney(foretold, method)?.money ?? null) : null]),
    ) as Figures['open']
    const method = open[choice.method] === null ? 'weighted' : choice.method
    const wonIn = (from: number, to: number) =>
      wins.filter((win) => win.at >= from && win.at < to).reduce((sum, { amount }) => sum + amount, 0)
    const share = Math.min(1, Math.max(0, (at - bounds.from) / (bounds.to - bounds.from)))
    const spread =
      allows.learned(level) && model ? sigmaOf(model.backtest.points, method, share) : { sigma: usualSigma, learned: false }
    const target = await readTarget(tx, caller, live)
    const seed = seedOf(`${caller.orgId}|${period.key}|${day}|${scope.id ?? ''}|${pipeline?.id ?? ''}`)
    const bets: SimulationGiven | null = allows.range(level)
      ? {
          closed,
          bets: betsOf(foretold, method),
          newCount: fresh.count,
          newAmounts: recentAmounts(wins),
          sigma: left === 0 ? 0 : spread.sigma,
          target,
          seed,
        }
      : null
    const recent = known.slice(0, 4)
    const yearAgo = periods[period.kind === 'quarter' ? 3 : period.kind === 'month' ? 11 : 0]
    return {
      method,
      earned: choice.earned && method === choice.method,
      closed,
      fresh,
      open,
      target,
      sigma: spread.sigma,
      sigmaLearned: spread.learned,
      bets,
      seed,
      runRate: recent.length > 0 ? recent.reduce((sum, { from, to }) => sum + wonIn(from, to), 0) / recent.length : null,
      yearBefore: yearAgo && yearAgo.from >= first - 45 * 86_400_000 ? wonIn(yearAgo.from, yearAgo.to) : null,
      undatedShare,
    }
  })
}

const allowed = ({ level }: Live, method: MethodKey): boolean =>
  method === 'weighted' || (method === 'hazard' ? allows.range(level) : allows.challengers(level))

function choose({ model, level }: Live, undatedShare: number) {
  const points = model?.backtest.points ?? []
  const choice = earnedMethod(points, level, model?.backtest.challengers)
  return !choice.earned && choice.method === 'weighted' && level >= 1 && undatedShare > 0.5
    ? { method: 'hazard' as const, earned: false }
    : choice
}

/** Minor units won in the period until the moment asked about. */
function closedIn({ ground: { past }, bounds, at }: Live): number {
  let sum = 0
  for (let row = 0; row < past.count; row++) {
    const span = lastSpan(past, row)
    if (past.status[span] !== statusCode.won || past.known[span]! > at) continue
    if (past.from[span]! >= bounds.from && past.from[span]! < bounds.to && past.amount[span]! > 0)
      sum += amountAt(past, row, span, past.from[span]!)
  }
  return sum
}

function freshOf(
  live: Live,
  wins: readonly { entered: number; at: number; amount: number }[],
  known: Parameters<typeof newBusinessOf>[1],
  left: number,
): NewBusiness {
  const found = newBusinessOf(wins, known, left, live.bounds.season)
  if (found) return found
  const stored = live.model?.model
  if (!stored || wins.length === 0) return { money: 0, count: 0, periods: 0 }
  const mean = wins.reduce((sum, { amount }) => sum + amount, 0) / wins.length
  // the rate of a scope is that of the company by its part of what was opened lately
  const { past } = live.ground
  let opened = 0
  for (let row = 0; row < past.count; row++) if (past.from[past.first[row]!]! > live.at - 26 * week) opened++
  const perWeek = live.scope.kind === 'organisation' && !live.pipeline ? stored.perWeek : Math.min(stored.perWeek, opened / 26)
  return newBusinessByRate(perWeek, stored.wonBy, mean, left / week)
}

/** What plans ask of the scope; none for a single pipeline among several, as plans are not made for one. */
async function readTarget(tx: Tx, caller: Caller, { period, scope, pipeline, ground }: Live): Promise<number | null> {
  if (pipeline && ground.pipelines.length > 1) return null
  const whose: TargetScope =
    scope.kind === 'organisation' ? 'organisation' : scope.kind === 'team' ? { team: scope.id! } : { member: scope.id! }
  return targetOf(tx, caller, { measure: 'won-amount', from: period.from, to: period.to, scope: whose })
}

/** What the published forecast says of a scope's period, minor units; null where the history allows no forecast, or the scope is not there. */
export async function readForecastTotal(
  tx: Tx,
  caller: Caller,
  asked: { period: string; team?: string; owner?: string },
): Promise<number | null> {
  const live = await readLive(tx, caller, asked)
  if (!live.ok || live.value.level === 0) return null
  const { closed, open, fresh, method } = await figuresOf(tx, caller, live.value)
  return Math.round(closed + (open[method] ?? 0) + fresh.money)
}
