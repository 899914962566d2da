import type { Told } from '../platform/scoring.ts'
import { allows, dataLevel, type DataLevel, levelMonths } from './data-level.ts'
import { type Fit, fitAt, pastRows, realisedShare } from './fit.ts'
import { type Bounds, type Ground, quarterEndsAround } from './ground.ts'
import { type NewBusiness, newBusinessByRate, newBusinessOf, type Win } from './new-business.ts'
import type { Engine } from './predict.ts'
import { enoughToRecalibrate, recalibrationOf } from './recalibrate.ts'
import { endsBy, type SeenEnd } from './seen.ts'
import { learnSnapshot, snapshotShifts } from './snapshot-logistic.ts'
import { growSnapshotTrees } from './snapshot-trees.ts'
import { wonByWeeks } from './won-by.ts'

/** Past periods whose snapshots are learned from. */
const periodsLearned = 8
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

/** Learns everything that one moment allows, for a period of which `left` is left. `known`: what was fitted at this moment already. */
export function engineAt(
  ground: Ground,
  at: number,
  left: number,
  periods: readonly Bounds[],
  told: readonly Told[],
  known?: Fit,
): Engine {
  const ends = endsBy(ground, at)
  const { level } = levelAt(ends, at)
  const quarterEnds = quarterEndsAround(new Date(at).toISOString().slice(0, 10), ground.timeZone)
  const fit = known ?? fitAt(ground, at, quarterEnds, ends, { withSegments: allows.challengers(level) })
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
  const trees = allows.trees(level) ? growSnapshotTrees(rows) : null
  return { fit, snapshots: [{ left, model, trees, realised: realisedShare(rows) }], recalibration }
}

/** Amounts of the latest wins: what new deals are drawn from. */
export const recentAmounts = (wins: readonly Win[]): number[] =>
  [...wins]
    .sort((a, b) => b.at - a.at)
    .slice(0, 1000)
    .map(({ amount }) => amount)
