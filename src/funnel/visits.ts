/** How deals are counted as having reached a stage; printed next to every number made with it. */
export type Counting = 'implied' | 'any' | 'strict'
export const countings: readonly Counting[] = ['implied', 'any', 'strict']

export type VisitExit = 'advanced' | 'skipped-over' | 'back' | 'lost' | 'terminated' | 'held' | 'won' | 'transferred'

/** One uninterrupted stay of a deal in a stage. Moving back, resuming and reopening begin a new visit. */
export interface Visit {
  opportunityId: string
  /** 1 is the first stage of the pipeline. */
  stageOrder: number
  /** Milliseconds since 1970; null = unknown, the deal was already there when it was imported (left truncation). */
  enteredAt: number | null
  /** Null while the deal is still in the stage, or when the time of leaving is unknown. */
  leftAt: number | null
  /** Null only while the deal is still in the stage. */
  exit: VisitExit | null
}

export type State = 'open' | 'won' | 'lost' | 'terminated' | 'onHold' | 'transferred'

/** What a deal lived through in one pipeline, in the order in which it happened. */
export interface Journey {
  opportunityId: string
  /** When the deal entered the pipeline, milliseconds; null = unknown. */
  enteredAt: number | null
  visits: readonly Visit[]
  state: State
  /** Since when the deal is won, lost, terminated, on hold or transferred; null when open or unknown. */
  stateSince: number | null
  /** Minor units of the reporting currency; null when nobody entered an amount. */
  amountMinor: number | null
  /** Losses taken back within 90 days. */
  reopened: number
}

/** Highest stage the deal was ever in; `stageCount + 1` when it was won. 0 for a deal that never entered a stage. */
export const highestStage = (journey: Journey, stageCount: number): number =>
  journey.state === 'won' ? stageCount + 1 : Math.max(0, ...journey.visits.map(({ stageOrder }) => stageOrder))

/** The stage a deal is in, or was in when it ended. 0 for a deal that never entered a stage. */
export const finalStage = (journey: Journey): number => journey.visits.at(-1)?.stageOrder ?? 0

export const entered = (journey: Journey, stage: number): boolean => journey.visits.some(({ stageOrder }) => stageOrder === stage)

/**
 * Did the deal reach the stage? (FUNNEL-SCIENCE 1.1)
 * implied: it was ever in this stage or a later one; any: it was really in this stage; strict: it was in every stage up to this one.
 */
export function reached(journey: Journey, stage: number, counting: Counting, stageCount: number): boolean {
  if (counting === 'implied') return highestStage(journey, stageCount) >= stage
  if (counting === 'any') return entered(journey, stage)
  for (let order = 1; order <= stage; order++) if (!entered(journey, order)) return false
  return true
}

/**
 * Of a deal that reached the stage: did it get further? The numerator of conversion.
 * implied and any: it was in a later stage or won; strict: it really entered the very next stage (the last one: it was won).
 */
export function passed(journey: Journey, stage: number, counting: Counting, stageCount: number): boolean {
  if (!reached(journey, stage, counting, stageCount)) return false
  if (counting !== 'strict') return highestStage(journey, stageCount) > stage
  return stage === stageCount ? journey.state === 'won' : entered(journey, stage + 1)
}

/**
 * Passed over: counted as reached by implication although the deal never was in the stage.
 * Stages before the first visit of a deal that was imported midway are unknown, not skipped.
 */
export function skipped(journey: Journey, stage: number, stageCount: number): boolean {
  if (entered(journey, stage) || highestStage(journey, stageCount) < stage) return false
  const first = journey.visits[0]
  return !first || first.enteredAt !== null || stage > first.stageOrder
}

/** Moves to an earlier stage, counted over the deal's life in the pipeline. */
export const backMoves = (journey: Journey): number => journey.visits.filter(({ exit }) => exit === 'back').length

/** Total days in a stage over all visits; the visit still going on is counted to `now`. Visits of unknown entry add nothing. */
export const daysInStage = (journey: Journey, stage: number, now: number): number =>
  journey.visits
    .filter(({ stageOrder, enteredAt }) => stageOrder === stage && enteredAt !== null)
    .reduce((sum, { enteredAt, leftAt }) => sum + ((leftAt ?? now) - enteredAt!) / millisecondsPerDay, 0)

export const millisecondsPerDay = 86_400_000

/** When the deal first was in this stage or beyond (a win counts as beyond); null when never, or when nobody knows. */
export function firstReachedAt(journey: Journey, stage: number, stageCount: number): number | null {
  if (highestStage(journey, stageCount) < stage) return null
  const first = journey.visits.find(({ stageOrder }) => stageOrder >= stage)
  return first ? first.enteredAt : journey.stateSince
}

/** When the deal was lost or terminated; null when it was not, or when nobody knows. */
export const failedAt = (journey: Journey): number | null =>
  journey.state === 'lost' || journey.state === 'terminated' ? journey.stateSince : null
