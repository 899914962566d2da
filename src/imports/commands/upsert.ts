import { hash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { reaches } from '../../people/reach.ts'
import { record, type Change as AuditChange } from '../../platform/audit-trail.ts'
import { nameKey } from '../../platform/text/keys.ts'
import type { RowRead } from '../row-reader.ts'
import { loadIdentities, saveIdentities, type Identity } from '../store/identities.ts'
import { insertChanges, insertRows, lookUp, updateRows, type Change } from '../store/rows.ts'
import { failWith, show, type Run } from './run.ts'

export type Columns = Record<string, unknown>
export type Stored = Columns & { id: string; version: number; external_id: string | null }

/** A row of the file as columns of its table; what is absent stays as it is. */
export interface Candidate {
  row: RowRead
  /** What tells it from others when it carries no external id. */
  naturalKey: string
  externalId: string | null
  columns: Columns
}

/** How the records of one kind are stored. */
export interface Keeping {
  table: string
  entityKind: string
  /** Column by which rows of the same natural key are found, its type, its values for the candidates, and the natural key of a stored row; null: by identity only. */
  natural: {
    column: string
    type: 'uuid' | 'text'
    valueOf: (candidate: Candidate) => unknown
    keyOf: (stored: Stored) => string
  } | null
  alive: RawBuilder<boolean>
  /** Every column of a new record. */
  blank: (run: Run, columns: Columns) => Stored
  texts: ((stored: Stored) => (string | null)[]) | null
  /** Ways to reach the person: filed apart, since not everybody may search them. */
  reachTexts?: (stored: Stored) => (string | null)[]
  nameOf: (stored: Stored) => string
  touches: boolean
}

/**
 * Makes new records and changes those that are known by external id or natural key. A row that says what it said last time
 * changes nothing, whoever changed the record since.
 */
export async function upsert(run: Run, keeping: Keeping, candidates: readonly Candidate[]): Promise<Map<Candidate, Stored>> {
  const identified = candidates.map((candidate) => ({
    candidate,
    identity: identityOf(candidate),
    fingerprint: fingerprintOf(candidate.row),
  }))
  const seen = await loadIdentities(
    run.tx,
    run.caller.orgId,
    run.kind,
    identified.map(({ identity }) => identity),
  )
  const stored = await findStored(
    run,
    keeping,
    candidates,
    [...seen.values()].map(({ entityId }) => entityId),
  )
  const fresh = new Map<string, Stored>()
  const changed = new Map<string, { stored: Stored; set: Columns; before: Columns }>()
  const results = new Map<Candidate, Stored>()
  const identities: Identity[] = []

  for (const { candidate, identity, fingerprint } of identified) {
    const before = seen.get(identity)
    const made = fresh.get(identity)
    const known = made ?? stored.byId.get(before?.entityId ?? '') ?? findKnown(stored, candidate)
    if (known && before?.entityId === known.id && before.fingerprint === fingerprint) {
      run.tally.unchanged++
      results.set(candidate, known)
      continue
    }
    if (known && !made && typeof known.owner_id === 'string' && !reaches(run.caller, known.owner_id)) {
      failWith(run, candidate.row, 'owner', 'out-of-reach', keeping.nameOf(known))
      continue
    }
    const entity = known ?? keeping.blank(run, candidate.columns)
    identities.push({ identity, entityId: entity.id, fingerprint })
    seen.set(identity, { entityId: entity.id, fingerprint })
    results.set(candidate, entity)
    if (!known) {
      fresh.set(identity, entity)
      stored.byId.set(entity.id, entity)
      stored.byNatural.set(candidate.naturalKey, entity)
      if (candidate.externalId) stored.byExternal.set(candidate.externalId, entity)
      run.tally.created++
      show(run, candidate.row.line, 'created', keeping.nameOf(entity), shown(candidate.columns))
      continue
    }
    const set = Object.fromEntries(
      Object.entries(candidate.columns).filter(([column, value]) => !saysSame(column, entity[column], value)),
    )
    if (Object.keys(set).length === 0) {
      run.tally.unchanged++
      continue
    }
    run.tally.updated++
    show(run, candidate.row.line, 'updated', keeping.nameOf(entity), shown(set))
    const was = Object.fromEntries(Object.keys(set).map((column) => [column, entity[column] ?? null]))
    Object.assign(entity, set)
    if (made) continue
    const change = changed.get(entity.id)
    changed.set(entity.id, { stored: entity, set: { ...change?.set, ...set }, before: { ...was, ...change?.before } })
  }
  await write(run, keeping, [...fresh.values()], [...changed.values()], identities)
  return results
}

async function write(
  run: Run,
  keeping: Keeping,
  fresh: Stored[],
  changed: { stored: Stored; set: Columns; before: Columns }[],
  identities: Identity[],
): Promise<void> {
  const { tx, caller, importId } = run
  const { table, entityKind } = keeping
  await insertRows(tx, table, fresh)
  await updateRows(
    tx,
    table,
    caller.orgId,
    changed.map(({ stored, set }) => ({ ...set, ...(keeping.touches ? { updated_at: caller.now } : {}), id: stored.id })),
  )
  const audit: AuditChange[] = [
    ...fresh.map((stored) => ({ entityKind, entityId: stored.id, action: 'created' as const, after: shownAll(stored) })),
    ...changed.map(({ stored, set, before }) => ({
      entityKind,
      entityId: stored.id,
      action: 'changed' as const,
      before: camelled(before),
      after: camelled(set),
    })),
  ]
  await record(tx, caller, audit)
  const changes: Change[] = [
    ...fresh.map(({ id, version }) => ({ entityKind, entityId: id, action: 'created' as const, version, before: null })),
    ...changed.map(({ stored, before }) => ({
      entityKind,
      entityId: stored.id,
      action: 'updated' as const,
      version: stored.version + 1,
      before,
    })),
  ]
  for (const { stored } of changed) stored.version++
  await insertChanges(tx, caller.orgId, importId, changes)
  await saveIdentities(tx, caller.orgId, run.kind, importId, identities)
}

interface Found {
  byId: Map<string, Stored>
  byExternal: Map<string, Stored>
  byNatural: Map<string, Stored>
}

async function findStored(
  run: Run,
  { table, natural, alive }: Keeping,
  candidates: readonly Candidate[],
  ids: string[],
): Promise<Found> {
  const externals = candidates.flatMap(({ externalId }) => (externalId ? [externalId] : []))
  const keys = natural ? candidates.map((candidate) => natural.valueOf(candidate)).filter((key) => key !== null) : []
  const ways = [
    { column: 'id', type: 'uuid', wanted: ids },
    { column: 'external_id', type: 'text', wanted: externals },
    ...(natural ? [{ column: natural.column, type: natural.type, wanted: keys }] : []),
  ].filter(({ wanted }) => wanted.length > 0)
  // one statement per way, and in it each key by itself: so each goes through its index
  const found: Found = { byId: new Map(), byExternal: new Map(), byNatural: new Map() }
  for (const { column, type, wanted } of ways) {
    const rows = await lookUp(
      run.tx,
      sql<Stored>`
      select t.* from unnest(${[...new Set(wanted)]}::${sql.raw(type)}[]) as asked (key)
        cross join lateral (select * from ${sql.table(table)} t
                            where t.org_id = ${run.caller.orgId} and t.${sql.ref(column)} = asked.key offset 0) t
      where ${alive}
      order by t.id desc`,
    )
    for (const row of rows) {
      const entity = found.byId.get(row.id) ?? row
      found.byId.set(entity.id, entity)
      if (entity.external_id) found.byExternal.set(entity.external_id, entity)
      if (natural) found.byNatural.set(natural.keyOf(entity), entity)
    }
  }
  return found
}

/** By external id; else by natural key, unless that record is known elsewhere under another id. */
function findKnown({ byExternal, byNatural }: Found, { externalId, naturalKey }: Candidate): Stored | undefined {
  const exact = externalId ? byExternal.get(externalId) : undefined
  if (exact) return exact
  const namesake = byNatural.get(naturalKey)
  return namesake && (!externalId || !namesake.external_id) ? namesake : undefined
}

const identityOf = ({ externalId, naturalKey }: Candidate): string => (externalId ? `x:${externalId}` : `n:${naturalKey}`)

/** What a row said, whatever its columns were called and whatever order they had. */
export const fingerprintOf = ({ values }: Pick<RowRead, 'values'>): string =>
  hash('sha1', JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))), 'hex')

/** Another width or spacing of a name is no change of it. */
const saysSame = (column: string, stored: unknown, given: unknown): boolean =>
  same(stored, given) || (['name', 'company'].includes(column) && nameKey(String(stored)) === nameKey(String(given)))

const same = (stored: unknown, given: unknown): boolean => JSON.stringify(stored ?? null) === JSON.stringify(given ?? null)

const hidden = new Set([
  'org_id',
  'id',
  'name_key',
  'core_key',
  'pinyin',
  'initials',
  'version',
  'created_at',
  'created_by',
  'updated_at',
  'preferences',
  'recorded_at',
])
const camel = (column: string): string => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const camelled = (columns: Columns): Columns =>
  Object.fromEntries(
    Object.entries(columns)
      .filter(([column]) => !hidden.has(column))
      .map(([column, value]) => [camel(column), value]),
  )
const shownAll = (stored: Stored): Columns =>
  Object.fromEntries(Object.entries(camelled(stored)).filter(([, value]) => value !== null))

/** For the preview: what a person recognises. */
const shown = (columns: Columns): Columns =>
  Object.fromEntries(
    Object.entries(camelled(columns)).filter(
      ([key, value]) => !key.endsWith('Id') && value !== null && typeof value !== 'object',
    ),
  )

/** Only what was given: what is undefined stays as it is. */
export function given(columns: Columns): Columns {
  const said: Columns = {}
  for (const column in columns) if (columns[column] !== undefined) said[column] = columns[column]
  return said
}
