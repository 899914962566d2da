import type { Work } from '../platform/jobs.ts'
import { announce } from '../platform/news.ts'
import { keepKeyAccounts } from './commands/judge.ts'

export const keepAccounts: Work = async (tx, job) => {
  const moved = await keepKeyAccounts(tx, job.orgId, new Date(), { all: job.payload['all'] === true })
  if (moved > 0) await announce(tx, job.orgId, [{ topic: 'key-account.kept', entityKind: 'key-account', entityId: job.orgId, ownerId: null }]) // prettier-ignore
}
