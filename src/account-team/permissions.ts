import { needs, stewarding } from '../people/permissions.ts'
import type { Reaching } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'>

/** Who sees the customer sees who looks after it. */
export const readingTeam = (caller: Who): Refusal | null => needs(caller, 'customers.read')

/** The owner of the customer, and whoever leads the owner. */
export const changingTeam = (
  caller: Who & Reaching,
  customer: { id: string; ownerId: string; archived: boolean },
): Refusal | null =>
  needs(caller, 'customers.write') ??
  stewarding(caller, customer.ownerId, customer.id) ??
  (customer.archived ? refuse('customer-archived', {}, 409).refusal : null)

export const editingRoles = (caller: Who): Refusal | null => needs(caller, 'catalogue.manage')
