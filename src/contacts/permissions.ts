import { needs, tending } from '../people/permissions.ts'
import type { Reaching } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'> & Reaching
interface Standing {
  ownerId: string
  customerId: string
}

export const readingContacts = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'customers.read')

/** Contacts are written by whoever may write their customer. */
export const editingContact = (caller: Who, contact: Standing & { archived: boolean }): Refusal | null => {
  const lacking = needs(caller, 'customers.write') ?? tending(caller, contact.ownerId, contact.customerId)
  if (lacking) return lacking
  return contact.archived ? refuse('contact-archived', {}, 409).refusal : null
}

export const archivingContact = (caller: Who, contact: Standing): Refusal | null =>
  editingContact(caller, { ...contact, archived: false })
