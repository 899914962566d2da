import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrganisation } from '../src/platform/database/connect.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { endpoint } from '../src/platform/contract.ts'
import { allContracts, unsealed } from './secret-replies.ts'
import { mulberry32, valueFor, type Pools, type Schema } from './schema-values.ts'
import { aServer, type Answer, type Loose, type TestServer } from './server.ts'
import { aStaffedCompany, filled, recordOf, type Staffed } from './two-companies.ts'

/**
 * Every route that OpenAPI names, asked by everybody who could be behind a token. A new route is walked without a
 * change here; a path parameter nobody has explained to `recordOf` fails the walk.
 */
interface Route {
  method: string
  path: string
  body: Schema | null
  query: { name: string; required?: boolean; schema: Schema }[]
  public: boolean
}

let server: TestServer
let ours: Staffed
let foreign: Staffed
let routes: Route[]
let pools: Pools

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '云帆')
  foreign = await aStaffedCompany(server, '外邦')
  const api = (await server.ask('GET', '/api/openapi.json')).body
  const { customer, contact, opportunity } = ours.records
  pools = {
    ids: Object.values(ours.records),
    words: ['试一试', 'price', '2026-Q4'],
    definitions: api.components?.schemas ?? {},
    named: {
      month: '2026-10',
      customerId: customer,
      customerIds: [customer],
      contactId: contact,
      contactIds: [contact],
      opportunityId: opportunity,
      memberId: ours.members.li,
      ownerId: ours.members.li,
      ids: [opportunity],
      email: 'drawn@example.com',
    },
    mischief: 0,
  }
  routes = Object.entries<Record<string, Loose>>(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      body: operation.requestBody?.content?.['application/json']?.schema ?? (operation.requestBody ? {} : null),
      query: (operation.parameters ?? []).filter((one: Loose) => one.in === 'query'),
      public: operation.security?.length === 0,
    })),
  )
})
afterAll(() => server.close())
beforeAll(async () => {
  // bodies whose parts must suit each other are not drawn
  for (const path of ['/api/v1/health/setting', '/api/v1/forecast/round-setting'])
    fitting.set(`PUT ${path}`, (await server.ask('GET', path, { as: ours.tokens.director })).body)
  fitting.set('POST /api/v1/targets', { year: 2036, measure: 'activity-other', from: 'figure', base: 1200, note: '' })
})

const owned = ['customer', 'contact', 'lead', 'opportunity', 'activity', 'document', 'task', 'scenario', 'plan', 'stocktake']
const explained = (path: string, company: Staffed) => {
  const found = recordOf(path, company)
  if (!found && path.includes('{'))
    throw new Error(`nobody explained the parameters of ${path} to recordOf in test/two-companies.ts`)
  return found ?? { kind: 'none' as const, values: {} }
}
/** The body of each route that its schema takes, so that what it answers is about who asks. */
const fitting = new Map<string, unknown>()
const seedOf = ({ method, path }: Route): number =>
  [...`${method} ${path}`].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) | 0, 7)

/** Asks with bodies drawn for the route, each time the same, until one fits its schema. A question and an empty body are asked once. */
async function ask(route: Route, company: Staffed, as: string | undefined): Promise<Answer> {
  const path = filled(route.path, explained(route.path, company).values)
  const send = (body?: unknown) =>
    server.ask(route.method, path, { ...(as ? { as } : {}), ...(body === undefined ? {} : { body }) })
  if (!route.body) return send()
  const name = `${route.method} ${route.path}`
  if (fitting.has(name)) return send(fitting.get(name))
  const random = mulberry32(seedOf(route))
  for (let turn = 1; ; turn++) {
    const body = valueFor(route.body, random, pools)
    const reply = await send(body)
    if (reply.status !== 400) fitting.set(name, body)
    if (reply.status !== 400 || turn === 12) return reply
  }
}

/** What asking itself writes: who knocked, what was announced or taken out of the house, work asked for. */
const ofAsking = ['credential', 'audit_entry', 'outbox', 'idempotency_key', 'job']

/** A count and a checksum of everything an organisation holds, besides what asking itself writes. */
const contents = (orgId: string) =>
  inOrganisation(server.database.db, orgId, async (tx) => {
    const sums: Record<string, string> = {}
    const { rows: tables } = await sql<{ name: string }>`select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace order by 1`.execute(tx)
    expect(tables.length).toBeGreaterThan(100)
    for (const { name } of tables.filter((table) => !ofAsking.includes(table.name))) {
      const { rows } = await sql<{
        sum: string
      }>`select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${sql.table(name)} t where org_id = ${orgId}`.execute(
        tx,
      )
      sums[name] = rows[0]!.sum
    }
    return sums
  })

test('the walk sees the whole API', () => {
  expect(routes.length).toBeGreaterThan(80)
  expect(
    routes
      .filter(({ public: open }) => open)
      .map(({ path }) => path)
      .sort(),
  ).toEqual([
    '/api/v1/invitations/{token}',
    '/api/v1/invitations/{token}/acceptance',
    '/api/v1/sessions',
    '/api/v1/setup',
    '/api/v1/setup',
  ])
})

test('an answer that opens something is sealed before it is kept for a repeated request', async () => {
  const contracts = await allContracts()
  expect(contracts.flatMap((all) => Object.keys(all)).length).toBeGreaterThan(routes.length)
  expect(contracts.flatMap(unsealed)).toEqual([])
  const reply = z.object({ items: z.array(z.object({ of: z.object({ resetUrl: z.string() }).nullable() })) })
  const given = { method: 'POST', path: '/x', summary: '', tag: '', reply } as const
  expect(unsealed({ planted: endpoint(given), sealed: endpoint({ ...given, isSecret: true }) })).toEqual([
    'planted replies with resetUrl and is not isSecret',
  ])
})

test('without a token nothing answers', async () => {
  for (const { method, path, body } of routes.filter((each) => !each.public)) {
    const reply = await server.ask(method, filled(path, explained(path, ours).values), body ? { body: {} } : {})
    expect(reply.status, `${method} ${path}`).toBe(401)
  }
})

test('another organisation’s member gets no row and changes none, on any route, with our ids in the path', async () => {
  const before = await contents(ours.orgId)
  for (const route of routes.filter((each) => !each.public && !each.path.endsWith('/news'))) {
    const { kind } = explained(route.path, ours)
    const reply = await ask(route, ours, foreign.tokens.admin)
    const text = JSON.stringify(reply.body)
    expect(text, `${route.method} ${route.path}`).not.toContain(ours.mark)
    if (kind !== 'none' && kind !== 'word' && kind !== 'own')
      expect([400, 404], `${route.method} ${route.path} ${text.slice(0, 200)}`).toContain(reply.status)
  }
  expect(await contents(ours.orgId)).toEqual(before)
})

test('another organisation’s ids in the body or the query are unknown references', async () => {
  const bodies: [string, string, Record<string, unknown>][] = [
    ['POST', '/opportunities', { customerId: ours.records.customer }],
    ['POST', '/opportunities', { customerId: foreign.records.customer, productId: ours.records.product }],
    ['POST', '/opportunities', { customerId: foreign.records.customer, contactId: ours.records.contact }],
    ['POST', '/opportunities', { customerId: foreign.records.customer, ownerId: ours.members.li }],
    ['PATCH', `/opportunities/${foreign.records.opportunity}`, { customerId: ours.records.customer }],
    ['PATCH', `/opportunities/${foreign.records.opportunity}`, { sourceId: ours.records.source }],
    [
      'POST',
      `/opportunities/${foreign.records.opportunity}/outcomes`,
      { outcome: 'lost', reasonKey: 'competitor', competitorId: ours.records.competitor },
    ],
    ['POST', `/opportunities/${foreign.records.opportunity}/stage-moves`, { toStage: ours.records.pipeline }],
    ['POST', '/contacts', { customerId: ours.records.customer, name: '某人', phone: '13800138001', role: 'user' }],
    [
      'POST',
      '/activities',
      {
        kind: 'call',
        customerId: ours.records.customer,
        happenedAt: new Date().toISOString(),
        content: 'x',
        result: 'x',
        purpose: 'x',
        feedback: 'x',
      },
    ],
    ['PATCH', `/customers/${foreign.records.customer}`, { ownerId: ours.members.li }],
    ['PATCH', `/members/${foreign.members.li}`, { teamId: ours.records.team }],
    ['POST', '/teams', { name: '甲', parentId: ours.records.team }],
    ['POST', '/tasks', { title: '甲', opportunityId: ours.records.opportunity }],
    ['POST', '/tasks', { title: '甲', customerId: ours.records.customer }],
    ['POST', '/tasks', { title: '甲', assigneeId: ours.members.li }],
    ['PATCH', `/tasks/${foreign.records.task}`, { assigneeId: ours.members.li }],
    ['PATCH', `/opportunities/${foreign.records.opportunity}`, { competitorId: ours.records.competitor }],
  ]
  for (const [method, path, body] of bodies) {
    const reply = await server.ask(method, `/api/v1${path}`, { as: foreign.tokens.admin, body })
    expect(
      [400, 404, 409, 422],
      `${method} ${path} ${JSON.stringify(body)} → ${reply.status} ${JSON.stringify(reply.body)}`,
    ).toContain(reply.status)
    expect(JSON.stringify(reply.body)).not.toContain(ours.mark)
  }
  for (const path of [
    `/opportunities?customer=${ours.records.customer}`,
    `/opportunities?owner=${ours.members.li}`,
    `/contacts?customer=${ours.records.customer}`,
    `/activities?customer=${ours.records.customer}`,
    `/tasks?opportunity=${ours.records.opportunity}`,
    `/tasks?assignee=${ours.members.li}`,
  ]) {
    expect((await server.ask('GET', `/api/v1${path}`, { as: foreign.tokens.admin })).body.items, path).toEqual([])
  }
})

describe('within the company', () => {
  const readable = () =>
    routes.filter(
      ({ method, path }) =>
        method === 'GET' &&
        owned.includes(recordOf(path, ours)?.kind ?? '') &&
        !path.includes('eventId') &&
        !path.endsWith('/as-of'),
    )

  test('a rep’s records are not there for a rep of another team', async () => {
    expect(readable().length).toBeGreaterThan(5)
    for (const route of readable()) {
      expect((await ask(route, ours, ours.tokens.chen)).status, route.path).toBe(404)
      for (const person of ['li', 'zhao', 'director', 'auditor'] as const)
        expect((await ask(route, ours, ours.tokens[person])).status, `${route.path} ${person}`).toBe(200)
    }
  })

  test('a role that reads no deals reads none, by any route', async () => {
    const deals = [
      '/opportunities',
      '/boards/default',
      ...readable()
        .map(({ path }) => path.replace('/api/v1', ''))
        .filter((path) => path.startsWith('/opportunities/{id}')),
    ]
    expect(deals.length).toBeGreaterThan(3)
    for (const path of deals) {
      const reply = await server.ask('GET', `/api/v1${filled(path, { id: ours.records.opportunity })}`, {
        as: ours.tokens.marketing,
      })
      expect(reply.status, path).toBe(403)
    }
  })

  test('a token without any right tells nothing of customers, leads, deals, activities or tasks, not even of one’s own', async () => {
    const made = await server.ask('POST', '/api/v1/api-tokens', { as: ours.tokens.li, body: { name: '空', scopes: [] } })
    for (const route of routes.filter(({ method, path }) => method === 'GET' && !path.endsWith('/news'))) {
      const { status, body } = await ask(route, ours, made.body.token)
      if (status !== 200) continue
      const text = JSON.stringify(body)
      for (const told of ['制造有限公司', '项目', '内容', '任务', '贸易'].map((word) => ours.mark + word))
        expect(text, route.path).not.toContain(told)
      for (const kind of owned) expect(text, `${route.path} shows ${kind}`).not.toContain(ours.records[kind as 'customer'])
    }
  })

  test('lists, counts and searches of the other team hold none of them', async () => {
    const lists = [
      '/customers',
      '/contacts',
      '/leads',
      '/opportunities',
      '/activities',
      '/tasks',
      '/task-progress',
      '/account-plans',
      '/stocktakes',
      '/boards/default',
      '/funnel',
      '/funnel/deals',
      `/search?q=${encodeURIComponent(ours.mark)}`,
      '/audit',
    ]
    for (const path of lists) {
      const reply = await server.ask('GET', `/api/v1${path}`, { as: ours.tokens.chen })
      const text = JSON.stringify(reply.body)
      for (const kind of owned) expect(text, `${path} shows ${kind}`).not.toContain(ours.records[kind as 'customer'])
    }
    const funnel = async (as: string) => (await server.ask('GET', '/api/v1/funnel', { as })).body.stages[0].entered as number
    expect([
      await funnel(ours.tokens.chen),
      await funnel(ours.tokens.li),
      await funnel(ours.tokens.zhao),
      await funnel(ours.tokens.director),
    ]).toEqual([0, 1, 1, 1])
  })

  describe('every route that reads, asked by a rep of another team', () => {
    /** The address with what the route cannot do without, and more. */
    const addressOf = ({ path, query }: Route, stage: string, more: Record<string, string> = {}): string => {
      const days = {
        from: '2026-01-01',
        to: '2036-12-31',
        asOf: '2026-11-20',
        pipeline: ours.records.pipeline,
        q: ours.mark,
        stage,
      }
      const needed = query.filter(({ required }) => required).map(({ name, schema }) => [name, String(days[name as 'q'] ?? valueFor(schema, mulberry32(5), pools))]) // prettier-ignore
      const asked = new URLSearchParams({ ...Object.fromEntries(needed), ...more })
      return `${filled(path, explained(path, ours).values)}?${asked.toString()}`
    }
    const reading = () => routes.filter(({ method, path }) => method === 'GET' && !path.endsWith('/news'))
    let stage: string
    beforeAll(async () => {
      const board = await server.ask('GET', '/api/v1/boards/default', { as: ours.tokens.li })
      stage = board.body.columns[0].stage.key
      // reports that tell of ends have something to tell
      for (const outcome of ['won', 'lost']) {
        const as = ours.tokens.li
        const body = { name: `${ours.mark}项目${outcome}`, customerId: ours.records.customer, amountMinor: 5_000_000 }
        const made = await server.ask('POST', '/api/v1/opportunities', { as, body })
        const end = { outcome, ...(outcome === 'lost' && { reasonKey: 'price' }) }
        const ended = await server.ask('POST', `/api/v1/opportunities/${made.body.id}/outcomes`, { as, body: end })
        expect([made.status, ended.status], JSON.stringify(ended.body)).toEqual([201, 201])
      }
    })

    test('shows none of li’s records, neither by id nor by name', async () => {
      const secret = [...[...owned, 'approval', 'handover', 'review', 'complaint', 'invitation'].map((kind) => ours.records[kind as 'customer']), ...['制造有限公司', '项目', '内容', '任务', '贸易'].map((word) => ours.mark + word)] // prettier-ignore
      let shownToLi = 0
      for (const route of reading()) {
        const address = addressOf(route, stage)
        const { status, body } = await server.ask('GET', address, { as: ours.tokens.chen })
        const isOpen = [200, 403, 404].includes(status) || address.includes('/exports/')
        expect(isOpen, `${address} ${status} ${JSON.stringify(body)}`).toBe(true)
        const text = JSON.stringify(body ?? '')
        expect(
          secret.filter((one) => text.includes(one) && !decodeURIComponent(address).includes(one)),
          route.path,
        ).toEqual([])
        const own = JSON.stringify((await server.ask('GET', address, { as: ours.tokens.li })).body ?? '')
        if (secret.some((one) => own.includes(one))) shownToLi++
      }
      // the same walk finds them where they may be seen
      expect(shownToLi).toBeGreaterThan(30)
    })

    test('asked for li or li’s team answers as if asked for nobody', async () => {
      const whose = /^(owners?|teams?|members?|person)$/
      const nobody = '00000000-0000-7000-8000-000000000000'
      const those = [ours.members['li']!, ours.records.team]
      const told = async (route: Route, more: Record<string, string>, as: string) => {
        const { status, body } = await server.ask('GET', addressOf(route, stage, more), { as })
        const text = [...those, nobody].reduce((left, id) => left.replaceAll(id, 'whoever'), JSON.stringify(body ?? ''))
        return `${status} ${text.replace(/"(requestId|instance|madeAt|at|now)":"[^"]*"/g, '')}`
      }
      let asked = 0
      // who works here is no secret
      for (const route of reading().filter(({ path }) => path !== '/api/v1/members'))
        for (const { name } of route.query.filter((one) => whose.test(one.name))) {
          asked++
          const ofNobody = await told(route, { [name]: nobody }, ours.tokens.chen)
          for (const id of those)
            expect(await told(route, { [name]: id }, ours.tokens.chen), `${route.path} ${name}`).toBe(ofNobody)
        }
      expect(asked).toBeGreaterThan(40)
      // the same question tells where one may ask it
      const funnel = routes.find(({ method, path }) => method === 'GET' && path === '/api/v1/funnel')!
      const [ofLi, ofNobody] = [await told(funnel, { owner: those[0]! }, ours.tokens.li), await told(funnel, { owner: nobody }, ours.tokens.li)] // prettier-ignore
      expect(ofLi).not.toBe(ofNobody)
    })
  })

  test('whoever may only read changes nothing, and is told so', async () => {
    const before = await contents(ours.orgId)
    for (const route of routes.filter(
      ({ method, path, public: open }) => method !== 'GET' && !open && !/\/(me|sessions|api-tokens)(\/|$)/.test(path),
    )) {
      for (const person of ['auditor', 'finance'] as const) {
        const reply = await ask(route, ours, ours.tokens[person])
        expect(reply.status, `${route.method} ${route.path} ${person} ${JSON.stringify(reply.body).slice(0, 200)}`).not.toBe(500)
        const isOwn =
          /what-if|proposals|opportunity-(moves|transfers)/.test(route.path) ||
          (person === 'finance' && route.path.endsWith('/tasks'))
        if (!isOwn) expect(reply.status, `${route.method} ${route.path} ${person}`).toBeGreaterThanOrEqual(400)
      }
    }
    expect(await contents(ours.orgId)).toEqual(before)
  })

  test('a rep of another team changes none of them, by any route', async () => {
    const before = await contents(ours.orgId)
    for (const route of routes.filter(
      ({ method, path }) => method !== 'GET' && owned.includes(recordOf(path, ours)?.kind ?? ''),
    )) {
      const reply = await ask(route, ours, ours.tokens.chen)
      expect([400, 403, 404], `${route.method} ${route.path} → ${reply.status}`).toContain(reply.status)
    }
    expect(await contents(ours.orgId)).toEqual(before)
  })

  test('nor by naming them in what a rep may make', async () => {
    const naming = routes.filter(
      ({ method, body }) => method !== 'GET' && /"(customer|contact|opportunity)Ids?"/.test(JSON.stringify(body)),
    )
    expect(naming.length).toBeGreaterThan(10)
    for (const route of naming)
      expect((await ask(route, ours, ours.tokens.chen)).status, `${route.method} ${route.path}`).toBeGreaterThanOrEqual(400)
  })

  test('nor does who is on the account team to look', async () => {
    const joined = await server.ask('POST', `/api/v1/customers/${ours.records.customer}/account-team`, {
      as: ours.tokens.li,
      body: { memberId: ours.members.chen, role: 'technical', access: 'read' },
    })
    expect(joined.status).toBe(201)
    const before = await contents(ours.orgId)
    // whoever reaches a customer may note what it asked for
    const writes = routes.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/requests'))
    for (const route of writes.filter(({ path }) => owned.includes(recordOf(path, ours)?.kind ?? '')))
      expect([400, 403, 404, 422], `${route.method} ${route.path}`).toContain((await ask(route, ours, ours.tokens.chen)).status)
    expect(await contents(ours.orgId)).toEqual(before)
  })

  test('what belongs to administration is closed to reps and supervisors', async () => {
    const closed: [string, string, unknown][] = [
      ['POST', '/members', { name: '新人' }],
      ['PATCH', `/members/${ours.members.chen}`, { role: 'administrator' }],
      ['DELETE', `/members/${ours.members.chen}`, undefined],
      ['POST', '/teams', { name: '新队' }],
      ['PATCH', '/organization', { name: '改名' }],
      ['POST', '/products', { name: '新产品' }],
      ['PATCH', `/pipelines/${ours.records.pipeline}`, { isDefault: true }],
      ['PUT', '/calendar-days', { from: '2026-12-24', to: '2026-12-24', kind: 'holiday', name: '平安夜' }],
      ['PUT', `/competitors/${ours.records.competitor}/battlecard`, { strengths: '', weaknesses: '', answer: '降价' }],
      ['PUT', `/products/${ours.records.product}/fit-tiers`, { tiers: [{ tier: 'best', features: '大', strategy: '' }] }],
    ]
    for (const [method, path, body] of closed)
      for (const person of ['li', 'zhao'] as const)
        expect(
          (await server.ask(method, `/api/v1${path}`, { as: ours.tokens[person], body })).status,
          `${method} ${path} ${person}`,
        ).toBe(403)
  })
})

test('the walks were understood: what no drawn body fits is asked in its own slice', () => {
  const never = routes.filter(
    ({ method, path, body, public: open }) => body && !open && method !== 'GET' && !fitting.has(`${method} ${path}`),
  )
  expect(never.map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`).sort()).toEqual([])
})
