import { needs } from '../people/permissions.ts'
import { reaches, type Reaching } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

/** Whose an activity is, and whose what it concerns. */
export interface ActivityBelonging {
  ownerId: string
  customerId?: string | null
  customerOwnerId: string | null
  leadOwnerId: string | null
  opportunityOwnerId: string | null
  opportunityCustomerId?: string | null
}

type Looker = Pick<Caller, 'memberId' | 'abilities'> & Reaching

/**
 * One sees one's own activities (a token only with the right to write such), those of members within reach, and all that concern a customer, lead or deal within reach,
 * whoever was there. The SQL twin is `visibleActivity` in queries/activities.ts; one test holds them together.
 */
export function seesActivity(caller: Looker, of: ActivityBelonging): boolean {
  if (of.ownerId === caller.memberId && caller.abilities.has('activities.write')) return true
  const may = (ability: string, ownerId: string | null, customerId: string | null | undefined): boolean =>
    ownerId !== null && caller.abilities.has(ability) && (reaches(caller, ownerId, customerId) || reaches(caller, of.ownerId))
  return (
    may('customers.read', of.customerOwnerId, of.customerId) ||
    may('leads.read', of.leadOwnerId, null) ||
    may('opportunities.read', of.opportunityOwnerId, of.opportunityCustomerId)
  )
}

export const recordingActivity = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'activities.write')

/** Correcting and archiving: one's own, or those of people whose records one may assign. */
export function correctingActivity(caller: Looker, of: { ownerId: string; createdBy: string }): Refusal | null {
  const lacking = recordingActivity(caller)
  if (lacking) return lacking
  if (of.ownerId === caller.memberId || of.createdBy === caller.memberId) return null
  if (caller.abilities.has('records.assign') && reaches(caller, of.ownerId)) return null
  return refuse('activity-of-another', {}, 403).refusal
}

/** Writing an activity into somebody else's name. */
export function recordingFor(caller: Looker & Pick<Caller, 'via'>, ownerId: string): Refusal | null {
  if (ownerId === caller.memberId) return null
  if (!reaches(caller, ownerId)) return refuse('unknown-reference', { field: 'ownerId' }).refusal
  return needs(caller, 'records.assign')
}
