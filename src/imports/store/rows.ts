import { sql, type RawBuilder } from 'kysely'
import type { Db, Tx } from '../../platform/database/connect.ts'
import { insertMany } from '../../platform/database/bulk.ts'
import type { DB } from '../../platform/database/tables.ts'
import { newId } from '../../platform/ids.ts'
import type { Caller } from '../../platform/session.ts'
import type { Mapping } from '../mapping.ts'
import type { CellError } from '../row-reader.ts'

/** Writes rows into a table that is known by its name only. Every row has every column. */
export const insertRows = (tx: Tx, table: string, rows: readonly Record<string, unknown>[], onConflict = ''): Promise<void> =>
  insertMany(tx, table as keyof DB, rows, onConflict)

/** Sets the given columns of many rows at once; the version goes up by one. */
export async function updateRows(
  tx: Tx,
  table: string,
  orgId: string,
  rows: readonly ({ id: string } & Record<string, unknown>)[],
): Promise<void> {
  // rows that change the same columns go together
  const groups = new Map<string, ({ id: string } & Record<string, unknown>)[]>()
  for (const row of rows) {
    const shape = Object.keys(row).sort().join(' ')
    groups.set(shape, [...(groups.get(shape) ?? []), row])
  }
  for (const group of groups.values()) {
    const columns = Object.keys(group[0]!).filter((column) => column !== 'id')
    const assignments = sql.join(columns.map((column) => sql`${sql.ref(column)} = g.${sql.ref(column)}`))
    await sql`update ${sql.table(table)} t set ${assignments}, version = t.version + 1
              from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(group)}::json) g
              where t.org_id = ${orgId} and t.id = g.id`.execute(tx)
  }
}

export interface NewRun {
  kind: string
  mode: 'dry-run' | 'commit'
  fileName: string
  fileId: string
  mapping: Mapping
  pipelineId: string | null
  overrideReason: string | null
}

export async function insertRun(tx: Tx, caller: Caller, run: NewRun): Promise<string> {
  const id = newId()
  await tx
    .insertInto('import_run')
    .values({
      org_id: caller.orgId,
      id,
      kind: run.kind,
      mode: run.mode,
      status: 'waiting',
      file_name: run.fileName,
      file_id: run.fileId,
      mapping: JSON.stringify(run.mapping),
      pipeline_id: run.pipelineId,
      override_reason: run.overrideReason,
      created_by: caller.memberId,
      created_at: caller.now,
    })
    .execute()
  return id
}

/** Not against what refers to it: an import at work has noted its changes under this row, and must be open to be cancelled. */
export const lockRun = (tx: Tx, orgId: string, id: string) =>
  tx.selectFrom('import_run').selectAll().where('org_id', '=', orgId).where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

export async function updateRun(tx: Tx, orgId: string, id: string, change: Record<string, unknown>): Promise<void> {
  await tx.updateTable('import_run').set(change).where('org_id', '=', orgId).where('id', '=', id).execute()
}

/** Says how far a run is, outside its transaction so that others see it. Answers whether somebody asked to stop. */
export async function writeProgress(
  tx: Tx,
  orgId: string,
  id: string,
  processed: number,
  total: number | null,
): Promise<boolean> {
  const { rows } = await sql<{ cancelled: boolean }>`
    update import_run set processed = ${processed}, total = coalesce(${total}, total) where org_id = ${orgId} and id = ${id}
    returning cancel_asked_at is not null as cancelled`.execute(tx)
  return rows[0]?.cancelled ?? true
}

export interface FailedRow {
  line: number
  cells: readonly string[]
  errors: readonly CellError[]
  /** It came in, without the cells that errors name. */
  taken: boolean
}

export const insertFailures = (tx: Tx, orgId: string, importId: string, failures: readonly FailedRow[]): Promise<void> =>
  inChunks(failures, 2000, (chunk) =>
    insertRows(
      tx,
      'import_failure',
      chunk.map(({ line, cells, errors, taken }) => ({ org_id: orgId, import_id: importId, line, cells, errors, taken })),
    ),
  )

export interface Change {
  entityKind: string
  entityId: string
  action: 'created' | 'updated'
  version: number
  before: Record<string, unknown> | null
}

/** Remembers what was made and changed. A record touched twice keeps its first state and takes the last version. */
export async function insertChanges(tx: Tx, orgId: string, importId: string, changes: readonly Change[]): Promise<void> {
  const rowsOf = (action: Change['action']) =>
    changes
      .filter((change) => change.action === action)
      .map(({ entityKind, entityId, version, before }) => ({
        org_id: orgId,
        import_id: importId,
        entity_kind: entityKind,
        entity_id: entityId,
        action,
        version,
        before,
      }))
  // what is new has an id that nobody knows yet: it need not be asked for
  const made = insertRows(tx, 'import_change', rowsOf('created'))
  const updated = insertRows(
    tx,
    'import_change',
    rowsOf('updated'),
    'on conflict (org_id, import_id, entity_kind, entity_id) do update set version = excluded.version, before = excluded.before || import_change.before',
  )
  await Promise.all([made, updated])
}

/** One import of an organisation writes at a time; the lock ends with the transaction. */
export const lockImports = (tx: Tx, orgId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${orgId}, 11))`.execute(tx)

/**
 * Asks a question about tables that this very transaction fills, planned for how large they are now: a plan kept from the first
 * batch, when they were empty, would read a whole table for each of the following ones.
 */
export async function lookUp<T>(tx: Tx, question: RawBuilder<T>): Promise<T[]> {
  // sent together, so that nothing comes between: the checks of foreign keys must keep their plans, or each would be planned anew
  const [, { rows }] = await Promise.all([
    sql`set local plan_cache_mode = force_custom_plan`.execute(tx),
    question.execute(tx),
    sql`set local plan_cache_mode = auto`.execute(tx),
  ])
  return rows
}

/** The job that does this work still belongs to this attempt: a later one that took over must find nothing done. */
export async function stillMine(tx: Tx | Db, jobId: string, attempt: number): Promise<boolean> {
  const { rows } =
    await sql`select 1 from job where id = ${jobId} and attempt = ${attempt} and done_at is null for update`.execute(tx)
  return rows.length === 1
}

export async function inChunks<T>(items: readonly T[], size: number, work: (chunk: T[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += size) await work(items.slice(at, at + size))
}
