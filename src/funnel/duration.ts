import { type Journey, millisecondsPerDay, type VisitExit } from './visits.ts'

/** How a stay ended: not yet (or paused, or moved elsewhere), upward, or in loss. */
export type Cause = 'censored' | 'advanced' | 'lost'

/** `count` stays of the same length and end. `from` is the age, in days, at which the stay came under observation (0 unless it was met midway). */
export interface Stay {
  days: number
  cause: Cause
  from: number
  count: number
}

/** The curve at one length of stay at which something happened. Shares 0-1. */
export interface CurvePoint {
  days: number
  atRisk: number
  /** Still in the stage. */
  survival: number
  /** Greenwood's sum so far; see survivalInterval. */
  variance: number
  advanced: number
  lost: number
}

export interface Duration {
  curve: CurvePoint[]
  /** Days after which half (nine tenths) have left the stage; null when that was never reached: then it is more than `largestDays`. */
  medianDays: number | null
  p90Days: number | null
  largestDays: number | null
  /** Share that will have advanced in the end, if the future is like the past (Aalen–Johansen); null without a single finished stay. */
  advancedInTheEnd: number | null
  stays: number
  finished: number
}

const z95 = 1.959964
const tolerance = 1e-12

/**
 * Length of stay with stays that are still going on and with two ways of leaving (FUNNEL-SCIENCE 1.4).
 * Survival by Kaplan–Meier, shares advanced and lost by Aalen–Johansen; at equal days ends come before censorings.
 * A stay counts as at risk only from the age at which it was first observed.
 */
export function duration(stays: readonly Stay[]): Duration {
  const ends = stays.filter(({ count, from, days }) => count > 0 && (from === 0 || from < days)).sort((a, b) => a.days - b.days)
  const entries = ends.filter(({ from }) => from > 0).sort((a, b) => a.from - b.from)
  let atRisk = ends.reduce((sum, { from, count }) => (from > 0 ? sum : sum + count), 0)
  let nextEntry = 0
  let survival = 1
  let advanced = 0
  let lost = 0
  let variance = 0
  const curve: CurvePoint[] = []
  for (let index = 0; index < ends.length;) {
    const { days } = ends[index]!
    for (let entry = entries[nextEntry]; entry && entry.from < days; entry = entries[++nextEntry]) atRisk += entry.count
    const gone = { censored: 0, advanced: 0, lost: 0 }
    let leaving = 0
    for (let end = ends[index]; end && end.days === days; end = ends[++index]) {
      gone[end.cause] += end.count
      leaving += end.count
    }
    const events = gone.advanced + gone.lost
    if (events > 0 && atRisk > 0) {
      advanced += (survival * gone.advanced) / atRisk
      lost += (survival * gone.lost) / atRisk
      survival = events >= atRisk ? 0 : survival * (1 - events / atRisk)
      variance += events >= atRisk ? 0 : events / (atRisk * (atRisk - events))
      curve.push({ days, atRisk, survival, variance, advanced, lost })
    }
    atRisk -= leaving
  }
  const finished = ends.reduce((sum, { cause, count }) => (cause === 'censored' ? sum : sum + count), 0)
  return {
    curve,
    medianDays: firstAtOrBelow(curve, 0.5),
    p90Days: firstAtOrBelow(curve, 0.1),
    largestDays: ends.at(-1)?.days ?? null,
    advancedInTheEnd: curve.length === 0 ? null : advanced,
    stays: ends.reduce((sum, { count }) => sum + count, 0),
    finished,
  }
}

const firstAtOrBelow = (curve: readonly CurvePoint[], share: number): number | null =>
  curve.find(({ survival }) => survival <= share + tolerance)?.days ?? null

/** 95 % interval of `survival` at a point of the curve, log(−log) Greenwood; nulls where it is not defined (everybody left, or nobody yet). */
export function survivalInterval({ survival, variance }: CurvePoint): { low: number | null; high: number | null } {
  if (survival <= 0 || survival >= 1) return { low: null, high: null }
  const spread = (z95 * Math.sqrt(variance)) / Math.abs(Math.log(survival))
  return { low: survival ** Math.exp(spread), high: survival ** Math.exp(-spread) }
}

/** Place of the last point not after `days`, by halving, as the curve runs by days; −1 before the first. */
function lastUpTo(curve: readonly CurvePoint[], days: number): number {
  let [from, to] = [0, curve.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (curve[middle]!.days <= days) from = middle + 1
    else to = middle
  }
  return from - 1
}

/** Chance that a deal which is still in the stage at this age will advance; null once nobody was ever seen there that long. */
export function chanceToAdvance(
  { curve, advancedInTheEnd }: Pick<Duration, 'curve' | 'advancedInTheEnd'>,
  ageDays: number,
): number | null {
  if (advancedInTheEnd === null) return null
  const point = curve[lastUpTo(curve, ageDays)]
  const survival = point?.survival ?? 1
  return survival <= 0 ? null : (advancedInTheEnd - (point?.advanced ?? 0)) / survival
}

export const causeOf = (exit: VisitExit | null): Cause =>
  exit === 'advanced' || exit === 'won' ? 'advanced' : exit === 'lost' || exit === 'terminated' ? 'lost' : 'censored'

/**
 * The stays of deals in a stage; those going on are cut at `now`. A pause stops the clock: the visits before and after a hold are one
 * stay, without the time on hold. Stays of unknown entry or unknown end have no length and are left out.
 */
export const staysIn = (journeys: readonly Journey[], stage: number, now: number): Stay[] =>
  journeys.flatMap(({ visits }) =>
    visits.flatMap(({ stageOrder, enteredAt, leftAt, exit }, index) => {
      const goesOn = exit === 'held' && index + 1 < visits.length
      const end = leftAt ?? (exit === null ? now : null)
      if (stageOrder !== stage || goesOn || enteredAt === null || end === null) return []
      return [{ days: Math.max(0, end - enteredAt) / millisecondsPerDay, cause: causeOf(exit), from: 0, count: 1 }]
    }),
  )
