/** Whom a product fits (DOMAIN §2): the best customer, one shift up from there, one shift down. */
export const fitTiers = ['best', 'shift-up', 'shift-down'] as const
export type FitTier = (typeof fitTiers)[number]

export interface FitTierText {
  tier: FitTier
  /** How to recognise such a customer. */
  features: string
  /** How to sell to them. */
  strategy: string
}

/** All three tiers in their order; what nobody wrote is empty. Where a tier is given twice, the later one counts. */
export const completeTiers = (given: readonly FitTierText[]): FitTierText[] =>
  fitTiers.map((tier) => given.findLast((one) => one.tier === tier) ?? { tier, features: '', strategy: '' })
