import { type Counting, finalStage, highestStage, type Journey, passed, reached, skipped } from './visits.ts'

/** Where a deal that reached a stage stands with respect to that stage. Exactly one holds. */
export const buckets = ['advanced', 'lost', 'terminated', 'onHold', 'movedBack', 'transferred', 'open'] as const
export type Bucket = (typeof buckets)[number]

export type StageCounts = { entered: number; passed: number; skipped: number } & Record<Bucket, number>

export interface StageTally extends StageCounts {
  /** 1 is the first stage. */
  stageOrder: number
  /** Money of the deals in `entered` and in each bucket, minor units; deals without an amount add nothing. */
  enteredAmountMinor: number
  lostAmountMinor: number
  /** Deals in `entered` that carry no amount. */
  withoutAmount: number
  /** Of the deals that reached the stage: how many are won, and how many have ended in any way (won, lost, terminated). */
  won: number
  resolved: number
}

/** Deals that entered the pipeline in [from, to), milliseconds; null = unbounded. Unknown entry counts only when unbounded on both sides. */
export const inCohort = (journey: Journey, from: number | null, to: number | null): boolean =>
  journey.enteredAt === null
    ? from === null && to === null
    : (from === null || journey.enteredAt >= from) && (to === null || journey.enteredAt < to)

/**
 * The bucket of a deal at a stage it reached. With m the highest stage and j the final one:
 * at j its state, at m > j moved back, at every other stage advanced; a won deal advanced everywhere.
 * So `entered` is the sum of the buckets, a loss stands at the stage where it happened, and `open` is what the board shows.
 */
export function bucketAt(journey: Journey, stage: number, stageCount: number): Bucket {
  if (journey.state === 'won') return 'advanced'
  if (stage === finalStage(journey)) return journey.state
  return stage === highestStage(journey, stageCount) ? 'movedBack' : 'advanced'
}

/** Counts and money per stage for the given deals. Money is gross: the full amount of each deal. */
export function tally(journeys: readonly Journey[], stageCount: number, counting: Counting): StageTally[] {
  const stages = Array.from({ length: stageCount }, (_, index) => emptyTally(index + 1))
  for (const journey of journeys)
    for (const stage of stages)
      if (reached(journey, stage.stageOrder, counting, stageCount)) add(stage, journey, counting, stageCount)
  return stages
}

function add(stage: StageTally, journey: Journey, counting: Counting, stageCount: number): void {
  const { stageOrder } = stage
  const bucket = bucketAt(journey, stageOrder, stageCount)
  stage.entered++
  stage[bucket]++
  if (passed(journey, stageOrder, counting, stageCount)) stage.passed++
  if (skipped(journey, stageOrder, stageCount)) stage.skipped++
  if (journey.state === 'won') stage.won++
  if (journey.state === 'won' || journey.state === 'lost' || journey.state === 'terminated') stage.resolved++
  if (journey.amountMinor === null) stage.withoutAmount++
  stage.enteredAmountMinor += journey.amountMinor ?? 0
  if (bucket === 'lost') stage.lostAmountMinor += journey.amountMinor ?? 0
}

const emptyTally = (stageOrder: number): StageTally => ({
  stageOrder,
  entered: 0,
  passed: 0,
  skipped: 0,
  advanced: 0,
  lost: 0,
  terminated: 0,
  onHold: 0,
  movedBack: 0,
  transferred: 0,
  open: 0,
  enteredAmountMinor: 0,
  lostAmountMinor: 0,
  withoutAmount: 0,
  won: 0,
  resolved: 0,
})
