import { afterAll, beforeAll, expect, test } from 'vitest'
import { anImporter, type Importer } from '../../test/factories/an-importer.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { monthOf } from './target-lines.ts'

let server: TestServer
let ours: Staffed
let importer: Importer

beforeAll(async () => {
  server = await aServer({ working: true })
  ours = await aStaffedCompany(server, '云帆')
  importer = anImporter(server, ours.tokens.director)
})
afterAll(() => server.close())

const csv = (...lines: string[]): File => new File([lines.join('\r\n')], '目标.csv')
const months = Array.from({ length: 12 }, (_, month) => `${month + 1}月`).join(',')
const twelve = (value: number): string => Array.from({ length: 12 }, () => value).join(',')
const drafts = async (query: string): Promise<Loose[]> => (await importer.ask('GET', `/targets?${query}`)).items
const lineOf = async (id: string, name: string): Promise<number[]> => {
  const plan = await importer.ask('GET', `/targets/${id}`)
  const node = plan.nodes.find((one: Loose) => one.name === name)
  return plan.lines.find((line: Loose) => line.nodeId === node.id && line.level === 'base').months
}

test('a wide file makes a draft: people as they are, a team by weight, sums known for sums; it can be taken back', async () => {
  const file = csv(
    `年度,指标,档位,团队,负责人,${months}（万元）,全年`.replaceAll(/(\d+月)(?!（)/g, '$1（万元）'),
    `2031,赢单金额,基准,云帆east,,${twelve(30)},`,
    `2031,赢单金额,基准,,云帆li,${twelve(30)},360`,
    `2031,赢单金额,基准,云帆south,,${twelve(10)},`,
    `2031,赢单金额,基准,,没有这个人,${twelve(1)},`,
  )
  const tried = await importer.bringIn(file, 'targets', { mode: 'dry-run' })
  expect(tried.rows, JSON.stringify(tried.failures)).toMatchObject({ created: 2, unchanged: 1, failed: 1 })
  expect(await drafts('year=2031')).toEqual([])
  const done = await importer.bringIn(file, 'targets')
  expect(done).toMatchObject({ rows: { created: 2, unchanged: 1, failed: 1 } })
  expect(done.failures[0].errors[0]).toMatchObject({
    code: 'target-owner-unknown',
    message: expect.stringContaining('没有这个人，或不在您的可见范围内'),
  })
  expect(done.warnings.map((warning: Loose) => warning.code)).toContain('target-sum-row')
  const [draft] = await drafts('year=2031')
  expect(draft).toMatchObject({ state: 'draft', measure: 'won-amount' })
  expect(await lineOf(draft!.id, '云帆li')).toEqual(Array.from({ length: 12 }, () => 30_000_000))
  expect(await lineOf(draft!.id, '云帆chen')).toEqual(Array.from({ length: 12 }, () => 10_000_000))
  await server.ask('POST', `/api/v1/imports/${done.id}/undo`, { as: ours.tokens.director })
  expect((await importer.settled(done.id)).undo).toMatchObject({ archived: 1, kept: 0 })
  expect(await drafts('year=2031')).toEqual([])
})

test('a long file, a row a month, changes the draft on hand; taken back, the draft is as it was', async () => {
  const made = await server.ask('POST', '/api/v1/targets', {
    as: ours.tokens.director,
    body: { year: 2032, measure: 'activity-visit', from: 'figure', base: 240 },
  })
  const before = await lineOf(made.body.id, '云帆li')
  const done = await importer.bringIn(
    csv(
      '月份,指标,姓名,目标',
      '2032-01,拜访数,云帆li,33',
      '2032年2月,拜访数,云帆li,44',
      '2032-03,拜访数,云帆li,4.5',
      '第五,拜访数,云帆li,5',
    ),
    'targets',
  )
  expect(done.rows, JSON.stringify(done)).toMatchObject({ updated: 2, failed: 2 })
  expect(done.failures.map((failure: Loose) => failure.errors[0].code)).toEqual(['target-not-whole', 'target-month-unknown'])
  expect((await lineOf(made.body.id, '云帆li')).slice(0, 3)).toEqual([33, 44, before[2]])
  await server.ask('POST', `/api/v1/imports/${done.id}/undo`, { as: ours.tokens.director })
  expect((await importer.settled(done.id)).undo).toMatchObject({ restored: 1, kept: 0 })
  expect(await lineOf(made.body.id, '云帆li')).toEqual(before)
})

test('what went out comes in again unchanged; what was submitted takes nothing', async () => {
  const [draft] = await drafts('year=2032')
  const out = await fetch(`${server.url}/api/v1/targets/${draft!.id}/file`, {
    headers: { authorization: `Bearer ${ours.tokens.director}` },
  })
  const again = (mode: string): Promise<Loose> =>
    out
      .clone()
      .arrayBuffer()
      .then((bytes) => importer.bringIn(new File([new Uint8Array(bytes as ArrayBuffer)], '目标.xlsx'), 'targets', { mode }))
  const same = await again('dry-run')
  expect(same.rows).toMatchObject({ total: 15, unchanged: 15, failed: 0 })
  await server.ask('POST', `/api/v1/targets/${draft!.id}/steps`, { as: ours.tokens.director, body: { step: 'submit' } })
  const refused = await again('commit')
  expect(refused.rows).toMatchObject({ failed: 15 })
  expect(refused.failures[0].errors[0].problem.type).toBe('target-not-a-draft')
})

test('a supervisor’s file changes nothing above the supervisor', async () => {
  const [draft] = await drafts('year=2032')
  await server.ask('POST', `/api/v1/targets/${draft!.id}/steps`, { as: ours.tokens.director, body: { step: 'withdraw' } })
  const zhao = anImporter(server, ours.tokens.zhao)
  const refused = await zhao.bringIn(csv('年度,指标,姓名,全年', '2032,拜访数,云帆li,999'), 'targets')
  expect(refused.failures[0].errors[0].problem.type).toBe('target-above-you')
  const unknown = await zhao.bringIn(csv('年度,指标,姓名,全年', '2032,拜访数,云帆chen,999'), 'targets')
  expect(unknown.failures[0].errors[0].code).toBe('target-owner-unknown')
})

test('months are known in many ways of writing', () => {
  for (const text of ['3', '3月', '三月', '03', 'Mar', 'March', 'm3', '３月份'])
    expect(monthOf(text), text).toEqual({ month: 2, year: null })
  for (const text of ['2026-03', '2026年3月', '2026/03/01', '2026.3', 'March 2026'])
    expect(monthOf(text), text).toEqual({ month: 2, year: 2026 })
  for (const text of ['13', '第五', '', '全年']) expect(monthOf(text), text).toBeNull()
})
