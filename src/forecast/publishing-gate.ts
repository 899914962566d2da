/** Held-out outcomes of a learned model, and log-losses on the very same ones. */
export interface Trial {
  outcomes: number
  won: number
  /** Of the model that asks to be published. */
  candidate: number
  /** Of the one that is published now. */
  present: number
  /** Of always telling the share that was won before. */
  baseRate: number
}

export type GateReason = 'too-few-outcomes' | 'too-few-of-a-kind' | 'not-better' | 'not-better-than-base-rate'
export interface GateVerdict {
  publish: boolean
  /** Why the old one is kept; null when the new one is published. */
  reason: GateReason | null
}

export const enoughOutcomes = 100
export const enoughOfAKind = 20
/** So much better a log-loss has to be. */
export const worthIt = 0.01

/**
 * The gate that every learned model has to pass (FUNNEL-SCIENCE §3.4): on at least 100 held-out outcomes with 20 of each kind its
 * log-loss is at least 1 % below that of the present model, and below the base rate's. Otherwise the old one stays, and that is said.
 */
export function publishingGate({ outcomes, won, candidate, present, baseRate }: Trial): GateVerdict {
  const refused = (reason: GateReason): GateVerdict => ({ publish: false, reason })
  if (outcomes < enoughOutcomes) return refused('too-few-outcomes')
  if (Math.min(won, outcomes - won) < enoughOfAKind) return refused('too-few-of-a-kind')
  if (!(candidate < baseRate)) return refused('not-better-than-base-rate')
  if (!(candidate <= present * (1 - worthIt))) return refused('not-better')
  return { publish: true, reason: null }
}
