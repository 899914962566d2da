import type { Tx } from '../platform/database/connect.ts'
import type { Job, Work } from '../platform/jobs.ts'
import type { Caller } from '../platform/session.ts'
import type { Locale } from '../platform/words.ts'
import { dayOf } from '../platform/time.ts'
import { followDelegations, passUpOverdue } from './commands/approvals.ts'
import { wakeUp } from './commands/move.ts'
import { reconcile } from './commands/reconcile.ts'
import { recomputeStatistics } from './commands/statistics.ts'

/** The clock as a caller: acts in the name of each deal's owner, may do what any owner may. */
const clock = (
  job: Job,
  organisation: { locale: string; time_zone: string; currency: string },
  memberId: string,
  now: Date,
): Caller => ({
  orgId: job.orgId,
  memberId,
  role: 'rep',
  abilities: new Set(['opportunities.write']),
  reach: 'organisation',
  locale: organisation.locale as Locale,
  timeZone: organisation.time_zone,
  currency: organisation.currency,
  now,
  via: 'job',
})

const organisationOf = (tx: Tx, orgId: string) =>
  tx.selectFrom('organisation').select(['locale', 'time_zone', 'currency']).where('org_id', '=', orgId).executeTakeFirstOrThrow()

/** Deals on hold whose day has come are open again, in the stage they were in. */
export const wakeUpDue: Work = async (tx, job) => {
  const now = new Date()
  const organisation = await organisationOf(tx, job.orgId)
  const today = dayOf(now, organisation.time_zone)
  const due = await tx
    .selectFrom('opportunity')
    .select(['id', 'owner_id'])
    .where('org_id', '=', job.orgId)
    .where('status', '=', 'on-hold')
    .where('deleted_at', 'is', null)
    .where('wake_up_on', '<=', today)
    .orderBy('id')
    .limit(1000)
    .execute()
  for (const { id, owner_id } of due) await wakeUp(tx, clock(job, organisation, owner_id, now), id)
}

/** Recomputes every opportunity from its events and complains of any that differs: there must be none. */
export const reconcileHistory: Work = async (tx, job) => {
  const differing = await reconcile(tx, job.orgId)
  if (differing.length > 0) {
    throw new Error(`${differing.length} opportunities differ from their history: ${differing.slice(0, 5).join(', ')}`)
  }
}

/** Questions of whoever is away go to the stand-in; those whose approver let the time limit pass, to the next above. */
export const passUpApprovals: Work = async (tx, job) => {
  const organisation = await organisationOf(tx, job.orgId)
  const somebody = await tx
    .selectFrom('member')
    .select('id')
    .where('org_id', '=', job.orgId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!somebody) return
  const caller = clock(job, organisation, somebody.id, new Date())
  await followDelegations(tx, caller)
  await passUpOverdue(tx, caller)
}

/** Learns anew what the past says about stages and elements. */
export const computeStatistics: Work = (tx, job) => recomputeStatistics(tx, job.orgId, new Date())
