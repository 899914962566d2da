import { assigneeFor, type Colleague, type TeamOf } from '../playbooks/assignee.ts'
import { addDays } from '../platform/time.ts'

/** A review that nobody has signed yet, and who is to sign it; null where nobody could. */
export interface Unsigned {
  reviewId: string
  writerId: string
  signerId: string | null
  /** Its plan is closed, or the customer archived. */
  isOver: boolean
}

/** The task of a signature that is still open: in whose name it was made, and who has it. */
export interface OpenSignatureTask {
  madeFor: string
  assigneeId: string
}

export interface SignatureSteps {
  raise: string[]
  move: { key: string; from: string; to: string }[]
  withdraw: string[]
}

export const signatureKey = (reviewId: string): string => `plan-signature ${reviewId}`

/** A review is to be signed within so many days. */
const signDays = 3

/** The day by which a review is to be signed that was last written on a day, YYYY-MM-DD. */
export const signBy = (writtenOn: string): string => addDays(writtenOn, signDays)

/**
 * Who signs a review: the nearest supervisor of the customer's owner who did not write it, then a director, then an administrator.
 * Null where nobody but its writer could.
 */
export function signerOf(
  review: { customerId: string; ownerId: string; writerId: string },
  colleagues: readonly Colleague[],
  teams: readonly TeamOf[],
): string | null {
  const { customerId: id, ownerId, writerId } = review
  const others = colleagues.filter((one) => one.id === ownerId || one.id !== writerId)
  const boss = assigneeFor('supervisor', { id, ownerId }, others, teams)
  if (boss !== ownerId) return boss
  const administrators = others.filter((one) => one.role === 'administrator' && one.id !== writerId).map((one) => one.id)
  return administrators.toSorted()[0] ?? null
}

/**
 * What is to become of an unsigned review's task: made for its signer, moved when it has become another's to sign (somebody else owns the
 * customer, or the signer rewrote the review), withdrawn when the plan is over. Who was given it by hand keeps it, unless it is the writer.
 */
export function signatureSteps(review: Unsigned, open: OpenSignatureTask | undefined): SignatureSteps {
  const steps: SignatureSteps = { raise: [], move: [], withdraw: [] }
  const key = signatureKey(review.reviewId)
  if (review.isOver || review.signerId === null) {
    if (open) steps.withdraw.push(key)
    return steps
  }
  if (!open) steps.raise.push(key)
  else if (open.assigneeId !== review.signerId && (open.madeFor === open.assigneeId || open.assigneeId === review.writerId))
    steps.move.push({ key, from: open.assigneeId, to: review.signerId })
  return steps
}
