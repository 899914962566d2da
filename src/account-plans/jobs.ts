import type { Work } from '../platform/jobs.ts'
import { keepReviewTasks } from './commands/remind.ts'

/** Tells owners of reviews that come near, by the clock. */
export const remindOfReviews: Work = async (tx, job) => void (await keepReviewTasks(tx, job.orgId, new Date()))
