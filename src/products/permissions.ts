import { needs } from '../people/permissions.ts'
import type { Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

/** Everybody sees the catalogue; those who manage it change it. */
export const managingCatalogue = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'catalogue.manage')
