import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { aDatabase, type TestDatabase } from '../../../../test/database.ts'
import { aCompany, type Company, type Person } from '../../../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../../../test/factories/a-pipeline.ts'
import { anEdit, type Editing, editing, everyKind, stageCount } from '../../../../test/factories/edited-deals.ts'
import { changeOpportunity } from '../../../opportunities/commands/change.ts'
import { reconcile } from '../../../opportunities/commands/reconcile.ts'
import { removeRate, setRates } from '../../../people/commands/rates.ts'
import { readRates } from '../../../people/queries/rates.ts'
import { factorAt } from '../../../people/rates.ts'
import { foldHistory, type History, initialFields } from '../../../opportunities/stage-history.ts'
import { type Tx } from '../../../platform/database/connect.ts'
import { accept, type Outcome } from '../../../platform/refusal.ts'
import type { Caller } from '../../../platform/session.ts'
import { dayOf } from '../../../platform/time.ts'
import { inCohort, tally } from '../../cohort.ts'
import { groupings, listFunnelDeals } from '../../contract.ts'
import { duration, staysIn } from '../../duration.ts'
import { movementOf, type Stood } from '../../movement.ts'
import { stageFlows } from '../../period.ts'
import type { Selection } from '../../selection.ts'
import { snapshotFate } from '../../snapshot.ts'
import { countings, standingOf } from '../../standing.ts'
import { readHistories, readPositions } from '../../store/histories.ts'
import { journeyOf } from '../../visits.ts'
import { countDurations, countDurationsInSql } from '../durations.ts'
import { flowEnds, listFlowDeals } from '../../flow-contract.ts'
import { readFlowDeals } from '../flow-deals.ts'
import { readFunnelDeals } from '../funnel-deals.ts'
import { readFates, readFatesInSql } from '../fates.ts'
import { readAges, readAgesInSql, readFlows, readFlowsInSql } from '../flows.ts'
import { readUsualAmounts, readUsualAmountsInSql } from '../missing-amounts.ts'
import { readMoved, readMovedInSql } from '../moved.ts'
import { readStands, readStandsInSql } from '../stands.ts'
import { readStocks, readStocksInSql } from '../trend.ts'
import { readTurns, readTurnsInSql } from '../turns.ts'
import { factsFor } from './ask.ts'
import { type Keeper, keepFacts, loadInBackground, stopKeeping } from './keeper.ts'

const day = 86_400_000
const start = Date.parse('2026-01-05T01:00:00Z')
const now = new Date('2026-06-01T03:00:00Z')
const later = (days: number): Date => new Date(now.getTime() + days * day)

let database: TestDatabase
let company: Company
let pipeline: TestPipeline
let team: Editing
let keeper: Keeper

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: stageCount }))
  const other = await company.within((tx) => aPipeline(tx, company.orgId, { stages: stageCount - 1 }))
  team = await editing({
    company,
    pipeline,
    other,
    start,
    now,
    whileUnsaid: async (tx, caller) => expect(await factsFor(tx, caller)).toBeNull(),
  })
  await company.within((tx) =>
    sql`insert into loss_reason (org_id, key, name) values (${company.orgId}, 'price', '{"zh-CN":"价格"}')`.execute(tx),
  )
  keeper = keepFacts(database.db, { maxBytes: 2 ** 28 })
  await loadInBackground(keeper, company.orgId)
})
afterAll(async () => {
  await stopKeeping(keeper)
  await database.drop()
})

const inOrder = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(sortedKeys(row))).sort()
const sortedKeys = (value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => [key, sortedKeys(own)])) // prettier-ignore
    : value

/** The facts are there and new; where they are being loaded, it is waited for. */
async function withFacts<T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const done = await company.within(async (tx) => ((await factsFor(tx, caller)) ? { value: await work(tx) } : null))
    if (done) return done.value
    await Promise.all(keeper.loading.values())
  }
  throw new Error('no facts')
}

async function compareWithDatabase(caller: Caller, selection: Selection, from: Date, to: Date): Promise<void> {
  await withFacts(caller, async (tx) => {
    for (const span of [
      { from: null, to: null },
      { from, to },
    ])
      for (const groupBy of [undefined, ...(selection.regions || selection.bands ? [] : groupings)]) {
        const asked = { ...span, groupBy }
        const own = await readStands(tx, caller, selection, asked)
        expect(inOrder(own)).toEqual(inOrder(await readStandsInSql(tx, caller, selection, asked)))
      }
    for (const groupBy of [undefined, 'owner', 'month'] as const) {
      const span = { from, to, groupBy }
      expect(inOrder(await readTurns(tx, caller, selection, span))).toEqual(
        inOrder(await readTurnsInSql(tx, caller, selection, span)),
      )
      expect(inOrder(await readFates(tx, caller, selection, span))).toEqual(
        inOrder(await readFatesInSql(tx, caller, selection, span)),
      )
    }
    const [moved, movedInSql] = [
      await readMoved(tx, caller, selection, from, to),
      await readMovedInSql(tx, caller, selection, from, to),
    ]
    expect(moved.stocks).toEqual(movedInSql.stocks)
    expect(inOrder(moved.moved)).toEqual(inOrder(movedInSql.moved))
    expect(inOrder(await readFlows(tx, caller, selection, from, to))).toEqual(
      inOrder(await readFlowsInSql(tx, caller, selection, from, to)),
    )
    expect(await readUsualAmounts(tx, caller, selection.pipelineId)).toEqual(
      await readUsualAmountsInSql(tx, caller, selection.pipelineId),
    )
    const moments = [0, 20, 21, 90, 400].map((days) => new Date(from.getTime() + days * day))
    expect(inOrder(await readStocks(tx, caller, selection, moments))).toEqual(
      inOrder(await readStocksInSql(tx, caller, selection, moments)),
    )
    expect(inOrder(await readAges(tx, caller, selection))).toEqual(inOrder(await readAgesInSql(tx, caller, selection)))
    // the last one has not begun: nothing was watched in it
    for (const window of [undefined, { from, to }, { from: later(1), to: later(2) }]) {
      const asked = { from: null, to: null, deals: 1, now: caller.now, withCurve: true, ...(window ? { window } : {}) }
      const own = await countDurations(tx, caller, selection, asked)
      const twin = await countDurationsInSql(tx, caller, selection, asked)
      expect([...own.byStage.keys()].sort()).toEqual([...twin.byStage.keys()].sort())
      for (const [position, { curve, ...found }] of twin.byStage) {
        const mine = own.byStage.get(position)!
        expect(mine).toMatchObject({ stays: found.stays, finished: found.finished })
        expect(mine.medianDays ?? -1).toBeCloseTo(found.medianDays ?? -1, 3)
        expect(mine.p90Days ?? -1).toBeCloseTo(found.p90Days ?? -1, 3)
        expect(mine.advancedInTheEnd ?? -1).toBeCloseTo(found.advancedInTheEnd ?? -1, 9)
        expect(mine.curve.at(-1)?.survival ?? -1).toBeCloseTo(curve.at(-1)?.survival ?? -1, 9)
      }
    }
  })
}

const listsAsked = [
  { list: 'all' },
  { list: 'lost' },
  { list: 'passed', stage: 's2' },
  { list: 'movedBack', stage: 's2' },
  { list: 'skipped', stage: 's2', counting: 'any' },
  { list: 'open', stage: 's1', groupBy: 'team' },
  { list: 'entered', stage: 's1', groupBy: 'month' },
  { basis: 'period', list: 'advanced', stage: 's1' },
  { basis: 'period', list: 'all' },
  { basis: 'period', list: 'reEntered' },
  { basis: 'period', list: 'open', stage: 's2', groupBy: 'owner' },
  { basis: 'snapshot', list: 'opening' },
  { basis: 'snapshot', list: 'passed', stage: 's1' },
  { basis: 'snapshot', list: 'won' },
] as const

/** The deals behind numbers: page by page, and of each group the first page. */
/** Both stocks, beginnings, steps on, back and to every end. */
const flowsAsked = [
  { list: 'opening' },
  { list: 'closing' },
  ...[1, 2].map((stage) => ({ list: 'flow', toStage: `s${stage}` })),
  ...(['s1', 's2', 's3'] as const).flatMap((fromStage) => [
    ...[1, 2, 3, 4].map((stage) => ({ list: 'flow', fromStage, toStage: `s${stage}` })),
    ...flowEnds.map((end) => ({ list: 'flow', fromStage, end })),
  ]),
]

async function compareLists(caller: Caller, from: string, to: string): Promise<void> {
  const listed = async (tx: Tx) => {
    const found: unknown[] = []
    for (const asked of listsAsked) {
      const groups = 'groupBy' in asked ? ['', company.member.li, '2026-03', await teamOf(tx, company.member.li)] : [undefined]
      for (const group of groups) {
        let cursor: string | null = null
        do {
          const query = { pipeline: pipeline.key, ...('basis' in asked && { from, to }), ...asked, ...(group !== undefined && { group }), limit: 40, ...(cursor && { cursor }) } // prettier-ignore
          const page: Outcome<z.output<typeof listFunnelDeals.reply>> = await readFunnelDeals(tx, caller, listFunnelDeals.query.parse(query)) // prettier-ignore
          if (!page.ok) throw new Error(page.refusal.code)
          found.push([asked, group, page.value])
          cursor = page.value.nextCursor
        } while (cursor)
      }
    }
    for (const asked of flowsAsked) {
      let cursor: string | null = null
      do {
        const query = { pipeline: pipeline.key, from, to, ...asked, limit: 7, ...(cursor && { cursor }) }
        const page: Outcome<z.output<typeof listFlowDeals.reply>> = await readFlowDeals(tx, caller, listFlowDeals.query.parse(query)) // prettier-ignore
        if (!page.ok) throw new Error(page.refusal.code)
        found.push([asked, page.value])
        cursor = page.value.nextCursor
      } while (cursor)
    }
    return found
  }
  const byFacts = await withFacts(caller, listed)
  // whoever has written is answered by the database
  const byDatabase = await company.within(async (tx) => {
    await sql`select pg_current_xact_id()`.execute(tx)
    return listed(tx)
  })
  expect(byFacts).toEqual(byDatabase)
}

const teamOf = async (tx: Tx, memberId: string): Promise<string> =>
  (await sql<{ team: string | null }>`select team_id::text as team from member where id = ${memberId}`.execute(tx)).rows[0]!
    .team ?? ''

interface Told {
  id: string
  ownerId: string
  /** What an amount of the deal is worth in the organisation's currency; null without a rate. */
  worth: (amountMinor: number | null) => number | null
  amountMinor: number | null
  history: History
}

/** As the database rounds: halves to the even number. */
const rounded = (value: number): number => (Math.abs(value % 1) === 0.5 ? 2 * Math.round(value / 2) : Math.round(value))

/** Every deal within reach, folded from the raw events and from nothing else. */
async function foldedFromEvents(caller: Caller): Promise<Told[]> {
  return company.within(async (tx) => {
    const told = await readHistories(
      tx,
      company.orgId,
      pipeline.id,
      sql`select id as opportunity_id from opportunity where deleted_at is null`,
    )
    const positionOf = await readPositions(tx, company.orgId, pipeline.id)
    const rates = await readRates(tx, caller)
    const { rows } = await sql<{ id: string; currency: string; closed: Date | null }>`
      select id, currency, closed_at as closed from opportunity`.execute(tx)
    const money = new Map(rows.map((row) => [row.id, row]))
    const worthOf = (id: string): Told['worth'] => {
      const { currency, closed } = money.get(id)!
      const known = rates.get(currency)
      const factor = currency === caller.currency ? 1 : known ? factorAt(known, (closed ?? caller.now).getTime()) : null
      return (amount) => (amount === null || factor === null ? null : factor === 1 ? amount : rounded(amount * factor))
    }
    return told
      .filter(({ present }) => caller.reach === 'organisation' || caller.reach.includes(present.ownerId))
      .map(({ id, events, fieldEvents, present }) => {
        const history = foldHistory(events, fieldEvents, initialFields(present, fieldEvents), positionOf)!
        return { id, ownerId: present.ownerId, worth: worthOf(id), amountMinor: present.amountMinor, history }
      })
  })
}

async function compareWithRules(caller: Caller, selection: Selection, from: Date, to: Date): Promise<void> {
  const told = await foldedFromEvents(caller)
  const journeys = told.map(({ id, history, amountMinor }) => journeyOf(id, history, amountMinor))
  const worthOf = new Map(told.map(({ id, worth, amountMinor }) => [id, worth(amountMinor) ?? 0]))
  const [start, end] = [from.getTime(), to.getTime()]
  const fresh = journeys.filter((journey) => inCohort(journey, start, end))
  const alike = (own: typeof journeys) =>
    own.map((journey) => ({
      ...standingOf(journey),
      count: 1,
      amountMinor: worthOf.get(journey.opportunityId) ?? 0,
      withoutAmount: Number(journey.amountMinor === null),
    }))
  await withFacts(caller, async (tx) => {
    const ever = await readStands(tx, caller, selection, { from: null, to: null })
    const came = await readStands(tx, caller, selection, { from, to })
    for (const counting of countings) {
      expect(tally(ever, stageCount, counting)).toEqual(tally(alike(journeys), stageCount, counting))
      expect(tally(came, stageCount, counting)).toEqual(tally(alike(fresh), stageCount, counting))
    }
    const turns = await readTurns(tx, caller, selection, { from, to })
    const sum = (stage: number, ...kinds: string[]) =>
      turns
        .filter(({ stageId, kind }) => stageId === pipeline.stages[stage - 1]!.id && kinds.includes(kind))
        .reduce((all, { count }) => all + count, 0)
    for (const flow of stageFlows(
      journeys.flatMap(({ visits }) => visits),
      stageCount,
      { from: start, to: end },
    )) {
      // prettier-ignore
      const { stageOrder: at, opening, entered, reEntered, closing, exits } = flow
      expect([sum(at, 'opening'), sum(at, 'entered'), sum(at, 'reEntered'), sum(at, 'closing')]).toEqual([
        opening,
        entered,
        reEntered,
        closing,
      ])
      for (const [exit, count] of Object.entries(exits)) expect([exit, sum(at, exit)]).toEqual([exit, count])
    }
    const fates = told.map(({ history }) => snapshotFate(history.spans, start, end)).filter((fate) => fate !== null)
    const found = await readFates(tx, caller, selection, { from, to })
    expect(inOrder(found.flatMap(({ stageId, bucket, state, count }) => Array.from({ length: count }, () => [pipeline.stages.findIndex(({ id }) => id === stageId) + 1, bucket, state])))) // prettier-ignore
      .toEqual(inOrder(fates.map(({ stageOrder, bucket, state }) => [stageOrder, bucket, state])))
    const days = await countDurations(tx, caller, selection, { from: null, to: null, deals: 1, now: caller.now })
    for (let stage = 1; stage <= stageCount; stage++) {
      const expected = duration(staysIn(journeys, stage, caller.now.getTime()))
      const mine = days.byStage.get(stage)
      expect(mine?.stays ?? 0).toBe(expected.stays)
      expect(mine?.medianDays ?? -1).toBeCloseTo(expected.medianDays ?? -1, 3)
      expect(mine?.p90Days ?? -1).toBeCloseTo(expected.p90Days ?? -1, 3)
      expect(mine?.advancedInTheEnd ?? -1).toBeCloseTo(expected.advancedInTheEnd ?? -1, 9)
    }
    const { moved, stocks } = await readMoved(tx, caller, selection, from, to)
    const standsAt = ({ history, worth }: Told, at: number): Stood | null => {
      const span = history.spans.find((one) => (one.from ?? -Infinity) < at && (one.to ?? Infinity) >= at)
      return span ? { status: span.status, stageOrder: span.position, amountMinor: worth(span.amountMinor), ownerId: span.ownerId, expectedCloseOn: span.expectedCloseOn } : null // prettier-ignore
    }
    const expected = told.map((deal) => movementOf(standsAt(deal, start), standsAt(deal, end)))
    const parts = (own: typeof expected) => inOrder(own.flatMap(({ part, amountMinor }) => (part ? [[part, amountMinor]] : [])))
    const counted = (side: Stood | null, { ownCurrency }: (typeof moved)[number]) =>
      side && { ...side, amountMinor: ownCurrency ? side.amountMinor : null }
    expect(parts(moved.map((one) => movementOf(counted(one.before, one), counted(one.after, one))))).toEqual(parts(expected))
    const open = (at: number) => told.filter((deal) => standsAt(deal, at)?.status === 'open')
    expect(stocks.map(({ count }) => count)).toEqual([open(start).length, open(end).length])
    expect(stocks[1].amountMinor - stocks[0].amountMinor).toBe(expected.reduce((all, { amountMinor }) => all + amountMinor, 0))
  })
}

describe('the facts in memory are what the events say', () => {
  test('after any edits: moves, returns, ends, reopenings, undone events, owners, amounts, archives, in any order of time', async () => {
    // each kind at least once, whatever chance brings
    for (const one of everyKind) await team.edit(one)
    const anySpan = fc.tuple(fc.nat(150), fc.nat(150)).map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const)
    await fc.assert(
      fc.asyncProperty(fc.array(anEdit, { minLength: 30, maxLength: 60 }), anySpan, async (edits, [first, last]) => {
        for (const stage of [1, 2, 3, 4])
          await team.edit({ what: 'open', deal: 0, stage, person: stage < 3 ? 'li' : 'chen', amount: stage, at: 0 })
        for (const one of edits) await team.edit(one)
        expect(await company.within((tx) => reconcile(tx, company.orgId))).toEqual([])
        const [from, to] = [new Date(start - 9 * 3_600_000 + first * day), new Date(start - 9 * 3_600_000 + last * day)]
        for (const person of ['director', 'zhao', 'li'] as const) {
          const caller = await company.as(person, now)
          const everything = { pipelineId: pipeline.id, owners: null, sources: null, products: null, regions: null }
          await compareWithRules(caller, everything, from, to)
          await compareWithDatabase(caller, everything, from, to)
          if (person !== 'li') await compareLists(caller, dayOf(from, caller.timeZone), dayOf(to, caller.timeZone))
          const narrow = { ...everything, owners: [company.member.li, company.member.chen], bands: ['1-49'], lossReasons: null }
          await compareWithDatabase(caller, narrow, from, to)
          await compareWithDatabase(
            caller,
            { ...everything, regions: ['区 2', '区 3'], amount: { from: 1000, to: 500_000, currency: 'CNY' } },
            from,
            to,
          )
        }
      }),
      { numRuns: 3, endOnFailure: true },
    )
    await team.newCustomers()
    // a test whose edits are refused shows nothing
    for (const { what } of everyKind) expect([what, team.done.get(what) ?? 0]).not.toEqual([what, 0])
  }, 180_000)
})

test('a deal that was changed is in the very next answer, of whoever asks, and nobody sees beyond their reach', async () => {
  const entered = async (person: Person): Promise<number> => {
    const caller = await company.as(person, now)
    return withFacts(
      caller,
      async (tx) =>
      (await readStands(tx, caller, { pipelineId: pipeline.id, owners: null, sources: null, products: null, regions: null }, { from: null, to: null }))
        .reduce((sum, { count }) => sum + count, 0), // prettier-ignore
    )
  }
  const before = {
    director: await entered('director'),
    zhao: await entered('zhao'),
    li: await entered('li'),
    chen: await entered('chen'),
  }
  await team.edit({ what: 'open', deal: 0, stage: 1, person: 'li', amount: 1, at: 1 })
  expect([await entered('director'), await entered('zhao'), await entered('li'), await entered('chen')]).toEqual([before.director + 1, before.zhao + 1, before.li + 1, before.chen]) // prettier-ignore
  const id = team.deals.at(-1)!
  expect(
    (await company.doing('admin', (tx, caller) => changeOpportunity(tx, caller, id, { ownerId: company.member.chen }, null))).ok,
  ).toBe(true)
  expect([await entered('director'), await entered('zhao'), await entered('li'), await entered('chen')]).toEqual([before.director + 1, before.zhao, before.li, before.chen + 1]) // prettier-ignore
})

test('a rate given, changed or taken away is in the very next answer; one given ahead begins to hold on its day', async () => {
  const id = await team
    .edit({ what: 'open', deal: 0, stage: 1, person: 'wang', amount: 500, at: 1 })
    .then(() => team.deals.at(-1)!)
  await company.within((tx) =>
    sql`update opportunity set currency = 'GBP' where org_id = ${company.orgId} and id = ${id}`.execute(tx),
  )
  await team.edit({ what: 'mend', deal: 0, stage: 1, person: 'li', amount: 0, at: 1 })
  const everything = { pipelineId: pipeline.id, owners: null, sources: null, products: null, regions: null }
  const total = async (at: Date): Promise<[money: number, notSummed: number]> => {
    const caller = await company.as('director', at)
    const rows = await withFacts(caller, (tx) => readStands(tx, caller, everything, { from: null, to: null }))
    expect(inOrder(rows)).toEqual(inOrder(await company.within((tx) => readStandsInSql(tx, caller, everything, { from: null, to: null })))) // prettier-ignore
    return [rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0), rows.reduce((sum, { otherCurrency }) => sum + otherCurrency, 0)] // prettier-ignore
  }
  const give = async (on: string, rate: number) =>
    expect((await company.doing('admin', (tx, caller) => setRates(tx, caller, [{ currency: 'GBP', day: on, rate }]))).ok).toBe(
      true,
    )
  const [without, notSummed] = await total(now)
  await give('2026-05-01', 9)
  expect(await total(now)).toEqual([without + 4500, notSummed - 1])
  await give('2026-05-01', 9.5)
  expect(await total(now)).toEqual([without + 4750, notSummed - 1])
  await give('2026-06-03', 10)
  expect(await total(now)).toEqual([without + 4750, notSummed - 1])
  expect(await total(later(3))).toEqual([without + 5000, notSummed - 1])
  for (const on of ['2026-05-01', '2026-06-03'])
    await company.doing('admin', (tx, caller) => removeRate(tx, caller, { currency: 'GBP', day: on }))
  expect(await total(now)).toEqual([without, notSummed])
})

test('many who ask while many write are each told what was committed before they asked', async () => {
  const caller = await company.as('director', now)
  const everything = { pipelineId: pipeline.id, owners: null, sources: null, products: null, regions: null }
  const count = (tx: Tx) =>
    readStands(tx, caller, everything, { from: null, to: null }).then((rows) => rows.reduce((sum, row) => sum + row.count, 0))
  const inDatabase = (tx: Tx) =>
    readStandsInSql(tx, caller, everything, { from: null, to: null }).then((rows) =>
      rows.reduce((sum, row) => sum + row.count, 0),
    )
  await Promise.all([
    ...Array.from({ length: 4 }, async (_, writer) => {
      for (let deal = 0; deal < 6; deal++)
        await team.edit({ what: 'open', deal, stage: 1, person: 'wang', amount: writer, at: 3 })
    }),
    ...Array.from({ length: 4 }, async () => {
      for (let asking = 0; asking < 10; asking++)
        await company.within(async (tx) => {
          const atLeast = await inDatabase(tx)
          const found = await count(tx)
          const atMost = await inDatabase(tx)
          expect(found).toBeGreaterThanOrEqual(atLeast)
          expect(found).toBeLessThanOrEqual(atMost)
        })
    }),
  ])
  expect(accept(await withFacts(caller, count))).toEqual(accept(await company.within(inDatabase)))
})

test('another organisation has facts of its own, and what would not fit is asked of the database', async () => {
  const other = await aCompany(database.db, { now })
  const theirs = await other.as('director', now)
  await loadInBackground(keeper, other.orgId)
  const everything = { pipelineId: pipeline.id, owners: null, sources: null, products: null, regions: null }
  expect(await other.within((tx) => readStands(tx, theirs, everything, { from: null, to: null }))).toEqual([])
  keeper.kept.delete(other.orgId)
  const small = { ...keeper, maxBytes: 10, kept: new Map(), loading: new Map(), notBefore: new Map() }
  await loadInBackground(small, company.orgId)
  expect(small.kept.size).toBe(0)
})
