import { insertMany } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { needs } from '../../people/permissions.ts'
import { readActions } from '../queries/actions.ts'

/** Notes that the caller's actions of today were shown, once a day each: without it nobody could say later what an action did. */
export async function noteShown(tx: Tx, caller: Caller): Promise<Outcome<{ shown: number }>> {
  const refusal = needs(caller, 'opportunities.write')
  if (refusal) return { ok: false, refusal }
  const found = await readActions(tx, caller, { scope: 'mine' })
  const actions = found?.lists[0]?.actions ?? []
  const rows = actions.map((action, index) => ({
    org_id: caller.orgId,
    id: newId(),
    day: found!.day,
    member_id: caller.memberId,
    at: caller.now,
    by: caller.memberId,
    key: action.key,
    kind: action.kind,
    what: 'shown',
    role: caller.role,
    opportunity_id: action.opportunity?.id ?? null,
    customer_id: action.customer?.id ?? null,
    lead_id: action.lead?.id ?? null,
    place: index + 1,
    value_minor: action.valueMinor,
    per_hour_minor: action.perHourMinor,
    reason: null,
  }))
  await insertMany(tx, 'next_action_event', rows, `on conflict (org_id, member_id, day, key) where what = 'shown' do nothing`)
  return accept({ shown: rows.length })
}

type What = 'done' | 'skipped' | 'taken-back' | 'worked' | 'failed'

/** An action stays known for so many days after it was shown. */
const knownDays = 30

/**
 * Says what became of an action of one's own list: done, skipped with a reason, taken back, and of a done one whether it worked.
 * Refuses actions that were never shown to the caller, and an outcome of what was not done.
 */
export async function handleAction(
  tx: Tx,
  caller: Caller,
  { key, what, reason }: { key: string; what: What; reason: string },
): Promise<Outcome<{ key: string; what: What }>> {
  const refusal = needs(caller, 'opportunities.write')
  if (refusal) return { ok: false, refusal }
  const latest = (whats: readonly (What | 'shown')[]) =>
    tx
      .selectFrom('next_action_event')
      .selectAll()
      .where('org_id', '=', caller.orgId)
      .where('member_id', '=', caller.memberId)
      .where('key', '=', key)
      .where('what', 'in', whats)
      .where('at', '>', new Date(caller.now.getTime() - knownDays * 86_400_000))
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  const shown = await latest(['shown'])
  if (!shown) return refuse('action-not-listed', {}, 404)
  if (what === 'skipped' && reason === '') return refuse('action-reason-needed')
  const handled = await latest(['done', 'skipped', 'taken-back'])
  const standing = handled?.what === 'taken-back' ? undefined : handled?.what
  if ((what === 'worked' || what === 'failed') && standing !== 'done') return refuse('action-not-done', {}, 409)
  if (standing === what || (what === 'taken-back' && standing === undefined)) return accept({ key, what })
  await insertMany(tx, 'next_action_event', [
    {
      ...shown,
      id: newId(),
      day: dayOf(caller.now, caller.timeZone),
      at: caller.now,
      by: caller.memberId,
      role: caller.role,
      what,
      reason: reason || null,
    },
  ])
  await announce(tx, caller.orgId, [
    { topic: 'day-list.changed', entityKind: 'day-list', entityId: caller.memberId, ownerId: caller.memberId },
  ])
  return accept({ key, what })
}
