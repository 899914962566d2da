import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { defaultCadence, type Cadence } from '../evidence.ts'
import { drivers, type Driver, type Weights } from '../health-score.ts'
import { editingHealth } from '../permissions.ts'

export const defaultThreshold = 60

/** How an organisation judges health; version 0 where it has said nothing. */
export async function readJudging(tx: Tx, orgId: string) {
  const row = await tx.selectFrom('health_setting').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  return {
    weights: { ...drivers, ...(row?.weights as Weights | null) } as Record<Driver, number>,
    cadence: { ...defaultCadence, ...(row?.cadence as Cadence | null) },
    threshold: row?.threshold ?? defaultThreshold,
    isDefault: !row || (row.weights === null && row.cadence === null && row.threshold === defaultThreshold),
    version: row?.version ?? 0,
  }
}

export const readSetting = async (tx: Tx, caller: Caller) => ({
  ...(await readJudging(tx, caller.orgId)),
  permissions: { edit: verdictOf(editingHealth(caller), caller.locale) },
})
