import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, Migrator, PostgresDialect, sql, type Migration } from 'kysely'
import pg from 'pg'
import { projectRoot } from '../root.ts'

const folder = join(projectRoot, 'db', 'migrations')

/** Every migration in db/migrations, or only those named, by file name; plain SQL, forward only. */
const readMigrations = (only?: readonly string[]): Record<string, Migration> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => /^\d{4}_\w+\.sql$/.test(name) && (!only || only.includes(name.replace(/\.sql$/, ''))))
      .sort()
      .map((name) => {
        const text = readFileSync(join(folder, name), 'utf8')
        return [name.replace(/\.sql$/, ''), { up: async (db) => void (await sql.raw(text).execute(db)) } satisfies Migration]
      }),
  )

/** Names of all migrations that this version knows, in order. */
export const migrationNames = (): string[] => Object.keys(readMigrations())

interface MigrateOptions {
  /** Connection of a role that may create tables. */
  ownerUrl: string
  log?: (line: string) => void
  /** Called once before existing data is changed, with the names of what will be applied. */
  beforeChange?: (pending: string[]) => Promise<void>
  /** These alone, as a backup's older schema asks for. */
  only?: readonly string[]
}

/**
 * Brings the schema up to date under a lock; several processes may start at once. Returns the names applied. What was written on
 * another branch may come between migrations that a database has had already: it is applied all the same.
 */
export async function migrate({ ownerUrl, log, beforeChange, only }: MigrateOptions): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => readMigrations(only) },
      allowUnorderedMigrations: true,
      migrationTableName: 'schema_migration',
      migrationLockTableName: 'schema_migration_lock',
    })
    const all = await migrator.getMigrations()
    const pending = all.filter(({ executedAt }) => !executedAt).map(({ name }) => name)
    if (pending.length === 0) return []
    if (pending.length < all.length && beforeChange) await beforeChange(pending)
    const { error, results } = await migrator.migrateToLatest()
    if (error) throw error
    const applied = (results ?? []).filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName)
    for (const name of applied) log?.(`migrated ${name}`)
    return applied
  } finally {
    await db.destroy()
  }
}
