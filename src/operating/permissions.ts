import { needs } from '../people/permissions.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'>

export const readingMechanism = (caller: Who): Refusal | null => needs(caller, 'customers.read')
export const editingMechanism = (caller: Who): Refusal | null => readingMechanism(caller) ?? needs(caller, 'catalogue.manage')

/** Noting what a customer asked: whoever may write tasks and sees the customer; what a colleague's customer waits for is nobody else's secret. */
export const notingRequest = (caller: Who, customer: { archived: boolean }): Refusal | null =>
  needs(caller, 'tasks.write') ?? (customer.archived ? refuse('customer-archived', {}, 409).refusal : null)
