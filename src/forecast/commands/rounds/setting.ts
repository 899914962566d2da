import { difference, record } from '../../../platform/audit-trail.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import { announce } from '../../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../../platform/refusal.ts'
import type { Caller } from '../../../platform/session.ts'
import { readSetting } from '../../queries/rounds/setting.ts'
import { runningRounds } from '../../round-permissions.ts'
import { isInOrder, type RoundSetting } from '../../round-times.ts'

/** Sets when rounds open, remind, are due and lock. `ifMatch` 0 means that the usual times hold as yet. */
export async function saveSetting(
  tx: Tx,
  caller: Caller,
  setting: RoundSetting,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const refusal = runningRounds(caller)
  if (refusal) return { ok: false, refusal }
  const { setting: present, version } = await readSetting(tx, caller.orgId)
  if (ifMatch !== null && ifMatch !== version) return refuse('version-conflict', { version })
  if (!isInOrder(setting)) return refuse('round-times-in-order')
  const changed = difference<RoundSetting>(present, setting)
  if (!changed) return accept(undefined)
  const columns = {
    active: setting.active,
    period_kind: setting.periodKind,
    weekday: setting.weekday,
    opens_at: setting.opensAt,
    due_at: setting.dueAt,
    locks_at: setting.locksAt,
    lock_after_days: setting.lockAfterDays,
    remind_minutes: setting.remindMinutes,
    version: version + 1,
    updated_at: caller.now,
    updated_by: caller.memberId,
  }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('forecast_setting')
    .values({ org_id: caller.orgId, ...columns })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(columns).where('forecast_setting.version', '=', version))
    .executeTakeFirstOrThrow()
  // somebody was faster between reading and writing
  if (numInsertedOrUpdatedRows === 0n) return refuse('version-conflict', { version: version + 1 })
  await record(tx, caller, [{ entityKind: 'forecast-rounds', entityId: caller.orgId, action: 'changed', ...changed }])
  await announce(tx, caller.orgId, [{ topic: 'forecast.changed', entityKind: 'forecast', entityId: caller.orgId, ownerId: null }])
  return accept(undefined)
}
