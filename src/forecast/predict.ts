import { blend } from './blend.ts'
import type { MethodKey } from './default-method.ts'
import { eventualChance, type Fit, worthOf } from './fit.ts'
import type { BoostedTrees } from './boosted-trees.ts'
import { chanceIn, outlooksBy, week } from './hazard.ts'
import { traitNames } from './past-deals.ts'
import { atPace } from './segments.ts'
import { recalibrated, type Recalibration } from './recalibrate.ts'
import type { SeenDeal } from './seen.ts'
import { type SnapshotModel, snapshotChance } from './snapshot-logistic.ts'
import { treeChances } from './snapshot-trees.ts'

/** A model of everything known at a moment, ready to be asked about any period. */
export interface Engine {
  fit: Fit
  /** Snapshot models by how much of the period is left, and how much deals brought of what was expected. Empty where not allowed. */
  snapshots: { left: number; model: SnapshotModel | null; trees?: BoostedTrees | null; realised: number }[]
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
  const trees = nearest && Math.abs(nearest.left - left) <= nearEnough && from <= at ? nearest.trees : null
  const byTrees = trees ? treeChances(trees, deals, at, to) : null
  const realised = nearest?.realised ?? fit.realised
  const paced = segmentOutlooks(fit, { at, from, to, quarterEnds })
  return deals.map((deal, index) => {
    const { amount, said } = worthOf(fit, deal)
    const eventual = eventualOf?.(deal) ?? eventualChance(fit, deal)
    const within = (until: Float64Array, before: Float64Array | undefined): number => {
      const raw = chanceIn(until, deal.stage, deal.spent) - (before ? chanceIn(before, deal.stage, deal.spent) : 0)
      return recalibration ? recalibrated(Math.max(0, raw), recalibration) : Math.max(0, raw)
    }
    const hazard = within(by[deal.pipeline]!, earlier?.[deal.pipeline])
    const pace = paced(deal)
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
        segments: pace ? within(pace.by, pace.earlier) : hazard,
        snapshot: told,
        blend: told === null ? null : blend(hazard, told),
        trees: byTrees?.[index] ?? null,
      },
    }
  })
}

interface Asked {
  at: number
  from: number
  to: number
  quarterEnds: readonly number[]
}

/** Outlooks at the pace of a deal's segment, each worked out once; null where the deal has none. */
function segmentOutlooks(fit: Fit, { at, from, to, quarterEnds }: Asked) {
  const known = new Map<string, { by: Float64Array; earlier?: Float64Array } | null>()
  return ({ pipeline, traits }: SeenDeal) => {
    const { segments, hazard } = fit.pipelines[pipeline]!
    if (!segments) return null
    const code = traits[traitNames.indexOf(segments.trait)]!
    const key = `${pipeline} ${code}`
    if (!known.has(key)) {
      const pace = segments.paces.find((each) => each.code === code)
      const own = pace && atPace(hazard, pace)
      known.set(
        key,
        own
          ? {
              by: outlooksBy(own, at, to, quarterEnds).won,
              ...(from > at ? { earlier: outlooksBy(own, at, from, quarterEnds).won } : {}),
            }
          : null,
      )
    }
    return known.get(key)!
  }
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
