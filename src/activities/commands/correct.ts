import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { isLate, liesInFuture } from '../lateness.ts'
import { correctingActivity, seesActivity } from '../permissions.ts'
import { opportunityWithin } from '../queries/subject.ts'
import { lockActivity, markArchived, updateActivity, type ActivityFields } from '../store.ts'
import { noteContact, noteCorrectedPlan } from './note.ts'
import { refusedGaps, strangers } from './record.ts'

type Correction = { [K in keyof Omit<ActivityFields, 'happenedAt'>]?: ActivityFields[K] | undefined } & {
  happenedAt?: string | undefined
}
type Locked = NonNullable<Awaited<ReturnType<typeof lockActivity>>>

/** Changes what an activity says; the former text goes into the audit trail, and whether it is late is judged anew. */
export async function correctActivity(
  tx: Tx,
  caller: Caller,
  id: string,
  correction: Correction,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await lockOwn(tx, caller, id)
  if (!found.ok) return found
  const activity = found.value
  if (activity.archived) return refuse('activity-archived', {}, 409)
  if (ifMatch !== null && ifMatch !== activity.version) return refuse('version-conflict', { version: activity.version })
  const { happenedAt, ...others } = correction
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined)) as Partial<ActivityFields>
  const before = activity.fields
  const after: ActivityFields = { ...before, ...given, ...(happenedAt ? { happenedAt: new Date(happenedAt) } : {}) }
  after.contactIds = [...new Set(after.contactIds)].sort()
  const changed = difference(before, after)
  if (!changed) return accept(undefined)

  const gaps = refusedGaps(caller, { ...after, customerId: activity.customerId, leadId: activity.leadId })
  if (gaps) return gaps
  if (changed.after.happenedAt && liesInFuture(after.happenedAt, caller.now)) return refuse('activity-in-future')
  const unknown = await strangers(tx, caller, activity.customerId, 'contactIds' in changed.after ? after.contactIds : [])
  if (unknown) return unknown
  if (changed.after.opportunityId) {
    const opportunity = await opportunityWithin(tx, caller, after.opportunityId!)
    if (!opportunity) return refuse('unknown-reference', { field: 'opportunityId' })
    if (opportunity.customerId !== activity.customerId) return refuse('belongs-to-other-customer', { field: 'opportunityId' })
  }

  const late = changed.after.happenedAt ? isLate(after.happenedAt, activity.recordedAt) : activity.late
  await updateActivity(tx, caller.orgId, id, { ...after, late }, caller.now)
  if (before.opportunityId === after.opportunityId) await noteCorrectedPlan(tx, caller, before, after)
  await noteContact(tx, caller, { ...activity, opportunityId: after.opportunityId })
  if (before.opportunityId !== after.opportunityId) await leave(tx, caller, activity, before.opportunityId)
  await record(tx, caller, [{ entityKind: 'activity', entityId: id, action: 'changed', ...changed }])
  await tell(tx, caller, activity, 'activity.changed')
  return accept(undefined)
}

/** The deal that an activity belonged to before hears of it too: nothing else names it any more. */
async function leave(tx: Tx, caller: Caller, { belonging }: Locked, opportunityId: string | null): Promise<void> {
  if (opportunityId === null) return
  await noteContact(tx, caller, { customerId: null, leadId: null, opportunityId })
  const ownerId = belonging.opportunityOwnerId
  await announce(tx, caller.orgId, [
    { topic: 'opportunity.changed', entityKind: 'opportunity', entityId: opportunityId, ownerId },
  ])
}

export const archiveActivity = (tx: Tx, caller: Caller, id: string) => setArchived(tx, caller, id, true)
export const restoreActivity = (tx: Tx, caller: Caller, id: string) => setArchived(tx, caller, id, false)

/** An archived activity counts nowhere; the last contact of what it concerned is found anew. */
async function setArchived(tx: Tx, caller: Caller, id: string, archived: boolean): Promise<Outcome<undefined>> {
  const found = await lockOwn(tx, caller, id)
  if (!found.ok) return found
  const activity = found.value
  if (activity.archived === archived) return accept(undefined)
  await markArchived(tx, caller.orgId, id, archived ? caller.now : null)
  await noteContact(tx, caller, { ...activity, opportunityId: activity.fields.opportunityId })
  await record(tx, caller, [{ entityKind: 'activity', entityId: id, action: archived ? 'archived' : 'restored' }])
  await tell(tx, caller, activity, archived ? 'activity.archived' : 'activity.restored')
  return accept(undefined)
}

/** The activity, locked, if the caller sees it and may correct it. */
async function lockOwn(tx: Tx, caller: Caller, id: string): Promise<Outcome<Locked>> {
  const activity = await lockActivity(tx, caller.orgId, id)
  if (!activity || !seesActivity(caller, activity.belonging)) return refuse('not-found')
  const lacking = correctingActivity(caller, { ownerId: activity.belonging.ownerId, createdBy: activity.createdBy })
  return lacking ? { ok: false, refusal: lacking } : accept(activity)
}

async function tell(tx: Tx, caller: Caller, { id, belonging }: Locked, topic: string): Promise<void> {
  const readers = [belonging.ownerId, belonging.customerOwnerId, belonging.leadOwnerId, belonging.opportunityOwnerId]
  await announce(
    tx,
    caller.orgId,
    [...new Set(readers)]
      .filter((reader) => reader !== null)
      .map((ownerId) => ({ topic, entityKind: 'activity', entityId: id, ownerId })),
  )
}
