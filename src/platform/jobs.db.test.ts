import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { aCompany, type Company } from '../../test/factories/a-company.ts'
import { askFor, runOne, startJobs, type Work } from './jobs.ts'

let database: TestDatabase
let company: Company
const complaints: string[] = []
const log = (line: string) => void complaints.push(line)

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db)
})
afterAll(() => database.drop())

const ask = (kind: string, uniqueKey?: string) =>
  askFor(database.db, { orgId: company.orgId, kind, ...(uniqueKey ? { uniqueKey } : {}) })
const rename =
  (name: string, then: () => void = () => {}): Work =>
  async (tx, job) => {
    await tx.updateTable('organisation').set({ name }).where('org_id', '=', job.orgId).execute()
    then()
  }
const name = async () =>
  (await company.within((tx) => tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow())).name

test('effect and completion are one: a job that fails leaves nothing and is tried again', async () => {
  await ask('rename')
  let attempts = 0
  const works = {
    rename: rename('改名', () => {
      if (++attempts === 1) throw new Error('the network is down')
    }),
  }
  const before = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(database.db)
  expect(await runOne(database.db, works, log)).toBe(true)
  expect(await name()).toBe('云帆科技')
  expect(complaints).toEqual(['job rename failed at attempt 1'])
  // not at once, but some seconds later; an hour is put on top for machines that take seconds from here to the next line
  const later = await sql<{ after: number }>`update job set run_at = run_at + interval '1 hour'
    returning extract(epoch from run_at - ${before.rows[0]!.at}::timestamptz)::float8 - 3600 as after`.execute(database.db)
  expect(later.rows[0]!.after).toBeGreaterThanOrEqual(2)
  expect(await runOne(database.db, works, log)).toBe(false)
  await sql`update job set run_at = now()`.execute(database.db)
  expect(await runOne(database.db, works, log)).toBe(true)
  expect(await name()).toBe('改名')
  expect(await runOne(database.db, works, log)).toBe(false)
})

test('the same work is asked for once while it is unfinished', async () => {
  expect(await ask('once', 'key')).not.toBeNull()
  expect(await ask('once', 'key')).toBeNull()
  await runOne(database.db, { once: async () => {} }, log)
  expect(await ask('once', 'key')).not.toBeNull()
  await runOne(database.db, { once: async () => {} }, log)
})

test('who lost the lease changes nothing, even when it finishes', async () => {
  await ask('slow')
  let release = () => {}
  const paused = new Promise<void>((resolve) => (release = resolve))
  let begin = () => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const slow: Work = async (tx, job) => (begin(), await paused, rename('迟到')(tx, job, database.db))
  const late = runOne(database.db, { slow }, log, 60)
  await begun
  await sql`update job set lease_until = now() - interval '1 second' where kind = 'slow'`.execute(database.db)
  expect(await runOne(database.db, { slow: rename('准时') }, log)).toBe(true)
  release()
  await late
  expect(await name()).toBe('准时')
})

test('ten workers do a hundred jobs once each', async () => {
  const done: string[] = []
  for (let index = 0; index < 100; index++) await ask('count')
  const workers = Array.from({ length: 10 }, () =>
    startJobs(database.db, { count: async (_, job) => void done.push(job.id) }, log, 10),
  )
  for (let waited = 0; done.length < 100 && waited < 500; waited++) await new Promise((resolve) => setTimeout(resolve, 50))
  await Promise.all(workers.map(({ stop }) => stop()))
  expect(new Set(done).size).toBe(100)
  expect(done).toHaveLength(100)
})

test('a job nobody knows is given up after five tries, with the reason kept', async () => {
  await ask('unheard-of')
  for (let attempt = 0; attempt < 5; attempt++) {
    await sql`update job set run_at = now() where kind = 'unheard-of' and failed_at is null`.execute(database.db)
    await runOne(database.db, {}, log)
  }
  const { rows } = await sql<{
    error: string
    failed: boolean
  }>`select error, failed_at is not null as failed from job where kind = 'unheard-of'`.execute(database.db)
  expect(rows[0]).toEqual({ error: 'no worker for jobs of kind unheard-of', failed: true })
})
