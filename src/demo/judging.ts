import { addDays, mondayOf } from '../platform/time.ts'
import type { Random } from '../platform/random.ts'
import { periodWith, type ForecastPeriod } from '../forecast/round-period.ts'
import type { RollUp } from '../forecast/categories.ts'

/** A round of the past, by the Monday of its week. */
export interface PastRound {
  weekOn: string
  period: ForecastPeriod
}

const pastQuarters = 4

/** Every second week of the last quarters, every week of the present one, up to the last Monday; oldest first. */
export function pastRounds(today: string): PastRound[] {
  const present = periodWith(today, 'quarter')
  let from = present.from
  for (let quarter = 0; quarter < pastQuarters; quarter++) from = periodWith(addDays(from, -1), 'quarter').from
  const rounds: PastRound[] = []
  for (let week = 0, on = mondayOf(addDays(from, 6)); on <= today; week++, on = addDays(on, 7)) {
    const period = periodWith(on, 'quarter')
    if (period.key === present.key || week % 2 === 0) rounds.push({ weekOn: on, period })
  }
  return rounds
}

/** How somebody judges: sees so much in what others call best case and pipeline, and is so sure of it. */
export interface Temper {
  best: number
  pipeline: number
  optimism: number
}

export const temperOf = (random: Random): Temper => ({
  best: 0.3 + 0.4 * random.share(),
  pipeline: 0.1 + 0.15 * random.share(),
  optimism: 1.3 + 0.8 * random.share(),
})

/** People say round sums: whole 万元. */
const round = (minor: number): number => Math.max(0, Math.round(minor / 1_000_000) * 1_000_000)

/** What somebody of this temper commits to, minor units: what is closed, and as much of the rest as the rest of the period allows. */
export function saidOf(
  sum: RollUp,
  { best, pipeline, optimism }: Temper,
  shareLeft: number,
): { commitMinor: number; bestCaseMinor: number } {
  const committed = sum.commitMinor - sum.closedMinor
  const open =
    (committed + best * (sum.bestCaseMinor - sum.commitMinor) + pipeline * (sum.openMinor - committed)) * (0.4 + 0.6 * shareLeft)
  const commitMinor = Math.max(round(sum.closedMinor + open * optimism), Math.ceil(sum.closedMinor / 1_000_000) * 1_000_000)
  return {
    commitMinor,
    bestCaseMinor: Math.max(commitMinor, round(sum.bestCaseMinor + 0.3 * (sum.openMinor - sum.bestCaseMinor + sum.closedMinor))),
  }
}

const notes = [
  '大单在等客户法务盖章，月底前可以签。',
  '两单都已报价，客户预算下来就签。',
  '有一单竞争对手压价，先放乐观。',
  '客户换了负责人，保守一点。',
  '试用反馈不错，本周去谈合同条款。',
  '',
  '',
] as const
export const noteOf = (random: Random): string => random.pick(notes)
