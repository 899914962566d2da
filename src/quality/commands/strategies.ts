import { sql } from 'kysely'
import type { StrategyKey } from '../../customers/customer-tiers.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { editingProfile } from '../permissions.ts'
import { readTexts } from '../queries/strategies.ts'

/** Says how tiers are served; blank texts are left to the usual words. */
export async function saveStrategies(
  tx: Tx,
  caller: Caller,
  given: Partial<Record<StrategyKey, string>>,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const refusal = editingProfile(caller)
  if (refusal) return { ok: false, refusal }
  await tx.selectFrom('organisation').select('org_id').where('org_id', '=', caller.orgId).forUpdate().execute()
  const before = await readTexts(tx, caller.orgId)
  if (ifMatch !== null && ifMatch !== before.version) return refuse('version-conflict', { version: before.version })
  const texts = Object.fromEntries(Object.entries(given).filter(([, text]) => text !== ''))
  const changed = difference<Record<string, unknown>>({ serviceStrategies: before.texts }, { serviceStrategies: texts })
  if (!changed) return accept(undefined)
  await sql`insert into service_strategy (org_id, texts, updated_at, updated_by)
    values (${caller.orgId}, ${JSON.stringify(texts)}::jsonb, ${caller.now}, ${caller.memberId})
    on conflict (org_id) do update set texts = excluded.texts, updated_at = excluded.updated_at, updated_by = excluded.updated_by,
      version = service_strategy.version + 1`.execute(tx)
  await record(tx, caller, [{ entityKind: 'organization', entityId: caller.orgId, action: 'quality-judged', ...changed }])
  return accept(undefined)
}
