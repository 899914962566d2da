import { needs } from '../people/permissions.ts'
import type { Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

/** Who may see the customer sees its chain. */
export const readingChain = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'customers.read')
