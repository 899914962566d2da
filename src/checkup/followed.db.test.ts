import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCompany, aCustomer, type Company } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { anImporter, type Importer } from '../../test/factories/an-importer.ts'
import { anEdit, type Edit, type Editing, editing, everyKind, stageCount } from '../../test/factories/edited-deals.ts'
import { tell, visitors } from '../../test/factories/showroom.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type TestServer } from '../../test/server.ts'
import { type Keeper, keeperOf, loadInBackground } from '../funnel/queries/facts/keeper.ts'
import { readingIn, type Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import type { Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { checkupQuery } from './contract.ts'
import { large } from './large.ts'
import { readComparison } from './queries/compare.ts'
import { readHabitsReport } from './queries/habits.ts'
import { readTogether } from './queries/summary.ts'
import { readWhyReport } from './queries/why.ts'

const quarter = 900_000
const start = Date.parse('2026-01-05T01:00:00Z')
const now = new Date('2026-06-01T03:00:00Z')
const usual = { ...large }

let server: TestServer
let company: Company
let pipeline: TestPipeline
let team: Editing
let importer: Importer
let keeper: Keeper

beforeAll(async () => {
  server = await aServer({ working: true })
  const { db } = server.database
  company = await aCompany(db, { now })
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: stageCount }))
  const other = await company.within((tx) => aPipeline(tx, company.orgId, { stages: stageCount - 1 }))
  await company.within(async (tx) => {
    await sql`update pipeline set is_default = true where id = ${pipeline.id}`.execute(tx)
    await sql`insert into loss_reason (org_id, key, name) values (${company.orgId}, 'price', '{"zh-CN":"价格"}')`.execute(tx)
  })
  team = await editing({ company, pipeline, other, start, now })
  importer = anImporter(server, await tokenOf(db, company, 'admin'))
  await tell(
    company,
    pipeline,
    visitors(start, (index) => ({
      owner: (['li', 'wang', 'chen'] as const)[index % 3]!,
      row: { region: `区 ${index % 5}` },
    })).map((deal) => ({ ...deal, path: deal.path.replace(/[67]/g, '') })),
    now,
  )
  keeper = keeperOf(db)!
  await loadInBackground(keeper, company.orgId)
  // few deals go the ways of many: what is asked is followed, kept beside the facts, counted ahead and renewed
  Object.assign(large, { steady: -1, many: -1 })
}, 120_000)
afterAll(async () => {
  Object.assign(large, usual)
  await server.close()
})

/** Every list in one order, and sums without what is lost in adding them up in another: two ways of counting meet deals in different orders. */
function unordered(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(9))
  if (Array.isArray(value)) return value.map(unordered).map((one) => JSON.stringify(one)).sort() // prettier-ignore
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, unordered(own)]))
  return value
}

const accepted = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

const filters = [{}, { region: '区 2,区 3' }, { from: '2026-01-20', to: '2026-04-01' }, { counting: 'any', cohort: 'all' }]

/** Ages at which deals are hardly ever decided are given, not learned: they are learned once for each quarter, whatever changes in it. */
async function everything(tx: Tx, caller: Caller): Promise<unknown[]> {
  const found: unknown[] = []
  for (const filter of filters) {
    const asked = checkupQuery.parse({ pipeline: pipeline.key, horizonDays: 30, ...filter })
    found.push(accepted(await readTogether(tx, caller, asked)))
    found.push(accepted(await readComparison(tx, caller, { ...asked, by: 'owner' })))
    for (const { key } of pipeline.stages.slice(0, 2))
      found.push(accepted(await readWhyReport(tx, caller, { ...asked, stage: key })))
  }
  return found
}

const settle = async (): Promise<void> => {
  while (keeper.loading.size > 0) await Promise.all(keeper.loading.values())
}

/** As anybody asks: by facts that are there, with what is kept and followed. */
async function followed(caller: Caller): Promise<unknown[]> {
  const ask = () => readingIn(server.database.db, company.orgId, (tx) => everything(tx, caller))
  if (!keeper.kept.has(company.orgId)) await ask()
  await settle()
  // what is kept beside the facts is read by now, or begins with this
  await ask()
  await settle()
  expect(keeper.kept.has(company.orgId)).toBe(true)
  return ask()
}

/** Whoever has written in this transaction is told by the tables alone: nothing that was counted before is used. */
const anew = (caller: Caller): Promise<unknown[]> =>
  company.within(async (tx) => {
    await sql`select pg_current_xact_id()`.execute(tx)
    return everything(tx, caller)
  })

async function compare(at: Date): Promise<void> {
  for (const person of ['director', 'zhao', 'li'] as const) {
    const caller = await company.as(person, at)
    const [own, slow] = [await followed(caller), await anew(caller)]
    for (const [place, one] of own.entries()) expect({ person, place, one: unordered(one) }).toEqual({ person, place, one: unordered(slow[place]) }) // prettier-ignore
  }
}

/** Brings deals in and tells of the end of some of them, as a file does. */
let brought = 0
async function bringIn(count: number): Promise<void> {
  const batch = ++brought
  const file = (name: string, lines: string[]) => new File([lines.join('\n')], name, { type: 'text/csv' })
  const ids = Array.from({ length: count }, (_, index) => `F${batch}-${index}`)
  const deals = [
    '商机编号,商机名称,客户名称,金额',
    ...ids.map((id, index) => `${id},商机${id},客户${index},${1000 * batch + index}`),
  ]
  expect((await importer.bringIn(file('deals.csv', deals), 'opportunities')).rows).toMatchObject({ created: count })
  const ends = [
    '商机编号,阶段,时间',
    ...ids.filter((_, index) => index % 2 === 0).map((id) => `${id},赢单,2026-03-1${batch % 10}`),
  ]
  await importer.bringIn(file('log.csv', ends), 'stage-events')
}

test('what is followed, kept beside the facts and counted ahead is what is counted anew, after any edits and imports', async () => {
  let moment = Math.ceil(now.getTime() / quarter) * quarter
  /** In the last minutes of a quarter of an hour its successor is counted; what is done then, and after it has begun, is followed. */
  const through = async (change: () => Promise<void>): Promise<void> => {
    moment += quarter
    await compare(new Date(moment + 12 * 60_000))
    await change()
    await compare(new Date(moment + 13 * 60_000))
    await compare(new Date(moment + quarter + 60_000))
    moment += quarter
  }
  await through(async () => {
    for (const one of everyKind) await team.edit(one)
  })
  await through(() => bringIn(6))
  await fc.assert(
    fc.asyncProperty(fc.array(anEdit, { minLength: 8, maxLength: 30 }), async (edits: Edit[]) => {
      await through(async () => {
        for (const stage of [1, 2, 3]) await team.edit({ what: 'open', deal: 0, stage, person: 'li', amount: stage, at: 0 })
        for (const one of edits) await team.edit(one)
        await bringIn(2)
      })
    }),
    { numRuns: 3, endOnFailure: true },
  )
  for (const { what } of everyKind) expect([what, team.done.get(what) ?? 0]).not.toEqual([what, 0])
}, 240_000)

const aStep = fc.record({
  minutes: fc.integer({ min: 1, max: 22 }),
  /** Hours from happening to being written down. */
  written: fc.array(fc.record({ who: fc.constantFrom('li', 'chen'), hours: fc.constantFrom(1, 5, 30, 90) }), { maxLength: 5 }),
  archived: fc.nat(6),
  person: fc.constantFrom('director', 'zhao'),
})

test('what people wrote down is told as the tables had it when it was read last, which is half an hour ago at most', async () => {
  const customerId = await company.within((tx) => aCustomer(tx, company.orgId, { ownerId: company.member.li }))
  let clock = Date.parse('2026-07-01T03:00:00Z')
  /** One by one, by what is on record of the last ninety days. */
  const told = async (caller: Caller, at: number) => {
    const { rows } = await company.within((tx) =>
      sql<{ owner: string; late: boolean; happened: Date; recorded: Date }>`
        select owner_id as owner, late, happened_at as happened, recorded_at as recorded from activity where deleted_at is null`.execute(
        tx,
      ),
    )
    const own = rows.filter(
      ({ owner, happened, recorded }) =>
        (caller.reach === 'organisation' || caller.reach.includes(owner)) &&
        happened.getTime() < at && happened.getTime() >= at - 90 * 86_400_000 && recorded.getTime() <= at, // prettier-ignore
    )
    return { of: own.length, late: own.filter(({ late }) => late).length }
  }
  let renewals = 0
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 4, maxLength: 10 }), async (steps) => {
      clock += 86_400_000
      const asKept = new Map<string, { of: number; late: number }>()
      let due = 0
      for (const { minutes, written, archived, person } of steps) {
        clock += minutes * 60_000
        await company.within(async (tx) => {
          await sql`update activity set deleted_at = now() where org_id = ${company.orgId} and deleted_at is null and uuid_hash(id) % 7 = ${archived}`.execute(
            tx,
          )
          for (const { who, hours } of written)
            await sql`insert into activity (org_id, id, kind, late, customer_id, owner_id, created_by, happened_at, recorded_at, content)
              values (${company.orgId}, ${newId()}, 'call', ${hours > 24}, ${customerId}, ${company.member[who]}, ${company.member[who]},
                ${new Date(clock - hours * 3_600_000)}, ${new Date(clock)}, '谈过')`.execute(tx)
        })
        const caller = await company.as(person, new Date(clock))
        for (const one of ['director', 'zhao'] as const)
          asKept.set(`${one} ${clock}`, await told(await company.as(one, new Date(clock)), clock))
        const query = checkupQuery.parse({ pipeline: pipeline.key })
        const reply = accepted(await readingIn(server.database.db, company.orgId, (tx) => readHabitsReport(tx, caller, query)))
        await settle()
        const known = Date.parse(reply.knownAt!)
        expect(clock - known).toBeLessThan(30 * 60_000)
        expect(known).toBeGreaterThanOrEqual(due)
        // who comes after ten minutes lets it be read again
        if (clock - known >= 10 * 60_000) {
          due = clock
          renewals++
        }
        const { passed: late, of } = reply.recording.late
        expect({ of, late }).toEqual(asKept.get(`${person} ${known}`))
      }
    }),
    { numRuns: 6, endOnFailure: true },
  )
  expect(renewals).toBeGreaterThan(0)
}, 120_000)
