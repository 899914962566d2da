import type { Work } from '../../platform/jobs.ts'
import { keepRounds } from '../commands/rounds/run.ts'

/** Rounds open, remind and lock by the organisation's clock. */
export const runRounds: Work = async (tx, job) => {
  const { time_zone } = await tx
    .selectFrom('organisation')
    .select('time_zone')
    .where('org_id', '=', job.orgId)
    .executeTakeFirstOrThrow()
  await keepRounds(tx, { orgId: job.orgId, now: new Date(), timeZone: time_zone })
}
