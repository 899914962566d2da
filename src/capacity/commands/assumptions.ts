import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { Overrides } from '../contract.ts'
import { savingAssumptions } from '../permissions.ts'
import { resolveScope } from '../queries/scope.ts'
import {
  insertAssumptions,
  lockAssumptions,
  removeAssumptionRow,
  saveAssumptionRow,
  type ScopeKey,
} from '../store/assumptions.ts'

interface Whose {
  team?: string | undefined
  owner?: string | undefined
}

/** Saves what a scope reckons with, whole: what is left out follows the records again. `ifMatch` 0 means that nothing is saved yet. */
export async function saveAssumptions(
  tx: Tx,
  caller: Caller,
  { overrides, ...whose }: Whose & { overrides: Overrides },
  ifMatch: number | null,
): Promise<Outcome<{ version: number }>> {
  const found = await forSaving(tx, caller, whose, ifMatch)
  if (!found.ok) return found
  const { key, row } = found.value
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined)) as Overrides
  if (!row) {
    const id = await insertAssumptions(tx, caller, key, given)
    await tell(tx, caller, id, key, { after: given })
    return accept({ version: 1 })
  }
  const before = row.overrides as Record<string, unknown>
  const names = new Set([...Object.keys(before), ...Object.keys(given)])
  const after = Object.fromEntries([...names].map((name) => [name, given[name as keyof Overrides] ?? null]))
  const changed = difference<Record<string, unknown>>(before, after)
  if (!changed) return accept({ version: row.version })
  await saveAssumptionRow(tx, caller, row.id, given)
  await tell(tx, caller, row.id, key, changed)
  return accept({ version: row.version + 1 })
}

/** Forgets what was saved. Nothing saved is no fault. */
export async function dropAssumptions(tx: Tx, caller: Caller, whose: Whose, ifMatch: number | null): Promise<Outcome<undefined>> {
  const found = await forSaving(tx, caller, whose, ifMatch)
  if (!found.ok) return found
  const { key, row } = found.value
  if (!row) return accept(undefined)
  await removeAssumptionRow(tx, caller.orgId, row.id)
  await tell(tx, caller, row.id, key, { before: row.overrides as Overrides, after: {} })
  return accept(undefined)
}

async function forSaving(tx: Tx, caller: Caller, whose: Whose, ifMatch: number | null) {
  const scope = await resolveScope(tx, caller, whose)
  if (!scope.ok) return scope
  const { kind, id, members } = scope.value
  const refusal = savingAssumptions(caller, { kind, members })
  if (refusal) return { ok: false as const, refusal }
  const key: ScopeKey = { kind, id }
  const row = await lockAssumptions(tx, caller.orgId, key)
  const version = row?.version ?? 0
  if (ifMatch !== null && ifMatch !== version) return refuse('version-conflict', { version })
  return accept({ key, row })
}

/** People of the team follow it on open pages; whose figures they are, everybody in reach of the team may see. */
async function tell(
  tx: Tx,
  caller: Caller,
  id: string,
  key: ScopeKey,
  change: { before?: Record<string, unknown>; after: Record<string, unknown> },
): Promise<void> {
  const { kind, id: of } = key
  const whose = { scope: kind, ...(of ? { [kind === 'team' ? 'teamId' : 'memberId']: of } : {}) }
  await record(tx, caller, [
    {
      entityKind: 'capacity',
      entityId: id,
      action: change.before ? 'changed' : 'created',
      before: change.before ?? null,
      after: { ...whose, ...change.after },
    },
  ])
  const ownerId = kind === 'member' ? of : null
  await announce(tx, caller.orgId, [{ topic: 'capacity.changed', entityKind: 'capacity', entityId: id, ownerId }])
}
