import type { History, VisitExit } from '../opportunities/stage-history.ts'

export type { VisitExit }

/** One uninterrupted stay of a deal in a stage. Moving back, resuming and reopening begin a new visit. */
export interface Visit {
  opportunityId: string
  /** 1 is the first stage of the pipeline. */
  stageOrder: number
  /** When the clock of this stay started, milliseconds since 1970: time on hold is taken out. Null = unknown: the deal was there before we knew it. */
  enteredAt: number | null
  /** When this visit began: later than enteredAt after a hold. Null = unknown. */
  from: number | null
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

/** The journey of an opportunity from its folded history. */
export const journeyOf = (opportunityId: string, { standing, visits }: History, amountMinor: number | null): Journey => ({
  opportunityId,
  enteredAt: standing.enteredAt,
  visits: visits.map(({ position, enteredAt, from, leftAt, exit }, index) => ({
    opportunityId,
    stageOrder: position,
    enteredAt,
    from,
    leftAt: leftAt ?? (exit === null ? null : (visits[index + 1]?.from ?? null)),
    exit,
  })),
  state: stateOf(standing.status),
  stateSince: standing.closedAt,
  amountMinor,
  reopened: standing.reopened,
})

export const stateOf = (status: string): State => (status === 'on-hold' ? 'onHold' : (status as State))

/** Moves to an earlier stage, counted over the deal's life in the pipeline. */
export const backMoves = (journey: Journey): number => journey.visits.filter(({ exit }) => exit === 'back').length

/** Total days in a stage over all visits; the visit still going on is counted to `now`. Time on hold and visits of unknown entry add nothing. */
export const daysInStage = (journey: Journey, stage: number, now: number): number =>
  journey.visits
    .filter(({ stageOrder, from }) => stageOrder === stage && from !== null)
    .reduce((sum, { from, leftAt }) => sum + ((leftAt ?? now) - from!) / millisecondsPerDay, 0)

export const millisecondsPerDay = 86_400_000

/** When the deal first was in this stage or beyond (a win counts as beyond); null when never, or when nobody knows. */
export function firstReachedAt({ visits, state, stateSince }: Journey, stage: number): number | null {
  const first = visits.find(({ stageOrder }) => stageOrder >= stage)
  return first ? first.from : state === 'won' ? stateSince : null
}

/** When the deal was lost or terminated; null when it was not, or when nobody knows. */
export const failedAt = (journey: Journey): number | null =>
  journey.state === 'lost' || journey.state === 'terminated' ? journey.stateSince : null
