import { chanceToAdvance, type Duration, survivalInterval } from '../funnel/duration.ts'
import { quantile } from '../funnel/quantile.ts'
import { type Stagnation, stagnation, type StagnationLimits, stagnationLimits } from '../funnel/stagnation.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import { estimate } from './conversions.ts'
import { type Deals, states } from './deals.ts'
import type { Picks, Stretch } from './pick.ts'
import { wonState } from './reach.ts'
import type { Sum } from './stage-rows.ts'

export interface CurveDot {
  days: number
  stillThere: number
  low: number | null
  high: number | null
  wentOn: number
  died: number
}

/** An open deal at this stage. */
export interface OpenDeal {
  deal: number
  days: number
  level: Stagnation
  chanceToAdvance: number | null
}

export interface StageTime {
  stage: number
  found: Duration
  naiveMedianDays: number | null
  curve: CurveDot[]
  limits: StagnationLimits
  /** Days that each won deal spent in the stage, all stays together. */
  winnersDays: number[]
  open: OpenDeal[]
}

export interface TimeAsked {
  picks: Picks
  stretch: Stretch
  now: number
  /** Set by hand, per stage number from 1. */
  manual: (stage: number) => { amberDays: number | null; redDays: number | null }
}

/** Days a chart shows; a curve of many deals has a point for each. */
const mostPoints = 80

/**
 * How long deals stay at each stage and what becomes of them (FUNNEL-SCIENCE 1.4), the limits learned from won deals (1.6), and the open
 * deals against both. Limits and winners' pace are learned from the deals of all time, curves from stays begun in the stretch.
 */
export function stageTimes(deals: Deals, { picks, stretch, now, manual }: TimeAsked): StageTime[] {
  const won = daysOfWon(deals, picks)
  return Array.from({ length: deals.stageCount }, (_, index): StageTime => {
    const stage = index + 1
    const found = estimate({ deals, picks, stage }, stretch, now)
    const limits = stagnationLimits(won[index]!, manual(stage))
    return {
      stage,
      found,
      naiveMedianDays: naiveMedian(found),
      curve: thinned(found),
      limits,
      winnersDays: won[index]!,
      open: openDeals(deals, picks, stage, now).map(({ deal, days }) => ({
        deal,
        days,
        level: stagnation(days, limits),
        chanceToAdvance: chance(found, days),
      })),
    }
  })
}

const chance = (found: Duration, days: number): number | null => {
  const at = chanceToAdvance(found, days)
  return at === null ? null : Math.min(1, Math.max(0, at))
}

/** Of finished stays alone: those that go on are the long ones, so it is too short. */
function naiveMedian({ curve, finished }: Duration): number | null {
  if (finished === 0) return null
  let [before, survival] = [0, 1]
  const ended = curve.map((point) => {
    const count = Math.round(point.atRisk * (1 - point.survival / survival))
    survival = point.survival
    return { days: point.days, count: Number.isFinite(count) ? count : 1 }
  })
  return ended.find(({ count }) => (before += count) >= finished / 2)?.days ?? null
}

function thinned({ curve }: Duration): CurveDot[] {
  const step = Math.max(1, Math.ceil(curve.length / mostPoints))
  return curve
    .filter((_, index) => index % step === 0 || index === curve.length - 1)
    .map((point) => ({
      days: point.days,
      stillThere: point.survival,
      ...survivalInterval(point),
      wentOn: Math.min(1, point.advanced),
      died: Math.min(1, point.lost),
    }))
}

/** Days each won deal spent in each stage; stays of unknown length add nothing. */
function daysOfWon({ stays, state, stageCount, size }: Deals, picks: Picks): number[][] {
  const days = new Float64Array(size * stageCount)
  for (let index = 0; index < stays.deal.length; index++) {
    const deal = stays.deal[index]!
    const length = stays.to[index]! - stays.from[index]!
    if (picks[deal] === 1 && state[deal] === wonState && Number.isFinite(length))
      days[deal * stageCount + stays.stage[index]! - 1]! += Math.max(0, length) / millisecondsPerDay
  }
  return Array.from({ length: stageCount }, (_, index) => {
    const found: number[] = []
    for (let deal = 0; deal < size; deal++) if (days[deal * stageCount + index]! > 0) found.push(days[deal * stageCount + index]!)
    return found
  })
}

const openState = states.indexOf('open')

function openDeals({ stays, state, final }: Deals, picks: Picks, stage: number, now: number): { deal: number; days: number }[] {
  const open: { deal: number; days: number }[] = []
  for (let index = 0; index < stays.deal.length; index++) {
    const deal = stays.deal[index]!
    if (stays.to[index] !== Infinity || stays.stage[index] !== stage || picks[deal] === 0) continue
    if (state[deal] !== openState || final[deal] !== stage || stays.from[index] === -Infinity) continue
    open.push({ deal, days: Math.max(0, now - stays.from[index]!) / millisecondsPerDay })
  }
  return open
}

/** From these days on a new bar begins. */
export const ageBounds = [0, 7, 14, 30, 60, 90, 180] as const

/** Open deals by days in the stage; the last bar is open-ended. */
export const ages = (
  open: readonly OpenDeal[],
  amountOf: (deal: number) => number,
): (Sum & { fromDays: number; toDays: number | null })[] =>
  ageBounds.map((fromDays, index) => {
    const toDays = ageBounds[index + 1] ?? null
    const inside = open.filter(({ days }) => days >= fromDays && (toDays === null || days < toDays))
    return { fromDays, toDays, count: inside.length, amountMinor: inside.reduce((sum, { deal }) => sum + amountOf(deal), 0) }
  })

export const pace = (days: readonly number[]) => ({
  deals: days.length,
  p25Days: quantile(days, 0.25),
  medianDays: quantile(days, 0.5),
  p75Days: quantile(days, 0.75),
  p90Days: quantile(days, 0.9),
})
