import { quantile } from '../funnel/quantile.ts'
import type { PaceVerdict } from './deal-verdicts.ts'
import type { Ground } from './ground.ts'
import { enteredAt, endedAt, lastSpan, statusCode } from './past-deals.ts'

const day = 86_400_000

/** How long won deals stayed in a stage, and how soon after entering it the quickest was won. Days. */
export interface StagePace {
  winners: number
  median: number | null
  p75: number | null
  p90: number | null
  /** Least time from entering the stage to the win; null without winners. */
  quickest: number | null
}

/** Fewer winners than this are no yardstick. */
export const enoughWinners = 20

/** Yardsticks of every stage, by pipeline, from deals known at a moment to have been won. */
export function paceOf(ground: Ground, at: number): StagePace[][] {
  const { past } = ground
  const stays = ground.pipelines.map(({ stages }) => stages.map(() => [] as number[]))
  const quickest = ground.pipelines.map(({ stages }) => stages.map(() => Infinity))
  for (let row = 0; row < past.count; row++) {
    const end = endedAt(past, row)
    if (end > at || past.status[lastSpan(past, row)] !== statusCode.won || enteredAt(past, row) === -Infinity) continue
    const pipeline = past.pipeline[row]!
    for (let span = past.first[row]!; span < lastSpan(past, row); span++) {
      const clock = past.clock[span]!
      if (past.status[span] !== statusCode.open || past.exit[span] === 0 || !Number.isFinite(clock)) continue
      const stage = past.stage[span]!
      stays[pipeline]![stage]!.push((past.to[span]! - clock) / day)
      quickest[pipeline]![stage] = Math.min(quickest[pipeline]![stage]!, (end - clock) / day)
    }
  }
  return stays.map((stages, pipeline) =>
    stages.map((list, stage): StagePace => {
      const sorted = list.sort((a, b) => a - b)
      const at = (share: number): number | null => (sorted.length >= enoughWinners ? quantile(sorted, share) : null)
      const least = quickest[pipeline]![stage]!
      return {
        winners: sorted.length,
        median: at(0.5),
        p75: at(0.75),
        p90: at(0.9),
        quickest: sorted.length >= enoughWinners && Number.isFinite(least) ? Math.max(0, least) : null,
      }
    }),
  )
}

/** A deal's days in its stage against those of the winners. */
export function paceVerdict(spentDays: number | null, pace: StagePace | undefined): PaceVerdict {
  if (spentDays === null || !pace || pace.median === null) return 'unknown'
  if (spentDays <= pace.median) return 'faster'
  if (spentDays <= pace.p75!) return 'usual'
  return spentDays <= pace.p90! ? 'slow' : 'slower-than-nearly-all'
}
