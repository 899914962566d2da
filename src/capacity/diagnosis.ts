import { judge, type Judgement } from '../funnel/benchmark.ts'
import type { Tally } from '../funnel/significance.ts'
import { capacity, dayMinutes, type CapacityFigures, type CapacityInputs } from './model.ts'

export const lines = ['short-handed', 'chores', 'too-few-prospects', 'too-little-follow-up', 'skill', 'effort'] as const
export type Line = (typeof lines)[number]

/** A line of the diagnosis that is true, and what it costs in minor units a working day (not rounded). */
export interface Finding {
  line: Line
  perDay: number
  /** What is measured, and the limit it breaks. */
  value: number
  limit: number
}

/** Prospects that bought of those that had the time to, and the share one would expect; null where there is nothing to compare with. */
export interface Conversion {
  tally: Tally
  benchmark: number | null
}

export const limits = { utilisation: 0.85, admin: 0.3, coverage: 0.9, idle: 0.6 } as const

/**
 * What keeps a team from its target (FUNNEL-SCIENCE §6): every true line, the dearest first.
 * Money a day where the source says none: 人手不足 the part of the target that nobody has the minutes for, 1 − 1/load;
 * 事务太多 the minutes beyond 30 % that lack for prospects, at what a minute on prospects brings; 能力问题 the missing conversion
 * of those who arrive; 投入不足 the part of the target's minutes that nobody works.
 */
export function diagnose(given: CapacityInputs, conversion: Conversion | null = null): Finding[] {
  const figures = capacity(given)
  if (!figures) return []
  const found: Finding[] = []
  const add = (line: Line, value: number, limit: number, perDay: number): void =>
    void found.push({ line, value, limit, perDay: Math.max(0, perDay) })
  const { load, utilisation, adminShare, followUpCoverage, prospects } = figures
  if (load !== null && load > 1 && utilisation !== null && utilisation >= limits.utilisation)
    add('short-handed', load, 1, figures.targetPerDay * (1 - 1 / load))
  if (adminShare > limits.admin) add('chores', adminShare, limits.admin, lostToChores(given, figures))
  if (isFewer(given.arrivals, prospects))
    add('too-few-prospects', given.arrivals, prospects, (prospects - given.arrivals) * given.conversion * given.dealMinor)
  if (followUpCoverage !== null && followUpCoverage < limits.coverage)
    add('too-little-follow-up', followUpCoverage, limits.coverage, lostToSilence(given))
  if (found.length === 0 && conversion?.benchmark != null && judgement(conversion) === 'significantly-low') {
    const rate = conversion.tally.successes / conversion.tally.n
    add('skill', rate, conversion.benchmark, given.arrivals * (conversion.benchmark - rate) * given.dealMinor)
  }
  if (utilisation !== null && utilisation < limits.idle && !isFewer(given.arrivals, prospects))
    add('effort', utilisation, limits.idle, lostToIdleness(given, figures))
  return found.sort((a, b) => b.perDay - a.perDay)
}

/** What may be said of the conversion beside what one would expect. */
export const judgement = ({ tally, benchmark }: Conversion): Judgement =>
  benchmark === null ? 'too-few' : judge(tally, benchmark)

/** As many as needed, to the precision of a division, are not too few. */
const isFewer = (have: number, need: number): boolean => have < need * (1 - 1e-9)

const lostToSilence = (given: CapacityInputs): number =>
  given.touches > 0 ? ((given.followUpsDue - given.followUpsDone) * given.conversion * given.dealMinor) / given.touches : 0

function lostToChores(given: CapacityInputs, { minutes, netMinutes, targetPerDay }: CapacityFigures): number {
  const freed = (given.adminMinutes - limits.admin * dayMinutes) * given.reps
  const lacking = Math.max(0, minutes - given.reps * Math.max(0, netMinutes))
  return minutes > 0 ? (Math.min(freed, lacking) / minutes) * targetPerDay : 0
}

function lostToIdleness(given: CapacityInputs, { minutes, targetPerDay }: CapacityFigures): number {
  const worked = given.arrivals * given.minutesNew + given.followUpsDone * given.minutesFollowUp
  return minutes > 0 ? (Math.max(0, minutes - worked) / minutes) * targetPerDay : 0
}
