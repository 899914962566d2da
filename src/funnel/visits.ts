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

/** Moves to an earlier stage, counted over the deal's life in the pipeline. */
export const backMoves = (journey: Journey): number => journey.visits.filter(({ exit }) => exit === 'back').length

/** Total days in a stage over all visits; the visit still going on is counted to `now`. Visits of unknown entry add nothing. */
export const daysInStage = (journey: Journey, stage: number, now: number): number =>
  journey.visits
    .filter(({ stageOrder, enteredAt }) => stageOrder === stage && enteredAt !== null)
    .reduce((sum, { enteredAt, leftAt }) => sum + ((leftAt ?? now) - enteredAt!) / millisecondsPerDay, 0)

export const millisecondsPerDay = 86_400_000

/** When the deal first was in this stage or beyond (a win counts as beyond); null when never, or when nobody knows. */
export function firstReachedAt({ visits, state, stateSince }: Journey, stage: number): number | null {
  const first = visits.find(({ stageOrder }) => stageOrder >= stage)
  return first ? first.enteredAt : state === 'won' ? stateSince : null
}

/** When the deal was lost or terminated; null when it was not, or when nobody knows. */
export const failedAt = (journey: Journey): number | null =>
  journey.state === 'lost' || journey.state === 'terminated' ? journey.stateSince : null
