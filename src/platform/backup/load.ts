import { createHash } from 'node:crypto'
import { once } from 'node:events'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { migrate, migrationNames } from '../database/migrate.ts'
import { formatVersion, readFrames, type Frame, type Header, type TableEnd, type TableStart } from './frames.ts'
import { prepareForCopy, type Rebuild } from './rebuild.ts'
import { appliedMigrations, copiedTables, listed, quoted } from './tables.ts'

export interface Loaded {
  madeAt: string
  tables: Record<string, number>
}

/** Why a backup was not loaded; nothing was changed then. */
export class LoadRefusal extends Error {
  readonly code: 'not-empty' | 'not-a-backup' | 'from-a-newer-version'
  constructor(code: LoadRefusal['code'], message: string) {
    super(message)
    this.name = 'LoadRefusal'
    this.code = code
  }
}

/**
 * Fills an empty database from frames (a backup file, or another database's dump): the schema as the backup's migrations made it,
 * all rows in one transaction with indexes and foreign keys last, then the newer migrations. All or nothing.
 */
export const loadDatabase = async (ownerUrl: string, source: AsyncIterable<Buffer>): Promise<Loaded> => {
  const frames = readFrames(source)[Symbol.asyncIterator]()
  const header = await readHeader(frames)
  await refuseUnlessEmpty(ownerUrl, header)
  await migrate({ ownerUrl, only: header.migrations })
  const client = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC -c datestyle=ISO' })
  await client.connect()
  try {
    await client.query('begin')
    const rebuild = await prepareForCopy(client)
    const tables = await loadTables(client, frames)
    await finish(client, rebuild)
    await client.query('commit')
    await client.query('analyze')
    await migrate({ ownerUrl })
    return { madeAt: header.madeAt, tables }
  } finally {
    await client.end()
  }
}

const readHeader = async (frames: AsyncIterator<Frame>): Promise<Header> => {
  const notOurs = (cause?: unknown) =>
    new LoadRefusal('not-a-backup', `This is no backup that Sluice wrote${cause ? ` (${String(cause)})` : ''}.`)
  const first = await frames.next().catch((error: unknown) => {
    throw notOurs(error)
  })
  const header = first.done || first.value.kind !== 'J' ? undefined : (first.value.value as Partial<Header>)
  if (header?.format !== 'sluice-backup') throw notOurs()
  const known = migrationNames()
  const unknown = (header.migrations ?? []).filter((name) => !known.includes(name))
  if (header.version !== formatVersion || unknown.length > 0)
    throw new LoadRefusal(
      'from-a-newer-version',
      `This backup was made by a newer Sluice (unknown: ${unknown.join(', ') || `format ${header.version}`}). Update Sluice and try again.`,
    )
  return header as Header
}

/** Tables without rows, as an earlier first start made them, are removed when they are not those of the backup. */
const refuseUnlessEmpty = async (ownerUrl: string, header: Header): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const applied = await appliedMigrations(client)
    const tables = await copiedTables(client)
    if (applied.length === 0 && tables.length > 0)
      throw new LoadRefusal(
        'not-empty',
        `The target database holds tables of another program (${tables[0]?.name}). Name an empty database.`,
      )
    await client.query('begin')
    for (const { name } of tables) {
      await client.query(`alter table ${quoted(name)} no force row level security`)
      const { rowCount } = await client.query(`select 1 from ${quoted(name)} limit 1`)
      if (rowCount)
        throw new LoadRefusal(
          'not-empty',
          `The target database already holds data (${name}). Name an empty one, or move the old data folder away.`,
        )
    }
    if (applied.length > 0 && applied.join() !== header.migrations.join()) {
      const { rows } = await client.query<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
      )
      await client.query(`drop table ${rows.map(({ name }) => `public.${quoted(name)}`).join(', ')} cascade`)
      await client.query('commit')
    } else await client.query('rollback')
  } finally {
    await client.end()
  }
}

const loadTables = async (client: pg.Client, frames: AsyncIterator<Frame>): Promise<Record<string, number>> => {
  const loaded: Record<string, number> = {}
  for (;;) {
    const next = await frames.next()
    if (next.done) throw new Error('the backup is cut off: nothing was restored')
    if (next.value.kind !== 'J') throw new Error('the backup is damaged: data outside a table')
    const start = next.value.value as Partial<TableStart> & { complete?: true }
    if (start.complete) return loaded
    const table = start.table ?? ''
    loaded[table] = await loadTable(client, { table, columns: start.columns ?? [] }, frames)
  }
}

const loadTable = async (client: pg.Client, { table, columns }: TableStart, frames: AsyncIterator<Frame>): Promise<number> => {
  const stream = client.query(copyFrom(`copy ${quoted(table)} (${listed(columns)}) from stdin`))
  const finished = once(stream, 'finish')
  // The failure is waited for below; until then it must not count as unhandled.
  finished.catch(() => {})
  const hash = createHash('sha256')
  for (;;) {
    const next = await frames.next()
    if (next.done) throw new Error('the backup is cut off: nothing was restored')
    if (next.value.kind === 'D') {
      hash.update(next.value.data)
      if (!stream.write(next.value.data)) await Promise.race([once(stream, 'drain'), finished])
      continue
    }
    const end = next.value.value as TableEnd
    stream.end()
    await finished
    if (end.sha256 !== hash.digest('hex') || stream.rowCount !== end.rows)
      throw new Error(`the backup is damaged in table ${table}: nothing was restored`)
    return end.rows
  }
}

const finish = async (client: pg.Client, rebuild: Rebuild): Promise<void> => {
  for (const statement of rebuild.statements) await client.query(statement)
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.relname as table, a.attname as column, pg_get_serial_sequence(format('public.%I', c.relname), a.attname) as sequence
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_get_serial_sequence(format('public.%I', c.relname), a.attname) is not null`,
  )
  for (const { table, column, sequence } of rows)
    await client.query(
      `select setval('${sequence}', (select coalesce(max(${quoted(column)}), 0) + 1 from ${quoted(table)}), false)`,
    )
}
