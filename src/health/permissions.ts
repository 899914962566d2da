import { needs } from '../people/permissions.ts'
import type { Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'>

export const readingHealth = (caller: Who): Refusal | null => needs(caller, 'customers.read')
/** Many customers with money. */
export const readingHealths = (caller: Who): Refusal | null => readingHealth(caller) ?? needs(caller, 'reports.read')
export const editingHealth = (caller: Who): Refusal | null => readingHealths(caller) ?? needs(caller, 'catalogue.manage')
