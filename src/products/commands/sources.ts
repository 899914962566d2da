import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { managingCatalogue } from '../permissions.ts'
import { completeNames, defaultSources, type Names, type SourceKind } from '../source.ts'
import { insertSources, lockSource, saveSource } from '../store.ts'
import { tell } from './catalogue.ts'

interface GivenSource {
  key?: string | undefined
  name?: string | undefined
  names?: { 'zh-CN'?: string | undefined; 'zh-TW'?: string | undefined; en?: string | undefined } | undefined
  kind?: SourceKind | undefined
  position?: number | undefined
}

/** What a new organisation is founded with. */
export async function foundSources(tx: Tx, caller: Caller): Promise<void> {
  const rows = defaultSources.map(({ key, kind, name }, position) => ({ key, kind, names: name, position }))
  const ids = await insertSources(tx, caller.orgId, rows)
  await record(
    tx,
    caller,
    ids.map((id, index) => ({ entityKind: 'source', entityId: id, action: 'created', after: { ...rows[index]! } })),
  )
}

/** A new source goes to the end of the list; without a key it gets one from its name. */
export async function createSource(tx: Tx, caller: Caller, fields: GivenSource): Promise<Outcome<{ id: string }>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const names = completeNames({ ...(fields.name ? { [caller.locale]: fields.name } : {}), ...fields.names })
  if (!names) return refuse('source-name-missing')
  const all = await tx.selectFrom('source').select(['key', 'position']).where('org_id', '=', caller.orgId).execute()
  const taken = new Set(all.map(({ key }) => key))
  if (fields.key && taken.has(fields.key)) return refuse('source-key-taken', { key: fields.key }, 409)
  const source = {
    key: fields.key ?? freeKey(names, taken),
    names,
    kind: fields.kind ?? 'new',
    position: fields.position ?? Math.max(-1, ...all.map(({ position }) => position)) + 1,
  }
  const [id] = await insertSources(tx, caller.orgId, [source])
  await tell(tx, caller, 'source', id!, 'created', { after: source })
  return accept({ id: id! })
}

function freeKey(names: Names, taken: ReadonlySet<string>): string {
  const base =
    names.en
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 50) ||
    pinyinOf(names['zh-CN'])
      .full.replace(/[^a-z0-9]/g, '')
      .slice(0, 50) ||
    'source'
  for (let number = 1; ; number++) {
    const key = number === 1 ? base : `${base}-${number}`
    if (!taken.has(key)) return key
  }
}

export async function changeSource(
  tx: Tx,
  caller: Caller,
  id: string,
  change: GivenSource,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const row = await lockSource(tx, caller.orgId, id)
  if (!row) return refuse('not-found')
  if (ifMatch !== null && ifMatch !== row.version) return refuse('version-conflict', { version: row.version })
  const before = { names: row.name as unknown as Names, kind: row.kind as SourceKind, position: row.position }
  const names = { ...before.names, ...(change.name ? { [caller.locale]: change.name } : {}), ...change.names }
  const changed = difference<Record<string, unknown>>(before, {
    names: completeNames(names) ?? before.names,
    kind: change.kind ?? before.kind,
    position: change.position ?? before.position,
  })
  if (!changed) return accept(undefined)
  await saveSource(tx, caller.orgId, id, changed.after)
  await tell(tx, caller, 'source', id, 'changed', changed)
  return accept(undefined)
}

/** Offered (true) or no longer offered (false); records keep what they have. */
export async function offerSource(tx: Tx, caller: Caller, id: string, active: boolean): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const row = await lockSource(tx, caller.orgId, id)
  if (!row) return refuse('not-found')
  if (row.active === active) return accept(undefined)
  await saveSource(tx, caller.orgId, id, { active })
  await tell(tx, caller, 'source', id, active ? 'restored' : 'archived')
  return accept(undefined)
}
