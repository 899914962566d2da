import { needs } from '../people/permissions.ts'
import type { Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'>

/** Figures of customers with amounts of their deals. */
export const readingQuality = (caller: Who): Refusal | null => needs(caller, 'customers.read') ?? needs(caller, 'reports.read')
/** Where one customer stands. */
export const readingStanding = (caller: Who): Refusal | null => needs(caller, 'customers.read')
export const editingProfile = (caller: Who): Refusal | null => readingQuality(caller) ?? needs(caller, 'catalogue.manage')
