import { blend } from './blend.ts'
import type { MethodKey } from './default-method.ts'
import { eventualChance, type Fit, worthOf } from './fit.ts'
import { chanceIn, outlooksBy, week } from './hazard.ts'
import { recalibrated, type Recalibration } from './recalibrate.ts'
import type { SeenDeal } from './seen.ts'
import { type SnapshotModel, snapshotChance } from './snapshot-logistic.ts'

/** A model of everything known at a moment, ready to be asked about any period. */
export interface Engine {
  fit: Fit
  /** Snapshot models by how much of the period is left, and how much deals brought of what was expected. Empty where not allowed. */
  snapshots: { left: number; model: SnapshotModel | null; realised: number }[]
  recalibration: Recalibration | null
}

/** An open deal with its chances, and what it would bring. */
export interface Foretold {
  deal: SeenDeal
  /** Expected amount, and whether somebody said it: else it is what such deals usually bring. */
  amount: number
  said: boolean
  /** What it is likely to bring, after what deals brought of what was expected. */
  worth: number
  /** Chance to be won in the end. */
  eventual: number
  /** Chance to be won within the period, by method; null where the method is not there. */
  chances: Record<MethodKey, number | null>
}

/** A snapshot model is asked about periods of which as much is left as where it learned, two weeks more or less. */
const day = 86_400_000
const nearEnough = 2.5 * week

/** Chances of open deals to be won in [from, to), asked at `at`. `eventualOf` replaces the fit's own chance to be won in the end. */
export function foretell(
  engine: Engine,
  deals: readonly SeenDeal[],
  { at, from, to, quarterEnds }: { at: number; from: number; to: number; quarterEnds: readonly number[] },
  eventualOf?: (deal: SeenDeal) => number,
): Foretold[] {
  const { fit, recalibration } = engine
  const by = fit.pipelines.map(({ hazard }) => outlooksBy(hazard, at, to, quarterEnds).won)
  const earlier = from > at ? fit.pipelines.map(({ hazard }) => outlooksBy(hazard, at, from, quarterEnds).won) : null
  const left = to - at
  const nearest = [...engine.snapshots].sort((a, b) => Math.abs(a.left - left) - Math.abs(b.left - left))[0]
  const snapshot = nearest && Math.abs(nearest.left - left) <= nearEnough && from <= at ? nearest.model : null
  const realised = nearest?.realised ?? fit.realised
  return deals.map((deal) => {
    const { amount, said } = worthOf(fit, deal)
    const eventual = eventualOf?.(deal) ?? eventualChance(fit, deal)
    const raw =
      chanceIn(by[deal.pipeline]!, deal.stage, deal.spent) -
      (earlier ? chanceIn(earlier[deal.pipeline]!, deal.stage, deal.spent) : 0)
    const hazard = recalibration ? recalibrated(Math.max(0, raw), recalibration) : Math.max(0, raw)
    const told = snapshot ? snapshotChance(snapshot, deal, at, to) : null
    return {
      deal,
      amount,
      said,
      worth: said ? amount * realised : amount,
      eventual,
      chances: {
        weighted: deal.due >= from && deal.due + day > at && deal.due < to ? eventual : 0,
        hazard,
        snapshot: told,
        blend: told === null ? null : blend(hazard, told),
      },
    }
  })
}

/** Money that a method expects of open deals, and the variance that the deals alone bring. Null where the method is not there. */
export function openMoney(foretold: readonly Foretold[], method: MethodKey): { money: number; variance: number } | null {
  let [money, variance] = [0, 0]
  for (const { chances, amount, worth } of foretold) {
    const chance = chances[method]
    if (chance === null) return null
    const value = method === 'weighted' ? amount : worth
    money += value * chance
    variance += value ** 2 * chance * (1 - chance)
  }
  return { money, variance }
}

/** The deals as bets of a simulation. */
export const betsOf = (foretold: readonly Foretold[], method: MethodKey): { amount: number; chance: number }[] =>
  foretold.map(({ chances, amount, worth }) => ({
    amount: method === 'weighted' ? amount : worth,
    chance: chances[method] ?? 0,
  }))
