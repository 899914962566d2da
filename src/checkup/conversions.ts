import type { Duration } from '../funnel/duration.ts'
import { causeNumber, durationOf, type Lengths, lengthsFor, noteLength } from '../funnel/facts/lengths.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals, Reached } from './deals.ts'
import { always, boundsOf, type Picks, rowsOf, type Stretch } from './pick.ts'
import { furthestOf } from './reach.ts'

// The ways to count a conversion (FUNNEL-SCIENCE 1.2), over columns. Each is the twin of the function of funnel/conversion.ts
// that works on journeys; one test holds them together.

/** Of `of` deals: advanced, failed, not decided yet. */
export interface Tally {
  of: number
  advanced: number
  lost: number
  notYet: number
}

/** A stage of these deals, from 1, with when each reached it. */
export interface At {
  deals: Deals
  picks: Picks
  reached: Reached
  stage: number
}

/** The moments that the ways to count a conversion ask for. */
export interface Moments {
  /** When they reached the stage. */
  stretch: Stretch
  /** Days a deal must have had, per stage. */
  horizons: readonly number[]
  /** For what happened, whenever they came: flow and exits. Its ends are the two days of the snapshot. */
  inside: { from: number; to: number }
  now: number
}

/** All ways to count the conversion of one gate. */
export interface Kinds {
  /** Of the deals that first reached the stage in the stretch: how they stand at `now`. */
  cohort: Tally
  /** Only deals that reached the stage at least a horizon before `now`, each judged by what it did within that horizon. */
  matured: Tally
  /** Of the deals that left the stage for good inside: how many upward. */
  exits: Tally
  /** Of the deals that stood in the stage at the beginning: what became of them by the end. */
  snapshot: Tally
  /** Entries to the next stage ÷ entries to this one inside; null without entries. Can exceed 1. */
  flow: { here: number; next: number; value: number | null }
}

const noTally = (): Tally => ({ of: 0, advanced: 0, lost: 0, notYet: 0 })

function judge(tally: Tally, next: number, failed: number, last: number): void {
  tally.of++
  if (next > -Infinity && next <= last) tally.advanced++
  else if (failed <= last) tally.lost++
  else tally.notYet++
}

/** All gates in one pass over the deals. */
export function conversions(
  deals: Deals,
  picks: Picks,
  { here: hereAt, next: nextAt, failedAt }: Reached,
  { stretch, horizons, inside, now }: Moments,
): Kinds[] {
  const { stageCount } = deals
  const { low, high } = boundsOf(stretch)
  const { from, to } = inside
  const waits = Float64Array.from(horizons, (days) => days * millisecondsPerDay)
  const found = Array.from({ length: stageCount }, () => ({
    cohort: noTally(),
    matured: noTally(),
    exits: noTally(),
    snapshot: noTally(),
    flow: { here: 0, next: 0, value: null as number | null },
  }))
  for (const deal of rowsOf(picks)) {
    const failed = failedAt[deal]!
    const furthest = furthestOf(deals, deal)
    for (let stage = 0, at = deal * stageCount; stage < furthest; stage++, at++) {
      const [here, next] = [hereAt[at]!, nextAt[at]!]
      const isNext = next >= from && next < to
      const own = found[stage]!
      // who was passed over may be in the next stage without ever having been in this one
      if (isNext) own.flow.next++
      if (Number.isNaN(here)) continue
      if (here >= from && here < to) own.flow.here++
      if (isNext) own.exits.advanced++
      else if (Number.isNaN(next) && failed >= from && failed < to) own.exits.lost++
      if (here >= low && here < high) {
        if (here <= now) judge(own.cohort, next, failed, now)
        if (here > -Infinity && here <= now - waits[stage]!) judge(own.matured, next, failed, here + waits[stage]!)
      }
      if (here > -Infinity && here <= from && !(next <= from) && !(failed <= from)) judge(own.snapshot, next, failed, to)
    }
  }
  for (const { flow, exits } of found) {
    exits.of = exits.advanced + exits.lost
    flow.value = flow.here === 0 ? null : flow.next / flow.here
  }
  return found
}

interface StaysAsked {
  picks: Picks
  stretch: Stretch
  now: number
  /** Where these are told too: at each stage the deals whose stays are all asked for, whenever they began. */
  members?: readonly Picks[]
}

/** Lengths of stay in each stage of the picked deals that began in the stretch, cut at `now`. */
export const stayLengths = (deals: Pick<Deals, 'stays' | 'stageCount'>, asked: StaysAsked): Lengths[] =>
  bothLengths(deals, asked).begun

/** The same, and the lengths of the members' stays, in one pass. */
export function bothLengths(
  { stays, stageCount }: Pick<Deals, 'stays' | 'stageCount'>,
  { picks, stretch, now, members }: StaysAsked,
): { begun: Lengths[]; ofMembers: Lengths[] } {
  const { first, count, stage: stageOf, from: fromOf, to: toOf, cause: causeOf } = stays
  const { low, high } = boundsOf(stretch)
  const rows = rowsOf(picks)
  const empty = () => Array.from({ length: stageCount }, () => lengthsFor(rows.length))
  const [begun, ofMembers] = [empty(), empty()]
  for (const deal of rows) {
    const past = first[deal]! + count[deal]!
    for (let stay = first[deal]!; stay < past; stay++) {
      const from = fromOf[stay]!
      const to = Math.min(toOf[stay]!, now)
      if (!(from > -Infinity) || Number.isNaN(to)) continue
      const stage = stageOf[stay]! - 1
      const seconds = Math.max(0, Math.floor((to - from) / 1000))
      const cause = causes[causeOf[stay]!]!
      if (from >= low && from < high) noteLength(begun[stage]!, seconds, cause)
      if (members?.[stage]![deal] === 1) noteLength(ofMembers[stage]!, seconds, cause)
    }
  }
  return { begun, ofMembers }
}

const causes = [causeNumber.censored, causeNumber.advanced, causeNumber.lost] as const

// One stage and one way at a time, as funnel/conversion.ts tells them.

const alone = ({ deals, picks, reached, stage }: At, moments: Partial<Moments>): Kinds =>
  conversions(deals, picks, reached, {
    stretch: always,
    horizons: Array.from({ length: deals.stageCount }, () => 0),
    inside: { from: 0, to: 0 },
    now: Infinity,
    ...moments,
  })[stage - 1]!
const insideOf = ({ from, to }: Stretch) => ({ from: from ?? -Number.MAX_VALUE, to: to ?? Infinity })

export const cohort = (at: At, stretch: Stretch, now: number): Tally => alone(at, { stretch, now }).cohort
export const matured = (at: At, stretch: Stretch, horizonDays: number, now: number): Tally =>
  alone(at, { stretch, now, horizons: Array.from({ length: at.deals.stageCount }, () => horizonDays) }).matured
export const flowRatio = (at: At, stretch: Stretch): Kinds['flow'] => alone(at, { inside: insideOf(stretch) }).flow
export const exits = (at: At, stretch: Stretch): Tally => alone(at, { inside: insideOf(stretch) }).exits
export const snapshot = (at: At, from: number, to: number): Tally => alone(at, { inside: { from, to } }).snapshot

/** Length of stay with censoring and two ways out (Aalen–Johansen). */
export const estimate = ({ deals, picks, stage }: Omit<At, 'reached'>, stretch: Stretch, now: number): Duration =>
  durationOf(stayLengths(deals, { picks, stretch, now })[stage - 1]!, true)
