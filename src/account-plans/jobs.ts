import type { Work } from '../platform/jobs.ts'
import { keepSignatureTasks } from './commands/ask-signature.ts'
import { keepReviewTasks } from './commands/remind.ts'

/** Tells owners of reviews that come near, by the clock, and supervisors of those that wait for a signature. */
export const remindOfReviews: Work = async (tx, job) => {
  await keepReviewTasks(tx, job.orgId, new Date())
  await keepSignatureTasks(tx, job.orgId, new Date())
}
