import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { aCompany, type Company } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { tell, visitors } from '../../test/factories/showroom.ts'
import { checkupQuery } from '../checkup/contract.ts'
import { large } from '../checkup/large.ts'
import { prepare } from '../checkup/queries/prepare.ts'
import { checkupReports, together } from '../checkup/queries/reports.ts'
import { keepFacts, type Keeper, loadInBackground, stopKeeping } from '../funnel/queries/facts/keeper.ts'
import { funnelReports } from '../funnel/queries/reports.ts'
import { type Db, inOrganisation, openDatabase, readingIn, type Tx } from '../platform/database/connect.ts'
import type { Report } from '../platform/http/reports.ts'
import type { Caller } from '../platform/session.ts'

const now = new Date('2026-06-01T03:00:00Z')
const start = Date.parse('2026-01-05T00:00:00Z')
const usual = { ...large }
let database: TestDatabase
let company: Company
let pipeline: TestPipeline
let director: Caller

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  // few deals go the ways of many: what is kept beside the facts, counted ahead, renewed
  Object.assign(large, { steady: 0, many: 0 })
})
beforeEach(async () => {
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 7 }))
  await tell(company, pipeline, visitors(start), now)
  director = await company.as('director', now)
})
afterAll(async () => {
  Object.assign(large, usual)
  await database.drop()
})

const reports = [...funnelReports, ...checkupReports, together] as unknown as (Report & { contract?: { query: z.ZodType } })[]

const ofPastDays = reports.filter(({ contract }) => contract && 'asOf' in (contract.query as z.ZodObject).shape)

/** Each report is asked with what it understands of this. */
const asked = { from: '2026-01-01', to: '2026-05-01', stage: 's2', outcome: 'died', by: 'owner', part: 'amountUp' }
const listOf: Record<string, string> = { 'GET /funnel/deals': 'lost', 'GET /funnel/flows/deals': 'closing' }

function questionOf({ key, contract }: (typeof reports)[number], more: object): never {
  const query = { pipeline: pipeline.key, ...asked, ...(listOf[key] && { list: listOf[key] }), ...more }
  return { caller: director, params: {}, query: (contract?.query ?? checkupQuery).parse(query) } as never
}

const turn = () => new Promise<void>((next) => setImmediate(next))

/** All reports at once by people who hold no connection meanwhile, and while they are at it by others who hold one: it fails when nobody gets on any more. */
async function askAll(db: Db, more: object = {}, some = reports): Promise<void> {
  const reading = some.map((report) => async (tx: Tx) => ({
    key: report.key,
    ok: (await report.read(tx, questionOf(report, more))).ok,
  }))
  const asking = async () => {
    const all = reading.map((read) => readingIn(db, company.orgId, read))
    for (const read of [...reading, ...reading]) {
      await turn()
      all.push(inOrganisation(db, company.orgId, read))
    }
    return Promise.all(all)
  }
  const found = await unlessStuck(asking())
  expect(found.filter(({ ok }) => !ok)).toEqual([])
}

async function unlessStuck<T>(work: Promise<T>): Promise<T> {
  let limit: NodeJS.Timeout | undefined
  const stuck = new Promise<never>((_, fail) => {
    limit = setTimeout(() => fail(new Error('everybody waits, and nobody has a connection')), 30_000)
  })
  return Promise.race([work, stuck]).finally(() => clearTimeout(limit))
}

async function withConnections(max: number, work: (db: Db, keeper: Keeper) => Promise<void>): Promise<void> {
  const { db, close } = openDatabase(database.appUrl, { max })
  const keeper = keepFacts(db, { maxBytes: 2 ** 28 })
  try {
    await work(db, keeper)
  } finally {
    // nobody waits for it where it is stuck: the database is dropped by force
    void stopKeeping(keeper).then(close)
  }
}

test.each([1, 2, 3])(
  'with %i connections all reports asked at once are answered: first of all, when a deal has changed, of a past day',
  (connections) =>
    withConnections(connections, async (db, keeper) => {
      // the facts are being loaded, then what is kept beside them
      await askAll(db)
      await Promise.all(keeper.loading.values())
      expect(keeper.kept.has(company.orgId)).toBe(true)
      await askAll(db, { counting: 'any' })
      await tell(company, pipeline, [{ path: '123W', at: start }], now)
      await askAll(db)
      for (const asOf of ['2026-04-01', '2026-03-01']) await askAll(db, { asOf }, ofPastDays)
    }),
)

test.each([1, 2])('with %i connections nobody who holds one waits for what is read beside the facts', (connections) =>
  withConnections(connections, async (db, keeper) => {
    await loadInBackground(keeper, company.orgId)
    expect(keeper.kept.size).toBe(1)
    const read = async (tx: Tx) => (await together.read(tx, questionOf(reports.at(-1)!, {}))).ok
    const all = await unlessStuck(Promise.all(Array.from({ length: 5 }, () => inOrganisation(db, company.orgId, read))))
    expect(all).toEqual([true, true, true, true, true])
    await Promise.all(keeper.loading.values())
  }),
)

test('who needs facts that are being loaded waits for them where that holds no connection', async () => {
  const { db, close } = openDatabase(database.appUrl, { max: 2 })
  const keeper = keepFacts(db, { maxBytes: 2 ** 28 })
  const query = checkupQuery.parse({ pipeline: pipeline.key, cohort: 'all' })
  const deals = async (tx: Tx) => {
    const prepared = await prepare(tx, director, query)
    if (!prepared.ok) throw new Error(prepared.refusal.code)
    return prepared.value.deals
  }
  const [first, second] = await Promise.all([readingIn(db, company.orgId, deals), readingIn(db, company.orgId, deals)])
  const [kept] = keeper.kept.values()
  expect([first.facts, second.facts]).toEqual([kept!.facts.serial, kept!.facts.serial])
  // and they share one choice of deals
  expect(second).toBe(first)
  await stopKeeping(keeper)
  await close()
})
