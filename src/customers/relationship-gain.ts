import { relationStrength, type ContactType, type Evidence } from './relation-strength.ts'
import { relationships, type Relationship } from './quality-matrix.ts'
import { firstTrust, thresholds, type Ties } from './relationship.ts'

/** The strength as it was so many days ago, from the contacts of before. */
export const strengthBefore = (contacts: readonly Evidence[], daysAgo: number): number =>
  relationStrength(
    contacts.filter(({ ageDays }) => ageDays >= daysAgo).map((one) => ({ ...one, ageDays: one.ageDays - daysAgo })),
  ).strength

/** What one more contact today would make of the strength. */
export const raisedBy = (contacts: readonly Evidence[], type: ContactType, minutes: number): number =>
  relationStrength([...contacts, { type, minutes, ageDays: 0, direction: 'two-way' }]).strength

/** Contacts worth thinking of, with the minutes they usually take. */
export const usualContacts = [
  { type: 'visit', minutes: 90 },
  { type: 'meeting', minutes: 60 },
  { type: 'call', minutes: 15 },
] as const satisfies readonly { type: ContactType; minutes: number }[]

export interface NextStep {
  relationship: Relationship
  /** Strength it takes; null when there is enough. */
  strength: number | null
  /** Answered contacts, and days with one, still to come. */
  contacts: number
  days: number
  needsTrust: boolean
}

/** What the next relationship up still takes; null for a partner. */
export function nextStep(ties: Ties, now: Relationship, today: string): NextStep | null {
  const next = relationships[relationships.indexOf(now) + 1]
  if (!next) return null
  const line = next === 'partner' ? thresholds.partner : next === 'familiar' ? thresholds.familiar : 0
  const isTrusted = ties.trustedUntil !== null && ties.trustedUntil >= today
  const [contacts, days] = next === 'neutral' ? [1, 1] : [firstTrust.contacts, firstTrust.days]
  return {
    relationship: next,
    strength: ties.strength < line ? line : null,
    contacts: Math.max(0, contacts - ties.answered),
    days: Math.max(0, days - ties.answeredDays),
    needsTrust: next === 'partner' && !isTrusted,
  }
}
