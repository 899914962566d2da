import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import type { Named } from '../../pipelines/stage.ts'
import { levels } from '../../customers/customer.ts'
import { editingRecoverability } from '../permissions.ts'
import { defaultFit, defaultRecoverability, unknownRecoverability, type RecoverabilityTable } from '../score.ts'

export interface Settings {
  recoverability: RecoverabilityTable
  fit: Record<string, number>
  version: number
}

/** How the organisation judges losses: its own words over the defaults. */
export async function readSettings(tx: Tx, orgId: string): Promise<Settings> {
  const row = await tx.selectFrom('winback_setting').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  return {
    recoverability: { ...defaultRecoverability, ...(row?.recoverability as RecoverabilityTable | undefined) },
    fit: { ...defaultFit, ...(row?.fit as Record<string, number> | undefined) },
    version: row?.version ?? 0,
  }
}

export async function readRecoverability(tx: Tx, caller: Caller) {
  const [settings, reasons, own] = await Promise.all([
    readSettings(tx, caller.orgId),
    tx
      .selectFrom('loss_reason')
      .select(['key', 'parent_key', 'name'])
      .where('org_id', '=', caller.orgId)
      .where('active', '=', true)
      .orderBy('position')
      .orderBy('key')
      .execute(),
    tx.selectFrom('winback_setting').select('recoverability').where('org_id', '=', caller.orgId).executeTakeFirst(),
  ])
  const { recoverability, fit, version } = settings
  const ofOwn = (own?.recoverability ?? {}) as RecoverabilityTable
  const above = (key: string | null) => (key === null ? undefined : recoverability[key])
  return {
    reasons: reasons.map(({ key, parent_key, name }) => ({
      key,
      name: (name as Named)[caller.locale],
      parentKey: parent_key,
      ...(recoverability[key] ?? above(parent_key) ?? { share: unknownRecoverability, until: null, readyOn: null }),
      isDefault: !(key in ofOwn),
    })),
    fit: levels.map((level) => ({ level, share: fit[level] ?? 1 })),
    version,
    permissions: { edit: verdictOf(editingRecoverability(caller), caller.locale) },
  }
}
