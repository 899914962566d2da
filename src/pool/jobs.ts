import type { Work } from '../platform/jobs.ts'
import { recycle } from './commands/recycle.ts'

/** Customers whose day has come fall into the pool, a part at a time. */
export const recycleCustomers: Work = async (tx, job) => {
  await recycle(tx, job.orgId, new Date(), { part: Number(job.payload['part'] ?? 0) })
}
