import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'

let server: TestServer
let company: Staffed
let foreign: Staffed
let [swift, vast, deal] = ['', '', '']

const ask = (method: string, path: string, body?: unknown, as: keyof Staffed['tokens'] = 'li') =>
  server.ask(method, `/api/v1${path}`, { as: company.tokens[as], ...(body === undefined ? {} : { body }) })
const competitor = async (name: string) => (await ask('POST', '/competitors', { name }, 'admin')).body.id as string
const named = (record: Loose): string[] => record.competitors.map(({ name }: { name: string }) => name).sort()
const read = async (id = deal) => (await ask('GET', `/opportunities/${id}`)).body
const record = async (id: string) => (await ask('GET', `/competitors/${id}/battlecard`)).body.record

beforeAll(async () => {
  server = await aServer()
  company = await aStaffedCompany(server, '群雄')
  foreign = await aStaffedCompany(server, '外邦')
  swift = await competitor('迅捷')
  vast = await competitor('宏大')
})
afterAll(() => server.close())
beforeEach(async () => {
  deal = (await ask('POST', '/opportunities', { customerId: company.records.customer, name: '多方竞争' })).body.id
})

describe('the competitors of a deal', () => {
  test('are as many as are named, and their battlecards all stand in its playbook, the foremost first', async () => {
    const { body } = await ask('PATCH', `/opportunities/${deal}`, { competitorIds: [vast, swift] })
    expect(named(body)).toEqual(['宏大', '迅捷'])
    expect(body.competitor.id).toBe(vast)
    const { body: playbook } = await ask('GET', `/opportunities/${deal}/playbook`)
    expect(playbook.battlecards.map((card: Loose) => card.competitor.name)).toEqual(['宏大', '迅捷'])
    expect(named((await ask('PATCH', `/opportunities/${deal}`, { competitorIds: [swift] })).body)).toEqual(['迅捷'])
    expect((await read()).competitor.id).toBe(swift)
    expect(named((await ask('PATCH', `/opportunities/${deal}`, { competitorId: null })).body)).toEqual([])
  })

  test('are known competitors of one’s own house', async () => {
    const { status, body } = await ask('PATCH', `/opportunities/${deal}`, { competitorIds: [swift, foreign.records.competitor] })
    expect([status, body.type]).toEqual([422, 'unknown-reference'])
    expect(named(await read())).toEqual([])
  })

  test('leave a trace in the audit trail by their names', async () => {
    await ask('PATCH', `/opportunities/${deal}`, { competitorIds: [swift, vast] })
    const { body } = await ask('GET', `/audit?entityKind=opportunity&entityId=${deal}`, undefined, 'admin')
    const entry = body.items.find(({ action }: { action: string }) => action === 'changed')
    expect(JSON.stringify(entry)).toContain('宏大')
    expect(JSON.stringify(entry)).not.toContain(vast)
  })

  test('of several, a loss to one says to which', async () => {
    await ask('PATCH', `/opportunities/${deal}`, { competitorIds: [vast, swift] })
    const [before, other] = [await record(swift), await record(vast)]
    const silent = await ask('POST', `/opportunities/${deal}/outcomes`, { outcome: 'lost', reasonKey: 'competitor' })
    expect([silent.status, silent.body.missing[0].key]).toEqual([422, 'competitorId'])
    const lost = { outcome: 'lost', reasonKey: 'competitor', competitorId: swift }
    const { body } = await ask('POST', `/opportunities/${deal}/outcomes`, lost)
    expect(body.opportunity.competitor.id).toBe(swift)
    expect(named(body.opportunity)).toEqual(['宏大', '迅捷'])
    expect((await record(swift)).lost).toBe(before.lost + 1)
    expect(await record(vast)).toMatchObject({ lost: other.lost, open: other.open - 1 })
    const { body: undone } = await ask('POST', `/opportunities/${deal}/history/${body.eventId}/undo`)
    expect([undone.opportunity.status, named(undone.opportunity)]).toEqual(['open', ['宏大', '迅捷']])
  })

  test('for another reason are none the deal was lost to, unless it is said', async () => {
    await ask('PATCH', `/opportunities/${deal}`, { competitorIds: [vast, swift] })
    const { body } = await ask('POST', `/opportunities/${deal}/outcomes`, { outcome: 'lost', reasonKey: 'no-decision' })
    expect(body.opportunity.competitor).toBeNull()
    expect(named(body.opportunity)).toEqual(['宏大', '迅捷'])
  })

  test('one that only the loss brought goes when the loss is taken back; those named before stay', async () => {
    await ask('PATCH', `/opportunities/${deal}`, { competitorIds: [vast] })
    const lost = { outcome: 'lost', reasonKey: 'competitor', competitorId: swift }
    const { body } = await ask('POST', `/opportunities/${deal}/outcomes`, lost)
    expect(named(body.opportunity)).toEqual(['宏大', '迅捷'])
    const { body: undone } = await ask('POST', `/opportunities/${deal}/history/${body.eventId}/undo`)
    expect([named(undone.opportunity), undone.opportunity.competitor.id]).toEqual([['宏大'], vast])
  })

  test('stay named when a move is taken back', async () => {
    await ask('PATCH', `/opportunities/${deal}`, { competitorIds: [vast, swift] })
    const { body } = await ask('POST', `/opportunities/${deal}/stage-moves`, { toStage: 'need-discovery' })
    await ask('POST', `/opportunities/${deal}/history/${body.eventId}/undo`)
    expect(await read()).toMatchObject({ competitor: { id: vast } })
    expect(named(await read())).toEqual(['宏大', '迅捷'])
  })

  test('all count a win that was made against them', async () => {
    await ask('PATCH', `/opportunities/${deal}`, { competitorIds: [vast, swift] })
    const before = [(await record(vast)).won, (await record(swift)).won]
    await ask('POST', `/opportunities/${deal}/outcomes`, { outcome: 'won' })
    expect([(await record(vast)).won, (await record(swift)).won]).toEqual(before.map((won) => won + 1))
  })
})
