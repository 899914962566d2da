import { needs } from '../../people/permissions.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { Named } from '../stage.ts'

export async function saveLossReason(
  tx: Tx,
  caller: Caller,
  key: string,
  given: { names: Named; parentKey: string | null; needsCompetitor: boolean; active: boolean },
): Promise<Outcome<undefined>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  if (given.parentKey) {
    const parent = await tx
      .selectFrom('loss_reason')
      .select('parent_key')
      .where('org_id', '=', caller.orgId)
      .where('key', '=', given.parentKey)
      .executeTakeFirst()
    if (!parent || parent.parent_key !== null || given.parentKey === key)
      return refuse('unknown-reference', { field: 'parentKey' })
  }
  const columns = {
    name: JSON.stringify(given.names),
    parent_key: given.parentKey,
    needs_competitor: given.needsCompetitor,
    active: given.active,
  }
  await tx
    .insertInto('loss_reason')
    .values({ org_id: caller.orgId, key, ...columns })
    .onConflict((conflict) => conflict.columns(['org_id', 'key']).doUpdateSet(columns))
    .execute()
  await record(tx, caller, [
    { entityKind: 'organization', entityId: caller.orgId, action: 'loss-reason-saved', after: { key, ...given } },
  ])
  return accept(undefined)
}
