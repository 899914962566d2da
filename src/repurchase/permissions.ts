import { needs } from '../people/permissions.ts'
import type { Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'>

/** What one customer is expected to buy again. */
export const readingBuyer = (caller: Who): Refusal | null => needs(caller, 'customers.read')
/** All of them with what they bring. */
export const readingRepurchase = (caller: Who): Refusal | null => readingBuyer(caller) ?? needs(caller, 'reports.read')
