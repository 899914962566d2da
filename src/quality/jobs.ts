import { askFor, type Work } from '../platform/jobs.ts'
import { announce } from '../platform/news.ts'
import { keepStandings } from './commands/keep-up.ts'
import { keepTiers } from './commands/tiers.ts'
import { keepUpKind } from './setting.ts'

export const keepQuality: Work = async (tx, job) => {
  const all = job.payload['all'] === true
  const more = await keepStandings(tx, job.orgId, new Date(), { all })
  if (more) await askFor(tx, { orgId: job.orgId, kind: keepUpKind })
  if (all || more) await announce(tx, job.orgId, [{ topic: 'quality.kept', entityKind: 'quality', entityId: job.orgId, ownerId: null }]) // prettier-ignore
}

/** Value and potential of customers with open deals. */
export const keepCustomerTiers: Work = async (tx, job) => {
  const moved = await keepTiers(tx, job.orgId, new Date())
  if (moved > 0) await announce(tx, job.orgId, [{ topic: 'quality.tiers', entityKind: 'quality', entityId: job.orgId, ownerId: null }]) // prettier-ignore
}
