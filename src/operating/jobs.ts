import type { Work } from '../platform/jobs.ts'
import { announce } from '../platform/news.ts'
import { keepOperating } from './commands/keep.ts'

export const keepMechanism: Work = async (tx, job) => {
  const { raised, ended } = await keepOperating(tx, job.orgId, new Date(), { all: job.payload['all'] === true })
  if (raised + ended > 0)
    await announce(tx, job.orgId, [{ topic: 'operating.kept', entityKind: 'operating', entityId: job.orgId, ownerId: null }])
}
