import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, type Company, type Person } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { showroom, tell, visitors } from '../../test/factories/showroom.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'

const now = new Date('2026-06-01T03:00:00Z')
const wan = 1_000_000
const march = Date.parse('2026-03-02T01:00:00Z')

let server: TestServer
let company: Company
let pipeline: TestPipeline
const tokens = {} as Record<Person | 'stranger', string>
const ask = (person: Person | 'stranger', method: string, path: string, body?: unknown) =>
  server.ask(method, '/api/v1' + path, { as: tokens[person], ...(body === undefined ? {} : { body }) })
const checkup = async (query = '', person: Person = 'director'): Promise<Loose> =>
  (await ask(person, 'GET', `/checkup?pipeline=${pipeline.key}&${query}`)).body
const of = (rows: Loose[], key: string): number[] => rows.map((row) => row[key])
const rounded = (values: number[]): number[] => values.map((value) => Number(value.toFixed(4)))

beforeAll(async () => {
  server = await aServer({ clock: { now: () => now } })
  const { db } = server.database
  company = await aCompany(db, { now })
  for (const person of Object.keys(company.member) as Person[]) tokens[person] = await tokenOf(db, company, person)
  tokens.stranger = await tokenOf(db, await aCompany(db, { now }), 'admin')
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 7 }))
  await tell(company, pipeline, visitors(march), now)
}, 120_000)
afterAll(() => server.close())

describe('the hundred visitors', () => {
  test('where the 92 went: count, money, expected money, days, chain and one more at every stage', async () => {
    for (const cohort of ['matured', 'all']) {
      const { stages, totals, chain, keepOneMore } = await checkup(`cohort=${cohort}`)
      expect(stages.map(({ cameIn }: Loose) => cameIn.count)).toEqual(showroom.slice(0, 7))
      expect(stages.map(({ died }: Loose) => died.count)).toEqual([20, 10, 25, 16, 10, 7, 4])
      expect(of(stages, 'grossLossMinor').map((minor) => minor / wan)).toEqual([20, 10, 25, 16, 10, 7, 4])
      expect(rounded(of(stages, 'expectedLossMinor').map((minor) => minor / wan))).toEqual([
        2, 1.1429, 4.4444, 4.4138, 4.2105, 4.6667, 4,
      ])
      expect(rounded(of(stages, 'lossShare'))).toEqual([0.2174, 0.1087, 0.2717, 0.1739, 0.1087, 0.0761, 0.0435])
      expect(of(stages, 'medianDaysToLoss')).toEqual([1, 1, 1, 1, 1, 1, 1])
      expect(totals).toMatchObject({ deals: 100, won: { count: 8, amountMinor: 8 * wan }, died: { count: 92 } })
      expect(rounded(chain.reached)).toEqual(showroom)
      expect(rounded([keepOneMore.upperBound, keepOneMore.added, keepOneMore.compound])).toEqual([15, 10.7556, 11.1456])
    }
  })
  test('every number has its definition beside it, and says when it lies', async () => {
    const { stages, about } = await checkup()
    expect(about.sentence).toContain('已满成熟期')
    expect(stages[2].conversions.map(({ kind }: Loose) => kind)).toEqual([
      'matured',
      'cohort',
      'exit',
      'snapshot',
      'estimate',
      'flow',
    ])
    for (const stage of stages)
      for (const { definition } of stage.conversions) {
        expect(definition.sentence.length).toBeGreaterThan(10)
        expect(definition.lies.length).toBeGreaterThan(10)
        expect(definition.sentence + definition.lies).not.toContain('{{')
      }
    expect(stages[2].conversions[0]).toMatchObject({ of: 70, advanced: 45, lost: 25, notYet: 0, low: expect.closeTo(0.5259, 4) })
    expect(stages[2].judged).toMatchObject({ of: 70, passed: 45, judgement: 'no-benchmark', label: '没有可比的基准' })
  })
  test('a rep sees the own deals only, a supervisor the team’s; asking for another’s gives nothing', async () => {
    expect((await checkup('', 'li')).totals.deals).toBe(34)
    expect((await checkup('', 'zhao')).totals.deals).toBe(67)
    expect((await checkup(`owner=${company.member.chen}`, 'zhao')).totals.deals).toBe(0)
    expect((await checkup(`owner=${company.member.wang}`, 'li')).totals).toMatchObject({ deals: 0, won: { count: 0 } })
    expect((await checkup(`team=${company.team.south}`)).totals.deals).toBe(33)
    expect((await ask('stranger', 'GET', `/checkup?pipeline=${pipeline.key}`)).status).toBe(404)
    expect((await ask('presales', 'GET', `/checkup?pipeline=${pipeline.key}`)).status).toBe(403)
  })
  test('others are all the others within reach, and never beyond', async () => {
    const { stages } = await checkup(`owner=${company.member.li}`)
    expect(stages[0].benchmark).toMatchObject({ source: 'others', of: 66 })
    const below = await checkup(`owner=${company.member.li}`, 'zhao')
    expect(below.stages[0].benchmark).toMatchObject({ source: 'others', of: 33 })
    expect((await checkup(`owner=${company.member.li}`, 'li')).stages[0].benchmark).toBeNull()
  })
  test('compared by rep: cells add up, every rep against the others, nothing significant in alternating deals', async () => {
    const { groups, stages, tests, definition } = (
      await ask('director', 'GET', `/checkup/compare?pipeline=${pipeline.key}&by=owner`)
    ).body
    expect(groups.map(({ name }: Loose) => name).sort()).toEqual(['李娜', '王强', '陈静'].sort())
    stages.forEach((stage: Loose, index: number) => {
      expect(groups.reduce((sum: number, group: Loose) => sum + group.cells[index].of, 0)).toBe(stage.of)
      for (const group of groups) expect(group.cells[index].of + group.cells[index].others.of).toBe(stage.of)
    })
    expect(groups.flatMap(({ cells }: Loose) => cells).filter(({ judgement }: Loose) => judgement.startsWith('sig'))).toEqual([])
    expect(definition.sentence).toContain(String(tests))
    const teams = (await ask('director', 'GET', `/checkup/compare?pipeline=${pipeline.key}&by=team`)).body.groups
    expect(teams.map(({ deals }: Loose) => deals)).toEqual([67, 33])
  })
})

describe('bad input', () => {
  const other = async (deals: Parameters<typeof tell>[2], stages = 3): Promise<Loose> => {
    const made = await company.within((tx) => aPipeline(tx, company.orgId, { stages }))
    await tell(company, made, deals, now)
    const answer = await ask('director', 'GET', `/checkup?pipeline=${made.key}`)
    expect(answer.status).toBe(200)
    return answer.body
  }
  const allNull = (stages: Loose[], key: string) => stages.every((stage) => stage[key] === null)
  test('an empty pipeline, one deal, a filter that matches nothing: finite numbers and nulls', async () => {
    const empty = await other([])
    expect(empty.totals).toMatchObject({ deals: 0, winRate: { share: null } })
    expect(allNull(empty.stages, 'lossShare')).toBe(true)
    expect((await other([{ path: '1', at: march }])).totals).toMatchObject({ deals: 1, stillThere: { count: 1 } })
    expect((await checkup('region=火星')).totals.deals).toBe(0)
    expect((await checkup('from=2030-01-01')).totals.deals).toBe(0)
    expect((await ask('director', 'GET', `/checkup?from=2026-02-01&to=2026-01-01`)).status).toBe(422)
  })
  test('all won, all lost', async () => {
    const won = await other(Array.from({ length: 12 }, (_, n) => ({ path: '123W', at: march + n })))
    expect(won.totals).toMatchObject({ won: { count: 12 }, died: { count: 0 }, winRate: { share: 1 } })
    const lost = await other(Array.from({ length: 12 }, (_, n) => ({ path: '12L', at: march + n })))
    expect(lost.totals).toMatchObject({ won: { count: 0 }, died: { count: 12 }, winRate: { share: 0 } })
    expect(lost.chain.amountMinor).toBe(0)
  })
  test('a deal that entered a stage forty times is one deal', async () => {
    const { stages } = await other([{ path: `1${'21'.repeat(40)}L`, at: march - 40 * 86_400_000, stepDays: 0.5 }])
    expect(stages.map(({ cameIn }: Loose) => cameIn.count)).toEqual([1, 1, 0])
    expect(stages[0].died.count).toBe(1)
  })
  test('imports without dates are left out of every span and counted; missing amounts too', async () => {
    const { about, stages } = await other([
      { path: '12', at: null },
      { path: '1L', at: march, amountMinor: null },
      { path: '123W', at: march, amountMinor: 3 * wan },
      { path: '123W', at: march, amountMinor: 5 * wan },
    ])
    expect(about).toMatchObject({ deals: 3, unknownEntry: 1, withoutAmount: 1 })
    expect(stages[0]).toMatchObject({ grossLossMinor: 4 * wan, estimatedLossMinor: 4 * wan })
  })
  test('ten years of history: the span shown is held against the year before it', async () => {
    const years = Array.from({ length: 10 }, (_, year) =>
      Array.from({ length: 30 }, (__, n) => ({
        path: n < (year < 9 ? 20 : 6) ? '123W' : '1L',
        at: Date.parse(`${2016 + year}-03-01T00:00:00Z`) + n,
      })),
    ).flat()
    const made = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 3 }))
    await tell(company, made, years, now)
    const { stages, target, bottlenecks } = (
      await ask('director', 'GET', `/checkup?pipeline=${made.key}&from=2025-01-01&to=2026-01-01`)
    ).body
    expect(stages[0].benchmark).toMatchObject({ source: 'history', of: 30, passed: 20 })
    expect(stages[0].judged).toMatchObject({ of: 30, passed: 6, judgement: 'significantly-low', label: '显著偏低' })
    expect(target).toMatchObject({ source: 'won-before', amountMinor: 20 * wan })
    expect(bottlenecks[0]).toMatchObject({ stageKey: made.stages[0]!.key, alarm: true, gainMinor: 14 * wan })
  })
})
