import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { editingUpkeep } from '../permissions.ts'
import { defaultUpkeep, type UpkeepSetting } from '../setting.ts'

/** How an organisation keeps up with its old customers; version 0 where it has said nothing. */
export async function readUpkeep(tx: Tx, orgId: string): Promise<UpkeepSetting & { isDefault: boolean; version: number }> {
  const row = await tx.selectFrom('upkeep_setting').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  return {
    contactsADay: row?.contacts_a_day ?? defaultUpkeep.contactsADay,
    minutesADay: row?.minutes_a_day ?? defaultUpkeep.minutesADay,
    byGrade: (row?.by_grade ?? defaultUpkeep.byGrade) as unknown as UpkeepSetting['byGrade'],
    isDefault: row === undefined,
    version: row?.version ?? 0,
  }
}

export const readSetting = async (tx: Tx, caller: Caller) => ({
  ...(await readUpkeep(tx, caller.orgId)),
  permissions: { edit: verdictOf(editingUpkeep(caller), caller.locale) },
})
