import { createHash } from 'node:crypto'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { dataFrame, formatVersion, jsonFrame } from './frames.ts'
import { appliedMigrations, copiedTables, listed, quoted, type CopiedTable } from './tables.ts'

/** All rows of all tables as frames, as they were at one moment: one snapshot, while others go on writing. */
export async function* dumpDatabase(ownerUrl: string): AsyncGenerator<Buffer> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    options: '-c timezone=UTC -c datestyle=ISO -c extra_float_digits=1',
  })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const { rows } = await client.query<{ server: string }>(`select current_setting('server_version') as server`)
    const migrations = await appliedMigrations(client)
    if (migrations.length === 0) throw new Error('this database holds no Sluice data')
    yield jsonFrame({
      format: 'sluice-backup',
      version: formatVersion,
      madeAt: new Date().toISOString(),
      server: rows[0]?.server ?? '',
      migrations,
    })
    const tables = await copiedTables(client)
    // A role that row-level security holds sees one organisation at a time, so it reads one after the other.
    const organisations = tables.some(({ isGuarded }) => isGuarded)
      ? (await client.query<{ id: string }>('select distinct org_id as id from membership order by 1')).rows.map(({ id }) => id)
      : []
    for (const table of tables) yield* dumpTable(client, table, table.isGuarded ? organisations : [undefined])
    await client.query('commit')
    yield jsonFrame({ complete: true, tables: tables.length })
  } finally {
    await client.end()
  }
}

async function* dumpTable(client: pg.Client, { name, columns }: CopiedTable, organisations: readonly (string | undefined)[]) {
  yield jsonFrame({ table: name, columns })
  const hash = createHash('sha256')
  let rows = 0
  for (const organisation of organisations) {
    if (organisation) await client.query(`select set_config('app.org_id', $1, true)`, [organisation])
    const stream = client.query(copyTo(`copy (select ${listed(columns)} from ${quoted(name)}) to stdout`))
    for await (const piece of stream as AsyncIterable<Buffer>) {
      hash.update(piece)
      yield dataFrame(piece)
    }
    rows += stream.rowCount ?? 0
  }
  yield jsonFrame({ table: name, rows, sha256: hash.digest('hex') })
}
