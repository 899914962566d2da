import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCustomer, aDeal } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'

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
const customer = (name: string) => within((tx) => aCustomer(tx, ours.orgId, { name, ownerId: ours.members['li']! }))
const cards = async (id: string, as: As = 'li'): Promise<Loose> => (await ask(as, 'GET', `/customers/${id}/cards`)).body
const credit = { limitMinor: 50_000_000, termsDays: 30, behaviour: 'mostly', reviewedOn: '2026-06-01', note: '以厂房抵押' }
const heard = { heldOn: '2026-06-10', motives: '扩产', appreciates: '交期', doubts: null, experience: null, productInUse: '旧系统', competitor: '华信' } // prettier-ignore

let kept: string
let other: string
beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
  kept = await customer('苏州精密')
  other = await customer('苏州精密电子')
}, 120_000)
afterAll(() => server.close())

test('credit is said by who may edit, with the version seen; a review cannot lie ahead; others have no such customer', async () => {
  expect((await ask('li', 'PUT', `/customers/${kept}/credit`, credit)).body.credit).toMatchObject({ ...credit, version: 1, by: { id: ours.members['li'] } }) // prettier-ignore
  expect((await ask('li', 'PUT', `/customers/${kept}/credit`, { ...credit, termsDays: 60 }, 0)).body.type).toBe(
    'version-conflict',
  )
  expect((await ask('li', 'PUT', `/customers/${kept}/credit`, { ...credit, reviewedOn: '2026-06-16' })).body.type).toBe('review-lies-ahead') // prettier-ignore
  expect((await ask('li', 'PUT', `/customers/${kept}/credit`, { ...credit, limitMinor: -1 })).status).toBe(400)
  expect((await ask('chen', 'GET', `/customers/${kept}/cards`)).status).toBe(404)
  expect((await ask('presales', 'PUT', `/customers/${kept}/credit`, credit)).status).toBe(403)
})
test('interviews stay as they were written, the latest first; one in which nothing was heard is none', async () => {
  const path = `/customers/${kept}/interviews`
  expect((await ask('li', 'POST', path, heard)).status).toBe(201)
  const blank = Object.fromEntries(Object.keys(heard).map((key) => [key, key === 'heldOn' ? '2026-06-12' : ' ']))
  expect((await ask('li', 'POST', path, blank)).body.type).toBe('nothing-heard')
  expect((await ask('li', 'POST', path, { ...heard, heldOn: '2026-06-16' })).body.type).toBe('interview-lies-ahead')
  await ask('director', 'POST', path, { ...heard, heldOn: '2026-06-12', doubts: '价格', motives: null })
  const { interviews } = await cards(kept)
  expect(interviews.map(({ heldOn, motives, doubts }: Loose) => [heldOn, motives, doubts])).toEqual([['2026-06-12', null, '价格'], ['2026-06-10', '扩产', null]]) // prettier-ignore
  expect(interviews.map(({ by }: Loose) => by.id)).toEqual([ours.members['director'], ours.members['li']])
})
test('what was bought comes from won deals, in the currency of the house', async () => {
  await within(async (tx) => {
    for (const [closed, amount, currency] of [
      ['2025-02-01', 100_000, 'CNY'],
      ['2025-08-01', 300_000, 'CNY'],
      ['2026-02-01', 900, 'USD'],
    ] as const) {
      // prettier-ignore
      const id = await aDeal(tx, ours.orgId, { customerId: kept, ownerId: ours.members['li']!, status: 'won' })
      await tx.updateTable('opportunity').set({ amount_minor: amount, currency, closed_at: new Date(`${closed}T02:00:00Z`) }).where('id', '=', id).execute() // prettier-ignore
    }
    await aDeal(tx, ours.orgId, { customerId: kept, ownerId: ours.members['li']! })
  })
  expect((await cards(kept)).transactions).toMatchObject({ orders: 3, amountMinor: 400_000, first: '2025-02-01', last: '2026-02-01', meanInterval: 182.5, otherCurrencies: 1, years: [{ year: 2026, orders: 1, amountMinor: 0 }, { year: 2025, orders: 2, amountMinor: 400_000 }] }) // prettier-ignore
  await ask('admin', 'PUT', '/exchange-rates', { rates: [{ currency: 'USD', day: '2026-01-15', rate: 7 }] })
  expect((await cards(kept)).transactions).toMatchObject({ amountMinor: 406_300, otherCurrencies: 0, years: [{ year: 2026, amountMinor: 6_300 }, { year: 2025, amountMinor: 400_000 }] }) // prettier-ignore
})
test('merged, the record that stays tells what was told of both', async () => {
  const third = await customer('苏州精密仪器')
  expect((await ask('director', 'POST', `/customers/${other}/merges`, { otherId: kept })).status).toBeLessThan(300)
  expect((await ask('director', 'POST', `/customers/${third}/merges`, { otherId: other })).status).toBeLessThan(300)
  const all = await cards(third)
  expect(all.interviews).toHaveLength(2)
  expect(all.credit).toMatchObject({ termsDays: 30, version: 0 })
  expect(all.transactions.orders).toBe(3)
  expect((await ask('li', 'PUT', `/customers/${third}/credit`, { ...credit, termsDays: 45 }, 0)).body.credit).toMatchObject({ termsDays: 45, version: 1 }) // prettier-ignore
})
