import type { StrategyKey } from '../../customers/customer-tiers.ts'
import { readingCustomers } from '../../customers/permissions.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { editingProfile } from '../permissions.ts'

type Texts = Partial<Record<StrategyKey, string>>

/** The house's own words for its tiers; version 0 while it has none. */
export async function readTexts(tx: Tx, orgId: string): Promise<{ texts: Texts; version: number }> {
  const row = await tx.selectFrom('service_strategy').select(['texts', 'version']).where('org_id', '=', orgId).executeTakeFirst()
  return { texts: (row?.texts ?? {}) as Texts, version: row?.version ?? 0 }
}

export async function readStrategiesOf(tx: Tx, caller: Caller) {
  const refusal = readingCustomers(caller)
  if (refusal) return { ok: false as const, refusal }
  return accept({
    ...(await readTexts(tx, caller.orgId)),
    permissions: { edit: verdictOf(editingProfile(caller), caller.locale) },
  }) satisfies Outcome<unknown>
}
