import type { Matrix } from '../../customers/quality-matrix.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { askFor } from '../../platform/jobs.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { editingProfile } from '../permissions.ts'
import { readRules } from '../queries/setting.ts'
import { keepUpKind, type StoredProfile } from '../setting.ts'
import { saveSetting } from '../store/words-of-people.ts'

/** Says how customers are judged from now on; all are judged anew in the background. A criterion without anything to compare with is refused. */
export async function saveRules(
  tx: Tx,
  caller: Caller,
  given: { profile: StoredProfile | null; matrix: Matrix | null },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const refusal = editingProfile(caller)
  if (refusal) return { ok: false, refusal }
  await tx.selectFrom('organisation').select('org_id').where('org_id', '=', caller.orgId).forNoKeyUpdate().execute()
  const { profile, rules, version, matrixIsDefault } = await readRules(tx, caller.orgId)
  if (ifMatch !== null && ifMatch !== version) return refuse('version-conflict', { version })
  const idle = given.profile?.criteria.findIndex(
    ({ operator, values, number }) =>
      ((operator === 'one-of' || operator === 'contains') && values.length === 0) ||
      ((operator === 'at-least' || operator === 'at-most') && number === null),
  )
  if (idle !== undefined && idle >= 0) return refuse('criterion-compares-nothing', { number: idle + 1 })
  const changed = difference<Record<string, unknown>>(
    { targetProfile: profile, qualityMatrix: matrixIsDefault ? null : rules.matrix },
    { targetProfile: given.profile, qualityMatrix: given.matrix },
  )
  if (!changed) return accept(undefined)
  await saveSetting(tx, caller, given)
  await record(tx, caller, [{ entityKind: 'organization', entityId: caller.orgId, action: 'quality-judged', ...changed }])
  // of its own: one that runs by now has read the setting before
  const uniqueKey = `${keepUpKind} all ${version + 1}`
  await askFor(tx, { orgId: caller.orgId, kind: keepUpKind, payload: { all: true }, uniqueKey })
  await announce(tx, caller.orgId, [{ topic: 'quality.judged', entityKind: 'quality', entityId: caller.orgId, ownerId: null }])
  return accept(undefined)
}
