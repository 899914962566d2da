import type { Journey, State } from './visits.ts'

/** How deals are counted as having reached a stage; printed next to every number made with it. */
export const countings = ['implied', 'any', 'strict'] as const
export type Counting = (typeof countings)[number]

/** Where a deal that reached a stage stands with respect to that stage. Exactly one holds. */
export const buckets = ['advanced', 'lost', 'terminated', 'onHold', 'movedBack', 'transferred', 'open'] as const
export type Bucket = (typeof buckets)[number]

/** What a funnel needs to know of a deal: no more than this is read from the database. Stages are numbered from 1. */
export interface Standing {
  state: State
  /** Furthest stage ever entered; 0 for a deal that never entered one. */
  highest: number
  /** The stage it is in, or was in when it ended. */
  final: number
  /** Stages really entered: bit 0 is the first stage. At most 30 stages. */
  entered: number
  /** False for a deal imported midway: then the stages before its first visit are unknown, not skipped. */
  entryKnown: boolean
}

export const bit = (stage: number): number => 1 << (stage - 1)
/** Bits of all stages up to this one. */
export const bitsTo = (stage: number): number => (1 << stage) - 1

export function standingOf({ state, visits, enteredAt }: Journey): Standing {
  return {
    state,
    highest: Math.max(0, ...visits.map(({ stageOrder }) => stageOrder)),
    final: visits.at(-1)?.stageOrder ?? 0,
    entered: visits.reduce((bits, { stageOrder }) => bits | bit(stageOrder), 0),
    entryKnown: enteredAt !== null,
  }
}

/**
 * Did the deal reach the stage? (FUNNEL-SCIENCE 1.1)
 * implied: it was ever in this stage or a later one, or is won; any: it was really in this stage; strict: it was in every stage up to this one.
 * The SQL twin is `reachedInSql` in queries/conditions.ts; one test holds them together.
 */
export function reached({ state, highest, entered }: Standing, stage: number, counting: Counting): boolean {
  if (counting === 'implied') return state === 'won' || highest >= stage
  if (counting === 'any') return (entered & bit(stage)) !== 0
  return (entered & bitsTo(stage)) === bitsTo(stage)
}

/**
 * Of a deal that reached the stage: did it get further? The numerator of conversion.
 * implied and any: it was in a later stage or won; strict: it really entered the very next stage (the last one: it was won).
 */
export function passed(standing: Standing, stage: number, counting: Counting, stageCount: number): boolean {
  if (!reached(standing, stage, counting)) return false
  if (counting !== 'strict') return standing.state === 'won' || standing.highest > stage
  return stage === stageCount ? standing.state === 'won' : reached(standing, stage + 1, 'strict')
}

/** Passed over: reached by implication only, and not because an import did not tell. */
export function skipped(standing: Standing, stage: number): boolean {
  if (!reached(standing, stage, 'implied') || (standing.entered & bit(stage)) !== 0) return false
  const seenBefore = (standing.entered & bitsTo(stage)) !== 0
  return standing.entryKnown || seenBefore
}

/**
 * The bucket of a deal at a stage it reached. With m the highest stage and j the final one:
 * at j its state, at m > j moved back, at every other stage advanced; a won deal advanced everywhere.
 * So `entered` is the sum of the buckets, a loss stands at the stage where it happened, and `open` is what the board shows.
 */
export function bucketAt({ state, highest, final }: Standing, stage: number): Bucket {
  if (state === 'won') return 'advanced'
  if (stage === final) return state
  return stage === highest ? 'movedBack' : 'advanced'
}
