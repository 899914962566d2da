import { needs } from '../people/permissions.ts'
import { reaches } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities' | 'reach'>

export const readingContacts = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'customers.read')

/** Contacts are written by whoever may write customers, within reach. */
export const editingContact = (caller: Who, contact: { ownerId: string; archived: boolean }): Refusal | null => {
  const lacking = needs(caller, 'customers.write')
  if (lacking) return lacking
  if (!reaches(caller, contact.ownerId)) return refuse('not-found').refusal
  return contact.archived ? refuse('contact-archived', {}, 409).refusal : null
}

export const archivingContact = (caller: Who, contact: { ownerId: string }): Refusal | null =>
  editingContact(caller, { ...contact, archived: false })
