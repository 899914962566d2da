import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import type { Criterion } from '../pipelines/criteria.ts'
import { createPipeline } from '../pipelines/commands/create.ts'
import { emptyPlaybook, type PipelineFull } from '../pipelines/definition.ts'
import { openGate } from '../pipelines/gate.ts'
import { rollingBack } from '../platform/http/answer.ts'
import { newId } from '../platform/ids.ts'
import { changeOpportunity } from './commands/change.ts'
import { setElement } from './commands/elements.ts'
import { closeOpportunity, moveStage } from './commands/move.ts'
import { openOpportunity } from './commands/open.ts'
import { recomputeStatistics } from './commands/statistics.ts'
import { readElementReport } from './queries/element-report.ts'
import { readGateReport } from './queries/element-report-gates.ts'
import { readStatistics } from './queries/chance-ground.ts'
import { elementsOfDeal } from './queries/elements.ts'

const now = new Date('2026-11-22T02:00:00Z')
const day = 86_400_000
const ago = (days: number) => new Date(now.getTime() - days * day)
const names = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const amountSet: Criterion = { kind: 'field', key: 'amountMinor', test: 'set' }
const decider: Criterion = { kind: 'contacts', atLeast: 1, roles: ['decider'] }

const definition = (exit: Criterion[] = []): PipelineFull => ({
  stages: ['need-discovery', 'solution', 'negotiation'].map((key, index) => ({
    id: null,
    key,
    phase: index === 0 ? 'qualify' : 'propose',
    name: names(key),
    customerLooks: names(''),
    probability: [0.2, 0.4, 0.6][index]!,
    expectedDays: null,
    warningDays: null,
    criticalDays: null,
    entry: openGate,
    exit: index === 0 ? { ...openGate, criteria: exit } : openGate,
    tasks: [],
    playbook: emptyPlaybook,
    outcomes: ['won', 'lost', 'terminated', 'on-hold'],
    lossReasons: null,
  })),
  elements: ['budget', 'demand'].map((key) => ({
    key,
    name: names(key),
    question: names(key),
    dueStage: 'need-discovery',
    weights: { 'need-discovery': 14, solution: 12, negotiation: 12 },
    staleDays: null,
  })),
  winGate: 'warn',
})

let database: TestDatabase
let company: Company
const customers: Partial<Record<Person, string>> = {}
let learning: string
let gated: string

const must = <T>(outcome: { ok: true; value: T } | { ok: false; refusal: unknown }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  const create = (key: string, exit: Criterion[] = []) =>
    company.doing('admin', (tx, caller) => createPipeline(tx, caller, { key, names: names(key), definition: definition(exit) }))
  learning = must(await create('learning')).id
  gated = must(await create('gated', [amountSet, decider])).id
  for (const person of ['li', 'wang', 'chen'] as const)
    customers[person] = await company.within((tx) =>
      aCustomer(tx, company.orgId, { name: person, ownerId: company.member[person] }),
    )
  await company.within((tx) =>
    tx
      .insertInto('loss_reason')
      .values({ org_id: company.orgId, key: 'budget', name: JSON.stringify(names('预算取消')), position: 1 })
      .execute(),
  )
})
afterAll(() => database.drop())

const open = async (pipeline: string, person: Person, at: Date) =>
  must(await company.doing(person, (tx, caller) => openOpportunity(tx, caller, { customerId: customers[person]!, pipeline }), at))
    .id

/** A deal that knew its budget or did not, came to the solution stage, and ended 20 days later. */
async function ended(index: number, knew: boolean, won: boolean, person: Person = 'li'): Promise<string> {
  const began = 200 - index
  const id = await open('learning', person, ago(began))
  const said = knew ? ({ key: 'budget', state: 'partial' } as const) : ({ key: 'demand', state: 'unfavourable' } as const)
  must(
    await company.doing(
      person,
      (tx, caller) => setElement(tx, caller, id, said.key, { state: said.state }, null),
      ago(began - 1),
    ),
  )
  must(await company.doing(person, (tx, caller) => moveStage(tx, caller, { id, toStage: 'solution' }), ago(began - 5)))
  const outcome = won ? ({ outcome: 'won' } as const) : ({ outcome: 'terminated', reasonKey: 'budget' } as const)
  must(await company.doing(person, (tx, caller) => closeOpportunity(tx, caller, { id, ...outcome }), ago(began - 25)))
  return id
}

describe('what the past says', () => {
  const ids: string[] = []
  const statistics = async () => {
    await company.within((tx) => recomputeStatistics(tx, company.orgId, now))
    const found = await company.within((tx) => readStatistics(tx, company.orgId, learning))
    const stages = await company.within((tx) =>
      tx.selectFrom('stage').select(['id', 'key']).where('pipeline_id', '=', learning).execute(),
    )
    return Object.fromEntries(stages.map(({ id, key }) => [key, found.get(id)!]))
  }
  const present = async () => {
    const id = await open('learning', 'li', ago(3))
    must(await company.doing('li', (tx, caller) => moveStage(tx, caller, { id, toStage: 'solution' })))
    return must(await company.doing('li', (tx, caller) => elementsOfDeal(tx, caller, id)))
  }

  test('stays as configured until twenty deals have ended', async () => {
    for (let index = 0; index < 6; index++) ids.push(await ended(index, true, true))
    const { solution } = await statistics()
    expect(solution).toMatchObject({ resolved: 6, won: 6, pars: {}, weights: undefined })
    expect((await present()).chance.stage).toEqual({
      configured: 0.4,
      learned: 14 / 26,
      counts: 'configured',
      resolved: 6,
      won: 6,
    })
  })

  test('then moves the stage’s chance, the pars and the weights, and deals are told by them', async () => {
    for (let index = 6; index < 42; index++)
      ids.push(await ended(index, index % 2 === 0, index % 2 === 0 ? index % 6 !== 0 : index % 6 === 1))
    const { solution, negotiation, 'need-discovery': first } = await statistics()
    const won = 6 + 12 + 6
    expect(first).toMatchObject({ resolved: 42, won })
    expect(solution).toMatchObject({ resolved: 42, won })
    // a win counts for no stage that the deal never came to
    expect(negotiation).toMatchObject({ resolved: 0, won: 0 })
    expect(solution!.pars['budget']).toBeCloseTo((24 * 0.5) / 43, 6)
    expect(solution!.weights!.elements['budget']!.weight).toBeGreaterThan(0.48)
    const deal = await present()
    expect(deal.chance.stage).toMatchObject({ counts: 'learned', resolved: 42, won })
    expect(deal.chance.stage.learned).toBeCloseTo((won + 8) / 62, 10)
    expect(deal.chance.learned).toMatchObject({ deals: 42, computedAt: now.toISOString() })
    expect(deal.elements.find(({ key }) => key === 'budget')).toMatchObject({ parLearned: true })
    expect(deal.elements.find(({ key }) => key === 'budget')!.beta).toBe(solution!.weights!.elements['budget']!.weight)
    expect(deal.elements.find(({ key }) => key === 'budget')!.learnedShare).toBeGreaterThan(0.05)
  })

  test('is the same every time, and nothing written at or after the end has any effect', async () => {
    const before = await statistics()
    expect(await statistics()).toEqual(before)
    await company.within(async (tx) => {
      for (const [index, id] of ids.entries()) {
        const { status, closed_at } = await tx
          .selectFrom('opportunity')
          .select(['status', 'closed_at'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        const leak = JSON.stringify({ state: status === 'won' ? 'confirmed' : 'unfavourable' })
        for (const field of ['element:budget', 'element:demand'])
          await tx
            .insertInto('field_event')
            .values({
              org_id: company.orgId,
              id: newId(),
              opportunity_id: id,
              field,
              old: null,
              new: leak,
              // dated to when it would have been a prophecy
              occurred_at: new Date(closed_at!.getTime() - 24 * day),
              recorded_at: new Date(closed_at!.getTime() + (index % 3) * day),
              actor_id: company.member.li,
            })
            .execute()
      }
    })
    expect(await statistics()).toEqual(before)
  })

  test('shows in the report by state, within reach only', async () => {
    await ended(60, true, false, 'chen')
    const report = async (person: Person) =>
      must(await company.doing(person, (tx, caller) => readElementReport(tx, caller, { pipeline: 'learning' })))
    const ours = await report('zhao')
    expect(ours).toMatchObject({ deals: 42, limited: false, pipeline: { key: 'learning' } })
    const solution = ours.stages.find(({ key }) => key === 'solution')!
    const budget = solution.elements.find(({ key }) => key === 'budget')!
    expect(budget.states).toMatchObject([
      { state: 'unknown', deals: 18, won: 6 },
      { state: 'partial', deals: 24, won: 18, rate: 0.75 },
      { state: 'confirmed', deals: 0, rate: null, tooFew: true },
      { state: 'unfavourable', deals: 0, tooFew: true },
    ])
    expect(budget.states[1]!.low).toBeCloseTo(0.551, 3)
    expect(solution.elements.find(({ key }) => key === 'budget')!.learnedWeight).not.toBeNull()
    expect((await report('chen')).deals).toBe(1)
    expect((await report('director')).deals).toBe(43)
    expect(await company.doing('li', (tx, caller) => readElementReport(tx, caller, { pipeline: 'none' }))).toMatchObject({
      refusal: { code: 'not-found' },
    })
  })
})

describe('what gates teach', () => {
  const move = async (id: string, at: Date, person: Person = 'li', reason?: string) => {
    const caller = await company.as(person, at)
    return rollingBack(database.db, company.orgId, (tx) =>
      moveStage(tx, caller, { id, toStage: 'solution', ...(reason ? { override: { reason } } : {}) }),
    )
  }

  test('is counted per gate and per rep, within reach and days', async () => {
    // refused twice, then an amount and an override
    const first = await open('gated', 'li', ago(40))
    await move(first, ago(30))
    must(await company.doing('li', (tx, caller) => changeOpportunity(tx, caller, first, { amountMinor: 5 }, null), ago(29)))
    await move(first, ago(28))
    must(await move(first, ago(24), 'zhao', '客户已口头确认'))
    must(await company.doing('li', (tx, caller) => closeOpportunity(tx, caller, { id: first, outcome: 'won' }), ago(10)))
    // refused, and still waiting
    const second = await open('gated', 'wang', ago(40))
    await move(second, ago(20), 'wang')
    // another team's
    const third = await open('gated', 'chen', ago(40))
    await move(third, ago(20), 'chen')

    const report = async (person: Person, days: { from?: string; to?: string } = {}) =>
      must(await company.doing(person, (tx, caller) => readGateReport(tx, caller, { pipeline: 'gated', ...days })))
    const { gates, overridesByRep } = await report('zhao')
    expect(gates.map(({ key, attempts }) => [key, attempts])).toEqual([
      ['need-discovery', 4],
      // the win: warned of what was never there
      ['solution', 1],
      ['negotiation', 0],
    ])
    expect(gates[0]).toMatchObject({
      deals: 2,
      passed: 0,
      refused: 3,
      overridden: 1,
      overrides: { deals: 1, won: 1, lost: 0, open: 0 },
      refusedDeals: 2,
      stillRefused: 1,
    })
    expect(gates[0]!.daysAdded).toBeCloseTo(6, 6)
    expect(gates[0]!.missingMost).toEqual([
      { label: '1 位决策人', stage: 'need-discovery', side: 'exit', kind: 'contacts', key: 'decider', attempts: 4, deals: 2 },
      { label: '填写预计金额', stage: 'need-discovery', side: 'exit', kind: 'field', key: 'amountMinor', attempts: 2, deals: 2 },
    ])
    expect(overridesByRep).toEqual([
      { owner: { id: company.member.li, name: '李娜' }, overrides: 1, deals: 1, won: 1, lost: 0, open: 0 },
    ])
    expect((await report('chen')).gates[0]).toMatchObject({ attempts: 1, refused: 1, daysAdded: null, stillRefused: 1 })
    expect((await report('director')).gates[0]!.attempts).toBe(5)
    expect((await report('director', { from: '2026-10-25', to: '2026-10-29' })).gates[0]!.attempts).toBe(2)
    expect(gated).toHaveLength(36)
  })
})
