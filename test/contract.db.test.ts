import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localVerbs, verbs } from '../src/apps/verbs.ts'
import { importKinds } from '../src/imports/fields.ts'
import { aServer, type Loose, type TestServer } from './server.ts'

/** What programs outside rely on by name: nothing of it goes away or is called otherwise unnoticed. */
let server: TestServer
let api: Loose
beforeAll(async () => {
  server = await aServer()
  api = (await server.ask('GET', '/api/openapi.json')).body
})
afterAll(() => server.close())

const operation = (route: string): Loose => {
  const [method, path] = route.split(' ') as [string, string]
  return api.paths[`/api/v1${path}`]?.[method.toLowerCase()]
}
/** A schema with what it refers to in its place. */
const plain = (schema: Loose): Loose => {
  if (!schema) return {}
  if (schema.$ref) return plain(api.components.schemas[schema.$ref.split('/').at(-1)])
  const some = schema.anyOf ?? schema.oneOf ?? schema.allOf
  return some ? Object.assign({}, ...some.map(plain)) : schema
}
const isDone = ([status]: [string, unknown]) => status.startsWith('2')
const replyOf = (route: string): Loose => {
  const replies = Object.entries<Loose>(operation(route)?.responses ?? {})
  return plain(replies.find(isDone)?.[1].content?.['application/json']?.schema)
}
const fieldsOf = (schema: Loose): string[] => Object.keys(plain(schema).properties ?? {})
const inside = (schema: Loose, ...path: string[]): Loose =>
  path.reduce((one, step) => plain(step === '[]' ? plain(one).items : plain(one).properties?.[step]), schema)
const queryOf = (route: string): string[] =>
  (operation(route)?.parameters ?? []).filter((one: Loose) => one.in === 'query').map(({ name }: Loose) => name)

describe('the API', () => {
  test.each([
    'POST /setup', 'POST /sessions', 'DELETE /sessions/current', 'POST /api-tokens',
    ...['/members', '/teams', '/leads', '/customers', '/contacts', '/opportunities', '/activities', '/tasks', '/pipelines', '/targets'].flatMap((path) => [`GET ${path}`, `POST ${path}`, `GET ${path}/{id}`]),
    'POST /opportunities/{id}/stage-moves', 'POST /opportunities/{id}/outcomes', 'GET /opportunities/{id}/history',
    'POST /imports/proposals', 'POST /imports', 'GET /imports/{id}', 'GET /imports/{id}/errors.csv', 'POST /imports/{id}/undo',
    'GET /funnel', 'GET /funnel/movement', 'POST /funnel/what-if', 'GET /quality-matrix', 'GET /forecast',
  ])('answers %s', (route) => {
    expect(operation(route), `no ${route}`).toBeDefined()
  }) // prettier-ignore

  test.each(['/members', '/teams', '/leads', '/customers', '/contacts', '/opportunities', '/activities', '/tasks'])(
    'lists of %s come in pages with limit, cursor, items and nextCursor',
    (path) => {
      expect(queryOf(`GET ${path}`)).toEqual(expect.arrayContaining(['limit', 'cursor']))
      expect(fieldsOf(replyOf(`GET ${path}`))).toEqual(expect.arrayContaining(['items', 'nextCursor']))
    },
  )

  test('the funnel is asked and answered by the names that were promised', () => {
    const asked = 'pipeline from to basis counting asOf groupBy owner team source product region'
    expect(queryOf('GET /funnel')).toEqual(expect.arrayContaining(asked.split(' ')))
    const reply = replyOf('GET /funnel')
    expect(fieldsOf(reply)).toEqual(expect.arrayContaining(['definition', 'stages', 'won', 'wonAmountMinor', 'groups']))
    const stage =
      'key name entered advanced lost terminated onHold open skipped movedBack enteredAmountMinor lostAmountMinor expectedLossMinor conversion conversionLow conversionHigh medianDays p90Days'
    expect(fieldsOf(inside(reply, 'stages', '[]'))).toEqual(expect.arrayContaining(stage.split(' ')))
    const parameter = (name: string): Loose => operation('GET /funnel').parameters.find((one: Loose) => one.name === name).schema
    const words = (name: string) => plain(parameter(name)).enum
    expect(words('basis')).toEqual(expect.arrayContaining(['cohort', 'period', 'snapshot']))
    expect(words('counting')).toEqual(expect.arrayContaining(['implied', 'any', 'strict']))
    expect(words('groupBy')).toEqual(expect.arrayContaining(['owner', 'team', 'source', 'product', 'region', 'month']))
    expect(queryOf('GET /funnel/movement')).toEqual(expect.arrayContaining(['from', 'to']))
    const body = operation('POST /funnel/what-if').requestBody.content['application/json'].schema
    expect(fieldsOf(body)).toEqual(expect.arrayContaining(['rates', 'oneMorePerStage', 'volume']))
    expect(fieldsOf(replyOf('POST /funnel/what-if'))).toEqual(
      expect.arrayContaining(['flow', 'deals', 'moneyMinor', 'difference']),
    )
  })

  test('so are the quality matrix and the forecast', () => {
    expect(queryOf('GET /quality-matrix')).toEqual(expect.arrayContaining(['asOf', 'owner', 'team']))
    expect(fieldsOf(replyOf('GET /quality-matrix'))).toEqual(
      expect.arrayContaining(['asOf', 'cells', 'grades', 'assetIndex', 'effort']),
    )
    expect(queryOf('GET /forecast')).toEqual(expect.arrayContaining(['pipeline', 'period', 'asOf', 'team', 'owner']))
    const forecast =
      'level closedWonMinor openExpectedMinor newExpectedMinor p10Minor p50Minor p90Minor targetMinor chanceOfTarget methods categories backtest'
    expect(fieldsOf(replyOf('GET /forecast'))).toEqual(expect.arrayContaining(forecast.split(' ')))
  })

  test('so are imports, tokens, stage moves and outcomes', () => {
    const run = replyOf('GET /imports/{id}')
    expect(fieldsOf(run)).toEqual(expect.arrayContaining(['status', 'rows', 'warnings']))
    expect(fieldsOf(inside(run, 'rows'))).toEqual(expect.arrayContaining(['total', 'created', 'updated', 'unchanged', 'failed']))
    expect(fieldsOf(replyOf('POST /setup'))).toEqual(expect.arrayContaining(['organizationId', 'memberId', 'token']))
    const bodyOf = (route: string): string[] => fieldsOf(operation(route).requestBody.content['application/json'].schema)
    expect(bodyOf('POST /setup')).toEqual(
      expect.arrayContaining(['organizationName', 'locale', 'timeZone', 'name', 'email', 'password']),
    )
    expect(bodyOf('POST /api-tokens')).toEqual(expect.arrayContaining(['name', 'scopes', 'expiresOn']))
    expect(bodyOf('POST /opportunities/{id}/stage-moves')).toEqual(expect.arrayContaining(['toStage', 'reason', 'override']))
    expect(bodyOf('POST /opportunities/{id}/outcomes')).toEqual(
      expect.arrayContaining(['outcome', 'reasonKey', 'competitorId', 'wakeUpOn', 'note']),
    )
  })

  test.each(['/healthz', '/readyz', '/metrics', '/api/docs', '/api/openapi.json'])('%s is there for anybody', async (path) => {
    expect((await server.ask('GET', path)).status).toBe(200)
  })

  test('is described by OpenAPI 3.1, every reply and problem of it', () => {
    expect(api.openapi).toMatch(/^3\.1\./)
    const operations = Object.values<Record<string, Loose>>(api.paths).flatMap((methods) => Object.values(methods))
    expect(operations.length).toBeGreaterThan(300)
    const silent = (told: (status: string) => boolean) =>
      operations.filter(({ responses }) => !Object.keys(responses).some(told)).map(({ summary }) => summary)
    expect(silent((status) => status.startsWith('2'))).toEqual([])
    expect(silent((status) => /^(4|default)/.test(status))).toEqual([])
  })
})

test('the command line has every command that was promised, and imports every kind there is by now', () => {
  const names = [...localVerbs, ...verbs].map(({ name }) => name)
  const promised = 'serve worker setup demo import export funnel quality-matrix forecast backup restore migrate-to doctor'
  expect(names).toEqual(expect.arrayContaining(promised.split(' ')))
  const kinds = 'members customers contacts leads opportunities stage-events activities targets'
  expect(importKinds).toEqual(expect.arrayContaining(kinds.split(' ')))
})
