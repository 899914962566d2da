import { readWorkCalendar } from '../../../people/queries.ts'
import { addDays, dayOf } from '../../../platform/time.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import { verdictOf } from '../../../platform/http/problem.ts'
import type { Caller } from '../../../platform/session.ts'
import { runningRounds } from '../../round-permissions.ts'
import { usualSetting, type RoundSetting } from '../../round-times.ts'

/** How the organisation asks for forecasts, and the version of its own words; 0 where it has none. */
export async function readSetting(tx: Tx, orgId: string): Promise<{ setting: RoundSetting; version: number }> {
  const row = await tx.selectFrom('forecast_setting').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  if (!row) return { setting: usualSetting, version: 0 }
  return {
    version: row.version,
    setting: {
      active: row.active,
      periodKind: row.period_kind as RoundSetting['periodKind'],
      weekday: row.weekday,
      opensAt: row.opens_at,
      dueAt: row.due_at,
      locksAt: row.locks_at,
      lockAfterDays: row.lock_after_days,
      remindMinutes: row.remind_minutes,
    },
  }
}

export async function showSetting(tx: Tx, caller: Caller) {
  const { setting, version } = await readSetting(tx, caller.orgId)
  return { ...setting, version, permissions: { edit: verdictOf(runningRounds(caller), caller.locale) } }
}

/** Setting and calendar as rounds need them, and what day it is. */
export async function readRhythm(tx: Tx, { orgId, now, timeZone }: Pick<Caller, 'orgId' | 'now' | 'timeZone'>) {
  const today = dayOf(now, timeZone)
  const { setting } = await readSetting(tx, orgId)
  const calendar = await readWorkCalendar(tx, orgId, addDays(today, -7))
  return { today, setting, calendar }
}
