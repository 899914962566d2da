import { needs } from '../people/permissions.ts'
import { reaches } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'>

/** The pool is everybody's who may see customers at all. */
export const readingPool = (caller: Who): Refusal | null => needs(caller, 'customers.read')
export const claiming = (caller: Who): Refusal | null => needs(caller, 'customers.write')
export const assigningFromPool = (caller: Who): Refusal | null => claiming(caller) ?? needs(caller, 'records.assign')
export const editingPoolRule = (caller: Who): Refusal | null => readingPool(caller) ?? needs(caller, 'catalogue.manage')

/** Giving a customer up is for its owner and those above, as giving it away is; account teams help, they do not decide. */
export const releasing = (
  caller: Who & Pick<Caller, 'reach'>,
  customer: { ownerId: string; archived: boolean; isInPool: boolean },
): Refusal | null => {
  const lacking = claiming(caller)
  if (lacking) return lacking
  if (!reaches({ reach: caller.reach }, customer.ownerId)) return refuse('not-found').refusal
  if (customer.isInPool) return refuse('in-pool-already', {}, 409).refusal
  return customer.archived ? refuse('customer-archived', {}, 409).refusal : null
}
