import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { foundations } from '../src/apps/slices.ts'
import { createOrganisation } from '../src/people/commands/set-up.ts'
import { backupBeforeMigration, backupToFile, moveDatabase, restoreFromFile } from '../src/platform/backup/files.ts'
import { inOrganisation, openDatabase } from '../src/platform/database/connect.ts'
import { migrate, migrationNames } from '../src/platform/database/migrate.ts'
import { prepareRoles } from '../src/platform/database/roles.ts'
import { binFoldersOnDisk, packagedRuntime } from '../src/platform/embedded/find-runtimes.ts'
import { startEmbedded } from '../src/platform/embedded/start.ts'
import { newId } from '../src/platform/ids.ts'
import { aDatabase, type TestDatabase } from './database.ts'
import { aCustomer } from './factories/a-company.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-backup-'))
const cleanups: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})

const empty = async (): Promise<TestDatabase> => {
  const database = await aDatabase({ migrated: false })
  cleanups.push(() => database.drop())
  return database
}

const query = async <T extends object>(url: string, sql: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Rows and a checksum over all their values, per table. */
const contents = async (url: string): Promise<Record<string, string>> => {
  const tables = await query<{ name: string }>(
    url,
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('outbox', 'schema_migration_lock', 'schema_migration') order by 1`,
  )
  const result: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await query<{ sum: string }>(
      url,
      `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum from ${name} t`,
    )
    result[name] = row?.sum ?? ''
  }
  return result
}

/** Everything about the schema that a restore takes away for a while. */
const schema = async (url: string): Promise<string[]> =>
  (
    await query<{ text: string }>(
      url,
      `select indexdef as text from pg_indexes where schemaname = 'public'
       union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
                   and contype <> 'n'
       union all select relname || ' ' || relrowsecurity || ' ' || relforcerowsecurity from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
       order by 1`,
    )
  ).map(({ text }) => text)

const nasty = 'Tab\tline\nback\\slash \\. \\N "quote" \'s 华联控股 ＧＴＸ 🙂'

const fill = async (database: Pick<TestDatabase, 'db' | 'ownerUrl'>) => {
  for (const [name, email] of [
    [nasty, 'a@example.com'],
    ['乙公司', 'b@example.com'],
  ] as const) {
    const outcome = await createOrganisation(
      database.db,
      { organizationName: name, locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY', name, email, passwordHash: null },
      foundations,
      new Date('2026-11-22T08:00:00Z'),
    )
    if (!outcome.ok) throw new Error(outcome.refusal.code)
    await aDocument(database, outcome.value.orgId, outcome.value.memberId)
  }
}

/** A document with every byte there is, several times over. */
const aDocument = ({ db }: Pick<TestDatabase, 'db'>, orgId: string, memberId: string) =>
  inOrganisation(db, orgId, async (tx) => {
    const content = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7) % 256))
    const customerId = await aCustomer(tx, orgId, { name: nasty, ownerId: memberId })
    // both are written on by triggers, which must not write once more when rows come back
    const standing = { org_id: orgId, customer_id: customerId }
    await tx.insertInto('customer_standing').values({ ...standing, owner_id: memberId, measured_at: new Date('2026-11-22T08:00:00Z') }).execute() // prettier-ignore
    const moved = { from_level: 'potential', to_level: 'target', from_relationship: 'neutral', to_relationship: 'neutral', from_grade: null, to_grade: 5 } // prettier-ignore
    for (const day of ['2026-11-20', '2026-11-21'])
      await tx.insertInto('customer_standing_change').values({ ...standing, id: newId(), day, at: new Date('2026-11-22T08:00:00Z'), ...moved }).execute() // prettier-ignore
    const document = { org_id: orgId, id: newId(), customer_id: customerId, category: 'contract', file_name: nasty }
    await tx
      .insertInto('document')
      .values({
        ...document,
        media_type: 'application/octet-stream',
        size: content.length,
        sha256: createHash('sha256').update(content).digest(),
        uploaded_at: new Date('2026-11-22T08:00:00Z'),
        uploaded_by: memberId,
      })
      .execute()
    await tx.insertInto('document_content').values({ org_id: orgId, document_id: document.id, content }).execute()
  })

let source: TestDatabase
let before: Record<string, string>
beforeAll(async () => {
  source = await aDatabase()
  cleanups.push(() => source.drop())
  await fill(source)
  before = await contents(source.ownerUrl)
})

describe('a backup', () => {
  const file = join(folder, 'all.sluice')
  beforeAll(() => backupToFile(source.ownerUrl, file))

  it('is one file that only its owner reads', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([])
  })

  it('restored into an empty database, is the same in every row of every table, and so is the schema', async () => {
    const target = await empty()
    const { tables } = await restoreFromFile(target.ownerUrl, file)
    expect(before['organisation']).toMatch(/^2 /)
    expect(tables['organisation']).toBe(2)
    expect(await contents(target.ownerUrl)).toEqual(before)
    expect(await schema(target.ownerUrl)).toEqual(await schema(source.ownerUrl))
    expect(await query(target.ownerUrl, `select name from organisation where name like 'Tab%'`)).toEqual([{ name: nasty }])
    expect(
      await query(
        target.ownerUrl,
        `select count(*)::int as n from document d join document_content c on c.document_id = d.id where d.sha256 = sha256(c.content) and d.size = length(c.content)`,
      ),
    ).toEqual([{ n: 2 }])
  })

  it('replaces the empty tables of a first start, and never data', async () => {
    const target = await aDatabase()
    cleanups.push(() => target.drop())
    await restoreFromFile(target.ownerUrl, file)
    expect(await contents(target.ownerUrl)).toEqual(before)
    await expect(restoreFromFile(target.ownerUrl, file)).rejects.toMatchObject({ code: 'not-empty' })
    expect(await contents(target.ownerUrl)).toEqual(before)
  })

  it('that is cut off, changed, foreign or from a newer version is refused, and nothing is changed', async () => {
    const target = await empty()
    const bytes = readFileSync(file)
    const spoil = async (name: string, make: (path: string) => void) => {
      const path = join(folder, name)
      make(path)
      const failure = await restoreFromFile(target.ownerUrl, path).catch((error: Error) => error)
      expect(failure).toBeInstanceOf(Error)
      const rows = await query<{ n: number }>(
        target.ownerUrl,
        `select count(*)::int as n from pg_tables where tablename = 'organisation'`,
      )
      if (rows[0]?.n) expect(await query(target.ownerUrl, 'select 1 from organisation')).toEqual([])
      return (failure as Error).message
    }
    const plain = gunzipSync(bytes)
    await spoil('cut.sluice', (path) => {
      writeFileSync(path, bytes)
      truncateSync(path, Math.floor(bytes.length / 2))
    })
    expect(await spoil('short.sluice', (path) => writeFileSync(path, gzipSync(plain.subarray(0, plain.length - 40))))).toMatch(
      /cut off/,
    )
    expect(
      await spoil('changed.sluice', (path) =>
        writeFileSync(path, gzipSync(Buffer.from(plain.toString('latin1').replace('a@example.com', 'x@example.com'), 'latin1'))),
      ),
    ).toMatch(/damaged in table/)
    expect(await spoil('foreign.sluice', (path) => writeFileSync(path, gzipSync('a letter')))).toMatch(/no backup/)
    expect(
      await spoil('newer.sluice', (path) =>
        writeFileSync(path, gzipSync(Buffer.from(plain.toString('latin1').replace('0001_', '9001_'), 'latin1'))),
      ),
    ).toMatch(/newer Sluice/)
    expect(await spoil('none.sluice', () => {})).toMatch(/no file/)
    await restoreFromFile(target.ownerUrl, file)
    expect(await contents(target.ownerUrl)).toEqual(before)
  })

  it('is a picture of one moment while others write', async () => {
    const client = new pg.Client({ connectionString: source.ownerUrl })
    await client.connect()
    try {
      await client.query('begin')
      await client.query(`update organisation set name = name || ' later'`)
      await backupToFile(source.ownerUrl, join(folder, 'moment.sluice'))
      await client.query('rollback')
    } finally {
      await client.end()
    }
    const target = await empty()
    await restoreFromFile(target.ownerUrl, join(folder, 'moment.sluice'))
    expect(await contents(target.ownerUrl)).toEqual(before)
  })
})

describe('before a migration of existing data', () => {
  it('a backup is written, and restores into the schema of then before it is migrated on', async () => {
    const old = await empty()
    // the last one, and one that came to us from another branch after later ones
    const [late, last] = ['0170_approvals_waiting_at_the_top', migrationNames().at(-1) ?? '']
    await migrate({ ownerUrl: old.ownerUrl, only: migrationNames().filter((name) => name !== late && name !== last) })
    const dataDir = mkdtempSync(join(folder, 'data-'))
    const applied = await migrate({
      ownerUrl: old.ownerUrl,
      beforeChange: (pending) => backupBeforeMigration(dataDir, () => {})(old.ownerUrl, pending),
    })
    expect(applied).toEqual([late, last])
    const files = readdirSync(join(dataDir, 'backups'))
    expect(files).toHaveLength(1)
    const target = await empty()
    await restoreFromFile(target.ownerUrl, join(dataDir, 'backups', files[0] ?? ''))
    expect(await schema(target.ownerUrl)).toEqual(await schema(old.ownerUrl))
  })

  it('no backup is written for a new database', async () => {
    let asked = 0
    await migrate({ ownerUrl: (await empty()).ownerUrl, beforeChange: async () => void asked++ })
    expect(asked).toBe(0)
  })
})

describe('a role that row-level security holds', () => {
  it('as owner of a hosted database, backs up and restores every organisation', async () => {
    const role = `owner_${process.pid}_${Date.now()}`
    const admin = inject('testServer').url
    await query(admin, `create role ${role} login createrole createdb nosuperuser password 'only-for-tests'`)
    const ownedDatabase = async (suffix: string) => {
      await query(admin, `create database ${role}_${suffix} owner ${role}`)
      const url = new URL(admin)
      url.pathname = `/${role}_${suffix}`
      url.username = role
      url.password = 'only-for-tests'
      return url.toString()
    }
    const [from, to] = [await ownedDatabase('a'), await ownedDatabase('b')]
    await migrate({ ownerUrl: from })
    const { appUrl } = await prepareRoles(from, 'only for tests')
    const opened = openDatabase(appUrl)
    cleanups.push(async () => {
      await query(admin, `drop database if exists ${role}_a with (force)`)
      await query(admin, `drop database if exists ${role}_b with (force)`)
      await query(admin, `drop role if exists ${new URL(appUrl).username}`)
      await query(admin, `drop role if exists ${role}`)
    })
    await fill({ db: opened.db, ownerUrl: from })
    await opened.close()
    await moveDatabase(from, to)
    const asAdmin = (url: string) => {
      const it = new URL(admin)
      it.pathname = new URL(url).pathname
      return it.toString()
    }
    expect((await contents(asAdmin(to)))['organisation']).toMatch(/^2 /)
    expect(await contents(asAdmin(to))).toEqual(await contents(asAdmin(from)))
  })
})

describe('a move between PostgreSQL 18 and 15', () => {
  const debian = binFoldersOnDisk().find((bin) => bin.startsWith('/usr/lib/postgresql/'))
  if (!debian) console.warn('SKIPPED: moving between PostgreSQL versions (no PostgreSQL in /usr/lib/postgresql)')

  it.skipIf(!debian)('keeps every row, both ways', async () => {
    const isOld = inject('testServer').version.startsWith('15')
    const places = isOld ? { packaged: packagedRuntime(), onDisk: [] } : { packaged: undefined, onDisk: [debian ?? ''] }
    const dataDir = mkdtempSync(join(folder, 'other-'))
    const other = await startEmbedded({ dataDir, log: () => {}, places, settings: { fsync: 'off' } })
    cleanups.push(() => other.stop())
    expect(other.version.startsWith('15')).toBe(!isOld)
    const { tables } = await moveDatabase(source.ownerUrl, other.url)
    expect(Object.keys(tables).length).toBeGreaterThan(10)
    expect(await contents(other.url)).toEqual(before)
    const back = await empty()
    await moveDatabase(other.url, back.ownerUrl)
    expect(await contents(back.ownerUrl)).toEqual(before)
  })
})
