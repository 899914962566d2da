import type { ElementDefinition } from '../pipelines/element-definition.ts'
import { elementChance, type ElementKnown, type StageKnowledge } from '../opportunities/elements.ts'
import type { ActionKind } from './next-best-actions.ts'

/** The element whose confirmation means that the decider was met. */
export const deciderElement = 'decider-access'

/** What an action would change, before anything is known of how often it works. */
export interface Chance {
  kind: ActionKind
  element: string | null
  /** Known in part already. */
  partial: boolean
  now: number
  after: number
}

export interface DealInStage {
  elements: readonly ElementDefinition[]
  known: readonly ElementKnown[]
  stageKey: string
  base: number
  knowledge: StageKnowledge
}

/** Smaller gains than half a point are not worth a line. */
const leastGain = 0.005

/** The elements that are not confirmed, with what confirming each would do to the chance; what matters later weighs little now. */
export function elementChances({ elements, known, stageKey, base, knowledge }: DealInStage): { chance: number; found: Chance[] } {
  if (elements.length === 0) return { chance: base, found: [] }
  const { chance, contributions } = elementChance(elements, known, stageKey, base, knowledge)
  const states = new Map(known.map((one) => [one.key, one.state]))
  const found = contributions.flatMap(({ key, gain }): Chance[] => {
    const state = states.get(key) ?? 'unknown'
    if (gain < leastGain || (state !== 'unknown' && state !== 'partial')) return []
    const kind = key === deciderElement ? 'decider' : 'confirm'
    return [{ kind, element: key, partial: state === 'partial', now: chance, after: Math.min(0.99, chance + gain) }]
  })
  return { chance, found }
}

/**
 * What moving a stuck deal would do: its chance is that of its elements lessened by its age, P(advance | age) against P(advance | 0);
 * a deal older than any that ever went on has almost none. Null where the past says nothing of ages.
 */
export function revival(chance: number, adv: { fresh: number | null; aged: number | null }): Chance | null {
  if (adv.fresh === null || adv.fresh <= 0) return null
  const now = Math.max(0.01, chance * Math.min(1, (adv.aged ?? 0) / adv.fresh))
  return chance - now < leastGain ? null : { kind: 'revive', element: null, partial: false, now, after: chance }
}

/** Days between two contacts with somebody who has bought, by level (FUNNEL-SCIENCE §7 in short; our own figures). */
export const cadenceDays: Record<string, number> = { strategic: 30, premium: 45, target: 60, potential: 90 }

/** What a contact does to the chance that an old customer buys again, and a first reply to that of a lead (§9, our own guess). */
export const usualLift = {
  'old-customer': { now: 0.1, after: 0.14 },
  'first-reply': { now: 0.08, after: 0.12 },
  referral: { now: 0, after: 0.03 },
} as const

/** Hours in which the first reply to a lead is worth half as much again. */
export const replyWindow = 24

export const keyOf = (kind: ActionKind, id: string, element: string | null = null): string =>
  element === null ? `${kind}:${id}` : `${kind}:${id}:${element}`
