import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { inOrganisation } from '../platform/database/connect.ts'
import { aServer, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'

/** What a change answers is computed from what was loaded and written; it must be what reading the deal afterwards says. */
let server: TestServer
let ours: Staffed
/** Stands still; the company below records things of the past hour. */
const now = new Date()
const clock = { now: () => now }
const inDays = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
})
afterAll(() => server.close())

test('every change of a deal answers with the deal as it then is', async () => {
  const { tokens, members, records } = ours
  const catalogue = async (path: string) => (await server.ask('GET', `/api/v1/${path}`, { as: tokens.admin })).body.items
  const source = (await catalogue('sources'))[1]
  const product = (await server.ask('POST', '/api/v1/products', { as: tokens.admin, body: { name: '另一产品' } })).body
  const made = await server.ask('POST', '/api/v1/opportunities', {
    as: tokens.li,
    body: {
      customerId: records.customer,
      productId: records.product,
      contactId: records.contact,
      amountMinor: 500_000,
      nextStep: '回访',
      nextStepOn: inDays(8),
    },
  })
  const id: string = made.body.id
  const read = async () => (await server.ask('GET', `/api/v1/opportunities/${id}`, { as: tokens.admin })).body
  // what one may do is another matter for another person; the administrator reads and writes here
  const write = async (method: string, path: string, body: unknown) => {
    const reply = await server.ask(method, `/api/v1/opportunities/${id}${path}`, { as: tokens.admin, body })
    expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300)
    const { eventId, opportunity } = reply.body as { eventId?: string; opportunity?: unknown }
    expect(opportunity ?? reply.body).toEqual(await read())
    return eventId!
  }
  const board = await server.ask('GET', '/api/v1/boards/default', { as: tokens.li })
  const [, second, third] = board.body.columns.map(({ stage }: { stage: { key: string } }) => stage.key)

  for (const change of [
    { amountMinor: 750_000, expectedCloseOn: inDays(70) },
    { expectedCloseOn: inDays(129), ownProbability: 0.35 },
    { name: '改名的商机', note: '备注\n第二行', region: '华东' },
    { nextStep: null, nextStepOn: null },
    { nextStep: '报价', nextStepOn: inDays(-21) },
    { productId: product.id, sourceId: source.id },
    { productId: null, contactId: null },
    { contactId: records.contact },
    { amountMinor: null },
    { ownerId: members.chen },
    { ownerId: members.li, amountMinor: 1 },
    { note: '备注\n第二行' },
    {},
  ])
    await write('PATCH', '', change)
  await write('POST', '/stage-moves', { toStage: second })
  const undone = await write('POST', '/stage-moves', { toStage: third })
  await write('POST', `/history/${undone}/undo`, {})
  await write('POST', '/stage-moves', { toStage: third })
  await write('POST', '/stage-moves', { toStage: second, reason: '退回' })
  await write('POST', '/outcomes', { outcome: 'on-hold', wakeUpOn: inDays(71), note: '等预算' })
  await write('POST', '/reopenings', { reason: '提前' })
  await write('POST', '/outcomes', { outcome: 'lost', reasonKey: 'competitor', competitorId: records.competitor })
  await write('POST', '/reopenings', { reason: '又有希望' })
  await write('POST', '/outcomes', { outcome: 'won', amountMinor: 990_000 })
})

test('a new deal answers as reading it does, whatever it names', async () => {
  const { tokens, members, records } = ours
  const source = (await server.ask('GET', '/api/v1/sources', { as: tokens.admin })).body.items[1]
  const pipelines = (await server.ask('GET', '/api/v1/pipelines', { as: tokens.admin })).body.items
  const first = await server.ask('POST', '/api/v1/opportunities', { as: tokens.li, body: { customerId: records.customer } })
  for (const more of [
    {},
    { name: '只有名字', expectedCloseOn: inDays(70), ownProbability: 0.4, note: '备注' },
    { productId: records.product, contactId: records.contact, sourceId: source.id, amountMinor: 500_000, currency: 'USD' },
    { pipeline: pipelines[1].key, nextStep: '回访', nextStepOn: inDays(-21), externalId: 'X-1' },
    { pipeline: pipelines[1].id, predecessorId: first.body.id },
  ]) {
    const made = await server.ask('POST', '/api/v1/opportunities', {
      as: tokens.li,
      body: { customerId: records.customer, ...more },
    })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect((await server.ask('GET', `/api/v1/opportunities/${made.body.id}`, { as: tokens.li })).body).toEqual(made.body)
  }
  const forChen = await server.ask('POST', '/api/v1/opportunities', {
    as: tokens.admin,
    body: { customerId: records.customer, ownerId: members.chen },
  })
  expect((await server.ask('GET', `/api/v1/opportunities/${forChen.body.id}`, { as: tokens.admin })).body).toEqual(forChen.body)
})

test('who loses a deal by handing it over is told so and the deal stays where it was', async () => {
  const { tokens, members, records } = ours
  const handed = await server.ask('PATCH', `/api/v1/opportunities/${records.opportunity}`, {
    as: tokens.zhao,
    body: { ownerId: members.chen },
  })
  expect([403, 404, 422]).toContain(handed.status)
  expect((await server.ask('GET', `/api/v1/opportunities/${records.opportunity}`, { as: tokens.li })).status).toBe(200)
})

test('a change that waited for another one answers with what the other one wrote, names included', async () => {
  const { orgId, tokens, records } = ours
  const product = (await server.ask('POST', '/api/v1/products', { as: tokens.admin, body: { name: '后来换的产品' } })).body
  const { body: deal } = await server.ask('POST', '/api/v1/opportunities', {
    as: tokens.li,
    body: { customerId: records.customer, productId: records.product, amountMinor: 100 },
  })
  const { db } = server.database
  let isLocked = () => {}
  const locked = new Promise<void>((yes) => (isLocked = yes))
  const other = inOrganisation(db, orgId, async (tx) => {
    await sql`update opportunity set product_id = ${product.id}, version = version + 1 where org_id = ${orgId} and id = ${deal.id}`.execute(
      tx,
    )
    isLocked()
    const waiting = sql<{
      n: number
    }>`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    for (let look = 0; look < 200 && (await waiting.execute(tx)).rows[0]!.n === 0; look++)
      await sql`select pg_sleep(0.02)`.execute(tx)
  })
  await locked
  const changed = await server.ask('PATCH', `/api/v1/opportunities/${deal.id}`, { as: tokens.li, body: { amountMinor: 200 } })
  await other
  expect(changed.body).toMatchObject({ amountMinor: 200, product: { id: product.id, name: '后来换的产品' } })
  expect(changed.body).toEqual((await server.ask('GET', `/api/v1/opportunities/${deal.id}`, { as: tokens.li })).body)
})
