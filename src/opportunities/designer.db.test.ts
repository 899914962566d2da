import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aServer, founder, type Loose, type TestServer } from '../../test/server.ts'

let server: TestServer
let token: string
let pipelineId: string
let customerId: string

const names = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const stage = (key: string, more: object = {}) => ({ key, phase: 'qualify', name: names(key), probability: 0.3, ...more })
const asking = (...criteria: object[]) => ({ criteria, mode: 'block', warnsUntil: null })
const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  server.ask(method, `/api/v1${path}`, { as: token, body, headers })

beforeAll(async () => {
  server = await aServer()
  const setup = await server.ask('POST', '/api/v1/setup', { body: { ...founder, locale: 'zh-CN', timeZone: 'Asia/Shanghai' } })
  token = setup.body.token
  const made = await ask('POST', '/pipelines', {
    key: 'design',
    names: names('设计'),
    definition: { stages: [stage('a'), stage('b'), stage('c')] },
  })
  expect(made.status).toBe(201)
  pipelineId = made.body.id
  const customer = await ask('POST', '/customers', {
    name: '远航制造有限公司',
    industry: '制造业',
    headcountBand: '100-499',
    region: '上海',
    sourceId: (await ask('GET', '/sources')).body.items[0].id,
    contact: { name: '周敏', role: 'user', phone: '13800138000' },
  })
  expect([customer.status, customer.body.missing]).toEqual([201, undefined])
  customerId = customer.body.id
})
afterAll(() => server.close())

const deal = async (more: object = {}): Promise<Loose> =>
  (await ask('POST', '/opportunities', { customerId, pipeline: 'design', name: '商机', ...more })).body
const draft = async (): Promise<Loose> => (await ask('GET', `/pipelines/${pipelineId}/draft`)).body
const withStages = (definition: Loose, change: (stages: Loose[]) => Loose[]) => ({
  ...definition,
  stages: change(definition.stages),
})

describe('a draft', () => {
  test('starts from what is published, keeps flaws, and two people do not overwrite each other', async () => {
    const fresh = await draft()
    expect(fresh).toMatchObject({ version: 0, basedOn: 1, currentVersion: 1, flaws: [] })
    const flawed = withStages(fresh.definition, (stages) => [
      { ...stages[0], exit: asking({ kind: 'field', key: 'shoeSize', test: 'set' }) },
      ...stages.slice(1),
    ])
    const path = `/pipelines/${pipelineId}/draft`
    const saved = await ask('PUT', path, { definition: flawed, basedOn: 1 }, { 'if-match': '"0"' })
    expect(saved.body).toMatchObject({ version: 1, flaws: [{ code: 'unknown-field', message: '没有 shoeSize 这个字段' }] })
    expect((await ask('PUT', path, { definition: flawed, basedOn: 1 }, { 'if-match': '"0"' })).status).toBe(412)
    const refused = await ask('POST', `/pipelines/${pipelineId}/publications`, {})
    expect(refused).toMatchObject({
      status: 422,
      body: { type: 'pipeline-flawed', errors: [{ code: 'unknown-field', path: 'stages.0.exit' }] },
    })
    expect((await ask('DELETE', path)).status).toBe(204)
    expect(await draft()).toMatchObject({ version: 0, flaws: [] })
    expect((await ask('POST', `/pipelines/${pipelineId}/publications`, {})).body.type).toBe('nothing-to-publish')
  })

  test('is tried on the deals of today and on those that passed', async () => {
    const passed = await deal({ amountMinor: 100 })
    await ask('POST', `/opportunities/${passed.id}/stage-moves`, { toStage: 'b' })
    const waiting = await deal()
    const { definition } = await draft()
    const tried = await ask('POST', `/pipelines/${pipelineId}/trials`, {
      definition: withStages(definition, (stages) => [
        {
          ...stages[0],
          exit: asking({ kind: 'field', key: 'amountMinor', test: 'set' }, { kind: 'contacts', atLeast: 1, roles: ['decider'] }),
        },
        ...stages.slice(1),
      ]),
    })
    expect(tried).toMatchObject({
      status: 200,
      body: {
        gates: [
          {
            stage: 'a',
            side: 'exit',
            today: {
              deals: 1,
              held: 1,
              missing: [
                { label: '填写预计金额', deals: 1 },
                { label: '1 位决策人', deals: 1 },
              ],
              examples: [{ id: waiting.id }],
            },
            past: { deals: 1, passed: 1, held: 1, never: 1, medianDays: null },
          },
        ],
      },
    })
    expect((await draft()).version).toBe(0)
  })
})

describe('publishing', () => {
  test('with a stage left out: deals stay where they are, or go where the mapping says, without a move in their history', async () => {
    const id = (await deal({ amountMinor: 7 })).id
    await ask('POST', `/opportunities/${id}/stage-moves`, { toStage: 'b' })
    const { definition } = await draft()
    const without = withStages(definition, (stages) => stages.filter(({ key }) => key !== 'b'))
    const publish = (body: object) =>
      ask('POST', `/pipelines/${pipelineId}/publications`, { definition: without, basedOn: 1, ...body })
    expect(await publish({ inFlight: 'move' })).toMatchObject({
      status: 422,
      body: { type: 'stage-mapping-missing', stages: ['b'] },
    })
    const stayed = await publish({ inFlight: 'stay' })
    expect(stayed).toMatchObject({ status: 201, body: { version: 2, report: { moved: 0 } } })
    expect(stayed.body.report.stayed).toBeGreaterThan(0)
    expect(await publish({ inFlight: 'stay' })).toMatchObject({ status: 409, body: { type: 'published-meanwhile' } })
    // it still runs by version 1: on to c, whose way there version 1 knows
    expect((await ask('GET', `/opportunities/${id}/gates`)).body).toMatchObject({
      pipelineVersion: 1,
      currentVersion: 2,
      stageKey: 'b',
    })
    const bring = (body: object) => ask('POST', `/pipelines/${pipelineId}/version-moves`, body)
    // what would happen is said beforehand, also that a stage is asked for
    expect(await bring({ dryRun: true })).toMatchObject({ status: 422, body: { stages: ['b'], missing: [{ label: 'b' }] } })
    expect(await bring({ dryRun: true, mapping: { b: 'c' } })).toMatchObject({
      status: 201,
      body: { moved: stayed.body.report.stayed, stayed: 0, mapped: [{ from: 'b', to: 'c', deals: 2 }] },
    })
    expect((await ask('GET', `/opportunities/${id}`)).body.stage.key).toBe('b')
    const moves = await bring({ mapping: { b: 'c' } })
    expect(moves).toMatchObject({ status: 201, body: { stayed: 0, mapped: [{ from: 'b', to: 'c' }] } })
    expect((await ask('GET', `/opportunities/${id}`)).body.stage.key).toBe('c')
    expect((await ask('GET', `/opportunities/${id}/gates`)).body).toMatchObject({ pipelineVersion: 2, stageKey: 'c' })
    const kinds = (await ask('GET', `/opportunities/${id}/history`)).body.items.map(({ kind }: Loose) => kind)
    expect(kinds.filter((kind: string) => kind === 'advance' || kind === 'skip')).toHaveLength(1)
    expect(kinds).toContain('correction')
    expect((await ask('GET', `/pipelines/${pipelineId}/versions`)).body.items.map(({ number }: Loose) => number)).toEqual([2, 1])
  })

  test('by two people at once: one of them is told', async () => {
    const { definition, currentVersion } = await draft()
    const publish = () => ask('POST', `/pipelines/${pipelineId}/publications`, { definition, basedOn: currentVersion })
    expect((await Promise.all([publish(), publish()])).map(({ status }) => status).sort()).toEqual([201, 409])
  })
})

describe('a pipeline file', () => {
  test('goes out and comes back as a pipeline of its own', async () => {
    const file = await ask('GET', `/pipelines/${pipelineId}/file`)
    expect(file.headers.get('content-type')).toContain('yaml')
    const made = await ask('POST', '/pipeline-files', { file: file.body })
    expect(made).toMatchObject({ status: 201, body: { key: 'design-2', name: '设计 2', stages: [{ key: 'a' }, { key: 'c' }] } })
    const again = await ask('GET', `/pipelines/${made.body.id}/file`)
    expect(again.body.replace('key: design-2', 'key: design').replaceAll('设计 2', '设计')).toBe(file.body)
  })

  test('that is none, too large in disguise, or flawed, is refused with a reason', async () => {
    const bomb = `a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n`
    for (const file of ['{', 'hello', '- 1', bomb, 'format: other/1'])
      expect((await ask('POST', '/pipeline-files', { file })).body.type).toBe('pipeline-file-unreadable')
    const { body } = await ask('GET', `/pipelines/${pipelineId}/file`)
    const told = async (file: string) => (await ask('POST', '/pipeline-files', { file })).body.errors
    const line = (text: string) => (body as string).split('\n').findIndex((each) => each.includes(text)) + 1
    expect(await told(body.replace('phase: qualify', 'phase: somewhere'))).toEqual([
      {
        path: 'definition.stages.0.phase',
        code: 'invalid_value',
        message: `第 ${line('phase: qualify')} 行：只能是：lead、qualify、propose、negotiate、close、care`,
      },
    ])
    expect((await told(body.replace(/probability: [\d.]+/, 'probability: viel')))[0].message).toBe(
      `第 ${line('probability')} 行：这里应该是数字`,
    )
    expect((await told(body.replace(/^name:\n( .*\n)+/m, '')))[0]).toEqual({
      path: 'name',
      code: 'invalid_type',
      message: '第 1 行：缺少这一项',
    })
    expect((await told('a: [1,\nb: "'))[0]).toMatchObject({ code: 'yaml', message: expect.stringMatching(/^第 \d 行：读不懂/) })
    expect((await told(bomb))[0].message).toBe('文件里用了引用（& 和 *），请写成完整内容')
    const sixty = { stages: Array.from({ length: 60 }, (_, index) => stage(`s${index}`)) }
    expect(await ask('POST', '/pipelines', { key: 'long', names: names('长'), definition: sixty })).toMatchObject({
      status: 422,
      body: { type: 'pipeline-flawed', errors: [{ code: 'too-many-stages' }] },
    })
  })
})

describe('criteria that nobody reads', () => {
  const nested = (depth: number): object => {
    let criterion: object = { kind: 'field', key: 'note', test: 'set' }
    for (let level = 1; level < depth; level++) criterion = { kind: 'all', of: [criterion] }
    return criterion
  }
  const create = (key: string, depth: number) =>
    ask('POST', '/pipelines', { key, names: names(key), definition: { stages: [stage('a', { exit: asking(nested(depth)) })] } })

  test('ten deep is the deepest', async () => {
    expect((await create('ten', 10)).status).toBe(201)
    expect(await create('eleven', 11)).toMatchObject({ status: 422, body: { errors: [{ code: 'criteria-too-deep' }] } })
  })
  test('thousands deep are refused as well, not failed on', async () => {
    const { status } = await create('deep', 5000)
    expect([400, 413, 422]).toContain(status)
  })
})
