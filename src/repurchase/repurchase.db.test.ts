import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer, aDeal } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { insertMany } from '../platform/database/bulk.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { mulberry32 } from '../platform/random.ts'
import { judgeAllBuyers } from './commands/judge.ts'
import { keepBuyers } from './commands/keep-up.ts'

/** The staffed company is made in its own present; who buys again is told in one of ours, before it. */
let isStaffed = false
const clock = { at: new Date('2026-06-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
let server: TestServer
let ours: Staffed
type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown) =>
  server.ask(method, `/api/v1${path}`, { as: ours.tokens[as], ...(body === undefined ? {} : { body }) })
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const judge = () => within((tx) => judgeAllBuyers(tx, ours.orgId, clock.at))
const ago = (days: number): Date => new Date(clock.at.getTime() - days * 86_400_000)
const list = async (as: As, query = ''): Promise<Loose> => (await ask(as, 'GET', `/repurchase${query}`)).body
const card = async (id: string, as: As = 'li'): Promise<Loose> => (await ask(as, 'GET', `/customers/${id}/repurchase`)).body
const names = (reply: Loose): string[] => reply.items.map(({ customer: { name }, state }: Loose) => `${name} ${state}`)

const bought = async (name: string, orders: [days: number, tenThousands: number][], owner: 'li' | 'chen' = 'li') =>
  within(async (tx) => {
    const customerId = await aCustomer(tx, ours.orgId, { name, ownerId: ours.members[owner]! })
    let deal = ''
    for (const [days, amount] of orders) {
      deal = await aDeal(tx, ours.orgId, { customerId, ownerId: ours.members[owner]!, status: 'won' })
      await tx.updateTable('opportunity').set({ amount_minor: amount * 1_000_000, closed_at: ago(days) }).where('id', '=', deal).execute() // prettier-ignore
    }
    return { id: customerId, deal }
  })

let regular: { id: string; deal: string }
let silent: { id: string; deal: string }
let once: { id: string; deal: string }

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
  regular = await bought('常来电子', [[731, 10], [550, 10], [370, 10], [190, 10], [10, 10]]) // prettier-ignore
  silent = await bought('久未下单', [[700, 20], [640, 20], [580, 20]]) // prettier-ignore
  once = await bought('只买一次', [[40, 5]], 'chen')
}, 120_000)
afterAll(() => server.close())

describe('with little history', () => {
  test('nothing is expected, but who is overdue and the fifths are told; a rep sees the own ones only', async () => {
    expect(await judge()).toBe(3)
    const reply = await list('director')
    expect(reply.model).toMatchObject({ method: 'segments', customers: 3, repeaters: 2, orders: 9, params: null, metrics: null, enough: 100 }) // prettier-ignore
    expect(names(reply)[0]).toBe('久未下单 overdue')
    expect(reply.items[0]).toMatchObject({ isOverdue: true, expectedOrders: null, meanGapDays: 60, fifths: { recency: 1 } })
    expect(reply.items[0].atRiskMinor).toBe(Math.round(60_000_000 / (700 / 365.25)))
    expect(names(await list('chen'))).toEqual(['只买一次 once'])
    expect((await list('chen')).states.map(({ customers }: Loose) => customers)).toEqual([0, 0, 0, 0, 1])
    expect(names(await list('director', '?risk=true'))).toEqual(['久未下单 overdue'])
    expect(names(await list('director', '?state=once'))).toEqual(['只买一次 once'])
    expect((await ask('presales', 'GET', '/repurchase')).status).toBe(403)
    expect((await ask('chen', 'GET', `/customers/${regular.id}/repurchase`)).status).toBe(404)
  })
})

describe('the end of a contract', () => {
  const date = { kind: 'contract-end', on: '2026-08-01', amountMinor: 90_000_000 }
  test('goes before any model at once, belongs to a won deal, and can be taken off again', async () => {
    const added = await ask('li', 'POST', `/customers/${regular.id}/dates`, { ...date, opportunityId: regular.deal, note: '年度框架' }) // prettier-ignore
    expect(added.status).toBe(201)
    expect(added.body).toMatchObject({
      told: { state: 'contract-due', method: 'contract', contractEndsOn: '2026-08-01', atRiskMinor: 90_000_000 },
      dates: [{ kind: 'contract-end', on: '2026-08-01', opportunity: { id: regular.deal }, note: '年度框架', by: { id: ours.members['li'] } }], // prettier-ignore
    })
    expect(names(await list('director', '?sort=contract'))[0]).toBe('常来电子 contract-due')
    const taken = await ask('li', 'DELETE', `/customers/${regular.id}/dates/${added.body.dates[0].id}`)
    expect([taken.body.dates, taken.body.told.state]).toEqual([[], 'steady'])
    const trail = (await ask('admin', 'GET', `/audit?entityKind=customer&entityId=${regular.id}`)).body
    expect(JSON.stringify(trail)).toContain('date-taken-off')
  })
  test('somebody else’s deal, a day out of range, a stranger and an auditor are refused', async () => {
    const other = await ask('li', 'POST', `/customers/${regular.id}/dates`, { ...date, opportunityId: silent.deal })
    expect(other.body.type).toBe('deal-of-another')
    expect((await ask('li', 'POST', `/customers/${regular.id}/dates`, { ...date, on: '2019-01-01' })).body.type).toBe('date-out-of-range') // prettier-ignore
    expect((await ask('chen', 'POST', `/customers/${regular.id}/dates`, date)).status).toBe(404)
    expect((await ask('auditor', 'POST', `/customers/${regular.id}/dates`, date)).status).toBe(403)
  })
})

describe('with enough history', () => {
  test('a plain rate from twenty deals ended, a model from a hundred repeat buyers, in a thread; both said with how they did', async () => {
    const ownerId = ours.members['li']!
    const random = mulberry32(11)
    // names of customers that only count; half of them stop buying
    const ids = await within(async (tx) => {
      const made: string[] = []
      for (let at = 0; at < 130; at++) made.push(await aCustomer(tx, ours.orgId, { name: `老客户${at}`, ownerId }))
      return made
    })
    const template = await within((tx) => tx.selectFrom('opportunity').selectAll().where('id', '=', once.deal).executeTakeFirstOrThrow()) // prettier-ignore
    const deals = ids.flatMap((customer_id, at) => {
      const [gap, stop] = [40 + 200 * random(), at % 2 === 0 ? 0 : 300 + 500 * random()]
      const days: number[] = []
      for (let day = 1400 - at; day >= stop || days.length < 2; day -= 2 + gap * -Math.log(1 - random()))
        days.push(Math.max(1, day))
      return days.map((day) => ({ ...template, id: newId(), customer_id, owner_id: ownerId, closed_at: ago(day) }))
    })
    await within((tx) => insertMany(tx, 'opportunity', deals.slice(0, 60)))
    clock.at = new Date('2026-06-23T04:00:00Z')
    await judge()
    expect((await list('director')).model).toMatchObject({ method: 'gamma' })
    await within((tx) => insertMany(tx, 'opportunity', deals.slice(60)))
    clock.at = new Date('2026-07-01T04:00:00Z')
    expect(await within((tx) => keepBuyers(tx, server.database.db, ours.orgId, clock.at))).toBe(true)
    const { model, items } = await list('director', '?sort=expected&limit=5')
    expect(model).toMatchObject({ method: 'bg-nbd', customers: 133, metrics: { months: 12 } })
    expect(model.repeaters).toBeGreaterThanOrEqual(130)
    const [first, rate] = model.metrics.ways
    expect([first.way, rate.way]).toEqual(['bg-nbd', 'gamma'])
    expect(first.meanError).toBeLessThan(rate.meanError)
    expect(items[0].alive).toBeGreaterThan(0.5)
    expect(items.map(({ expectedOrders }: Loose) => expectedOrders)).toEqual(items.map(({ expectedOrders }: Loose) => expectedOrders).toSorted((a: number, b: number) => b - a)) // prettier-ignore
    expect((await card(silent.id)).told.alive).toBeLessThan(0.5)
  })
  test('between two days whoever was touched is judged anew; an archived customer leaves', async () => {
    await within((tx) => tx.updateTable('opportunity').set({ closed_at: ago(1), updated_at: clock.at }).where('id', '=', silent.deal).execute()) // prettier-ignore
    await within((tx) => tx.updateTable('customer').set({ deleted_at: clock.at, updated_at: clock.at }).where('id', '=', once.id).execute()) // prettier-ignore
    expect(await within((tx) => keepBuyers(tx, server.database.db, ours.orgId, clock.at))).toBe(false)
    expect((await card(silent.id)).told).toMatchObject({ state: 'steady', lastOn: '2026-06-30' })
    expect(names(await list('director', '?state=once'))).toEqual([])
  })
})
