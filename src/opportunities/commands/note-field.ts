import { record } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { moving } from '../permissions.ts'
import { appendHistory } from '../store/history.ts'
import { dealOf, denied, loadReached } from './load.ts'

/**
 * Writes into an open deal's history that something changed which another part of the house keeps: `field` names it, `old` and
 * `next` are JSON. Refuses for deals out of reach, of another version, archived or ended.
 */
export async function noteField(
  tx: Tx,
  caller: Caller,
  id: string,
  { field, old, next }: { field: string; old: unknown; next: unknown },
  ifMatch: number | null,
): Promise<Outcome<{ ownerId: string }>> {
  const loaded = await loadReached(tx, caller, id, ifMatch)
  if (!loaded.ok) return loaded
  const { row } = loaded.value
  const refusal = moving(caller, dealOf(row))
  if (refusal) return denied(refusal)
  const now = caller.now.getTime()
  appendHistory(tx, caller, loaded.value, {
    fieldEvents: [{ id: newId(), field, old, new: next, occurredAt: now, recordedAt: now }],
  })
  underway(
    record(tx, caller, [
      { entityKind: 'opportunity', entityId: id, action: 'changed', before: { [field]: old }, after: { [field]: next } },
    ]),
    announce(tx, caller.orgId, [
      { topic: 'opportunity.changed', entityKind: 'opportunity', entityId: id, ownerId: row.owner_id, facts: { field } },
    ]),
  )
  return accept({ ownerId: row.owner_id })
}
