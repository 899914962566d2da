import { sql } from 'kysely'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { aDatabase, type TestDatabase } from './database.ts'

describe('a test database', () => {
  const made: TestDatabase[] = []
  afterAll(async () => void (await Promise.all(made.map((it) => it.drop()))))

  it('is migrated, its own, and opened as a role that row-level security holds', async () => {
    const [one, other] = await Promise.all([aDatabase(), aDatabase()])
    made.push(one, other)
    const names = await Promise.all(
      [one, other].map(
        async ({ db }) =>
          (
            await sql<{ name: string; bypass: boolean }>`
              select current_database() as name, rolbypassrls or rolsuper as bypass from pg_roles where rolname = current_user
            `.execute(db)
          ).rows[0],
      ),
    )
    expect(names[0]?.name).not.toBe(names[1]?.name)
    expect(names.map((it) => it?.bypass)).toEqual([false, false])
    const tables = await sql<{ count: number }>`select count(*)::int as count from pg_tables where schemaname = 'public'`.execute(
      one.db,
    )
    expect(tables.rows[0]?.count).toBeGreaterThan(10)
  })

  it('is on the server that was asked for', () => {
    const major = Number.parseInt(inject('testServer').version, 10)
    expect(major).toBe(process.env.SLUICE_TEST_DATABASE === 'debian' ? 15 : 18)
  })
})
