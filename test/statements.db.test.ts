import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flights } from '../src/platform/database/flight.ts'
import { aServer, type TestServer } from './server.ts'
import { aDealBeforeGate, aGatedPipeline, type Gated } from './gated-pipeline.ts'
import { aStaffedCompany, type Staffed } from './two-companies.ts'

/**
 * What a request may cost the database, in messages there and back and in statements: on the way is where small requests spend
 * their time. The company is small; these figures do not grow with it.
 */
const budgets = {
  'deal list': { messages: 1, statements: 3 },
  'deal list by stage': { messages: 2, statements: 6 },
  'deal page': { messages: 1, statements: 6 },
  'deal history': { messages: 1, statements: 6 },
  'tasks by a word': { messages: 3, statements: 7 },
  board: { messages: 1, statements: 4 },
  'customer list': { messages: 1, statements: 3 },
  'customer page': { messages: 1, statements: 6 },
  'activities of a deal': { messages: 1, statements: 3 },
  search: { messages: 2, statements: 12 },
  'search of all there is': { messages: 2, statements: 13 },
  'deal created': { messages: 2, statements: 19 },
  'deal changed': { messages: 2, statements: 15 },
  'deal moved': { messages: 2, statements: 18 },
  'deal moved under a key': { messages: 3, statements: 25 },
  'gates of a deal': { messages: 2, statements: 5 },
  'move through twelve criteria': { messages: 2, statements: 19 },
  'move that twelve criteria refuse': { messages: 2, statements: 15 },
  'move past twelve criteria by override': { messages: 2, statements: 19 },
  'activity recorded': { messages: 2, statements: 16 },
  'customer created': { messages: 3, statements: 21 },
  'customer changed': { messages: 3, statements: 13 },
  'contact created': { messages: 3, statements: 10 },
  'contact changed': { messages: 3, statements: 13 },
} as const
type Name = keyof typeof budgets

let server: TestServer
let ours: Staffed
let stages: string[]
let turn = 0
let moves = 0
let gated: Gated
/** A deal before the gate: with all it asks for, or with nothing of it. */
const aGatedDeal = async (isReady: boolean) => void (gated.id = await aDealBeforeGate(server, ours, gated, isReady))

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '云帆')
  const board = await server.ask('GET', '/api/v1/boards/default', { as: ours.tokens.li })
  stages = board.body.columns.map(({ stage }: { stage: { key: string } }) => stage.key)
  gated = await aGatedPipeline(server, ours)
})
afterAll(() => server.close())

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  server.ask(method, `/api/v1${path}`, { as: ours.tokens.li, headers, ...(body === undefined ? {} : { body }) })

const asks: Record<Name, () => ReturnType<typeof ask>> = {
  'deal list': () => ask('GET', '/opportunities'),
  'deal list by stage': () => ask('GET', `/opportunities?pipeline=default&stage=${stages[1]}&sort=urgency`),
  'deal page': () => ask('GET', `/opportunities/${ours.records.opportunity}`),
  'deal history': () => ask('GET', `/opportunities/${ours.records.opportunity}/history`),
  board: () => ask('GET', '/boards/default'),
  'customer list': () => ask('GET', '/customers'),
  'customer page': () => ask('GET', `/customers/${ours.records.customer}`),
  'tasks by a word': () => ask('GET', `/tasks?q=${encodeURIComponent('需求')}`),
  'activities of a deal': () => ask('GET', `/activities?opportunity=${ours.records.opportunity}`),
  search: () => ask('GET', `/search?q=${encodeURIComponent('云帆')}`),
  'search of all there is': () =>
    server.ask('GET', `/api/v1/search?q=${encodeURIComponent('云帆')}`, { as: ours.tokens.director }),
  'deal created': () => ask('POST', '/opportunities', { customerId: ours.records.customer, name: `新商机 ${++turn}` }),
  'deal changed': () => ask('PATCH', `/opportunities/${ours.records.opportunity}`, { amountMinor: 1000 + ++turn }),
  'deal moved': () => ask('POST', `/opportunities/${ours.records.opportunity}/stage-moves`, theNext()),
  'deal moved under a key': () =>
    ask('POST', `/opportunities/${ours.records.opportunity}/stage-moves`, theNext(), { 'idempotency-key': `move ${moves}` }),
  'gates of a deal': () => ask('GET', `/opportunities/${gated.id}/gates`),
  'move through twelve criteria': () => ask('POST', `/opportunities/${gated.id}/stage-moves`, { toStage: gated.second }),
  'move that twelve criteria refuse': () => ask('POST', `/opportunities/${gated.bare}/stage-moves`, { toStage: gated.second }),
  'move past twelve criteria by override': () =>
    server.ask('POST', `/api/v1/opportunities/${gated.id}/stage-moves`, {
      as: ours.tokens.director,
      body: { toStage: gated.second, override: { reason: '客户已口头确认，材料后补' } },
    }),
  'activity recorded': () => ask('POST', '/activities', anActivity()),
  'customer created': () => ask('POST', '/customers', aCustomer()),
  'customer changed': () => ask('PATCH', `/customers/${ours.records.customer}`, { note: `备注 ${++turn}` }),
  'contact created': () => ask('POST', '/contacts', { customerId: ours.records.customer, name: `王${++turn}` }),
  'contact changed': () => ask('PATCH', `/contacts/${ours.records.contact}`, { name: `李${++turn}` }),
}
const anActivity = () => ({
  kind: 'visit',
  opportunityId: ours.records.opportunity,
  contactIds: [ours.records.contact],
  people: '王经理',
  content: `进展 ${++turn}`,
  result: '继续',
  happenedAt: new Date().toISOString(),
  nextStep: `第 ${turn} 步`,
  nextStepOn: '2030-01-01',
})
const aCustomer = () => ({
  name: `第${++turn}号客户有限公司`,
  industry: '制造业',
  mainBusiness: '机械',
  headcount: 100,
  revenueMinor: 100_000_000,
  region: '华东',
  address: '上海',
  website: 'https://example.com',
  phone: '021-68880011',
  sourceId: ours.records.source,
  level: 'target',
  contact: { name: '周敏', title: '经理', role: 'decider', phone: `139${String(10_000_000 + turn)}` },
  confirmDuplicate: true,
})
/** What a request needs before it each time, outside of its budget. */
const before: Partial<Record<Name, () => Promise<void>>> = {
  'move through twelve criteria': () => aGatedDeal(true),
  'move past twelve criteria by override': () => aGatedDeal(false),
}
/** Three at a time: what is counted is a move on for the first of its askers, and a move back for the second. */
const theNext = () => ({ toStage: stages[++moves % 2 === 0 ? 1 : 2]!, reason: '来回' })

/** The messages that a request sent to the database, each with its statements; news are read beside the requests and are left out. */
async function messagesOf(request: () => ReturnType<typeof ask>): Promise<string[][]> {
  const sent: string[][] = []
  const hear = (statements: unknown) => sent.push(statements as string[])
  flights.subscribe(hear)
  const { status, body } = await request()
  flights.unsubscribe(hear)
  expect(status, JSON.stringify(body)).toSatisfy(
    (code: number) => code < 300 || (code === 422 && body.type === 'gate-not-passed'),
  )
  return sent.filter((statements) => !statements.some((text) => text.includes('pg_snapshot_xmin')))
}

async function costOf(name: Name) {
  // the door remembers and statements are kept from the second time on
  for (let time = 0; time < 2; time++) {
    await before[name]?.()
    await asks[name]()
  }
  await before[name]?.()
  const messages = await messagesOf(asks[name])
  return { messages: messages.length, statements: messages.flat().length, asked: messages }
}

const exceeds = (name: Name, cost: { messages: number; statements: number }): boolean =>
  cost.messages > budgets[name].messages || cost.statements > budgets[name].statements

describe('A request asks the database in few messages:', () => {
  test.for(Object.keys(budgets) as Name[])('%s', async (name) => {
    const { asked, ...cost } = await costOf(name)
    expect(exceeds(name, cost), JSON.stringify({ cost, budget: budgets[name], asked }, null, 1)).toBe(false)
  })

  test('and one question more is noticed everywhere', async () => {
    const { door } = server.serving.api
    const { admit } = door
    door.admit = async (tx, ...rest) => {
      const admitted = await admit(tx, ...rest)
      await sql`select 'planted'`.execute(tx)
      return admitted
    }
    try {
      for (const name of Object.keys(budgets) as Name[]) expect([name, exceeds(name, await costOf(name))]).toEqual([name, true])
    } finally {
      door.admit = admit
    }
  })
})
