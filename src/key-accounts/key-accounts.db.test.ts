import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer, aDeal } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { keepKeyAccounts } from './commands/judge.ts'
import { defaultIndicators } from './score.ts'

/** The staffed company is made in its own present; what is judged lies in one of ours, before it. */
let isStaffed = false
const clock = { at: new Date('2026-06-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
let server: TestServer
let ours: Staffed
type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown, match?: number) =>
  server.ask(method, `/api/v1${path}`, {
    as: ours.tokens[as],
    ...(body === undefined ? {} : { body }),
    ...(match === undefined ? {} : { headers: { 'if-match': String(match) } }),
  })
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const keep = (options = {}) => within((tx) => keepKeyAccounts(tx, ours.orgId, clock.at, options))
const ago = (days: number): Date => new Date(clock.at.getTime() - days * 86_400_000)

const customer = (name: string, owner: 'li' | 'chen' = 'li') =>
  within((tx) => aCustomer(tx, ours.orgId, { name, ownerId: ours.members[owner]! }))
/** Deals won so many days ago, in ten thousands. */
const bought = async (customerId: string, orders: [days: number, tenThousands: number][], owner: 'li' | 'chen' = 'li') => {
  for (const [days, amount] of orders)
    await within(async (tx) => {
      const id = await aDeal(tx, ours.orgId, { customerId, ownerId: ours.members[owner]!, status: 'won' })
      await tx.updateTable('opportunity').set({ amount_minor: amount * 1_000_000, closed_at: ago(days), updated_at: clock.at }).where('id', '=', id).execute() // prettier-ignore
    })
}
const nothing = { customerSince: null, walletShare: null, margin: null, daysLate: null, overdueDays: null, strategic: null, note: null } // prettier-ignore
const say = (id: string, facts: object, match?: number, as: As = 'li') =>
  ask(as, 'PUT', `/customers/${id}/key-account/facts`, { ...nothing, ...facts }, match)
const account = async (id: string, as: As = 'li'): Promise<Loose> => (await ask(as, 'GET', `/customers/${id}/key-account`)).body
const list = async (as: As, query = ''): Promise<Loose> => (await ask(as, 'GET', `/key-accounts${query}`)).body
const names = (reply: Loose) => reply.items.map(({ customer: { name }, tier }: Loose) => `${name} ${tier}`)

const strong = { walletShare: 0.35, margin: 0.31, daysLate: 8, strategic: 2 }
let loyal: string
let famous: string
let far: string

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
  loyal = await customer('苏州精密电子')
  famous = await customer('大名鼎鼎集团')
  far = await customer('南方通信', 'chen')
  // four years, 260 this year against 232.142857 the year before: + 12 %
  await bought(loyal, [[1462, 10], [500, 232.142857], [100, 260]]) // prettier-ignore
  await bought(famous, [[182, 30]])
  await bought(far, [[2000, 600], [400, 600], [20, 600]], 'chen') // prettier-ignore
}, 120_000)
afterAll(() => server.close())

describe('score and tier', () => {
  test('come from deals and from what people know: the customer of the specification is A with 81.575', async () => {
    const said = await say(loyal, { ...strong, note: '年度采购会' })
    expect(said.status).toBe(200)
    expect(said.body).toMatchObject({ tier: 'A', coverage: 1, caps: [], facts: { version: 1, by: { id: ours.members['li'] }, note: '年度采购会' } }) // prettier-ignore
    expect(said.body.score).toBeCloseTo(81.575, 3)
    expect(said.body.indicators.map(({ indicator }: Loose) => indicator)).not.toContain('employees')
    await say(famous, { walletShare: 0.02, margin: 0.18, daysLate: 35, strategic: 2 })
    expect((await account(famous)).tier).toBe('C')
  })
  test('with too little known it is A at most, with money long overdue B, and both are said', async () => {
    await keep({ all: true })
    expect(await account(far, 'chen')).toMatchObject({ tier: 'A', caps: ['coverage'] })
    const known = { walletShare: 0.7, margin: null, daysLate: 0, overdueDays: 91 }
    expect((await say(far, known, undefined, 'chen')).body).toMatchObject({ tier: 'B', caps: ['overdue'] })
    expect((await say(far, { walletShare: 0.7 }, undefined, 'chen')).body).toMatchObject({ tier: 'A', caps: ['coverage'] })
  })
  test('every change of tier is on record with its day', async () =>
    expect((await account(far, 'chen')).changes.map(({ fromTier, toTier }: Loose) => [fromTier, toTier])).toEqual([
      ['B', 'A'],
      ['A', 'B'],
      [null, 'A'],
    ]))
  test('two who write at once: the second is told; a first order tomorrow is refused', async () => {
    expect((await say(loyal, strong, 0)).body.type).toBe('version-conflict')
    expect((await say(loyal, { customerSince: '2026-06-16' })).body.type).toBe('customer-since-lies-ahead')
  })
  test('a customer that is archived, or of whom nothing is known any more, leaves the list with the next judging', async () => {
    const gone = await customer('即将归档')
    await say(gone, strong)
    expect(names(await list('li')).join()).toContain('即将归档')
    await ask('li', 'DELETE', `/customers/${gone}`)
    expect(names(await list('li')).join()).not.toContain('即将归档')
    await keep()
    const rows = await within((tx) =>
      tx.selectFrom('key_account').select('customer_id').where('customer_id', '=', gone).execute(),
    )
    expect(rows).toEqual([])
  })
})

describe('the list of key accounts', () => {
  test('best tiers first, with what each has; by what was won it is another order', async () => {
    expect(names(await list('director'))).toEqual(['南方通信 A', '苏州精密电子 A', '大名鼎鼎集团 C'])
    expect(names(await list('director', '?sort=revenue&tier=A'))).toEqual(['南方通信 A', '苏州精密电子 A'])
    for (const sort of ['score', 'revenue']) {
      const best = names(await list('director', `?sort=${sort}`))
      const first = await list('director', `?sort=${sort}&order=asc&limit=2`)
      const rest = await list('director', `?sort=${sort}&order=asc&cursor=${first.nextCursor}`)
      expect([...names(first), ...names(rest)]).toEqual(best.toReversed())
    }
    const { tiers } = await list('director')
    expect(tiers.map(({ tier, customers }: Loose) => `${tier} ${customers}`)).toEqual(['S 0', 'A 2', 'B 0', 'C 1'])
    const first = await list('director', '?limit=2')
    expect(names(await list('director', `?limit=2&cursor=${first.nextCursor}`))).toEqual(['大名鼎鼎集团 C'])
  })
  test('a rep sees the own ones and counts only them; who lost a customer sees it no more at once', async () => {
    expect(names(await list('chen'))).toEqual(['南方通信 A'])
    expect((await list('chen')).tiers.map(({ customers }: Loose) => customers)).toEqual([0, 1, 0, 0])
    expect((await ask('chen', 'GET', `/customers/${loyal}/key-account`)).status).toBe(404)
    expect((await say(loyal, strong, undefined, 'chen')).status).toBe(404)
    expect((await say(loyal, strong, undefined, 'auditor')).status).toBe(403)
    expect((await ask('presales', 'GET', '/key-accounts')).status).toBe(403)
    await within((tx) => tx.updateTable('customer').set({ owner_id: ours.members['li']!, updated_at: clock.at }).where('id', '=', far).execute()) // prettier-ignore
    expect(names(await list('chen'))).toEqual([])
    await keep()
    expect(names(await list('li'))).toContain('南方通信 A')
  })
})

describe('how a house judges', () => {
  const save = (judging: unknown, capacity: number | null, match?: number, as: As = 'admin') =>
    ask(as, 'PUT', '/key-accounts/setting', { judging, capacity }, match)
  test('weights and bands are its own; nothing that weighs and bands that run back are refused; who does not keep the house cannot', async () => {
    const employees = { weight: 40, band: [[0, 0], [100, 100]] } // prettier-ignore
    expect((await ask('li', 'GET', '/key-accounts/setting')).body).toMatchObject({ isDefault: true, capacity: null, version: 0 })
    expect((await save({ ...defaultIndicators, employees }, null, 0)).body).toMatchObject({ isDefault: false, version: 1 })
    expect((await account(loyal)).indicators.map(({ indicator }: Loose) => indicator)).toContain('employees')
    const none = Object.fromEntries(Object.entries(defaultIndicators).map(([key, one]) => [key, { ...one, weight: 0 }]))
    expect((await save(none, null)).body.type).toBe('nothing-weighs')
    const bent = { ...defaultIndicators, margin: { weight: 1, band: [[1, 0], [0, 100]] } } // prettier-ignore
    expect((await save(bent, null)).body.type).toBe('band-does-not-rise')
    expect((await save(null, null, 0)).body.type).toBe('version-conflict')
    expect((await save(null, null, undefined, 'zhao')).status).toBe(403)
    expect((await save(null, null, 1)).body).toMatchObject({ isDefault: true })
  })
  test('S customers beyond capacity are shown with their place, the weakest of them, and asked for alone', async () => {
    const best = { walletShare: 0.6, margin: 0.4, daysLate: 0, strategic: 2, customerSince: '2015-01-01' }
    const [first, second] = [await customer('头号客户'), await customer('二号客户')]
    await bought(first, [[500, 500], [10, 700]]) // prettier-ignore
    await bought(second, [[500, 500], [10, 520]]) // prettier-ignore
    for (const id of [first, second]) expect((await say(id, best)).body.tier).toBe('S')
    await save(null, 1)
    await keep({ all: true })
    const reply = await list('director')
    expect([reply.capacity, reply.beyond]).toEqual([1, 1])
    expect(reply.items.slice(0, 2).map(({ customer: { name }, place, isBeyond }: Loose) => [name, place, isBeyond])).toEqual([
      ['头号客户', 1, false],
      ['二号客户', 2, true],
    ])
    expect(names(await list('director', '?beyond=true'))).toEqual(['二号客户 S'])
    expect(await account(second)).toMatchObject({ place: 2, isBeyond: true, capacity: 1 })
  })
})
