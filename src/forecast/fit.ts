import { clampChance, logit, stageChance } from '../opportunities/elements.ts'
import type { Bounds, ElementWeights, Ground, PipelineGround } from './ground.ts'
import {
  countStay,
  emptyCounts,
  hazardOf,
  intoStage,
  lost,
  week,
  windowWeeks,
  won,
  type Hazard,
  type HazardCounts,
} from './hazard.ts'
import { exitCode, type PastDeals, statusCode, traitOf } from './past-deals.ts'
import { heldTo } from './holding.ts'
import { type SegmentRoom, segmentRooms } from './segment-counts.ts'
import { segmentsOf, type Segments } from './segments.ts'
import { endsBy, seenAt, type SeenDeal, type SeenEnd, weightsAt } from './seen.ts'

/** What was learned of a pipeline from everything known at a moment. */
export interface PipelineFit {
  hazard: Hazard
  /** What goes faster or slower than the whole; null where nothing does, or it was not asked. */
  segments: Segments | null
  /** Chance to be won in the end from each stage: (won + 20·configured)/(resolved + 20). */
  stageChance: number[]
  /** Mean amount of won deals, by product and over all (key 0); empty without any. */
  usual: Map<number, number>
}

export interface Fit {
  at: number
  pipelines: PipelineFit[]
  /** Configured weights of the elements against what normal deals had, by pipeline. */
  weights: ElementWeights[]
  /** Realised over expected amount of deals won in past periods, seen from as long before their end. */
  realised: number
}

const twoYears = windowWeeks * week
/** So many won deals of a product make an average of its own. */
const enoughWins = 5

/** Learns from what was known at a moment, and from nothing else. */
export function fitAt(
  ground: Ground,
  at: number,
  quarterEnds: readonly number[],
  ends = endsBy(ground, at),
  { withSegments = false }: { withSegments?: boolean } = {},
): Fit {
  const rooms = withSegments ? segmentRooms(ground) : null
  const counts = countsAt(ground, at, quarterEnds, rooms)
  return {
    at,
    weights: weightsAt(ground, at),
    pipelines: ground.pipelines.map((pipeline, number) => {
      const own = ends.filter(({ row }) => ground.past.pipeline[row] === number)
      const hazard = hazardOf(counts[number]!, heldTo(counts[number]!))
      return {
        hazard,
        segments: rooms ? segmentsOf(hazard, rooms[number]!.byTrait) : null,
        stageChance: stageChances(pipeline, own),
        usual: usualAmounts(ground, own, at),
      }
    }),
    realised: 1,
  }
}

/** What deals did in two years, week by week, as known at a moment; `rooms` are counted beside. */
export function countsAt(
  ground: Ground,
  at: number,
  quarterEnds: readonly number[],
  rooms: readonly SegmentRoom[] | null = null,
): HazardCounts[] {
  const counts = ground.pipelines.map(({ stages }) => emptyCounts(stages.length))
  const window = { from: at - twoYears, at }
  for (let row = 0; row < ground.past.count; row++) {
    const number = ground.past.pipeline[row]!
    countDeal(ground.past, row, window, quarterEnds, counts[number]!, rooms?.[number]!.of(row))
  }
  return counts
}

/** Adds the stays of a deal as they were known at a moment. A way out that was written down later had not been seen then. */
function countDeal(
  past: PastDeals,
  row: number,
  { from: windowFrom, at }: { from: number; at: number },
  quarterEnds: readonly number[],
  counts: HazardCounts,
  also: readonly HazardCounts[] = [],
): void {
  const first = past.first[row]!
  const behind = first + past.spans[row]!
  let began = -1
  for (let span = first; span < behind; span++) {
    if (past.status[span] !== statusCode.open || past.from[span]! > at || past.known[span]! > at) continue
    if (began < 0) began = span
    const exit = past.exit[span]!
    const isLast = span === behind - 1 || exit !== 0
    if (!isLast) continue
    const clock = past.clock[began]!
    if (!Number.isNaN(clock) && clock !== -Infinity) {
      const wasSeen = exit !== 0 && past.to[span]! <= at && (span + 1 >= behind || past.known[span + 1]! <= at)
      const way = wasSeen ? wayOf(exit, past.next[span]!) : -1
      const until = wasSeen ? past.to[span]! : Math.min(at, exit === 0 ? at : Math.max(past.to[span]!, at))
      const from = Math.max(windowFrom, past.from[began] === -Infinity ? clock : past.from[began]!)
      countStay(counts, { stage: past.stage[span]!, from: clock, until, way }, from, at + 1, quarterEnds, also)
    }
    began = -1
  }
}

function wayOf(exit: number, next: number): number {
  if (exit === exitCode.won) return won
  if (exit === exitCode.lost || exit === exitCode.terminated) return lost
  if ((exit === exitCode.advanced || exit === exitCode.back) && next >= 0) return intoStage + next
  return -1
}

/** Chance to be won in the end from each stage, from deals of the pipeline that have ended. */
export function stageChances({ stages }: PipelineGround, ends: readonly SeenEnd[]): number[] {
  // what was terminated while it was a lead was no deal (FUNNEL-SCIENCE §0)
  const counted = ends.filter(({ terminated, last }) => !terminated || stages[last]?.phase !== 'lead')
  return stages.map(({ probability }, stage) => {
    const reached = counted.filter(({ furthest }) => furthest >= stage)
    return clampChance(stageChance(probability, reached.filter((end) => end.won).length, reached.length))
  })
}

/** Means of amounts won in two years; an amount is what the deal brought, known once it is won. */
function usualAmounts(ground: Ground, ends: readonly SeenEnd[], at: number): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>()
  const add = (key: number, amount: number) => {
    const found = sums.get(key) ?? { sum: 0, count: 0 }
    sums.set(key, { sum: found.sum + amount, count: found.count + 1 })
  }
  for (const end of ends) {
    if (!end.won || !(end.amount > 0) || end.at < at - twoYears) continue
    add(0, end.amount)
    const product = traitOf(ground.past, end.row, 0)
    if (product > 0) add(product, end.amount)
  }
  return new Map(
    [...sums].filter(([key, { count }]) => key === 0 || count >= enoughWins).map(([key, { sum, count }]) => [key, sum / count]),
  )
}

/** What a deal is worth if it is won, and whether anybody said so; what such deals usually bring where nobody did, 0 without any. */
export function worthOf(fit: Fit, deal: SeenDeal): { amount: number; said: boolean } {
  if (deal.amount > 0) return { amount: deal.amount, said: true }
  const { usual } = fit.pipelines[deal.pipeline]!
  return { amount: usual.get(deal.traits[0]!) ?? usual.get(0) ?? 0, said: false }
}

/** Chance to be won in the end: the stage's own, moved by the elements. */
export function eventualChance(fit: Fit, deal: SeenDeal): number {
  const base = fit.pipelines[deal.pipeline]!.stageChance[deal.stage] ?? 0.5
  return clampChance(1 / (1 + Math.exp(-(logit(clampChance(base)) + deal.shift))))
}

/** A deal of a past period as it was seen then, with what came of it by the end of that period. */
export interface PastRow extends SeenDeal {
  /** Days left of the period then. */
  left: number
  end: number
  won: boolean
  realised: number
  weight: number
}

/** Deals that were open when as much of past periods was left as is now (and two weeks more or less), with their fate, as known now. */
export function pastRows(
  ground: Ground,
  periods: readonly Bounds[],
  left: number,
  at: number,
  ends: readonly SeenEnd[],
  weights: readonly ElementWeights[],
  shifts: readonly number[] = [0],
): PastRow[] {
  const wonBy = new Map(ends.filter((end) => end.won).map((end) => [end.row, end]))
  return periods
    .filter(({ to }) => to <= at)
    .flatMap(({ from, to }) =>
      shifts.flatMap((shift) => {
        const seen = Math.max(to - left + shift, Math.min(from, to - left))
        if (seen >= to) return []
        return seenAt(ground, seen, weights).map((deal): PastRow => {
          const end = wonBy.get(deal.row)
          const isWon = end !== undefined && end.at < to && end.at >= seen
          return { ...deal, left: to - seen, end: to, won: isWon, realised: isWon ? end.amount : 0, weight: 1 / shifts.length }
        })
      }),
    )
}

/** Realised over expected amount, held to 1 as if five more deals had come as expected; between a half and one and a half. */
export function realisedShare(rows: readonly PastRow[]): number {
  const known = rows.filter((row) => row.won && row.amount > 0 && row.realised > 0)
  if (known.length === 0) return 1
  const expected = known.reduce((sum, { amount }) => sum + amount, 0)
  const came = known.reduce((sum, { realised }) => sum + realised, 0)
  const doubt = (5 * expected) / known.length
  return Math.min(1.5, Math.max(0.5, (came + doubt) / (expected + doubt)))
}
