import type { Matrix } from '../../customers/quality-matrix.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { rulesFrom, type StoredProfile } from '../setting.ts'

/** How an organisation judges, with the version of what it said; 0 where it has said nothing. */
export async function readRules(tx: Tx, orgId: string) {
  const row = await tx.selectFrom('quality_setting').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  const stored = row ? { profile: row.profile as StoredProfile | null, matrix: row.matrix as Matrix | null } : null
  return {
    rules: rulesFrom(stored),
    profile: stored?.profile ?? null,
    version: row?.version ?? 0,
    matrixIsDefault: (stored?.matrix ?? null) === null,
  }
}
