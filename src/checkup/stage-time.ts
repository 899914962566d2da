import { chanceToAdvance, type Duration, survivalInterval } from '../funnel/duration.ts'
import { type Curve, daysInOrder, durationAndCurve, pointAt } from '../funnel/facts/estimate.ts'
import { daysIn, forever, secondOf, unknown } from '../funnel/facts/moment.ts'
import { addLengths, type EachLength, type Lengths, lengthsFor, noteLength } from '../funnel/facts/lengths.ts'
import { quantileOf } from '../funnel/quantile.ts'
import { limitsFrom, type Stagnation, stagnation, type StagnationLimits } from '../funnel/stagnation.ts'
import { stayLengths } from './conversions.ts'
import { type Deals, stageOfStay, stayWidth } from './deals.ts'
import { live } from './live.ts'
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

/** The open deals at a stage, by column. */
export interface OpenDeals {
  size: number
  deal: Uint32Array
  days: Float64Array
  /** Places in `levels`. */
  level: Uint8Array
}
export const levels: readonly Stagnation[] = ['fresh', 'amber', 'red', 'forced']

export interface StageTime {
  stage: number
  /** Without its curve, point by point: see `points`. */
  found: Omit<Duration, 'curve'>
  points: Curve
  naiveMedianDays: number | null
  curve: CurveDot[]
  limits: StagnationLimits
  /** Days that each won deal spent in the stage, all stays together, shortest first. */
  winnersDays: Float64Array
  open: OpenDeals
}

/** Limits set by hand, per stage number from 1. */
type Manual = (stage: number) => { amberDays: number | null; redDays: number | null }

export interface TimeAsked {
  picks: Picks
  stretch: Stretch
  now: number
  manual: Manual
  /** Which deals are picked, where what is counted of them may be followed: see live.ts. */
  filter?: unknown
  /** Lengths of the stays begun in the stretch, where they are counted already. */
  begun?: readonly Lengths[]
  /** From 0; without them they are learned from the picked deals. */
  limits?: readonly StagnationLimits[]
}

/** Days a chart shows; a curve of many deals has a point for each. */
const mostPoints = 80

/**
 * How long deals stay at each stage and what becomes of them (FUNNEL-SCIENCE 1.4), the limits learned from won deals (1.6), and the open
 * deals against both. Limits and winners' pace are learned from the deals of all time, curves from stays begun in the stretch.
 */
export function stageTimes(
  deals: Deals,
  { picks, stretch, now, manual, filter = null, begun, ...known }: TimeAsked,
): StageTime[] {
  const won = daysOfWon(deals, picks, filter)
  const limits = known.limits ?? won.map((days, index) => limitsFrom(days, manual(index + 1)))
  const open = openDeals(deals, picks, now, limits)
  return (begun ?? stayLengths(deals, { picks, stretch, now })).map((lengths, index): StageTime => {
    const { found, curve, finishedMedian } = durationAndCurve(lengths)
    return {
      stage: index + 1,
      found,
      points: curve,
      naiveMedianDays: finishedMedian,
      curve: thinned(curve),
      limits: limits[index]!,
      winnersDays: won[index]!,
      open: open[index]!,
    }
  })
}

/** The limits alone. */
export const limitsOf = (
  deals: Deals,
  { picks, manual, filter = null }: Pick<TimeAsked, 'picks' | 'manual' | 'filter'>,
): StagnationLimits[] => daysOfWon(deals, picks, filter).map((days, index) => limitsFrom(days, manual(index + 1)))

/** That a deal which has stood for so many days in a stage goes on in the end; null where nobody knows. */
export const chanceAfter = ({ found, points }: Pick<StageTime, 'found' | 'points'>, days: number): number | null => {
  const { advancedInTheEnd } = found
  const last = lastUpTo(points, days)
  const curve = last < 0 ? [] : [pointAt(points, last)]
  const at = chanceToAdvance({ curve, advancedInTheEnd }, days)
  return at === null ? null : Math.min(1, Math.max(0, at))
}

/** Place of the last point not after `days`, by halving, as the curve runs by days; −1 before the first. */
function lastUpTo({ size, days: of }: Curve, days: number): number {
  let [from, to] = [0, size]
  while (from < to) {
    const middle = (from + to) >> 1
    if (of[middle]! <= days) from = middle + 1
    else to = middle
  }
  return from - 1
}

function thinned(curve: Curve): CurveDot[] {
  const step = Math.max(1, Math.ceil(curve.size / mostPoints))
  return Array.from({ length: curve.size }, (_, index) => index)
    .filter((index) => index % step === 0 || index === curve.size - 1)
    .map((index) => pointAt(curve, index))
    .map((point) => ({
      days: point.days,
      stillThere: point.survival,
      ...survivalInterval(point),
      wentOn: Math.min(1, point.advanced),
      died: Math.min(1, point.lost),
    }))
}

/** Days each won deal spent in each stage, shortest first; stays of unknown length add nothing. */
const daysOfWon = (deals: Deals, picks: Picks, filter: unknown): Float64Array[] =>
  live<Lengths[]>(deals, picks, filter === null ? null : ['won', filter], {
    count: lengthsOfWon,
    add: (onto, more, sign) => {
      for (const [stage, own] of onto.entries()) addLengths(own, more[stage] as EachLength, sign)
    },
  }).map(daysInOrder)

function lengthsOfWon({ stays, state, stageCount }: Deals, picks: Picks): Lengths[] {
  const { first, count, numbers } = stays
  const rows = rowsOf(picks)
  const met = Array.from({ length: stageCount }, () => lengthsFor(rows.length))
  const own = new Float64Array(stageCount)
  for (const deal of rows) {
    if (state[deal] !== wonState) continue
    own.fill(0)
    const past = (first[deal]! + count[deal]!) * stayWidth
    for (let stay = first[deal]! * stayWidth; stay < past; stay += stayWidth) {
      const [from, to] = [numbers[stay]!, numbers[stay + 1]!]
      if (from !== unknown && to !== unknown && to !== forever)
        own[stageOfStay(numbers[stay + 2]!) - 1]! += Math.max(0, to - from)
    }
    for (let index = 0; index < stageCount; index++) if (own[index]! > 0) noteLength(met[index]!, own[index]!, 0)
  }
  return met
}

/** `limitsAt` tells the limits of each stage, from 0. */
function openDeals(
  { stays, state, final, stageCount }: Deals,
  picks: Picks,
  at: number,
  limitsAt: readonly StagnationLimits[],
): OpenDeals[] {
  const { first, count, numbers } = stays
  const now = secondOf(at)
  const open = Array.from({ length: stageCount }, emptyOpen)
  for (const deal of rowsOf(picks)) {
    if (state[deal] !== openState) continue
    // the last one, if any, is that which goes on
    const stay = (first[deal]! + count[deal]! - 1) * stayWidth
    if (count[deal] === 0 || numbers[stay + 1] !== forever || numbers[stay] === unknown) continue
    const stage = stageOfStay(numbers[stay + 2]!)
    if (stage === final[deal]) addOpen(open[stage - 1]!, deal, daysIn(Math.max(0, now - numbers[stay]!)))
  }
  for (const [stage, { size, days, level }] of open.entries()) {
    const limits = limitsAt[stage]!
    for (let one = 0; one < size; one++) level[one] = levels.indexOf(stagnation(days[one]!, limits))
  }
  return open
}

const emptyOpen = (): OpenDeals => ({
  size: 0,
  deal: new Uint32Array(256),
  days: new Float64Array(256),
  level: new Uint8Array(256),
})

function addOpen(open: OpenDeals, deal: number, days: number): void {
  if (open.size === open.deal.length) {
    const room = open.size * 2
    const held = { deal: new Uint32Array(room), days: new Float64Array(room), level: new Uint8Array(room) }
    held.deal.set(open.deal)
    held.days.set(open.days)
    Object.assign(open, held)
  }
  open.deal[open.size] = deal
  open.days[open.size++] = days
}

/** From these days on a new bar begins. */
export const ageBounds = [0, 7, 14, 30, 60, 90, 180] as const

/** Open deals by days in the stage; the last bar is open-ended. */
export function ages(
  { size, deal, days }: OpenDeals,
  amountOf: (deal: number) => number,
): (Sum & { fromDays: number; toDays: number | null })[] {
  const bars = ageBounds.map((fromDays, index) => ({ fromDays, toDays: ageBounds[index + 1] ?? null, count: 0, amountMinor: 0 }))
  for (let one = 0; one < size; one++) {
    let bar = bars.length - 1
    while (days[one]! < ageBounds[bar]!) bar--
    bars[bar]!.count++
    bars[bar]!.amountMinor += amountOf(deal[one]!)
  }
  return bars
}

export const pace = (days: Float64Array) => ({
  deals: days.length,
  p25Days: quantileOf(days, 0.25),
  medianDays: quantileOf(days, 0.5),
  p75Days: quantileOf(days, 0.75),
  p90Days: quantileOf(days, 0.9),
  meanDays: days.length === 0 ? null : days.reduce((sum, one) => sum + one, 0) / days.length,
  mostDays: days.length === 0 ? null : days.reduce((most, one) => Math.max(most, one), 0),
})
