import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer, aDeal } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { judgeKeyAccounts } from '../key-accounts/commands/judge.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { keepOperating } from './commands/keep.ts'
import { defaultMechanism, type Mechanism } from './mechanism.ts'

/** Monday noon in Shanghai; the staffed company is made in its own present. */
let isStaffed = false
const clock = { at: new Date('2026-06-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
let server: TestServer
let ours: Staffed
let account: string
type As = keyof Staffed['tokens']
const ask = async (as: As, method: string, path: string, body?: unknown, match?: number): Promise<Loose> =>
  (
    await server.ask(method, `/api/v1${path}`, {
      as: ours.tokens[as],
      ...(body === undefined ? {} : { body }),
      ...(match === undefined ? {} : { headers: { 'if-match': String(match) } }),
    })
  ).body
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const keep = (options = {}) => within((tx) => keepOperating(tx, ours.orgId, clock.at, options))
const at = (moment: string): void => void (clock.at = new Date(moment))
const mechanism = (change: Partial<Mechanism['A']> = {}): Mechanism => ({
  ...defaultMechanism,
  A: { ...defaultMechanism.A, discountLimit: 0.15, ...change },
})
const turn = async (tiers: Mechanism, isOn = true) => {
  const saved = await ask('admin', 'PUT', '/operating-mechanism', { tiers, isOn })
  expect(saved.isOn, JSON.stringify(saved)).toBe(isOn)
  return keep({ all: true })
}
const owed = (as: As = 'li') => ask(as, 'GET', `/customers/${account}/operating`)
const tasks = async (as: As = 'li'): Promise<Loose[]> => (await ask(as, 'GET', `/tasks?customer=${account}&limit=50`)).items
const open = async () => (await tasks()).filter(({ state }) => state === 'open' || state === 'overdue').map(({ title, dueOn }) => `${title} ${dueOn}`) // prettier-ignore
const row = async (as: As, query = '') => (await ask(as, 'GET', `/key-accounts${query}`)).items.find(({ customer }: Loose) => customer.id === account) // prettier-ignore

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
  account = await within((tx) => aCustomer(tx, ours.orgId, { name: '苏州精密', ownerId: ours.members['li']! }))
  await within(async (tx) => {
    for (const [days, amount] of [
      [1462, 10],
      [500, 232],
      [100, 260],
    ] as const) {
      // prettier-ignore
      const id = await aDeal(tx, ours.orgId, { customerId: account, ownerId: ours.members['li']!, status: 'won' })
      const closed = new Date(clock.at.getTime() - days * 86_400_000)
      await tx
        .updateTable('opportunity')
        .set({ amount_minor: amount * 1_000_000, closed_at: closed })
        .where('id', '=', id)
        .execute()
    }
    await judgeKeyAccounts(tx, ours.orgId, clock.at, 'all')
  })
  await ask('li', 'PUT', `/customers/${account}/key-account/facts`, { customerSince: null, walletShare: 0.35, margin: 0.31, daysLate: 8, overdueDays: null, strategic: 2, note: null }) // prettier-ignore
}, 120_000)
afterAll(() => server.close())

describe('the operating mechanism', () => {
  test('makes nothing until somebody turns it on', async () => {
    expect(await keep()).toEqual({ raised: 0, ended: 0 })
    expect(await owed()).toMatchObject({ isOn: false, tier: 'A', rule: null, duties: [] })
    expect(await row('li')).toMatchObject({ tier: 'A', owed: null })
    expect((await ask('li', 'PUT', '/operating-mechanism', { tiers: mechanism(), isOn: true })).type).toBe('forbidden')
    const unknown = { ...mechanism(), S: { ...defaultMechanism.S, roles: ['jester'] } }
    expect((await ask('admin', 'PUT', '/operating-mechanism', { tiers: unknown, isOn: true })).type).toBe('unknown-reference')
  })

  test('then each account has its tasks, once, in its owner’s name; nobody else of another line sees what it is owed', async () => {
    // two roles are missing, the contact is ten working days away
    expect(await turn(mechanism())).toEqual({ raised: 2, ended: 0 })
    expect(await open()).toEqual(['为“苏州精密”安排技术负责人 2026-06-23', '为“苏州精密”安排服务负责人 2026-06-23'])
    expect(await keep({ all: true })).toEqual({ raised: 0, ended: 0 })
    expect(await keep()).toEqual({ raised: 0, ended: 0 })
    expect((await owed()).duties.map(({ kind, dueOn }: Loose) => [kind, dueOn])).toEqual([['role', '2026-06-23'], ['role', '2026-06-23'], ['contact', '2026-06-30'], ['review', '2026-12-15']]) // prettier-ignore
    expect((await owed('chen')).type).toBe('not-found')
    expect(await row('li', '?owed=kept')).toMatchObject({
      owed: { contactDueOn: '2026-06-30', reviewDueOn: '2026-12-15', late: [] },
    })
  })

  test('a role that is filled takes its task away; what is late is late on the list, on the page and among today’s musts', async () => {
    await ask('li', 'POST', `/customers/${account}/account-team`, { memberId: ours.members['presales'], role: 'technical' })
    expect(await keep()).toEqual({ raised: 0, ended: 1 })
    at('2026-07-01T04:00:00Z')
    expect(await keep()).toEqual({ raised: 1, ended: 0 })
    expect(await row('zhao', '?owed=late')).toMatchObject({ owed: { late: ['contact', 'role'] } })
    expect(await ask('li', 'GET', '/key-accounts')).toMatchObject({ owed: 1, late: 1 })
    const alerts = { accounts: 1, late: { contact: 1, review: 0, role: 1, answer: 0 } }
    for (const as of ['li', 'zhao', 'director'] as const)
      expect(await ask(as, 'GET', '/operating-mechanism/late')).toEqual(alerts)
    expect(await ask('chen', 'GET', '/operating-mechanism/late')).toMatchObject({ accounts: 0 })
    expect((await ask('marketing', 'GET', '/operating-mechanism/late')).type).toBe('forbidden')
    expect(await owed()).toMatchObject({ late: 2, duties: [{ kind: 'role', isLate: true, about: '服务负责人' }, { kind: 'contact', isLate: true }, {}] }) // prettier-ignore
    expect(JSON.stringify(await ask('li', 'GET', '/day-lists/actions'))).toContain('联系客户“苏州精密”（A 级）')
  })

  test('a contact on record does the contact task, and the next one is far', async () => {
    await ask('li', 'POST', '/activities', { kind: 'call', customerId: account, people: '王总', content: '谈年度计划', purpose: '续约', feedback: '同意', result: '同意', happenedAt: '2026-07-01T02:00:00Z' }) // prettier-ignore
    expect(await keep()).toEqual({ raised: 0, ended: 1 })
    expect((await tasks()).filter(({ state }) => state === 'done')).toMatchObject([{ title: '联系客户“苏州精密”（A 级）', result: '已有跟进记录' }]) // prettier-ignore
    expect((await owed()).duties).toMatchObject([{ kind: 'role' }, { kind: 'contact', dueOn: '2026-07-15' }, { kind: 'review' }])
  })

  test('a written review of the account plan is the tier’s review', async () => {
    const body = { customerId: account, title: '年度计划', fromOn: '2026-01-01', throughOn: '2027-12-31' }
    const { id } = await ask('li', 'POST', '/account-plans', body)
    const review = { heldOn: '2026-06-25', reached: '首单', ahead: '', goals: [], nextReviewOn: '2026-10-01' }
    await ask('li', 'POST', `/account-plans/${id}/reviews`, review)
    await keep()
    expect(await owed()).toMatchObject({ lastReviewOn: '2026-06-25' })
    expect((await owed()).duties.find(({ kind }: Loose) => kind === 'review').fromOn).toBe('2026-06-25')
    await ask('li', 'POST', `/account-plans/${id}/closing`)
  })

  test('a closer cadence moves the days, another tier withdraws, coming back revives', async () => {
    expect(await turn(mechanism({ contactDays: 2 }))).toEqual({ raised: 1, ended: 0 })
    expect((await open())[1]).toBe('联系客户“苏州精密”（A 级） 2026-07-03')
    expect(await turn(mechanism({ contactDays: 1 }))).toEqual({ raised: 0, ended: 0 })
    expect((await open())[1]).toBe('联系客户“苏州精密”（A 级） 2026-07-02')
    const lowered = { judging: null, capacity: null, thresholds: { S: 95, A: 90, B: 85 } }
    expect((await ask('admin', 'PUT', '/key-accounts/setting', { ...lowered, thresholds: { S: 80, A: 90, B: 50 } })).type).toBe('thresholds-must-fall') // prettier-ignore
    expect((await ask('admin', 'PUT', '/key-accounts/setting', lowered)).thresholds).toEqual(lowered.thresholds)
    await within((tx) => judgeKeyAccounts(tx, ours.orgId, clock.at, 'all'))
    expect((await keep()).ended).toBe(2)
    expect([await open(), (await owed()).tier, await row('li')]).toMatchObject([[], 'C', { owed: null }])
    await ask('admin', 'PUT', '/key-accounts/setting', { ...lowered, thresholds: null })
    await within((tx) => judgeKeyAccounts(tx, ours.orgId, clock.at, 'all'))
    await keep()
    expect((await open()).map((title) => title.slice(0, 3))).toEqual(['联系客', '为“苏'])
  })

  test('what the customer asked is answered within the tier’s time; its owner has the task, and who gets the customer gets it', async () => {
    const noted = await ask('presales', 'POST', `/customers/${account}/requests`, {
      what: '要一份新的报价',
      askedOn: '2026-06-30',
    })
    expect(noted.duties.find(({ kind }: Loose) => kind === 'answer')).toMatchObject({ about: '要一份新的报价', dueOn: '2026-07-02', assignee: { id: ours.members['li'] } }) // prettier-ignore
    expect((await ask('li', 'POST', `/customers/${account}/requests`, { what: '明天的', askedOn: '2026-07-02' })).type).toBe('request-day-wrong') // prettier-ignore
    at('2026-07-03T04:00:00Z')
    expect((await row('li')).owed.late).toContain('answer')
    const { version } = await ask('director', 'GET', `/customers/${account}`)
    await ask('director', 'PATCH', `/customers/${account}`, { ownerId: ours.members['chen'] }, version)
    await keep()
    const own = await ask('chen', 'GET', `/tasks?customer=${account}&mine=true`)
    expect(own.items.map(({ title }: Loose) => title)).toContain('要一份新的报价')
    const asked = own.items.find(({ title }: Loose) => title === '要一份新的报价')
    await ask('chen', 'POST', `/tasks/${asked.id}/completions`, { result: '已发报价' })
    await keep()
    expect((await owed('chen')).duties.some(({ kind }: Loose) => kind === 'answer')).toBe(false)
  })

  test('a discount within the tier’s limit needs no leave; over it somebody above is asked, who reads the limit', async () => {
    const deal = await ask('chen', 'POST', '/opportunities', { customerId: account, name: '二期' })
    const discount = (share: number) => ask('chen', 'POST', `/opportunities/${deal.id}/approvals`, { kind: 'discount', request: '年框', discount: share }) // prettier-ignore
    const limit = { tier: 'A', limit: 0.15 }
    expect(await discount(0.15)).toMatchObject({ state: 'approved', decidedBy: null, tierLimit: limit })
    expect(await discount(0.16)).toMatchObject({ state: 'asked', tierLimit: limit })
  })

  test('turned off it withdraws its tasks', async () => {
    await turn(mechanism(), false)
    expect((await ask('chen', 'GET', `/tasks?customer=${account}&state=open&kind=own`)).items).toEqual([])
    expect(await row('director')).toMatchObject({ owed: null })
  })

  test('many accounts are gone through batch by batch, and a round that was stopped goes on where it was', async () => {
    await within(async (tx) => {
      for (const name of ['甲', '乙', '丙', '丁']) {
        const id = await aCustomer(tx, ours.orgId, { name, ownerId: ours.members['li']! })
        const judged = { score: 75, coverage: 1, parts: '{}', known: '{}', revenue_minor: 0, since: '2026-01-01' }
        await tx.insertInto('key_account').values({ org_id: ours.orgId, customer_id: id, owner_id: ours.members['li']!, tier: 'A', judged_at: clock.at, ...judged }).execute() // prettier-ignore
      }
    })
    expect((await ask('admin', 'PUT', '/operating-mechanism', { tiers: mechanism(), isOn: true })).round).toBeNull()
    const first = await keep({ all: true, batch: 2 })
    expect(first.isMore).toBe(true)
    const { total } = (await ask('admin', 'GET', '/operating-mechanism')).round
    expect((await ask('admin', 'GET', '/operating-mechanism')).round).toEqual({ done: 2, total })
    // what fails half-way leaves what was done, and the next call does the rest
    await expect(within(async (tx) => keepOperating(tx, ours.orgId, clock.at, { batch: 2 }).then(() => Promise.reject(new Error('stopped'))))).rejects.toThrow('stopped') // prettier-ignore
    expect((await ask('admin', 'GET', '/operating-mechanism')).round).toEqual({ done: 2, total })
    let raised = first.raised
    for (let isMore = true; isMore;) {
      const part = await keep({ batch: 2 })
      raised += part.raised
      isMore = part.isMore === true
    }
    expect(raised).toBeGreaterThanOrEqual(8)
    expect((await ask('admin', 'GET', '/operating-mechanism')).round).toBeNull()
    expect(await keep({ all: true })).toEqual({ raised: 0, ended: 0 })
  })
})
