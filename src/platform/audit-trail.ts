import { insertMany } from './database/bulk.ts'
import type { Tx } from './database/connect.ts'
import { newId } from './ids.ts'
import type { Caller } from './session.ts'

export interface Change {
  entityKind: string
  entityId: string
  action: 'created' | 'changed' | 'archived' | 'restored' | 'exported' | 'signed-in' | (string & {})
  before?: Record<string, unknown> | null
  after?: Record<string, unknown> | null
}

/** Writes who changed what into the audit trail, in the transaction of the change. Unchanged fields are left out. */
export async function record(tx: Tx, caller: Caller, changes: readonly Change[]): Promise<void> {
  await insertMany(
    tx,
    'audit_entry',
    changes.map(({ entityKind, entityId, action, before, after }) => ({
      org_id: caller.orgId,
      id: newId(),
      at: caller.now,
      actor_id: caller.memberId,
      via: caller.via,
      entity_kind: entityKind,
      entity_id: entityId,
      action,
      before: before ?? null,
      after: after ?? null,
    })),
  )
}

/** The fields in which two states of a record differ, each side for itself. Dates and lists compare by value. */
export function difference<T extends object>(before: T, after: Partial<T>): { before: Partial<T>; after: Partial<T> } | null {
  const changed = (Object.keys(after) as (keyof T)[]).filter(
    (key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null),
  )
  if (changed.length === 0) return null
  const pick = (from: Partial<T>) => Object.fromEntries(changed.map((key) => [key, from[key] ?? null])) as Partial<T>
  return { before: pick(before), after: pick(after) }
}
