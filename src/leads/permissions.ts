import { needs } from '../people/permissions.ts'
import { reaches } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import type { LeadStatus } from './lead.ts'

type Who = Pick<Caller, 'abilities' | 'reach' | 'memberId'>
export interface LeadStanding {
  ownerId: string
  status: LeadStatus
  archived: boolean
}

export const readingLeads = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'leads.read')
export const creatingLead = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'leads.write')

export const archivingLead = (caller: Who, lead: LeadStanding): Refusal | null => {
  if (!reaches(caller, lead.ownerId)) return refuse('not-found').refusal
  return needs(caller, 'leads.write')
}

/** What has ended stays as it was; an invalid lead can be opened again first. */
export function editingLead(caller: Who, lead: LeadStanding): Refusal | null {
  const lacking = archivingLead(caller, lead)
  if (lacking) return lacking
  if (lead.archived) return refuse('lead-archived', {}, 409).refusal
  return lead.status === 'open' ? null : refuse(`lead-${lead.status}`, {}, 409).refusal
}

/** Making a customer of it needs the right to have customers. */
export const qualifyingLead = (caller: Who, lead: LeadStanding): Refusal | null =>
  editingLead(caller, lead) ?? needs(caller, 'customers.write')

export function reopeningLead(caller: Who, lead: LeadStanding): Refusal | null {
  const lacking = archivingLead(caller, lead)
  if (lacking) return lacking
  if (lead.archived) return refuse('lead-archived', {}, 409).refusal
  return lead.status === 'invalid' ? null : refuse('lead-not-invalid', {}, 409).refusal
}

/** Giving a lead to somebody: superiors, and who looks after the leads of the whole organisation. */
export function assigningLead(caller: Who, ownerId: string): Refusal | null {
  if (ownerId === caller.memberId) return null
  if (!reaches(caller, ownerId)) return refuse('unknown-reference', { field: 'ownerId' }).refusal
  return caller.reach === 'organisation' ? creatingLead(caller) : needs(caller, 'records.assign')
}
