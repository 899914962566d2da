import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { askFor } from '../../platform/jobs.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { Cadence } from '../evidence.ts'
import { driverNames, type Weights } from '../health-score.ts'
import { editingHealth } from '../permissions.ts'
import { defaultThreshold, readJudging } from '../queries/setting.ts'
import { saveSetting } from '../store/setting.ts'

/** The kind of job that keeps health up to date; with `all` in its payload every customer is judged and nobody raised. */
export const keepUpKind = 'health.keep-up'

/** Says how health is weighed from now on; all customers are judged anew in the background. Refuses weights that weigh nothing. */
export async function saveJudging(
  tx: Tx,
  caller: Caller,
  given: { weights: Weights | null; cadence: Cadence | null; threshold: number },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const refusal = editingHealth(caller)
  if (refusal) return { ok: false, refusal }
  await tx.selectFrom('organisation').select('org_id').where('org_id', '=', caller.orgId).forUpdate().execute()
  const before = await readJudging(tx, caller.orgId)
  if (ifMatch !== null && ifMatch !== before.version) return refuse('version-conflict', { version: before.version })
  const { weights } = given
  if (weights && driverNames.every((driver) => weights[driver] === 0)) return refuse('health-nothing-weighs')
  const was = before.isDefault ? { weights: null, cadence: null, threshold: defaultThreshold } : before
  const changed = difference<Record<string, unknown>>(
    { healthWeights: was.weights, healthCadence: was.cadence, healthThreshold: was.threshold },
    { healthWeights: weights, healthCadence: given.cadence, healthThreshold: given.threshold },
  )
  if (!changed) return accept(undefined)
  await saveSetting(tx, caller, given)
  await record(tx, caller, [{ entityKind: 'organization', entityId: caller.orgId, action: 'quality-judged', ...changed }])
  await askFor(tx, { orgId: caller.orgId, kind: keepUpKind, payload: { all: true }, uniqueKey: `${keepUpKind} all` })
  await announce(tx, caller.orgId, [{ topic: 'health.judged', entityKind: 'health', entityId: caller.orgId, ownerId: null }])
  return accept(undefined)
}
