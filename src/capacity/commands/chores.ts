import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { choreTotal, isTellable, type ChoreMinutes } from '../chores.ts'
import { tellingChores } from '../permissions.ts'
import { insertChores, lockChores, writeChores } from '../store/chores.ts'

interface Told {
  weekOn: string
  minutes: ChoreMinutes
}

/** Writes down what the caller says of a week. Refuses who is not asked, a day that is no Monday, a week to come or long gone, more than a day has. */
export async function saveChores(
  tx: Tx,
  caller: Caller,
  { weekOn, minutes }: Told,
): Promise<Outcome<Told & { totalMinutes: number; version: number }>> {
  const denied = tellingChores(caller)
  if (denied) return { ok: false, refusal: denied }
  if (!isTellable(weekOn, dayOf(caller.now, caller.timeZone))) return refuse('chores-week', { weekOn })
  const totalMinutes = choreTotal(minutes)
  if (totalMinutes > 1440) return refuse('chores-too-much', { minutes: totalMinutes })
  const before = await lockChores(tx, caller, weekOn)
  const changed = difference<Record<string, unknown>>(before?.minutes ?? {}, { ...minutes })
  if (before && !changed) return accept({ weekOn, minutes, totalMinutes, version: before.version })
  const written = await writeChores(tx, caller, weekOn, minutes, totalMinutes)
  await record(tx, caller, [
    {
      entityKind: 'chores',
      entityId: written.id,
      action: before ? 'changed' : 'created',
      before: before ? { ...before.minutes } : null,
      after: { weekOn, ...minutes },
    },
  ])
  await announce(tx, caller.orgId, [
    { topic: 'capacity.changed', entityKind: 'capacity', entityId: written.id, ownerId: caller.memberId },
  ])
  return accept({ weekOn, minutes, totalMinutes, version: written.version })
}

/** What people told elsewhere before, brought in whole; nobody is asked whether they may. */
export const bringChores = (tx: Tx, caller: Caller, told: readonly (Told & { memberId: string })[]): Promise<void> =>
  insertChores(
    tx,
    caller,
    told.map((one) => ({ ...one, totalMinutes: choreTotal(one.minutes) })),
  )
