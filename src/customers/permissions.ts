import { needs, stewarding, tending } from '../people/permissions.ts'
import type { Reaching } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'> & Reaching
interface Standing {
  /** Without it account teams do not count. */
  id?: string | undefined
  ownerId: string
  archived: boolean
}

export const readingCustomers = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'customers.read')

export const creatingCustomer = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'customers.write')

export const editingCustomer = (caller: Who, customer: Standing): Refusal | null => {
  const lacking = needs(caller, 'customers.write') ?? tending(caller, customer.ownerId, customer.id ?? null)
  if (lacking) return lacking
  return customer.archived ? refuse('customer-archived', {}, 409).refusal : null
}

/** A customer with open deals stays: they would hang in the air. */
export const archivingCustomer = (caller: Who, customer: Standing & { openOpportunities: number }): Refusal | null =>
  editingCustomer(caller, { ...customer, archived: false }) ??
  stewarding(caller, customer.ownerId, customer.id ?? null) ??
  (customer.openOpportunities > 0
    ? refuse('customer-has-open-opportunities', { count: customer.openOpportunities }, 409).refusal
    : null)

/** Giving a customer to a colleague: within reach on both sides. */
export const assigningCustomer = (caller: Who, customer: Standing): Refusal | null =>
  editingCustomer(caller, customer) ??
  stewarding(caller, customer.ownerId, customer.id ?? null) ??
  needs(caller, 'records.assign')

/** Two records of one company become one: both within reach and at work; of two people only by who may give records to others. */
export const mergingCustomers = (caller: Who, kept: Standing, other: Standing): Refusal | null =>
  editingCustomer(caller, kept) ??
  editingCustomer(caller, other) ??
  stewarding(caller, kept.ownerId, kept.id ?? null) ??
  stewarding(caller, other.ownerId, other.id ?? null) ??
  (kept.ownerId === other.ownerId ? null : needs(caller, 'records.assign'))
