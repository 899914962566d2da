import { duration, type Duration, type Stay } from '../funnel/duration.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals } from './deals.ts'
import { type Picks, type Stretch, within } from './pick.ts'
import { died, type Reached, wonState } from './reach.ts'

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

const place = ({ deals, stage }: At, deal: number): number => deal * deals.stageCount + stage - 1

/** Sorts the members of a gate by what had happened to each until its deadline. */
function sorted(
  at: At,
  isMember: (here: number, next: number, failed: number) => boolean,
  deadline: (here: number) => number,
): Tally {
  const { deals, picks, reached } = at
  const tally = { of: 0, advanced: 0, lost: 0, notYet: 0 }
  for (let deal = 0; deal < deals.size; deal++) {
    if (picks[deal] === 0) continue
    const index = place(at, deal)
    const here = reached.here[index]!
    const failed = reached.failedAt[deal]!
    const next = reached.next[index]!
    if (Number.isNaN(here) || !isMember(here, next, failed)) continue
    tally.of++
    const last = deadline(here)
    if (next > -Infinity && next <= last) tally.advanced++
    else if (failed <= last) tally.lost++
    else tally.notYet++
  }
  return tally
}

/** Of the deals that first reached the stage in the stretch: how they stand at `now`. */
export const cohort = (at: At, stretch: Stretch, now: number): Tally =>
  sorted(
    at,
    (here) => within(here, stretch) && here <= now,
    () => now,
  )

/** Only deals that reached the stage at least a horizon before `now`, each judged by what it did within that horizon. */
export function matured(at: At, stretch: Stretch, horizonDays: number, now: number): Tally {
  const horizon = horizonDays * millisecondsPerDay
  return sorted(
    at,
    (here) => here > -Infinity && within(here, stretch) && here <= now - horizon,
    (here) => here + horizon,
  )
}

/** Entries to the next stage ÷ entries to this one in the stretch; null without entries. Can exceed 1. */
export function flowRatio(at: At, stretch: Stretch): { here: number; next: number; value: number | null } {
  const { deals, picks, reached } = at
  let [here, next] = [0, 0]
  for (let deal = 0; deal < deals.size; deal++) {
    if (picks[deal] === 0) continue
    const index = place(at, deal)
    if (within(reached.here[index]!, stretch)) here++
    if (within(reached.next[index]!, stretch)) next++
  }
  return { here, next, value: here === 0 ? null : next / here }
}

/** Of the deals that left the stage for good in the stretch: how many upward. */
export function exits(at: At, stretch: Stretch): Tally {
  const { deals, picks, reached } = at
  let [advanced, lost] = [0, 0]
  for (let deal = 0; deal < deals.size; deal++) {
    if (picks[deal] === 0) continue
    const index = place(at, deal)
    if (Number.isNaN(reached.here[index])) continue
    if (within(reached.next[index]!, stretch)) advanced++
    else if (Number.isNaN(reached.next[index]) && within(reached.failedAt[deal]!, stretch)) lost++
  }
  return { of: advanced + lost, advanced, lost, notYet: 0 }
}

/** Of the deals that stood in the stage at `from`: what became of them by `until`. */
export const snapshot = (at: At, from: number, until: number): Tally =>
  sorted(
    at,
    (here, next, failed) => here > -Infinity && here <= from && !(next <= from) && !(failed <= from),
    () => until,
  )

/** Every stay in a stage of the picked deals that began in the stretch, cut at `now`; as `duration` wants them. */
export function staysOf({ deals, picks, stage }: Omit<At, 'reached'>, stretch: Stretch, now: number): Stay[] {
  const { stays } = deals
  const found: Stay[] = []
  for (let index = 0; index < stays.deal.length; index++) {
    const from = stays.from[index]!
    if (stays.stage[index] !== stage || picks[stays.deal[index]!] === 0 || from === -Infinity || !within(from, stretch)) continue
    const to = Math.min(stays.to[index]!, now)
    if (Number.isNaN(to)) continue
    const cause = (['censored', 'advanced', 'lost'] as const)[stays.cause[index]!]!
    found.push({ days: Math.max(0, to - from) / millisecondsPerDay, cause, from: 0, count: 1 })
  }
  return found
}

/** Length of stay with censoring and two ways out (Aalen–Johansen). */
export const estimate = (at: Omit<At, 'reached'>, stretch: Stretch, now: number): Duration => duration(staysOf(at, stretch, now))

/**
 * Time from reaching the stage to getting further, in days, of every picked deal that reached it: the way the horizon is learned.
 * Going back and coming again is one attempt.
 */
export function attempts(at: At, now: number): Stay[] {
  const { deals, picks, reached } = at
  const found: Stay[] = []
  for (let deal = 0; deal < deals.size; deal++) {
    const index = place(at, deal)
    const here = reached.here[index]!
    if (picks[deal] === 0 || !(here > -Infinity)) continue
    const next = reached.next[index]!
    const isWon = deals.state[deal] === wonState
    const end = !Number.isNaN(next) ? next : died(deals.state[deal]!) || isWon ? reached.failedAt[deal]! : now
    if (!(end > -Infinity)) continue
    const cause = !Number.isNaN(next) ? 'advanced' : died(deals.state[deal]!) ? 'lost' : 'censored'
    found.push({ days: Math.max(0, end - here) / millisecondsPerDay, cause, from: 0, count: 1 })
  }
  return found
}
