import { editingCustomer, readingCustomers } from '../customers/permissions.ts'
import { needs, stewarding } from '../people/permissions.ts'
import type { Reaching } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities' | 'memberId'> & Reaching
interface Plan {
  customerId: string
  ownerId: string
  archived: boolean
  closed: boolean
}

export const readingPlans = readingCustomers

/** Who may change the customer writes its plan, until it is closed. */
export const editingPlan = (caller: Who, plan: Plan): Refusal | null =>
  closingPlan(caller, plan) ?? (plan.closed ? refuse('plan-closed', {}, 409).refusal : null)

/** Closing it, and opening it again. */
export const closingPlan = (caller: Who, plan: Plan): Refusal | null => editingCustomer(caller, { ...plan, id: plan.customerId })

/** A plan's actions are tasks. */
export const actingOnPlan = (caller: Who, plan: Plan): Refusal | null => editingPlan(caller, plan) ?? needs(caller, 'tasks.write')

interface Review {
  writtenBy: string
  signed: boolean
  /** Who signed it and when, where that is to be told. */
  signature?: { by: { id: string; name: string }; at: string } | undefined
}
export const editingReview = (caller: Who, plan: Plan, review: Review): Refusal | null =>
  review.signed ? refuse('review-signed', { ...review.signature }, 409).refusal : editingPlan(caller, plan)

/** A supervisor of the customer's line signs what somebody else wrote. */
export const signingReview = (caller: Who, plan: Plan, review: Review): Refusal | null =>
  review.signed
    ? refuse('review-signed', { ...review.signature }, 409).refusal
    : (editingPlan(caller, plan) ??
      needs(caller, 'records.assign') ??
      stewarding(caller, plan.ownerId, plan.customerId) ??
      (review.writtenBy === caller.memberId ? refuse('own-review', {}, 403).refusal : null))
