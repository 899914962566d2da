import { addDays } from '../platform/time.ts'

/** A plan with the reviews it has had so far. */
export interface Reviewed {
  id: string
  ownerId: string
  nextReviewOn: string | null
  /** Closed, or its customer archived. */
  isOver: boolean
  reviews: number
}

/** The task of a review that is still open. */
export interface OpenReviewTask {
  dueOn: string | null
  /** In whose name it was made, and who has it. */
  madeFor: string
  assigneeId: string
}

export interface ReviewSteps {
  raise: string[]
  move: { key: string; dueOn: string; from: string; to: string }[]
  complete: string[]
  withdraw: string[]
}

/** A review becomes somebody's task so many days before. */
const aheadDays = 14

/** The task of the review after so many; each review has one of its own. */
export const reviewKey = (planId: string, reviews: number): string => `plan-review ${planId} ${reviews}`

/**
 * What is to become of a plan's review task: made two weeks before its day, moved with the day and with the customer's owner, done by the
 * review that is written, withdrawn when the plan is over. Asked twice, the second answer changes nothing. Days are YYYY-MM-DD.
 */
export function reviewSteps(plan: Reviewed, open: ReadonlyMap<string, OpenReviewTask>, today: string): ReviewSteps {
  const steps: ReviewSteps = { raise: [], move: [], complete: [], withdraw: [] }
  const earlier = reviewKey(plan.id, plan.reviews - 1)
  if (open.has(earlier)) steps.complete.push(earlier)
  const key = reviewKey(plan.id, plan.reviews)
  const task = open.get(key)
  const dueOn = plan.nextReviewOn
  if (plan.isOver || dueOn === null || dueOn > addDays(today, aheadDays)) {
    if (task) steps.withdraw.push(key)
  } else if (!task) steps.raise.push(key)
  else if (task.dueOn !== dueOn || (task.madeFor === task.assigneeId && task.assigneeId !== plan.ownerId))
    steps.move.push({ key, dueOn, from: task.madeFor, to: plan.ownerId })
  return steps
}
