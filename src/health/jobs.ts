import type { Work } from '../platform/jobs.ts'
import { announce } from '../platform/news.ts'
import { keepHealth } from './commands/judge.ts'

export const keepCustomersHealthy: Work = async (tx, job) => {
  const judged = await keepHealth(tx, job.orgId, new Date(), { all: job.payload['all'] === true })
  if (judged > 0) await announce(tx, job.orgId, [{ topic: 'health.kept', entityKind: 'health', entityId: job.orgId, ownerId: null }]) // prettier-ignore
}
