import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { aCompany, type Company } from '../../test/factories/a-company.ts'
import { aPipeline } from '../../test/factories/a-pipeline.ts'
import { tell } from '../../test/factories/showroom.ts'
import { addressOf, readingIn } from '../platform/database/connect.ts'
import { DeskClosed } from '../platform/http/reports.ts'
import { type Desk, openDesk } from './report-desk.ts'
import { reportByKey } from './reports.ts'

const now = new Date('2026-06-01T03:00:00Z')
let database: TestDatabase
let company: Company
let desk: Desk
let pipeline: { key: string }

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  const made = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 4 }))
  pipeline = made
  const at = now.getTime() - 100 * 86_400_000
  await tell(
    company,
    made,
    ['123W', '12L', '1', '1234W', '13L'].map((path, index) => ({ path, at, row: { owner_id: company.member[index % 2 ? 'li' : 'chen'] } })), // prettier-ignore
    now,
  )
  desk = openDesk({ databaseUrl: addressOf(database.db), maxBytes: 2 ** 28 }, () => {})
})
afterAll(async () => {
  await desk.stop()
  await database.drop()
})

const asked = async (person: 'director' | 'li') => ({
  caller: await company.as(person, now),
  params: {},
  query: { pipeline: pipeline.key, counting: 'implied', basis: 'cohort', cohort: 'matured', against: 'auto' },
})

test('a thread answers what this process would answer, to each within reach, also from facts', async () => {
  expect(desk.takes(company.orgId)).toBe(false)
  desk.take(company.orgId)
  expect(desk.takes(company.orgId)).toBe(true)
  for (const key of ['GET /funnel', 'GET /checkup', 'GET /checkup/compare'])
    for (const person of ['director', 'li'] as const) {
      const question = await asked(person)
      Object.assign(question.query, key.endsWith('compare') ? { by: 'owner' } : {})
      const here = await readingIn(database.db, company.orgId, async (tx) => reportByKey.get(key)!.read(tx, question as never))
      expect(here.ok).toBe(true)
      expect(await desk.ask(key, question)).toEqual(here)
    }
})

test('a question without a report is a fault, and who asks when the thread has ended hears that nobody is there', async () => {
  const question = await asked('director')
  await expect(desk.ask('GET /nothing', question)).rejects.toThrow('no report is called')
  await desk.stop()
  await expect(desk.ask('GET /funnel', question)).rejects.toThrow(DeskClosed)
})
