import { enough } from './benchmark.ts'
import type { StageTally, Stand } from './cohort.ts'
import type { StageReply } from './contract.ts'
import type { Duration } from './duration.ts'
import { losses, winChancesNext, winRate } from './loss.ts'
import type { State } from './visits.ts'
import { wilson } from '../platform/wilson.ts'

export interface StageIdentity {
  key: string
  id: string
  position: number
  name: string
  probability: number
}

/** A share with its 95 % interval; nulls when there is nothing to share. */
export function shareOf(successes: number, n: number): { share: number | null; low: number | null; high: number | null } {
  if (n === 0) return { share: null, low: null, high: null }
  return { share: successes / n, ...wilson(successes, n) }
}

/**
 * A cohort's tallies as the report shows them. `estimated` is the money put in, per stage, for lost deals without an amount;
 * `durations` by stage position. Money is rounded to whole minor units only here.
 */
export function stageReplies(
  stages: readonly StageIdentity[],
  tallies: readonly StageTally[],
  { durations, estimated }: { durations: ReadonlyMap<number, Duration>; estimated: readonly number[] },
): StageReply[] {
  const winNext = winChancesNext(
    tallies.map(({ won, resolved }, index) => ({ won, resolved, probability: stages[index]!.probability })),
  )
  const lost = losses(
    tallies.map((tally, index) => ({
      lost: tally.lost,
      grossMinor: tally.lostAmountMinor + (estimated[index] ?? 0),
      winChanceNext: winNext[index]!,
    })),
  )
  return tallies.map((tally, index) => ({
    ...identity(stages[index]!),
    entered: tally.entered,
    advanced: tally.advanced,
    lost: tally.lost,
    terminated: tally.terminated,
    onHold: tally.onHold,
    movedBack: tally.movedBack,
    transferred: tally.transferred,
    open: tally.open,
    skipped: tally.skipped,
    enteredAmountMinor: tally.enteredAmountMinor,
    lostAmountMinor: Math.round(lost[index]!.grossMinor),
    lostAmountEstimatedMinor: Math.round(estimated[index] ?? 0),
    expectedLossMinor: Math.round(lost[index]!.expectedMinor),
    ...conversion(tally.passed, tally.entered),
    ...stay(durations.get(stages[index]!.position)),
  }))
}

export const identity = ({ key, id, position, name }: StageIdentity) => ({ key, stageId: id, position, name })

export function conversion(passed: number, of: number) {
  const { share, low, high } = shareOf(passed, of)
  return { conversion: share, conversionLow: low, conversionHigh: high, conversionOf: of, passed, enough: of >= enough }
}

export const stay = (found: Duration | undefined) => ({
  medianDays: found?.medianDays ?? null,
  p90Days: found?.p90Days ?? null,
  largestDays: found?.largestDays ?? null,
  stays: found?.stays ?? 0,
  advancedInTheEnd:
    found?.advancedInTheEnd === undefined || found.advancedInTheEnd === null ? null : Math.min(1, found.advancedInTheEnd),
})

/** The whole funnel's totals: each deal once, by its present state. */
export function totals(stands: readonly Pick<Stand, 'state' | 'count' | 'amountMinor'>[]) {
  const count = (state?: State): number =>
    stands.reduce((sum, stand) => sum + (!state || stand.state === state ? stand.count : 0), 0)
  const amount = (state?: State): number =>
    stands.reduce((sum, stand) => sum + (!state || stand.state === state ? stand.amountMinor : 0), 0)
  const won = count('won')
  const lost = count('lost')
  const { low, high } = shareOf(won, won + lost)
  return {
    entered: count(),
    open: count('open'),
    onHold: count('onHold'),
    won,
    lost,
    terminated: count('terminated'),
    transferred: count('transferred'),
    enteredAmountMinor: amount(),
    openAmountMinor: amount('open'),
    wonAmountMinor: amount('won'),
    lostAmountMinor: amount('lost'),
    winRate: winRate(won, lost),
    winRateLow: low,
    winRateHigh: high,
  }
}
