import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrganisation } from '../src/platform/database/connect.ts'
import type { PipelineFull } from '../src/pipelines/definition.ts'
import { aServer, type Loose, type TestServer } from './server.ts'
import { aStaffedCompany, type Staffed } from './two-companies.ts'

let server: TestServer
let company: Staffed

beforeAll(async () => {
  server = await aServer()
  company = await aStaffedCompany(server, '恶意')
})
afterAll(() => server.close())

const ask = (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  as: keyof Staffed['tokens'] = 'li',
) => server.ask(method, `/api/v1${path}`, { as: company.tokens[as], headers, ...(body === undefined ? {} : { body }) })
const opened = async (): Promise<string> =>
  (await ask('POST', '/opportunities', { customerId: company.records.customer, name: `商机 ${Math.random()}` })).body.id
const move = (id: string, toStage: string, headers?: Record<string, string>) =>
  ask('POST', `/opportunities/${id}/stage-moves`, { toStage }, headers)
const kindsOf = async (id: string): Promise<string[]> =>
  (await ask('GET', `/opportunities/${id}/history`)).body.items.map(({ kind }: Loose) => kind)

test('a move sent twice under one key happens once and is answered alike; without a key the second is told where the deal is', async () => {
  const id = await opened()
  const key = { 'idempotency-key': `twice ${id}` }
  const [first, second] = [await move(id, 'need-discovery', key), await move(id, 'need-discovery', key)]
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.body).toEqual(first.body)
  expect(await kindsOf(id)).toEqual(['advance', 'enter'])
  const third = await move(id, 'need-discovery')
  expect([third.status, third.body.type]).toEqual([409, 'already-in-stage'])
  expect(await kindsOf(id)).toEqual(['advance', 'enter'])
})

test('of two moves at once one is made; the other hears that the deal is there, or that it has changed since it was read', async () => {
  const [blind, seen] = [await opened(), await opened()]
  const pair = await Promise.all([move(blind, 'need-discovery'), move(blind, 'need-discovery')])
  expect(pair.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(await kindsOf(blind)).toEqual(['advance', 'enter'])
  const { version } = (await ask('GET', `/opportunities/${seen}`)).body
  const match = { 'if-match': `"${version}"` }
  const race = await Promise.all([move(seen, 'need-discovery', match), move(seen, 'solution', match)])
  expect(race.map(({ status }) => status).sort()).toEqual([201, 412])
  expect(await kindsOf(seen)).toHaveLength(2)
})

test('an override that nobody may give is refused before any gate is asked, and leaves nothing', async () => {
  const id = await opened()
  const forged = await ask('POST', `/opportunities/${id}/stage-moves`, {
    toStage: 'need-discovery',
    override: { reason: '我说可以' },
  })
  expect([forged.status, forged.body.type]).toEqual([403, 'forbidden'])
  expect(await kindsOf(id)).toEqual(['enter'])
})

test('an override in somebody else’s name, without a reason, by a neighbour or for one’s own deal is none', async () => {
  const id = await opened()
  const override = { reason: '我说可以' }
  const told = async (as: keyof Staffed['tokens'], path: string, body: object) => {
    const { status, body: answer } = await ask('POST', path, body, {}, as)
    return [status, answer.type]
  }
  const moves = `/opportunities/${id}/stage-moves`
  const toStage = 'need-discovery'
  const claimed = { ...override, by: company.members.zhao, memberId: company.members.zhao }
  expect(await told('li', moves, { toStage, override: claimed, memberId: company.members.zhao, result: 'overridden' })).toEqual([
    403,
    'forbidden',
  ])
  expect(await told('li', `/opportunities/${id}/outcomes`, { outcome: 'won', override })).toEqual([403, 'forbidden'])
  expect(await told('chen', moves, { toStage, override })).toEqual([404, 'not-found'])
  expect(await told('auditor', moves, { toStage, override })).toEqual([403, 'forbidden'])
  expect((await told('zhao', moves, { toStage, override: { reason: '  ' } }))[0]).toBe(400)
  const bulk = await ask('POST', '/opportunity-moves', { ids: [id], toStage, dryRun: false, override })
  expect(bulk.body.results).toMatchObject([{ ok: false, problem: { type: 'forbidden' } }])
  expect(await kindsOf(id)).toEqual(['enter'])
  const own = await ask('POST', '/opportunities', { customerId: company.records.customer, name: '主管自己的单' }, {}, 'zhao')
  expect(own.status).toBe(201)
  expect(await told('zhao', `/opportunities/${own.body.id}/stage-moves`, { toStage, override })).toEqual([
    403,
    'override-not-yours',
  ])
})

const published = async (): Promise<{ definition: PipelineFull; version: number }> => {
  const { currentVersion } = (await ask('GET', '/pipelines')).body.items[0]
  const { status, body } = await ask('GET', `/pipelines/${company.records.pipeline}/versions/${currentVersion}`)
  expect({ status, problem: body.code }).toEqual({ status: 200, problem: undefined })
  return { definition: body.definition, version: currentVersion }
}

test('a pipeline of sixty stages is refused', async () => {
  const { definition, version } = await published()
  const stages = Array.from({ length: 60 }, (_, index) => ({ ...definition.stages[0]!, id: null, key: `stage-${index + 1}` }))
  const path = `/pipelines/${company.records.pipeline}/publications`
  const refused = await ask('POST', path, { definition: { ...definition, stages }, basedOn: version }, {}, 'admin')
  expect([400, 422]).toContain(refused.status)
  expect((await published()).version).toBe(version)
})

test('a criterion on a field that is gone asks for nothing', async () => {
  const { definition, version } = await published()
  const gone = [
    { kind: 'field', key: 'shoeSize', test: 'set' },
    { kind: 'element', key: 'no-such-element', atLeast: 'confirmed' },
    { kind: 'task', key: 'no-such-task' },
  ]
  const planted = {
    ...definition,
    stages: definition.stages.map((stage) => ({ ...stage, exit: { criteria: gone, mode: 'block', warnsUntil: null } })),
  }
  await inOrganisation(server.database.db, company.orgId, async (tx) => {
    await sql`insert into pipeline_version (org_id, pipeline_id, number, definition, published_at, published_by)
      values (${company.orgId}, ${company.records.pipeline}, ${version + 1}, ${JSON.stringify(planted)}::jsonb, now(), ${company.members.admin})`.execute(
      tx,
    )
    await sql`update pipeline set current_version = ${version + 1} where org_id = ${company.orgId} and id = ${company.records.pipeline}`.execute(
      tx,
    )
  })
  const id = await opened()
  const gates = await ask('GET', `/opportunities/${id}/gates`)
  expect(gates.body.moves.map(({ result }: Loose) => result)).not.toContain('refused')
  const moved = await move(id, 'solution')
  expect([moved.status, moved.body.missing]).toEqual([201, []])
})
