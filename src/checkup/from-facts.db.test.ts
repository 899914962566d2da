import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { aCompany, type Company } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { whenReached } from '../../test/factories/checked-deals.ts'
import { tell } from '../../test/factories/showroom.ts'
import { keepFacts, loadInBackground, stopKeeping } from '../funnel/queries/facts/keeper.ts'
import { funnelQuery } from '../funnel/contract.ts'
import { resolve } from '../funnel/queries/resolve.ts'
import { countings } from '../funnel/standing.ts'
import { type BroughtEvent, blankDeal, openMany, stagesForMany } from '../opportunities/commands/write-many.ts'
import type { EventKind } from '../opportunities/stage-history.ts'
import { newId } from '../platform/ids.ts'
import { announce } from '../platform/news.ts'
import { attributes, type Deals, stayWidth } from './deals.ts'
import { reachedAt } from './reach.ts'
import { loadDeals } from './queries/load-deals.ts'

const hour = 3_600_000
const start = Date.parse('2026-01-05T00:00:00Z')
const now = new Date('2026-06-01T03:00:00Z')

let database: TestDatabase
let company: Company
let pipeline: TestPipeline

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
})
afterAll(() => database.drop())

const aDeal = fc.record({
  owner: fc.constantFrom('li', 'wang', 'chen'),
  region: fc.constantFrom('上海', null),
  amount: fc.option(fc.nat(90_000)),
  known: fc.boolean(),
  steps: fc.array(
    fc.record({
      kind: fc.constantFrom<EventKind>('advance', 'advance', 'back', 'win', 'lose', 'hold', 'resume', 'reopen', 'terminate'),
      to: fc.integer({ min: 1, max: 4 }),
      wait: fc.integer({ min: 1, max: 300 }),
      late: fc.constantFrom(0, 0, 30, 900),
    }),
    { maxLength: 8 },
  ),
})

const told = ({ idOf, of, all, ...deals }: Deals) => {
  const order = Array.from(all.keys())
    .filter((deal) => all[deal] === 1)
    .sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
  const { firstAt, stays, stageCount, standing, standings, size: _, ...columns } = deals
  return {
    stageCount,
    rows: order.map((deal) => ({
      id: idOf(deal),
      standing: standings[standing[deal]!],
      ...Object.fromEntries(Object.entries(columns).flatMap(([name, column]) => (ArrayBuffer.isView(column) ? [[name, (column as Float64Array)[deal]]] : []))),
      ...Object.fromEntries(attributes.map((name) => [name, of[name].values[of[name].codes[deal]!]])),
      first: [...firstAt.subarray(deal * stageCount, (deal + 1) * stageCount)],
      stays: Array.from({ length: stays.count[deal]! }, (_, index) => {
        const stay = stays.first[deal]! + index
        return [...stays.numbers.subarray(stay * stayWidth, (stay + 1) * stayWidth)]
      }),
    })),
  }
} // prettier-ignore

/** By deal and counting rule. */
const allReached = (deals: Deals) =>
  Array.from(deals.all.keys())
    .filter((deal) => deals.all[deal] === 1)
    .map((deal) => ({
      id: deals.idOf(deal),
      rules: countings.map((counting) => whenReached(deals, counting, deal)),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

test('the columns copied from the facts are those of deals read one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aDeal, { minLength: 1, maxLength: 25 }),
      fc.constantFrom('director', 'zhao'),
      async (stories, person) => {
        pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 4 }))
        const admin = await company.as('admin', now)
        const deals = stories.map(({ owner, region, amount, known, steps }) => {
          const row = blankDeal(admin)
          const ownerId = company.member[owner as 'li']
          Object.assign(row, {
            name: '商机',
            pipeline_id: pipeline.id,
            owner_id: ownerId,
            credit_owner_id: ownerId,
            region,
            amount_minor: amount,
          })
          let at = start
          const event = (kind: EventKind, when: number | null, to: number, late = 0): BroughtEvent => ({ id: newId(), kind, fromStageId: null, toStageId: pipeline.stages[to - 1]!.id, occurredAt: when, recordedAt: Math.min(now.getTime() - hour, (when ?? start) + late * hour) }) // prettier-ignore
          return {
            row,
            events: [
              event('enter', known ? at : null, 1),
              ...steps.map(({ kind, to, wait, late }) => event(kind, (at += wait * hour), to, late)),
            ],
          }
        })
        await company.within(async (tx) => openMany(tx, admin, deals, await stagesForMany(tx, company.orgId, pipeline.id)))
        const caller = await company.as(person as 'zhao', now)
        const load = (asOf?: string) =>
          company.within(async (tx) => {
            // only who cannot write is told of a past day by facts
            if (asOf) await sql`set transaction read only`.execute(tx)
            const resolved = await resolve(tx, caller, funnelQuery.parse({ pipeline: pipeline.key, ...(asOf && { asOf }) }))
            if (!resolved.ok) throw new Error(resolved.refusal.code)
            return loadDeals(tx, caller, { ...resolved.value, remember: (_, count) => count() })
          })
        const oneByOne = await load()
        const pastOneByOne = await load('2026-02-10')
        const keeper = keepFacts(database.db, { maxBytes: 2 ** 28 })
        await loadInBackground(keeper, company.orgId)
        expect(keeper.kept.size).toBe(1)
        const copied = await load()
        expect(told(copied)).toEqual(told(oneByOne))
        const past = await load('2026-02-10')
        expect(past.changes).toBeDefined()
        expect(told(past)).toEqual(told(pastOneByOne))
        // what is made of the columns follows what changes in them: deals, owners, stays, and deals that were not there before
        for (const counting of countings) reachedAt(copied, counting)
        await company.within(async (tx) => {
          const changed = sql`org_id = ${company.orgId} and uuid_hash(id) % 3 = 0`
          await sql`update opportunity set owner_id = ${company.member.wang}, region = '北京', amount_minor = 7, max_position = 4, status = 'lost',
            closed_at = ${now}, stages_entered = 13 where ${changed}`.execute(tx)
          await sql`delete from opportunity_span where org_id = ${company.orgId} and seq > 0 and uuid_hash(opportunity_id) % 3 = 0`.execute(
            tx,
          )
          await sql`update opportunity_span set stage_entered_at = stage_entered_at - interval '1 day'
            where org_id = ${company.orgId} and uuid_hash(opportunity_id) % 3 = 0`.execute(tx)
          const { rows } = await sql<{ id: string }>`select id from opportunity where ${changed}`.execute(tx)
          const news = rows.map(({ id }) => ({
            topic: 'opportunity.changed',
            entityKind: 'opportunity',
            entityId: id,
            ownerId: null,
          }))
          await announce(tx, company.orgId, news)
        })
        await tell(
          company,
          pipeline,
          [
            { path: '123W', at: start },
            { path: '13L', at: null },
          ],
          now,
        )
        const followed = await load()
        const pastFollowed = await load('2026-02-10')
        await stopKeeping(keeper)
        const anew = await load()
        expect(told(pastFollowed)).toEqual(told(await load('2026-02-10')))
        expect(told(followed)).toEqual(told(anew))
        expect(allReached(followed)).toEqual(allReached(anew))
      },
    ),
    { numRuns: 8, endOnFailure: true },
  )
})
