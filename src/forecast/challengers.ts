import type { Told } from '../platform/scoring.ts'
import { type MethodKey, methods } from './default-method.ts'
import { type GateVerdict, publishingGate, type Trial } from './publishing-gate.ts'

/** A learned method's rolling-origin trial against weekly progress of the whole, with what the gate said. */
export type ChallengerTrial = Trial & { verdict: GateVerdict }
export type ChallengerTrials = Partial<Record<MethodKey, ChallengerTrial>>

/** Chances by the end of a period that learned methods told at one moment of the past, in the same order of deals. */
type ToldThen = Partial<Record<MethodKey, readonly Told[]>>

/**
 * Collects what learned methods told of past periods, each with what was known then, and lets the gate judge them: the present model
 * is weekly progress of the whole, the base rate the share that was won of what had been told before (`share`; null: nothing yet).
 */
export function judgingChallengers(): { add: (told: ToldThen, share: number | null) => void; trials: () => ChallengerTrials } {
  const sums = new Map<MethodKey, Trial>()
  return {
    add: (told, share) => {
      const { hazard } = told
      if (!hazard || share === null) return
      for (const key of methods) {
        const own = told[key]
        if (key === 'weighted' || key === 'hazard' || !own) continue
        const sum = sums.get(key) ?? { outcomes: 0, won: 0, candidate: 0, present: 0, baseRate: 0 }
        own.forEach(({ p, won }, at) => {
          sum.outcomes++
          if (won) sum.won++
          sum.candidate += loss(p, won)
          sum.present += loss(hazard[at]!.p, won)
          sum.baseRate += loss(share, won)
        })
        sums.set(key, sum)
      }
    },
    trials: () =>
      Object.fromEntries(
        [...sums].map(([key, { outcomes, won, ...losses }]) => {
          const mean = (sum: number): number => (outcomes > 0 ? sum / outcomes : 0)
          const trial: Trial = {
            outcomes,
            won,
            candidate: mean(losses.candidate),
            present: mean(losses.present),
            baseRate: mean(losses.baseRate),
          }
          return [key, { ...trial, verdict: publishingGate(trial) }]
        }),
      ),
  }
}

const loss = (p: number, won: boolean): number => -Math.log(Math.min(0.999, Math.max(0.001, won ? p : 1 - p)))
