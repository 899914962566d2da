import { failedAt, firstReachedAt, type Journey, millisecondsPerDay } from './visits.ts'

/** Of `of` deals: how many advanced, how many failed, how many are not decided yet. `share` is advanced/of, null when there are none. */
export interface Conversion {
  of: number
  advanced: number
  lost: number
  notYet: number
  share: number | null
}

/** A stage and the number of stages of its pipeline. */
export interface Step {
  stage: number
  stageCount: number
}

/** A stretch of time [from, to) in milliseconds. */
export interface Span {
  from: number
  to: number
}

const within = (at: number | null, { from, to }: Span): boolean => at !== null && at >= from && at < to
const since = (at: number | null, moment: number): boolean => at !== null && at <= moment

/**
 * Cohort: of the deals that first reached the stage in the span, the share that reached the next one (won, for the last stage).
 * Lies about recent cohorts, which had no time yet: look at `notYet`.
 */
export function cohortConversion(journeys: readonly Journey[], step: Step, span: Span): Conversion {
  return sort(
    journeys.filter((journey) => within(firstReachedAt(journey, step.stage), span)),
    step,
    () => Infinity,
  )
}

/**
 * Matured cohort: only deals that reached the stage at least `horizonDays` before `asOf`, each judged by what it did within that horizon.
 * The cure for falling recent cohorts: every deal had the same time.
 */
export function maturedConversion(journeys: readonly Journey[], step: Step, horizonDays: number, asOf: number): Conversion {
  const horizon = horizonDays * millisecondsPerDay
  const mature = journeys.filter((journey) => since(firstReachedAt(journey, step.stage), asOf - horizon))
  return sort(mature, step, (reachedAt) => reachedAt + horizon)
}

/**
 * Period, flow: entries to the next stage ÷ entries to this stage in the span. Can exceed 1, and lies whenever volume changes
 * or the cycle is longer than the period: show it only with a warning. Null without entries.
 */
export function flowRatio(journeys: readonly Journey[], step: Step, span: Span): number | null {
  const here = journeys.filter((journey) => within(firstReachedAt(journey, step.stage), span)).length
  const next = journeys.filter((journey) => within(nextReachedAt(journey, step), span)).length
  return here === 0 ? null : next / here
}

/** Period, exit: of the deals that left the stage for good in the span, the share that left it upward. Deals that never leave are not seen. */
export function exitConversion(journeys: readonly Journey[], step: Step, span: Span): Conversion {
  const here = journeys.filter((journey) => firstReachedAt(journey, step.stage) !== null)
  const advanced = here.filter((journey) => within(nextReachedAt(journey, step), span)).length
  const lost = here.filter((journey) => nextReachedAt(journey, step) === null && within(failedAt(journey), span)).length
  return of(advanced, lost, 0)
}

/** Snapshot: of the deals open in the stage at `at`, what became of them by `until`. Long-lived deals are over-represented. */
export function snapshotConversion(journeys: readonly Journey[], step: Step, at: number, until: number): Conversion {
  const open = journeys.filter(
    (journey) =>
      since(firstReachedAt(journey, step.stage), at) && !since(nextReachedAt(journey, step), at) && !since(failedAt(journey), at),
  )
  return sort(open, step, () => until)
}

const nextReachedAt = (journey: Journey, { stage, stageCount }: Step): number | null =>
  stage === stageCount ? (journey.state === 'won' ? journey.stateSince : null) : firstReachedAt(journey, stage + 1)

function sort(journeys: readonly Journey[], step: Step, deadline: (reachedAt: number) => number): Conversion {
  let advanced = 0
  let lost = 0
  for (const journey of journeys) {
    const last = deadline(firstReachedAt(journey, step.stage) ?? 0)
    if (since(nextReachedAt(journey, step), last)) advanced++
    else if (since(failedAt(journey), last)) lost++
  }
  return of(advanced, lost, journeys.length - advanced - lost)
}

const of = (advanced: number, lost: number, notYet: number): Conversion => {
  const all = advanced + lost + notYet
  return { of: all, advanced, lost, notYet, share: all === 0 ? null : advanced / all }
}
