import { afterAll, beforeAll, expect, test } from 'vitest'
import { anImporter, type Importer } from '../../test/factories/an-importer.ts'
import { aServer, founder, type TestServer } from '../../test/server.ts'

let server: TestServer
let importer: Importer
let token: string
const named = (zh: string, en: string) => ({ 'zh-CN': zh, 'zh-TW': zh, en })

beforeAll(async () => {
  server = await aServer({ working: true })
  token = (await server.ask('POST', '/api/v1/setup', { body: { ...founder, timeZone: 'Asia/Shanghai' } })).body.token
  importer = anImporter(server, token)
  const gate = { criteria: [], mode: 'block', warnsUntil: null }
  const made = await ask('POST', '/pipelines', {
    key: 'known',
    names: named('要素流程', 'Known'),
    definition: {
      stages: [
        {
          id: null,
          key: 'offer',
          phase: 'propose',
          name: named('报价', 'Offer'),
          customerLooks: named('-', '-'),
          probability: 0.5,
          expectedDays: null,
          warningDays: null,
          criticalDays: null,
          entry: gate,
          exit: gate,
          tasks: [],
          playbook: { talkTracks: [], questions: [], materials: [] },
          outcomes: ['won', 'lost'],
          lossReasons: null,
        },
      ],
      elements: [
        {
          key: 'budget',
          name: named('预算', 'Budget'),
          question: named('有吗', 'Any'),
          dueStage: 'offer',
          weights: { offer: 50 },
          staleDays: null,
        },
        {
          key: 'rivals',
          name: named('竞争情况', 'Rivals'),
          question: named('有谁', 'Who'),
          dueStage: null,
          weights: { offer: 50 },
          staleDays: null,
          answers: [
            { key: 'none', name: named('无人竞争', 'Nobody'), value: 1 },
            { key: 'many', name: named('多家', 'Many'), value: -1 },
            { key: 'unknown', name: named('不清楚', 'Not known'), value: 0 },
          ],
        },
      ],
      winGate: 'warn',
    },
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
})
afterAll(() => server.close())

const ask = (method: string, path: string, body?: unknown) =>
  server.ask(method, `/api/v1${path}`, { as: token, ...(body ? { body } : {}) })
const sheet = (rows: string[]) => new File([['商机名称,预计金额,预算,竞争情况', ...rows].join('\n')], 'deals.csv')
const bring = (rows: string[], more = {}) => importer.bringIn(sheet(rows), 'opportunities', { pipeline: 'known', ...more })
const dealNamed = async (name: string) => (await ask('GET', `/opportunities?q=${encodeURIComponent(name)}`)).body.items[0]
const elementsOf = async (name: string) => {
  const { body } = await ask('GET', `/opportunities/${(await dealNamed(name)).id}/elements`)
  return Object.fromEntries(
    body.elements.map((each: { key: string; state: string; answer: { key: string } | null; evidence: unknown }) => [
      each.key,
      [each.state, each.answer?.key ?? null],
    ]),
  )
}

test('columns called like elements are proposed, in every language, and read by answer or state', async () => {
  const proposal = await importer.propose(sheet(['甲产线项目,100,已确认,多家']), 'opportunities', { pipeline: 'known' })
  expect(proposal.elements).toEqual([
    { field: 'element:budget', name: '预算' },
    { field: 'element:rivals', name: '竞争情况' },
  ])
  expect(proposal.mapping.columns).toMatchObject({ 'element:budget': '预算', 'element:rivals': '竞争情况' })
  const run = await bring([
    '甲产线项目,100,已确认,多家',
    '乙产线项目,200,不利,unknown',
    '丙产线项目,300,,无人竞争',
    '丁产线项目,400,大概有,待定',
  ])
  expect(run).toMatchObject({ status: 'done', rows: { created: 4, failed: 0 } })
  expect(run.warnings.filter(({ code }: { code: string }) => code.startsWith('element'))).toMatchObject([
    {
      code: 'element-answer-unknown',
      field: 'element:budget',
      count: 1,
      examples: ['预算: 大概有'],
      sentence: '要素的答案无法识别，已留空',
    },
  ])
  expect(await elementsOf('甲产线')).toEqual({ budget: ['confirmed', null], rivals: ['unfavourable', 'many'] })
  expect(await elementsOf('乙产线')).toEqual({ budget: ['unfavourable', null], rivals: ['unknown', 'unknown'] })
  expect(await elementsOf('丙产线')).toEqual({ budget: ['unknown', null], rivals: ['confirmed', 'none'] })
  expect(await elementsOf('丁产线')).toEqual({ budget: ['unknown', null], rivals: ['unknown', null] })
})

test('what a later file says differently is history, and an undo takes it back', async () => {
  const run = await bring(['甲产线项目,100,已确认,多家', '丙产线项目,300,部分,多家'])
  expect(run.rows).toMatchObject({ unchanged: 1, updated: 1 })
  expect(await elementsOf('丙产线')).toEqual({ budget: ['partial', null], rivals: ['unfavourable', 'many'] })
  const { id } = await dealNamed('丙产线')
  const changes = async () =>
    (await ask('GET', `/opportunities/${id}/history`)).body.items
      .filter(({ kind }: { kind: string }) => kind === 'field')
      .map(({ field, old, new: value }: { field: string; old: { state: string } | null; new: { state: string } }) => [
        field,
        old?.state,
        value.state,
      ])
  expect(await changes()).toEqual(
    expect.arrayContaining([
      ['element:rivals', 'confirmed', 'unfavourable'],
      ['element:budget', undefined, 'partial'],
    ]),
  )
  await ask('POST', `/imports/${run.id}/undo`)
  expect(await importer.settled(run.id)).toMatchObject({ status: 'undone' })
  expect(await elementsOf('丙产线')).toEqual({ budget: ['unknown', null], rivals: ['confirmed', 'none'] })
  expect((await changes()).slice(0, 2)).toEqual(
    expect.arrayContaining([
      ['element:rivals', 'unfavourable', 'confirmed'],
      ['element:budget', 'partial', 'unknown'],
    ]),
  )
})

test('an element that the pipeline lacks is left out and told; a field that is none at all is refused', async () => {
  const mapping = (field: string) => JSON.stringify({ kind: 'opportunities', columns: { name: '商机名称', [field]: '预算' } })
  expect(await bring(['戊产线项目,1,已确认,多家'], { mapping: mapping('element:shoe-size') })).toMatchObject({
    status: 'done',
    rows: { created: 1 },
    warnings: [
      expect.objectContaining({ code: 'customer-not-given' }),
      expect.objectContaining({ code: 'element-unknown', count: 1 }),
    ],
  })
  const refused = await bring(['己产线项目,1,已确认,多家'], { mapping: mapping('element:Shoe Size') }).catch((error: Error) => ({
    status: error.message,
  }))
  expect(JSON.stringify(refused)).toMatch(/refused|mapping-field-unknown/)
})
