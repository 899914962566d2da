import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { editingPoolRule } from '../permissions.ts'
import { readRule } from '../queries/setting.ts'
import { flawOf, type PoolRule } from '../rule.ts'
import { saveRule } from '../store.ts'

/** Says by what rules the pool works from now on. The next run of the day is the first that follows them. */
export async function saveSetting(tx: Tx, caller: Caller, rule: PoolRule, ifMatch: number | null): Promise<Outcome<undefined>> {
  const refusal = editingPoolRule(caller)
  if (refusal) return { ok: false, refusal }
  await tx.selectFrom('organisation').select('org_id').where('org_id', '=', caller.orgId).forUpdate().execute()
  const before = await readRule(tx, caller.orgId)
  if (ifMatch !== null && ifMatch !== before.version) return refuse('version-conflict', { version: before.version })
  const flaw = flawOf(rule)
  if (flaw) return refuse(flaw)
  const changed = difference<Record<string, unknown>>({ ...before.rule }, { ...rule })
  if (!changed) return accept(undefined)
  await saveRule(tx, caller, rule)
  const named = (fields: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(fields).map(([key, value]) => [`pool${key[0]!.toUpperCase()}${key.slice(1)}`, value]))
  await record(tx, caller, [
    {
      entityKind: 'organization',
      entityId: caller.orgId,
      action: 'pool-ruled',
      before: named(changed.before),
      after: named(changed.after),
    },
  ])
  await announce(tx, caller.orgId, [{ topic: 'pool.changed', entityKind: 'pool', entityId: caller.orgId, ownerId: null }])
  return accept(undefined)
}
