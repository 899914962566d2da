import { type Bucket, bucketAt, type Counting, passed, reached, skipped, type Standing } from './standing.ts'
import type { Journey } from './visits.ts'

/** `count` deals that stand alike, with the sum of their amounts (minor units) and how many of them carry none. */
export interface Stand extends Standing {
  count: number
  amountMinor: number
  withoutAmount: number
}

export interface StageTally extends Record<Bucket, number> {
  /** 1 is the first stage. */
  stageOrder: number
  entered: number
  /** Of `entered`: went further. The numerator of conversion. */
  passed: number
  skipped: number
  /** Full amounts of the deals in `entered` and in `lost`, minor units; deals without an amount add nothing. */
  enteredAmountMinor: number
  lostAmountMinor: number
  /** Of `lost`: deals without an amount. */
  lostWithoutAmount: number
  /** Of `entered`: won, and ended in any way (won, lost, terminated). */
  won: number
  resolved: number
}

/** Deals that entered the pipeline in [from, to), milliseconds; null = unbounded. Unknown entry counts only when unbounded on both sides. */
export const inCohort = ({ enteredAt }: Pick<Journey, 'enteredAt'>, from: number | null, to: number | null): boolean =>
  enteredAt === null ? from === null && to === null : (from === null || enteredAt >= from) && (to === null || enteredAt < to)

/** Counts and money per stage. Money is gross: the full amount of each deal. Finite for any input, also for none. */
export function tally(stands: readonly Stand[], stageCount: number, counting: Counting): StageTally[] {
  const stages = Array.from({ length: stageCount }, (_, index) => emptyTally(index + 1))
  for (const stand of stands)
    for (const stage of stages) if (reached(stand, stage.stageOrder, counting)) add(stage, stand, counting, stageCount)
  return stages
}

function add(stage: StageTally, stand: Stand, counting: Counting, stageCount: number): void {
  const { stageOrder } = stage
  const { state, count, amountMinor, withoutAmount } = stand
  const bucket = bucketAt(stand, stageOrder)
  stage.entered += count
  stage[bucket] += count
  if (passed(stand, stageOrder, counting, stageCount)) stage.passed += count
  if (skipped(stand, stageOrder)) stage.skipped += count
  if (state === 'won') stage.won += count
  if (state === 'won' || state === 'lost' || state === 'terminated') stage.resolved += count
  stage.enteredAmountMinor += amountMinor
  if (bucket !== 'lost') return
  stage.lostAmountMinor += amountMinor
  stage.lostWithoutAmount += withoutAmount
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
  lostWithoutAmount: 0,
  won: 0,
  resolved: 0,
})
