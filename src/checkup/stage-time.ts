import { chanceToAdvance, type Duration, survivalInterval } from '../funnel/duration.ts'
import { durationOf } from '../funnel/facts/estimate.ts'
import { finishedMedian } from '../funnel/facts/lengths.ts'
import { daysIn } from '../funnel/facts/moment.ts'
import { emptyHeap, heap, heaped } from '../funnel/facts/select.ts'
import { sorted } from '../funnel/facts/sorted.ts'
import { quantileOf } from '../funnel/quantile.ts'
import { limitsFrom, type Stagnation, stagnation, type StagnationLimits } from '../funnel/stagnation.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import { stayLengths } from './conversions.ts'
import type { Deals } from './deals.ts'
import { type Picks, rowsOf, type Stretch } from './pick.ts'
import { openState, wonState } from './reach.ts'
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
}

export interface StageTime {
  stage: number
  found: Duration
  naiveMedianDays: number | null
  curve: CurveDot[]
  limits: StagnationLimits
  /** Days that each won deal spent in the stage, all stays together, shortest first. */
  winnersDays: Float64Array
  open: OpenDeal[]
}

/** Limits set by hand, per stage number from 1. */
type Manual = (stage: number) => { amberDays: number | null; redDays: number | null }

export interface TimeAsked {
  picks: Picks
  stretch: Stretch
  now: number
  manual: Manual
}

/** Days a chart shows; a curve of many deals has a point for each. */
const mostPoints = 80

/**
 * How long deals stay at each stage and what becomes of them (FUNNEL-SCIENCE 1.4), the limits learned from won deals (1.6), and the open
 * deals against both. Limits and winners' pace are learned from the deals of all time, curves from stays begun in the stretch.
 */
export function stageTimes(deals: Deals, { picks, stretch, now, manual }: TimeAsked): StageTime[] {
  const won = daysOfWon(deals, picks)
  const open = openDeals(deals, picks, now)
  return stayLengths(deals, { picks, stretch, now }).map((lengths, index): StageTime => {
    const found = durationOf(lengths, true)
    const limits = limitsFrom(won[index]!, manual(index + 1))
    return {
      stage: index + 1,
      found,
      naiveMedianDays: finishedMedian(lengths),
      curve: thinned(found),
      limits,
      winnersDays: won[index]!,
      open: open[index]!.map(({ deal, days }) => ({ deal, days, level: stagnation(days, limits) })),
    }
  })
}

/** The limits alone. */
export const limitsOf = (deals: Deals, picks: Picks, manual: Manual): StagnationLimits[] =>
  daysOfWon(deals, picks).map((days, index) => limitsFrom(days, manual(index + 1)))

/** That a deal which has stood for so many days in a stage goes on in the end; null where nobody knows. */
export const chanceAfter = (found: Duration, days: number): number | null => {
  const at = chanceToAdvance(found, days)
  return at === null ? null : Math.min(1, Math.max(0, at))
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

/** Days each won deal spent in each stage, shortest first; stays of unknown length add nothing. */
function daysOfWon({ stays, state, stageCount }: Deals, picks: Picks): Float64Array[] {
  const { first, count, stage, from, to } = stays
  const seconds = Array.from({ length: stageCount }, emptyHeap)
  const own = new Float64Array(stageCount)
  for (const deal of rowsOf(picks)) {
    if (state[deal] !== wonState) continue
    own.fill(0)
    const past = first[deal]! + count[deal]!
    for (let stay = first[deal]!; stay < past; stay++) {
      const length = to[stay]! - from[stay]!
      if (Number.isFinite(length)) own[stage[stay]! - 1]! += Math.max(0, length) / 1000
    }
    for (let index = 0; index < stageCount; index++) if (own[index]! > 0) heap(seconds[index]!, own[index]!)
  }
  return seconds.map((met) => {
    const inOrder = sorted(new Uint32Array(heaped(met)))
    const days = new Float64Array(inOrder.length)
    for (let index = 0; index < days.length; index++) days[index] = daysIn(inOrder[index]!)
    return days
  })
}

function openDeals({ stays, state, final, stageCount }: Deals, picks: Picks, now: number): { deal: number; days: number }[][] {
  const { first, count, stage, from, to } = stays
  const open = Array.from({ length: stageCount }, (): { deal: number; days: number }[] => [])
  for (const deal of rowsOf(picks)) {
    if (state[deal] !== openState) continue
    const past = first[deal]! + count[deal]!
    for (let stay = first[deal]!; stay < past; stay++) {
      if (to[stay] !== Infinity || stage[stay] !== final[deal] || from[stay] === -Infinity) continue
      open[stage[stay]! - 1]!.push({ deal, days: Math.max(0, now - from[stay]!) / millisecondsPerDay })
    }
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

export const pace = (days: Float64Array) => ({
  deals: days.length,
  p25Days: quantileOf(days, 0.25),
  medianDays: quantileOf(days, 0.5),
  p75Days: quantileOf(days, 0.75),
  p90Days: quantileOf(days, 0.9),
  meanDays: days.length === 0 ? null : days.reduce((sum, one) => sum + one, 0) / days.length,
  mostDays: days.length === 0 ? null : days.reduce((most, one) => Math.max(most, one), 0),
})
