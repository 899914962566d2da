import { sql } from 'kysely'
import { dealTexts } from '../../opportunities/commands/write-many.ts'
import { inOrganisation, type Db, type Tx } from '../../platform/database/connect.ts'
import { reindex } from '../../platform/database/search-grams.ts'
import { askFor } from '../../platform/jobs.ts'
import { updateRun } from '../store/rows.ts'
import { products } from './write-products.ts'
import { customers } from './write-customers.ts'
import { contacts, leads } from './write-people.ts'
import type { Stored } from './upsert.ts'

type Texts = readonly (string | null | undefined)[]

/** What search finds each kind of record by, and what only those may find it by who see how to reach people. */
const findable: Record<string, { columns?: string[]; names: (row: Stored) => Texts; reach?: (row: Stored) => Texts }> = {
  opportunity: {
    columns: ['id', 'version', 'name', 'initials', 'external_id'],
    names: (row) => dealTexts(row as unknown as Parameters<typeof dealTexts>[0]).texts,
  },
  ...Object.fromEntries(
    [customers, contacts, leads, products].map(({ entityKind, texts, reachTexts }) => [
      entityKind,
      { names: texts!, ...(reachTexts ? { reach: reachTexts } : {}) },
    ]),
  ),
}

/** Up to so many records are filed with the import itself; more are filed by a job, so many at a time. */
const atOnce = 1000

/**
 * Sees to it that search finds what an import made or changed: at once where that is little, else by a job that is asked for in the
 * same transaction, so that a crash loses nothing. Filing is two thirds of what a large import costs, and nobody waits for it.
 */
export async function arrangeSearch(tx: Tx, orgId: string, importId: string, records: number, now: Date): Promise<void> {
  if (records > atOnce) return void (await askFor(tx, { orgId, kind: 'imports.file-search', payload: { importId, large: true } }))
  await filePage(tx, orgId, importId, null, true)
  await updateRun(tx, orgId, importId, { searchable_at: now })
}

/**
 * Files what an import left to be filed, in short transactions. `isFirst`: nothing of it was filed before, so that what the import
 * made and nobody changed since is filed without a look at what is there; a second attempt looks, and doing it again is harmless.
 */
export async function fileSearch(db: Db, orgId: string, importId: string, isFirst: boolean): Promise<void> {
  await learnStatistics(db, orgId, filled)
  let pages = 0
  for (let after: Mark | null = { kind: '', id: '00000000-0000-0000-0000-000000000000' }; after;) {
    const from: Mark = after
    after = await inOrganisation(db, orgId, (tx) => filePage(tx, orgId, importId, from, isFirst))
    pages++
    // who searches meanwhile is answered from as much as there is
    if ([1, 5, 25, 125].includes(pages) || !after) await learnStatistics(db, orgId, ['search_gram'])
  }
  await inOrganisation(db, orgId, (tx) => updateRun(tx, orgId, importId, { searchable_at: new Date() }))
}

/** What a large import fills. */
const filled = ['opportunity', 'opportunity_span', 'stage_event', 'customer', 'contact', 'lead', 'activity', 'audit_entry']

/** The database looks at what the tables hold now. It would by itself, but a minute later; until then it plans for empty ones. */
const learnStatistics = (db: Db, orgId: string, tables: readonly string[]): Promise<void> =>
  inOrganisation(db, orgId, async (tx) => {
    await sql`select learn_statistics(variadic ${[...tables]}::text[])`.execute(tx)
  })

interface Mark {
  kind: string
  id: string
}

interface Touched extends Mark {
  action: 'created' | 'updated'
  version: number
}

/** Files the next records; null when there were no more. Without a mark: all of them. */
async function filePage(tx: Tx, orgId: string, importId: string, after: Mark | null, isFirst: boolean): Promise<Mark | null> {
  const { rows } = await sql<Touched>`
    select entity_kind as kind, entity_id as id, action, version from import_change
    where org_id = ${orgId} and import_id = ${importId} and entity_kind = any(${Object.keys(findable)})
      ${after ? sql`and (entity_kind, entity_id) > (${after.kind}, ${after.id}::uuid)` : sql``}
    order by entity_kind, entity_id ${after ? sql`limit ${atOnce}` : sql``}`.execute(tx)
  for (const kind of new Set(rows.map((row) => row.kind))) {
    const ofKind = rows.filter((row) => row.kind === kind)
    const made = isFirst ? ofKind.filter(({ action }) => action === 'created') : []
    const filed = await fileMade(tx, orgId, kind, made)
    const others = ofKind.filter(({ id }) => !filed.has(id)).map(({ id }) => id)
    if (others.length > 0) await fileAgain(tx, orgId, kind, others)
  }
  return rows.at(-1) ?? null
}

/**
 * Files records as the import made them. Should somebody rename one at this very moment, it stays filed under its former name too,
 * and search checks its hits. Answers which were filed; the others were changed since and have been filed by that change.
 */
async function fileMade(tx: Tx, orgId: string, kind: string, made: readonly Touched[]): Promise<ReadonlySet<string>> {
  const versions = new Map(made.map(({ id, version }) => [id, version]))
  const rows = await read(
    tx,
    orgId,
    kind,
    made.map(({ id }) => id),
  )
  const asMade = rows.filter(({ id, version }) => versions.get(id) === version)
  await file(tx, orgId, kind, asMade, true)
  return new Set(asMade.map(({ id }) => id))
}

/** Locked, in the order of ids: whoever changes a record meanwhile files it after us, or we read what they wrote. */
async function fileAgain(tx: Tx, orgId: string, kind: string, ids: readonly string[]): Promise<void> {
  await file(tx, orgId, kind, await read(tx, orgId, kind, ids, sql`for share`), false)
}

async function read(tx: Tx, orgId: string, kind: string, ids: readonly string[], lock = sql``): Promise<Stored[]> {
  if (ids.length === 0) return []
  const { columns } = findable[kind]!
  const { rows } = await sql<Stored>`
    select ${columns ? sql.join(columns.map((column) => sql.ref(column))) : sql`*`} from ${sql.table(kind)}
    where org_id = ${orgId} and id = any(${[...ids]}::uuid[]) and deleted_at is null order by id ${lock}`.execute(tx)
  return rows
}

async function file(tx: Tx, orgId: string, kind: string, rows: readonly Stored[], fresh: boolean): Promise<void> {
  const { names, reach } = findable[kind]!
  const texts = (of: (row: Stored) => Texts) => rows.map((row) => ({ entityId: row.id, texts: of(row) }))
  await reindex(tx, orgId, kind, texts(names), { fresh })
  // taking a record's pieces out took these with them
  if (reach) await reindex(tx, orgId, `${kind}-reach`, texts(reach), { fresh: true })
}
