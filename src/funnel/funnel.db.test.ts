import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, type Company, type Person } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { type BroughtEvent, blankDeal, openMany, stagesForMany } from '../opportunities/commands/write-many.ts'
import type { EventKind } from '../opportunities/stage-history.ts'
import { newId } from '../platform/ids.ts'
import { announce } from '../platform/news.ts'

const now = new Date('2026-06-01T03:00:00Z')
const wan = 1_000_000
/** The showroom of the science: of 100 visitors 8 buy. */
const reached = [100, 80, 70, 45, 29, 19, 12, 8]

let server: TestServer
let company: Company
let pipeline: TestPipeline
const tokens = {} as Record<Person | 'stranger', string>
const ask = (person: Person | 'stranger', method: string, path: string, body?: unknown) =>
  server.ask(method, '/api/v1' + path, { as: tokens[person], ...(body === undefined ? {} : { body }) })
const funnel = async (query = '', person: Person = 'director'): Promise<Loose> =>
  (await ask(person, 'GET', `/funnel?pipeline=${pipeline.key}&${query}`)).body

beforeAll(async () => {
  server = await aServer({ clock: { now: () => now } })
  const { db } = server.database
  company = await aCompany(db, { now })
  for (const person of Object.keys(company.member) as Person[]) tokens[person] = await tokenOf(db, company, person)
  tokens.stranger = await tokenOf(db, await aCompany(db, { now }), 'admin')
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 7 }))
  await visitors(100, Date.parse('2026-03-02T01:00:00Z'))
}, 120_000)
afterAll(() => server.close())

/** Writes deals that enter an hour apart, move a stage a day, and drop out where the numbers say. Owners take turns: li, wang, chen. */
async function visitors(count: number, start: number): Promise<void> {
  const owners = ['li', 'wang', 'chen'] as const
  const admin = await company.as('admin', now)
  const deals = Array.from({ length: count }, (_, index) => {
    const row = blankDeal(admin)
    const ownerId = company.member[owners[index % 3]!]
    Object.assign(row, {
      name: `来客 ${index + 1}`,
      pipeline_id: pipeline.id,
      owner_id: ownerId,
      credit_owner_id: ownerId,
      amount_minor: wan,
    })
    let at = start + index * 3_600_000
    const event = (kind: EventKind, toStageId: string | null): BroughtEvent => ({
      id: newId(),
      kind,
      fromStageId: null,
      toStageId,
      occurredAt: at,
      recordedAt: at,
    })
    const events = [event('enter', pipeline.stages[0]!.id)]
    for (let stage = 1; stage <= 7; stage++) {
      at += 86_400_000
      const stays = index < reached[stage]!
      events.push(stays ? (stage === 7 ? event('win', null) : event('advance', pipeline.stages[stage]!.id)) : event('lose', null))
      if (!stays) break
    }
    return { row, events }
  })
  await company.within(async (tx) => openMany(tx, admin, deals, await stagesForMany(tx, company.orgId, pipeline.id)))
}

describe('the hundred visitors', () => {
  test('where the 92 went, in count, money and expected money', async () => {
    const { stages, won, wonAmountMinor, definition, currency } = await funnel()
    const of = (key: string): number[] => stages.map((stage: Loose) => stage[key])
    expect(of('entered')).toEqual(reached.slice(0, 7))
    expect(of('lost')).toEqual([20, 10, 25, 16, 10, 7, 4])
    expect(of('lostAmountMinor')).toEqual([20, 10, 25, 16, 10, 7, 4].map((lost) => lost * wan))
    expect(of('expectedLossMinor').map((minor) => Number((minor / wan).toFixed(4)))).toEqual([
      2, 1.1429, 4.4444, 4.4138, 4.2105, 4.6667, 4,
    ])
    expect([won, wonAmountMinor, currency]).toEqual([8, 8 * wan, 'CNY'])
    expect(stages[2]).toMatchObject({
      conversion: 45 / 70,
      conversionLow: expect.closeTo(0.5259, 4),
      conversionHigh: expect.closeTo(0.745, 4),
      enough: true,
    })
    expect(of('medianDays')).toEqual([1, 1, 1, 1, 1, 1, 1])
    expect(definition).toMatchObject({
      code: 'cohort-implied',
      basis: 'cohort',
      counting: 'implied',
      durations: { method: 'exact' },
    })
    expect(definition.sentence).toContain('不限进入时间')
  })
  test('a rep sees the own deals only, a supervisor the team’s, and a foreign company’s pipeline is not there', async () => {
    expect((await funnel('', 'li')).entered).toBe(34)
    expect((await funnel('', 'zhao')).entered).toBe(67)
    expect((await funnel(`owner=${company.member.chen}`, 'zhao')).entered).toBe(0)
    expect((await funnel(`team=${company.team.south}`)).entered).toBe(33)
    expect((await ask('stranger', 'GET', `/funnel?pipeline=${pipeline.key}`)).status).toBe(404)
    expect((await ask('presales', 'GET', `/funnel?pipeline=${pipeline.key}`)).status).toBe(403)
    expect((await ask('marketing', 'GET', `/funnel/deals?pipeline=${pipeline.key}`)).status).toBe(403)
  })
  test('groups add up to the whole', async () => {
    for (const groupBy of ['owner', 'team', 'source', 'product', 'region', 'month', 'quarter']) {
      const { groups, entered, won } = await funnel(`groupBy=${groupBy}`)
      expect(groups.reduce((sum: number, group: Loose) => sum + group.entered, 0)).toBe(entered)
      expect(groups.reduce((sum: number, group: Loose) => sum + group.won, 0)).toBe(won)
    }
    const { groups } = await funnel('groupBy=team')
    expect(groups.map(({ name, entered }: Loose) => [name, entered])).toEqual([
      ['华东', 67],
      ['华南', 33],
    ])
    expect(
      (await ask('director', 'GET', `/funnel/deals?pipeline=${pipeline.key}&groupBy=team&group=${groups[1].key}&list=won`)).body
        .total,
    ).toBe(groups[1].won)
  })
  test('the deals behind a number, page by page', async () => {
    const path = `/funnel/deals?pipeline=${pipeline.key}&stage=s3&list=lost&limit=10`
    const first = (await ask('director', 'GET', path)).body
    expect(first).toMatchObject({ total: 25, amountMinor: 25 * wan })
    expect(first.items[0]).toMatchObject({ status: 'lost', stageName: '阶段 3', amountMinor: wan })
    const seen = [...first.items]
    for (let cursor = first.nextCursor; cursor;) {
      const next = (await ask('director', 'GET', `${path}&cursor=${cursor}`)).body
      seen.push(...next.items)
      cursor = next.nextCursor
    }
    expect(new Set(seen.map(({ id }: Loose) => id)).size).toBe(25)
    expect((await ask('director', 'GET', `${path}&cursor=WzFlMzAwLCJ4Il0`)).status).toBe(200)
    expect((await ask('director', 'GET', `/funnel/deals?pipeline=${pipeline.key}&stage=nowhere`)).body).toMatchObject({
      type: 'unknown-stage',
    })
  })
  test('one more at every stage, other rates, another volume', async () => {
    const more = (await ask('director', 'POST', '/funnel/what-if', { pipeline: pipeline.key, oneMorePerStage: true })).body
    expect(more).toMatchObject({
      deals: expect.closeTo(11.1456, 4),
      base: { deals: expect.closeTo(8, 9) },
      difference: { share: expect.closeTo(0.3932, 4) },
    })
    expect(more.readings).toMatchObject({ upperBound: 15, added: expect.closeTo(10.7556, 4) })
    const rates = { s1: 0.85, s2: 0.9, s3: 0.8, s4: 0.75, s5: 0.7, s6: 0.75, s7: 0.8 }
    const better = (await ask('director', 'POST', '/funnel/what-if', { pipeline: pipeline.key, rates })).body
    expect([better.deals, better.moneyMinor]).toEqual([expect.closeTo(19.278, 3), expect.closeTo(19.278 * wan, -1)])
    expect((await ask('director', 'POST', '/funnel/what-if', { pipeline: pipeline.key, volume: 200 })).body.deals).toBeCloseTo(
      16,
      9,
    )
    expect((await ask('director', 'POST', '/funnel/what-if', { pipeline: pipeline.key, rates: [0.5] })).body).toMatchObject({
      type: 'rates-do-not-fit',
      expected: 7,
    })
    expect((await ask('director', 'POST', '/funnel/what-if', { pipeline: pipeline.key, rates: { x: 1 } })).body).toMatchObject({
      type: 'unknown-stage',
    })
  })
  test('days and months are cut in Shanghai: half past eleven at night still belongs to that day', async () => {
    // the first 16 enter from 09:00 to 23:59 of 2 March, the next ones after midnight
    expect((await funnel('from=2026-03-02&to=2026-03-03')).entered).toBe(15)
    expect((await funnel('to=2026-03-02')).entered).toBe(0)
    expect((await funnel('from=2026-03-03')).entered).toBe(85)
  })
  test('period and snapshot need a span; nonsense is refused by name', async () => {
    expect(await ask('director', 'GET', `/funnel?pipeline=${pipeline.key}&basis=period`)).toMatchObject({
      status: 422,
      body: { type: 'span-needed' },
    })
    expect(await ask('director', 'GET', `/funnel?from=2026-02-01&to=2026-01-01`)).toMatchObject({
      status: 422,
      body: { type: 'span-backwards' },
    })
    expect((await ask('director', 'GET', '/funnel?from=yesterday')).status).toBe(400)
    expect((await ask('director', 'GET', '/funnel?pipeline=nowhere')).status).toBe(404)
  })
  test('a past day knows only what had been recorded then', async () => {
    const then = await funnel('asOf=2026-03-03')
    expect(then.won).toBe(0)
    expect(then.entered).toBe(39)
    expect(then.definition.sentence).toContain('2026-03-03')
    expect((await funnel('asOf=2026-05-31')).won).toBe(8)
  })
  test('what moved: opening plus parts is closing, and parts name their deals', async () => {
    const moved = (await ask('director', 'GET', `/funnel/movement?pipeline=${pipeline.key}&from=2026-03-06&to=2026-03-08`)).body
    const sum = moved.parts.reduce((total: number, part: Loose) => total + part.amountMinor, 0)
    expect(moved.opening.amountMinor + sum).toBe(moved.closing.amountMinor)
    expect(moved.opening.count).toBeGreaterThan(0)
    const lost = moved.parts.find(({ key }: Loose) => key === 'lost')
    expect(lost.count).toBe(lost.deals.length)
    expect(lost.deals[0]).toMatchObject({ fromAmountMinor: wan, amountMinor: -wan, ownerName: expect.any(String) })
    expect(moved.notes.find(({ key }: Loose) => key === 'stageForward').count).toBeGreaterThan(0)
  })
  test('the table as a file is for those who may export, and leaves a trace', async () => {
    expect((await ask('li', 'GET', `/funnel/export?pipeline=${pipeline.key}&format=csv`)).status).toBe(403)
    const csv = await ask('director', 'GET', `/funnel/export?pipeline=${pipeline.key}&format=csv&groupBy=team`)
    expect(csv.status).toBe(200)
    expect(csv.body).toContain('阶段 3')
    expect(csv.body).toContain('华东')
    const sheet = await fetch(`${server.url}/api/v1/funnel/export?pipeline=${pipeline.key}`, {
      headers: { authorization: `Bearer ${tokens.director}` },
    })
    expect(
      Buffer.from(await sheet.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    const traces = await company.within((tx) =>
      tx.selectFrom('audit_entry').select(['action', 'after']).where('entity_kind', '=', 'funnel').orderBy('id').execute(),
    )
    expect(traces.map(({ action }) => action)).toEqual(['exported', 'exported'])
    expect(traces[0]!.after).toMatchObject({ format: 'csv', groupBy: 'team' })
  })
  test('an empty funnel has finite numbers and nulls', async () => {
    const { stages, winRate, entered } = await funnel('from=2030-01-01')
    expect([entered, winRate]).toEqual([0, null])
    expect(stages[0]).toMatchObject({ entered: 0, conversion: null, medianDays: null, expectedLossMinor: 0 })
  })
  test('what it can be filtered by, within reach', async () => {
    const all = (await ask('director', 'GET', '/funnel/choices')).body
    expect(all.owners.map(({ name }: Loose) => name).sort()).toEqual(['李娜', '王强', '陈静'].sort())
    expect((await ask('li', 'GET', '/funnel/choices')).body.owners).toEqual([{ id: company.member.li, name: '李娜' }])
  })
})

test('lost deals without an amount are put in at the median won amount of their product, and say so', async () => {
  const other = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 2 }))
  const admin = await company.as('admin', now)
  const products = [newId(), newId()]
  const deal = (product: number, amount: number | null, end: 'win' | 'lose') => {
    const row = blankDeal(admin)
    Object.assign(row, { name: '商机', pipeline_id: other.id, product_id: products[product], amount_minor: amount })
    const at = now.getTime() - 86_400_000
    const event = (kind: EventKind, toStageId: string | null): BroughtEvent => ({
      id: newId(),
      kind,
      fromStageId: null,
      toStageId,
      occurredAt: at,
      recordedAt: at,
    })
    return { row, events: [event('enter', other.stages[0]!.id), event(end, null)] }
  }
  await company.within(async (tx) => {
    await tx
      .insertInto('product')
      .values(
        products.map((id, index) => ({
          org_id: company.orgId,
          id,
          name: `产品${index}`,
          name_key: `产品${index}`,
          currency: 'CNY',
        })),
      )
      .execute()
    const deals = [
      deal(0, 100, 'win'),
      deal(0, 300, 'win'),
      deal(1, 1000, 'win'),
      deal(0, null, 'lose'),
      deal(1, null, 'lose'),
      deal(1, 50, 'lose'),
    ]
    await openMany(tx, admin, deals, await stagesForMany(tx, company.orgId, other.id))
    const news = deals.map(({ row }) => ({
      topic: 'opportunity.created',
      entityKind: 'opportunity',
      entityId: row.id,
      ownerId: null,
    }))
    await announce(tx, company.orgId, news)
  })
  const { body } = await ask('director', 'GET', `/funnel?pipeline=${other.key}`)
  expect(body.stages[0]).toMatchObject({ lost: 3, lostAmountMinor: 200 + 1000 + 50, lostAmountEstimatedMinor: 1200 })
  expect(body.withoutAmount).toBe(2)
})
