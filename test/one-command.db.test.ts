import { afterAll, beforeAll, expect, test } from 'vitest'
import { moveVerb } from '../src/opportunities/cli.ts'
import type { Client } from '../src/platform/verb.ts'
import { aServer, type TestServer } from './server.ts'
import { aStaffedCompany, type Staffed } from './two-companies.ts'

let server: TestServer
let company: Staffed

beforeAll(async () => {
  server = await aServer()
  company = await aStaffedCompany(server, '云帆')
})
afterAll(() => server.close())

const api = (method: string, path: string, body?: unknown) =>
  server.ask(method, `/api/v1${path}`, { as: company.tokens.li, ...(body === undefined ? {} : { body }) })
const client: Client = {
  call: async (method, path, request) => {
    const reply = await api(method, path, request?.body)
    if (reply.status >= 400) throw reply.body
    return reply.body
  },
  download: () => Promise.reject(new Error('not used')),
}

const paths = {
  'API, form and drag': async (id: string, toStage: string) => {
    const { status, body } = await api('POST', `/opportunities/${id}/stage-moves`, { toStage })
    return status === 201 ? null : body
  },
  bulk: async (id: string, toStage: string) =>
    (await api('POST', '/opportunity-moves', { ids: [id], toStage })).body.results[0].problem,
  'bulk preview': async (id: string, toStage: string) =>
    (await api('POST', '/opportunity-moves', { ids: [id], toStage, dryRun: true })).body.results[0].problem,
  'command line': (id: string, toStage: string) =>
    moveVerb.run({ words: [id, toStage], options: {}, client, say: () => {} }).then(
      () => null,
      (refusal: unknown) => refusal,
    ),
}

test.each(Object.keys(paths) as (keyof typeof paths)[])('a move that may not be is refused the same way by %s', async (path) => {
  const { id } = (await api('POST', '/opportunities', { customerId: company.records.customer })).body
  await api('POST', `/opportunities/${id}/stage-moves`, { toStage: 'solution' })
  expect(await paths[path](id, 'need-discovery')).toMatchObject({
    type: 'reason-required',
    title: '退回阶段需要说明原因',
    status: 422,
    missing: [{ kind: 'field', key: 'reason', label: '原因' }],
  })
  expect(await paths[path](id, 'no-such-stage')).toMatchObject({ type: 'unknown-stage', status: 422 })
  expect(await paths[path](id, 'solution')).toMatchObject({ type: 'already-in-stage', status: 409 })
  expect((await api('GET', `/opportunities/${id}`)).body).toMatchObject({ version: 2, stage: { key: 'solution' } })
  expect(await paths[path](id, 'negotiation')).toBeNull()
  expect((await api('GET', `/opportunities/${id}`)).body.stage.key).toBe(path === 'bulk preview' ? 'solution' : 'negotiation')
})
