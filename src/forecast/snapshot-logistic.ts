import { learnWeights, type LearningRow, type Prior } from '../opportunities/element-learning.ts'
import { mostShift } from './ground.ts'
import { week } from './hazard.ts'
import type { PastRow } from './fit.ts'
import type { SeenDeal } from './seen.ts'

// Method D (FUNNEL-SCIENCE §3.1): a logistic regression on deals as they stood when as much of past periods was left, two weeks more
// or less; its target is "won by the end of the period".

/** Rows of so many past snapshots are enough; more are thinned out evenly. */
const day = 86_400_000
const mostRows = 12_000
/** Fewer rows or wins than these, and there is no such model. */
const enough = { rows: 100, won: 20 } as const
export const snapshotShifts = [-2 * week, 0, 2 * week] as const

export interface SnapshotModel {
  /** Stages of each pipeline begin here among the columns. */
  offsets: number[]
  weights: number[]
  /** Mean logarithm of the amounts. */
  logAmount: number
}

type Seen = Pick<SeenDeal, 'pipeline' | 'stage' | 'spent' | 'due' | 'shift' | 'amount'>

function features(
  { offsets, logAmount }: Pick<SnapshotModel, 'offsets' | 'logAmount'>,
  deal: Seen,
  now: number,
  end: number,
): number[] {
  const stages = offsets[offsets.length - 1]!
  const values = Array.from({ length: stages + 7 }, () => 0)
  values[offsets[deal.pipeline]! + deal.stage] = 1
  const known = Number.isFinite(deal.spent)
  const hasDue = !Number.isNaN(deal.due)
  const late = hasDue ? Math.min(2, Math.max(-1, (deal.due - end) / (13 * week))) : 0
  values[stages] = 1
  values[stages + 1] = known ? Math.log1p(Math.max(0, deal.spent) / week) - 1.5 : 1
  values[stages + 2] = late
  values[stages + 3] = hasDue && deal.due <= end ? 1 : 0
  values[stages + 4] = hasDue && deal.due + day <= now ? 1 : 0
  values[stages + 5] = Math.min(mostShift, Math.max(-mostShift, deal.shift))
  values[stages + 6] = deal.amount > 0 ? Math.min(3, Math.max(-3, Math.log(deal.amount) - logAmount)) : 0
  return values
}

/** Learns the model; null with too few rows or wins. `stages`: number of stages of each pipeline. */
export function learnSnapshot(rows: readonly PastRow[], stages: readonly number[]): SnapshotModel | null {
  if (rows.length < enough.rows || rows.filter((row) => row.won).length < enough.won) return null
  const offsets = [0]
  for (const count of stages) offsets.push(offsets[offsets.length - 1]! + count)
  const every = Math.ceil(rows.length / mostRows)
  const kept = rows.filter((_, index) => index % every === 0)
  const logs = kept.filter(({ amount }) => amount > 0).map(({ amount }) => Math.log(amount))
  const logAmount = logs.length > 0 ? logs.reduce((sum, each) => sum + each, 0) / logs.length : 0
  const frame = { offsets, logAmount }
  const learning = kept.map((row): LearningRow => ({
    values: features(frame, row, row.end - row.left, row.end),
    won: row.won,
    offset: 0,
    weight: row.weight,
  }))
  const wide = offsets[offsets.length - 1]! + 7
  const priors = Array.from({ length: wide }, (_, column): Prior => ({
    mean: column === wide - 2 ? 0.5 : 0,
    deviation: column === wide - 7 ? 2 : 1,
  }))
  return { ...frame, weights: learnWeights(learning, priors).weights }
}

/** Chance to be won by the end of the period, of a deal as it stands now. */
export function snapshotChance(model: SnapshotModel, deal: Seen, now: number, end: number): number {
  const values = features(model, deal, now, end)
  let odds = 0
  for (let column = 0; column < values.length; column++) odds += values[column]! * model.weights[column]!
  return 1 / (1 + Math.exp(-odds))
}
