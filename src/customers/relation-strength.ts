export type ContactType = 'visit' | 'meeting' | 'video' | 'call' | 'message' | 'email' | 'mass-mail'
/** Who moved: the customer came to us, both spoke, or nobody answered. */
export type Direction = 'customer' | 'two-way' | 'no-reply'

/** One contact with a customer as evidence of the relationship. */
export interface Evidence {
  type: ContactType
  /** How long; without a length the type speaks for itself, as if it had lasted half an hour. */
  minutes: number | null
  /** Days before the day that is judged; not below 0. */
  ageDays: number
  direction: Direction
}

export const points: Record<ContactType, number> = {
  visit: 5,
  meeting: 4,
  video: 3,
  call: 2,
  message: 1,
  email: 1,
  'mass-mail': 0,
}
export const directions: Record<Direction, number> = { customer: 1.5, 'two-way': 1, 'no-reply': 0.2 }
/** After so many days a contact counts half. */
export const halfLifeDays = 90
/** Regularity looks at this many windows of so many days. */
export const windows = { count: 6, days: 30 } as const
/** Evidence at which a relationship reaches 63 % of what is possible. */
export const evidenceScale = 20

/** What one contact is worth today: type × length (√(min/30), 0.5 to 2) × direction, halved every 90 days. */
export const worth = ({ type, minutes, ageDays, direction }: Evidence): number =>
  points[type] *
  (minutes === null ? 1 : Math.min(2, Math.max(0.5, Math.sqrt(minutes / 30)))) *
  directions[direction] *
  2 ** (-ageDays / halfLifeDays)

export interface RelationStrength {
  /** Sum of what the contacts are worth. */
  evidence: number
  /** Share of the last six 30-day windows with an answered contact, 0-1. */
  regularity: number
  /** 0-100. */
  strength: number
}

/**
 * How strong a relationship is, from the contacts themselves (FUNNEL-SCIENCE §4, RS):
 * 100·(1 − exp(−E·(0.6 + 0.4·regularity)/20)). No contact gives 0.
 */
export function relationStrength(contacts: readonly Evidence[]): RelationStrength {
  const evidence = contacts.reduce((sum, contact) => sum + worth(contact), 0)
  const answered = new Set(
    contacts
      .filter(({ direction, ageDays }) => direction !== 'no-reply' && ageDays < windows.count * windows.days)
      .map(({ ageDays }) => Math.floor(ageDays / windows.days)),
  )
  const regularity = answered.size / windows.count
  return { evidence, regularity, strength: 100 * (1 - Math.exp((-evidence * (0.6 + 0.4 * regularity)) / evidenceScale)) }
}
