import type { StageReply } from './contract.ts'
import type { Duration } from './duration.ts'
import { conversion, identity, shareOf, stay, type StageIdentity } from './report.ts'
import { type Bucket, buckets } from './standing.ts'
import { winRate } from './loss.ts'

/** Deals and money of one kind at one stage: what was there, came in, or went out and how. */
export interface StageSum<Kind extends string> {
  stageId: string
  kind: Kind
  count: number
  amountMinor: number
}

export type TurnKind =
  | 'opening'
  | 'closing'
  | 'entered'
  | 'reEntered'
  | 'advanced'
  | 'back'
  | 'won'
  | 'lost'
  | 'terminated'
  | 'held'
  | 'transferred'
  | 'reopened'

interface Beside {
  durations: ReadonlyMap<number, Duration>
  /** P(win | entered the next stage), per stage. */
  winNext: readonly number[]
}

/** What was counted at one stage. */
function adder<Kind extends string>(sums: readonly StageSum<Kind>[], stageId: string) {
  const counts = new Map<Kind, number>()
  const amounts = new Map<Kind, number>()
  for (const sum of sums) {
    if (sum.stageId !== stageId) continue
    counts.set(sum.kind, (counts.get(sum.kind) ?? 0) + sum.count)
    amounts.set(sum.kind, (amounts.get(sum.kind) ?? 0) + sum.amountMinor)
  }
  return {
    count: (...kinds: Kind[]): number => kinds.reduce((all, kind) => all + (counts.get(kind) ?? 0), 0),
    amount: (...kinds: Kind[]): number => kinds.reduce((all, kind) => all + (amounts.get(kind) ?? 0), 0),
  }
}

/**
 * Stocks and flows of a period per stage. `open` is the closing stock; conversion is the exit ratio (forward ÷ forward + lost +
 * terminated), the flow ratio stands beside it. `opening + entered + reEntered − out = open` holds for every stage.
 */
export const periodReplies = (
  stages: readonly StageIdentity[],
  sums: readonly StageSum<TurnKind>[],
  { durations, winNext }: Beside,
): StageReply[] =>
  stages.map((stage, index) => {
    const { count, amount } = adder(sums, stage.id)
    const next = stages[index + 1]
    const forward = count('advanced', 'won')
    const came = count('entered', 'reEntered')
    const wentOn = next ? adder(sums, next.id).count('entered', 'reEntered') : count('won')
    return {
      ...identity(stage),
      entered: count('entered'),
      reEntered: count('reEntered'),
      opening: count('opening'),
      closing: count('closing'),
      takenBack: count('reopened'),
      advanced: forward,
      lost: count('lost'),
      terminated: count('terminated'),
      onHold: count('held'),
      movedBack: count('back'),
      transferred: count('transferred'),
      open: count('closing'),
      skipped: 0,
      enteredAmountMinor: amount('entered'),
      lostAmountMinor: amount('lost'),
      lostAmountEstimatedMinor: 0,
      expectedLossMinor: Math.round(amount('lost') * (winNext[index] ?? 0)),
      ...conversion(forward, forward + count('lost', 'terminated')),
      flowRatio: came === 0 ? null : wentOn / came,
      ...stay(durations.get(stage.position)),
    }
  })

/** What became of the deals that stood in each stage at the start. `entered` is how many they were, `open` how many stayed. */
export const snapshotReplies = (
  stages: readonly StageIdentity[],
  sums: readonly StageSum<Bucket>[],
  { durations, winNext }: Beside,
): StageReply[] =>
  stages.map((stage, index) => {
    const { count, amount } = adder(sums, stage.id)
    const there = count(...buckets)
    return {
      ...identity(stage),
      entered: there,
      advanced: count('advanced'),
      lost: count('lost'),
      terminated: count('terminated'),
      onHold: count('onHold'),
      movedBack: count('movedBack'),
      transferred: count('transferred'),
      open: count('open'),
      skipped: 0,
      enteredAmountMinor: amount(...buckets),
      lostAmountMinor: amount('lost'),
      lostAmountEstimatedMinor: 0,
      expectedLossMinor: Math.round(amount('lost') * (winNext[index] ?? 0)),
      ...conversion(count('advanced'), there),
      ...stay(durations.get(stage.position)),
    }
  })

/** Totals of a period: new deals beside what was won, lost and is open at its end. */
export function periodTotals(sums: readonly StageSum<TurnKind>[], fresh: { count: number; amountMinor: number }) {
  const count = (kind: TurnKind): number => sums.reduce((sum, one) => sum + (one.kind === kind ? one.count : 0), 0)
  const amount = (kind: TurnKind): number => sums.reduce((sum, one) => sum + (one.kind === kind ? one.amountMinor : 0), 0)
  const [won, lost] = [count('won'), count('lost')]
  const { low, high } = shareOf(won, won + lost)
  return {
    entered: fresh.count,
    open: count('closing'),
    onHold: count('held'),
    won,
    lost,
    terminated: count('terminated'),
    transferred: count('transferred'),
    enteredAmountMinor: fresh.amountMinor,
    openAmountMinor: amount('closing'),
    wonAmountMinor: amount('won'),
    lostAmountMinor: amount('lost'),
    winRate: winRate(won, lost),
    winRateLow: low,
    winRateHigh: high,
  }
}
