import type { Work } from '../platform/jobs.ts'
import { announce } from '../platform/news.ts'
import { keepBuyers } from './commands/keep-up.ts'

export const keepRepurchase: Work = async (tx, job, db) => {
  const all = await keepBuyers(tx, db, job.orgId, new Date())
  if (all) await announce(tx, job.orgId, [{ topic: 'repurchase.kept', entityKind: 'repurchase', entityId: job.orgId, ownerId: null }]) // prettier-ignore
}
