import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrganisation } from '../src/platform/database/connect.ts'
import { sql } from 'kysely'
import { aServer, type TestServer } from './server.ts'
import { aStaffedCompany, filled, recordOf, type Staffed } from './two-companies.ts'

/**
 * Every route that OpenAPI names, asked by everybody who could be behind a token. A new route is walked without a
 * change here; a path parameter nobody has explained to `recordOf` fails the walk.
 */
let server: TestServer
let ours: Staffed
let foreign: Staffed
let routes: { method: string; path: string; body: boolean; public: boolean }[]

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '云帆')
  foreign = await aStaffedCompany(server, '外邦')
  const api = (await server.ask('GET', '/api/openapi.json')).body
  routes = Object.entries<Record<string, { requestBody?: unknown; security?: unknown[] }>>(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      body: operation.requestBody !== undefined,
      public: operation.security?.length === 0,
    })),
  )
})
afterAll(() => server.close())

const owned = ['customer', 'contact', 'lead', 'opportunity', 'activity', 'document', 'task', 'scenario', 'plan', 'stocktake']
const explained = (path: string, company: Staffed) => {
  const found = recordOf(path, company)
  if (!found && path.includes('{'))
    throw new Error(`nobody explained the parameters of ${path} to recordOf in test/two-companies.ts`)
  return found ?? { kind: 'none' as const, values: {} }
}
const ask = (
  route: { method: string; path: string; body: boolean },
  company: Staffed,
  as: string | undefined,
  body: unknown = {},
) =>
  server.ask(route.method, filled(route.path, explained(route.path, company).values), {
    ...(as ? { as } : {}),
    ...(route.body ? { body } : {}),
  })

/** A count and a checksum of everything an organisation holds, besides what asking itself writes. */
const contents = (orgId: string) =>
  inOrganisation(server.database.db, orgId, async (tx) => {
    const sums: Record<string, string> = {}
    for (const table of [
      'customer',
      'customer_merge',
      'handover',
      'contact',
      'lead',
      'opportunity',
      'activity',
      'stage_event',
      'field_event',
      'opportunity_span',
      'opportunity_element',
      'document',
      'document_content',
      'task',
      'battlecard',
      'capacity_assumption',
      'chore_record',
      'forecast_setting',
      'forecast_stage',
      'forecast_category',
      'forecast_round',
      'forecast_submission',
      'forecast_override',
      'next_action_event',
      'winback_campaign',
      'winback_member',
      'winback_fact',
      'winback_setting',
      'quality_setting',
      'customer_override',
      'customer_quality_fact',
      'customer_trust_proof',
      'decision_chain',
      'contact_tie',
      'customer_parent',
      'key_account_setting',
      'key_account_fact',
      'customer_date',
      'upkeep_setting',
      'upkeep_plan',
      'survey',
      'survey_invitation',
      'survey_answer',
      'customer_complaint',
      'health_setting',
      'customer_date',
      'upkeep_setting',
      'upkeep_plan',
      'survey',
      'survey_invitation',
      'survey_answer',
      'customer_complaint',
      'health_setting',
      'customer_date',
      'upkeep_setting',
      'upkeep_plan',
      'survey',
      'survey_invitation',
      'survey_answer',
      'customer_complaint',
      'health_setting',
      'pool_setting',
      'pool_stay',
      'pool_event',
      'customer_credit',
      'customer_interview',
      'survey',
      'survey_invitation',
      'survey_answer',
      'customer_complaint',
      'health_setting',
      'customer_date',
      'upkeep_setting',
      'upkeep_plan',
      'account_member',
      'account_role_setting',
      'operating_setting',
      'operating_task',
      'account_plan',
      'account_plan_version',
      'account_plan_deal',
      'account_plan_action',
      'account_plan_review',
      'stocktake',
      'stocktake_item',
      'target',
      'target_node',
      'target_line',
      'target_lock',
      'target_edit',
      'target_step',
      'fit_tier',
      'calendar_day',
      'product',
      'source',
      'competitor',
      'team',
      'member',
      'pipeline',
      'stage',
      'loss_reason',
      'organisation',
    ]) {
      const { rows } = await sql<{
        sum: string
      }>`select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${sql.table(table)} t`.execute(
        tx,
      )
      sums[table] = rows[0]!.sum
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

test('without a token nothing answers', async () => {
  for (const route of routes.filter((each) => !each.public))
    expect((await ask(route, ours, undefined)).status, `${route.method} ${route.path}`).toBe(401)
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

  test('whoever may only read changes nothing, and is told so', async () => {
    const before = await contents(ours.orgId)
    for (const route of routes.filter(
      ({ method, path, public: open }) => method !== 'GET' && !open && !/\/(me|sessions|api-tokens)(\/|$)/.test(path),
    )) {
      for (const person of ['auditor', 'finance'] as const) {
        const reply = await ask(route, ours, ours.tokens[person])
        expect(reply.status, `${route.method} ${route.path} ${person} ${JSON.stringify(reply.body).slice(0, 200)}`).not.toBe(500)
        if (!/what-if|proposals/.test(route.path))
          expect(reply.status, `${route.method} ${route.path} ${person}`).toBeGreaterThanOrEqual(400)
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
