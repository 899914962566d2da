import { needs } from '../people/permissions.ts'
import type { Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'>

/** Whom to contact, how often, and what that takes. */
export const readingUpkeep = (caller: Who): Refusal | null =>
  needs(caller, 'customers.read') ?? needs(caller, 'opportunities.read')
export const editingUpkeep = (caller: Who): Refusal | null => readingUpkeep(caller) ?? needs(caller, 'catalogue.manage')
/** Meaning to contact somebody on a day. */
export const planningContact = (caller: Who): Refusal | null => readingUpkeep(caller) ?? needs(caller, 'activities.write')
