/** Role in the purchase (DOMAIN §2). */
export const contactRoles = ['decider', 'influencer', 'user', 'gatekeeper', 'coach'] as const
export type ContactRole = (typeof contactRoles)[number]
/** Attitude to us. */
export const attitudes = ['supporter', 'neutral', 'opponent', 'unknown'] as const
export type Attitude = (typeof attitudes)[number]
