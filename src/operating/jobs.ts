import { askFor, type Work } from '../platform/jobs.ts'
import { announce } from '../platform/news.ts'
import { keepKind, keepOperating } from './commands/keep.ts'

export const keepMechanism: Work = async (tx, job) => {
  const { raised, ended, isMore } = await keepOperating(tx, job.orgId, new Date(), { all: job.payload['all'] === true })
  if (isMore) await askFor(tx, { orgId: job.orgId, kind: keepKind })
  if (raised + ended > 0 || isMore || job.payload['all'] === true)
    await announce(tx, job.orgId, [{ topic: 'operating.kept', entityKind: 'operating', entityId: job.orgId, ownerId: null }])
}
