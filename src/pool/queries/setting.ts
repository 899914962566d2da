import type { Level } from '../../customers/customer.ts'
import type { Tier } from '../../key-accounts/score.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { editingPoolRule } from '../permissions.ts'
import { defaultRule, type PoolRule } from '../rule.ts'

/** The rules of an organisation's pool; version 0 where it has said nothing. */
export async function readRule(tx: Tx, orgId: string): Promise<{ rule: PoolRule; version: number }> {
  const row = await tx.selectFrom('pool_setting').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  if (!row) return { rule: defaultRule, version: 0 }
  return {
    rule: {
      isOn: row.is_on,
      contactDays: row.contact_days,
      progressDays: row.progress_days,
      warnDays: row.warn_days,
      protectedLevels: row.protected_levels as Level[],
      protectedGrades: row.protected_grades.map(Number),
      protectedTiers: row.protected_tiers as Tier[],
      claimsPerDay: row.claims_per_day,
      claimsPerMonth: row.claims_per_month,
      holdings: row.holdings,
      lockDays: row.lock_days,
      showsPhones: row.shows_phones,
    },
    version: row.version,
  }
}

export const readSetting = async (tx: Tx, caller: Caller) => {
  const { rule, version } = await readRule(tx, caller.orgId)
  return {
    rule: {
      ...rule,
      protectedLevels: [...rule.protectedLevels],
      protectedGrades: [...rule.protectedGrades],
      protectedTiers: [...rule.protectedTiers],
    },
    version,
    permissions: { edit: verdictOf(editingPoolRule(caller), caller.locale) },
  }
}
