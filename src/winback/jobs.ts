import { readCaller } from '../people/queries.ts'
import type { Work } from '../platform/jobs.ts'
import { dayOf } from '../platform/time.ts'
import { refillCampaign } from './commands/refill.ts'
import { keepStrengths } from './commands/strengths.ts'

/** What the past says of relationships is kept, so that lists of lost deals need not ask it of every contact. */
export const keepWinBack: Work = async (tx, job) => void (await keepStrengths(tx, job.orgId, new Date()))

/** Lists that fill themselves do so in their leader's name, while the campaign runs. */
export const refillLists: Work = async (tx, job) => {
  const now = new Date()
  const { time_zone } = await tx
    .selectFrom('organisation')
    .select('time_zone')
    .where('org_id', '=', job.orgId)
    .executeTakeFirstOrThrow()
  const today = dayOf(now, time_zone)
  const campaigns = await tx
    .selectFrom('winback_campaign')
    .select(['id', 'owner_id'])
    .where('org_id', '=', job.orgId)
    .where('state', '=', 'running')
    .where('refills', '=', true)
    .where('deleted_at', 'is', null)
    .where('starts_on', '<=', today)
    .where('ends_on', '>=', today)
    .orderBy('id')
    .execute()
  for (const { id, owner_id } of campaigns) {
    const leader = await readCaller(tx, job.orgId, owner_id, 'job', now)
    if (leader) await refillCampaign(tx, leader, id)
  }
}
