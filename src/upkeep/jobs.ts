import type { Work } from '../platform/jobs.ts'
import { announce } from '../platform/news.ts'
import { keepUpkeep } from './commands/keep-up.ts'

export const keepUp: Work = async (tx, job) => {
  const planned = await keepUpkeep(tx, job.orgId, new Date(), { all: job.payload['all'] === true })
  if (planned.length > 0) await announce(tx, job.orgId, [{ topic: 'upkeep.planned', entityKind: 'upkeep', entityId: job.orgId, ownerId: null }]) // prettier-ignore
}
