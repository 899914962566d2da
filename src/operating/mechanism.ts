import { tiers, type Tier } from '../key-accounts/score.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'

/** What customers of a tier are owed. Null is nothing asked. */
export interface TierRule {
  /** At most so many working days from one contact to the next. */
  contactDays: number | null
  /** Months from one review of the account to the next. */
  reviewMonths: number | null
  /** Keys of roles that the account team must have. */
  roles: readonly string[]
  /** Discount that needs no approval, 0–1; null where every discount is asked for as the gates say. */
  discountLimit: number | null
  /** Working days within which what the customer asked is answered; 0 is the same day. */
  answerDays: number | null
}

export type Mechanism = Record<Tier, TierRule>

/** What is proposed before a house has said anything: the better the tier, the closer. */
export const defaultMechanism: Mechanism = {
  S: { contactDays: 5, reviewMonths: 3, roles: ['technical', 'service', 'sponsor'], discountLimit: null, answerDays: 1 },
  A: { contactDays: 10, reviewMonths: 6, roles: ['technical', 'service'], discountLimit: null, answerDays: 2 },
  B: { contactDays: 22, reviewMonths: 12, roles: [], discountLimit: null, answerDays: 3 },
  C: { contactDays: null, reviewMonths: null, roles: [], discountLimit: null, answerDays: null },
}

const nothingOwed: TierRule = { contactDays: null, reviewMonths: null, roles: [], discountLimit: null, answerDays: null }

/** The rule of a tier; who has none is owed nothing. */
export const ruleOf = (mechanism: Mechanism, tier: Tier | null): TierRule => (tier === null ? nothingOwed : mechanism[tier])

/** Tiers whose customers are owed anything that makes tasks. */
export const tiersOwed = (mechanism: Mechanism): Tier[] =>
  tiers.filter((tier) => {
    const { contactDays, reviewMonths, roles } = mechanism[tier]
    return contactDays !== null || reviewMonths !== null || roles.length > 0
  })

/** Refuses a role that the house does not have. */
export function flawOfMechanism(mechanism: Mechanism, roleKeys: readonly string[]): Refusal | null {
  const unknown = tiers.flatMap((tier) => mechanism[tier].roles).find((key) => !roleKeys.includes(key))
  return unknown === undefined ? null : refuse('unknown-reference', { field: 'roles', key: unknown }).refusal
}
