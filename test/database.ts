import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase, type Db } from '../src/platform/database/connect.ts'
import { prepareRoles } from '../src/platform/database/roles.ts'

export interface TestDatabase {
  /** Connected as the application is: row-level security holds. */
  db: Db
  pool: pg.Pool
  /** Superuser connection: sees every organisation's rows. */
  ownerUrl: string
  appUrl: string
  /** Closes `db` and removes the database. */
  drop: () => Promise<void>
}

const onServer = async (work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: inject('testServer').url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** A fresh, migrated, empty database of this test file's own. Call `drop` in afterAll. */
export const aDatabase = async ({ migrated = true } = {}): Promise<TestDatabase> => {
  const name = `t_${randomBytes(6).toString('hex')}`
  await onServer(
    async (client) => void (await client.query(`create database ${name} template ${migrated ? 'template' : 'template0'}`)),
  )
  const url = new URL(inject('testServer').url)
  url.pathname = `/${name}`
  const ownerUrl = url.toString()
  const appUrl = migrated ? (await prepareRoles(ownerUrl, 'only for tests')).appUrl : ownerUrl
  const { db, pool, close } = openDatabase(appUrl)
  const role = new URL(appUrl).username
  return {
    db,
    pool,
    ownerUrl,
    appUrl,
    drop: async () => {
      await close()
      await onServer(async (client) => {
        await client.query(`drop database if exists ${name} with (force)`)
        if (migrated) await client.query(`drop role if exists ${role}`)
      })
    },
  }
}
