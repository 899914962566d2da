import { relationships, type Relationship } from './quality-matrix.ts'
import { addDays } from '../platform/time.ts'

/** What the contacts of a customer say, on the day that is judged. */
export interface Ties {
  /** 0-100, see relation-strength.ts. */
  strength: number
  /** Contacts ever that both sides took part in. */
  answered: number
  /** On so many different days. */
  answeredDays: number
  /** Until when a proof of trust counts, YYYY-MM-DD; null without any. */
  trustedUntil: string | null
}

export const thresholds = { familiar: 30, partner: 60 } as const
/** Contacts and days that first trust takes. */
export const firstTrust = { contacts: 3, days: 2 } as const
/** A relationship is lowered after so many days below its threshold less this. */
export const lowering = { days: 30, slack: 5 } as const
/** A proof of trust counts for so many months. */
export const trustMonths = 24
/** What proves trust besides contacts: contact alone is none. */
export const trustProofs = ['order', 'referral', 'framework', 'joint-project'] as const
export type TrustProof = (typeof trustProofs)[number]

const rank = (relationship: Relationship): number => relationships.indexOf(relationship)

/** The relationship that the contacts of today speak for; `slack` is taken off the thresholds. */
export function proposeRelationship(
  { strength, answered, answeredDays, trustedUntil }: Ties,
  today: string,
  slack = 0,
): Relationship {
  if (answered === 0) return 'untouched'
  if (strength < thresholds.familiar - slack || answered < firstTrust.contacts || answeredDays < firstTrust.days) return 'neutral'
  const isTrusted = trustedUntil !== null && trustedUntil >= today
  return strength >= thresholds.partner - slack && isTrusted ? 'partner' : 'familiar'
}

/** What was judged last. */
export interface JudgedRelationship {
  relationship: Relationship
  /** First day below its threshold less the slack, YYYY-MM-DD; null while it holds. */
  belowSince: string | null
}

/**
 * The relationship of today (FUNNEL-SCIENCE §4): raised at once, lowered by one step only after 30 days below the threshold less 5,
 * so that a quiet month does not undo years. A customer without any answered contact is untouched at once: that is a fact.
 */
export function judgeRelationship(ties: Ties, before: JudgedRelationship | null, today: string): JudgedRelationship {
  const proposed = proposeRelationship(ties, today)
  if (!before || rank(proposed) >= rank(before.relationship) || proposed === 'untouched')
    return { relationship: proposed, belowSince: null }
  const held = proposeRelationship(ties, today, lowering.slack)
  if (rank(held) >= rank(before.relationship)) return { relationship: before.relationship, belowSince: null }
  const belowSince = before.belowSince ?? today
  if (addDays(belowSince, lowering.days) > today) return { relationship: before.relationship, belowSince }
  const next = relationships[rank(before.relationship) - 1]!
  return { relationship: next, belowSince: rank(held) < rank(next) ? today : null }
}
