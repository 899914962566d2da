/** A closed period of a judge, minor units: what was committed and what came in. */
export interface JudgedPeriod {
  committedMinor: number
  actualMinor: number
}

/** More periods than these say how somebody judged once, not how they judge now. */
export const mostPeriods = 8
/** Commits of less than this share of what came say nothing about how somebody judges. */
const leastCommitted = 0.1
/** Weight of "what was committed comes in", in periods of mean size. */
const doubt = 2

export interface Bias {
  /** Money that came in for each that was committed; below 1: committed too much. */
  ratio: number
  periods: number
}

/**
 * How far a judge's commits came in: (Σ actual + 2·C̄) / (Σ commit + 2·C̄) over the last ≤ 8 periods, C̄ the mean commit, so that
 * one period says little (FUNNEL-SCIENCE §3.1 B). `periods` oldest first. Null without a period in which anything was committed, and
 * where it was less than a tenth of what came: too little to judge by.
 * Shown ("past commits came in at 88 %"), never applied by itself.
 */
export function biasOf(periods: readonly JudgedPeriod[]): Bias | null {
  const last = periods.slice(-mostPeriods)
  const committed = last.reduce((sum, { committedMinor }) => sum + committedMinor, 0)
  if (last.length === 0 || committed <= 0) return null
  const actual = last.reduce((sum, { actualMinor }) => sum + actualMinor, 0)
  if (committed < leastCommitted * actual) return null
  const prior = (doubt * committed) / last.length
  return { ratio: (actual + prior) / (committed + prior), periods: last.length }
}

/** A figure said on a day of a period. */
interface Said {
  day: string
  committedMinor: number
}

/**
 * The figure a judge stood by when the same share of the period had gone by as now (0–1): the last one said until then, else the
 * first one said at all. `from` first day, `to` the day after the last; `said` oldest first. Null where nothing was said.
 */
export function saidAt<S extends Said>(said: readonly S[], period: { from: string; to: string }, share: number): S | null {
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)]
  const until = from + share * (to - from)
  return said.filter(({ day }) => Date.parse(day) <= until).at(-1) ?? said[0] ?? null
}
