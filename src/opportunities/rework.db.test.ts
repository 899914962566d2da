import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrganisation } from '../platform/database/connect.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { reconcile } from './commands/reconcile.ts'
import { reworkVerb } from './cli.ts'
import type { Client } from '../platform/verb.ts'

const clock = { now: () => new Date() }
let server: TestServer
let company: Staffed
let deal: string

beforeAll(async () => {
  server = await aServer({ clock })
  company = await aStaffedCompany(server, '再来')
  // stays that go on grow with the clock
  const frozen = new Date()
  clock.now = () => frozen
  deal = company.records.opportunity
})
afterAll(() => server.close())

const ask = (method: string, path: string, body?: unknown, as: keyof Staffed['tokens'] = 'li') =>
  server.ask(method, `/api/v1${path}`, { as: company.tokens[as], ...(body === undefined ? {} : { body }) })
const year = new Date().getUTCFullYear()
const funnels = async (): Promise<Loose[]> =>
  Promise.all(
    ['cohort', 'period', 'snapshot'].map(
      async (basis) => (await ask('GET', `/funnel?basis=${basis}&from=${year - 1}-01-01&to=${year + 1}-12-31`)).body.stages,
    ),
  )

describe('another round of the proposal', () => {
  test('is for the stages that allow it: none before the proposal, unless the pipeline says so', async () => {
    const early = await ask('POST', `/opportunities/${deal}/reworks`, { reason: '还没有方案' })
    expect([early.status, early.body.type, early.body.title]).toEqual([422, 'rework-not-here', '这个阶段还没有方案可调整'])
    expect((await ask('GET', `/opportunities/${deal}/gates`)).body.ends.rework).toBe(false)
    const { pipeline, stage } = (await ask('GET', `/opportunities/${deal}`)).body
    const { definition, currentVersion } = (await ask('GET', `/pipelines/${pipeline.id}/draft`, undefined, 'admin')).body
    const stages = definition.stages.map((one: Loose) => (one.key === stage.key ? { ...one, rework: true } : one))
    const body = { definition: { ...definition, stages }, basedOn: currentVersion, inFlight: 'move' }
    expect((await ask('POST', `/pipelines/${pipeline.id}/publications`, body, 'admin')).status).toBe(201)
    expect((await ask('GET', `/opportunities/${deal}/gates`)).body.ends.rework).toBe(true)
  })

  test('keeps the deal in its stage, counts, and stands in the history with its reason', async () => {
    const { body: before } = await ask('GET', `/opportunities/${deal}`)
    const { status, body } = await ask('POST', `/opportunities/${deal}/reworks`, { reason: '客户要求分两期' })
    expect(status).toBe(201)
    expect(body.opportunity).toMatchObject({ reworks: 1, status: 'open', stage: before.stage, stageSince: before.stageSince })
    const { body: history } = await ask('GET', `/opportunities/${deal}/history`)
    expect(history.items[0]).toMatchObject({ kind: 'rework', note: '客户要求分两期', fromStage: { id: before.stage.id } })
    expect(history.items[0].mayUndo).toBe(true)
  })

  test('changes no figure of any funnel, and no task', async () => {
    const [before, tasks] = [await funnels(), (await ask('GET', `/opportunities/${deal}/tasks`)).body]
    await ask('POST', `/opportunities/${deal}/reworks`, { reason: '没有回应' })
    const after = await funnels()
    expect(after).toEqual(before)
    expect(after[0][0].entered).toBe(1)
    expect((await ask('GET', `/opportunities/${deal}/tasks`)).body).toEqual(tasks)
    const differing = await inOrganisation(server.database.db, company.orgId, (tx) => reconcile(tx, company.orgId))
    expect(differing).toEqual([])
  })

  test('is taken back like any step', async () => {
    const { body } = await ask('POST', `/opportunities/${deal}/reworks`, { reason: '点错了' })
    const undone = await ask('POST', `/opportunities/${deal}/history/${body.eventId}/undo`)
    expect(undone.body.opportunity.reworks).toBe(body.opportunity.reworks - 1)
  })

  test('needs its reason, and an open deal within reach', async () => {
    const silent = await ask('POST', `/opportunities/${deal}/reworks`, { reason: '  ' })
    expect([silent.status, silent.body.type]).toEqual([422, 'mandatory-field-missing'])
    expect(silent.body.missing).toEqual([{ kind: 'field', key: 'reason', label: '原因' }])
    expect((await ask('POST', `/opportunities/${deal}/reworks`, { reason: '外人' }, 'chen')).status).toBe(404)
    expect((await ask('POST', `/opportunities/${deal}/reworks`, { reason: '审计' }, 'auditor')).status).toBe(403)
    await ask('POST', `/opportunities/${deal}/outcomes`, { outcome: 'terminated', reasonKey: 'invalid-lead' })
    const closed = await ask('POST', `/opportunities/${deal}/reworks`, { reason: '太晚' })
    expect([closed.status, closed.body.type]).toEqual([422, 'not-open'])
    await ask('POST', `/opportunities/${deal}/reopenings`, {})
  })

  test('is a word of the command line too', async () => {
    const client = {
      call: async (method: string, path: string, { body }: { body?: unknown } = {}) => (await ask(method, path, body)).body,
    } as unknown as Client
    const { value, lines } = await reworkVerb.run({ client, words: [deal], options: { reason: '报价要含税' } } as never)
    expect((value as Loose).opportunity.reworks).toBeGreaterThan(0)
    expect(lines?.[0]).toContain('再来项目')
  })
})
