import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActivityKind } from '../activities/activity.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { aCustomer } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { keepStandings } from './commands/keep-up.ts'

/** The staffed company is made in its own present; what is judged lies in one of ours. */
let isStaffed = false
const clock = { at: new Date('2026-06-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
const dayMs = 86_400_000
let server: TestServer
let ours: Staffed
const ids: Record<string, string> = {}

type As = keyof Staffed['tokens']
const ask = async (as: As, method: string, path: string, body?: unknown): Promise<Loose> =>
  server.ask(method, `/api/v1${path}`, { as: ours.tokens[as], ...(body === undefined ? {} : { body }) })
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const ago = (days: number): Date => new Date(clock.at.getTime() - days * dayMs)
const matrix = async (query = '', as: As = 'director'): Promise<Loose> => (await ask(as, 'GET', `/quality-matrix${query}`)).body
/** The last minute of a day in Shanghai, everybody judged. */
const evening = async (day: string): Promise<void> => {
  clock.at = new Date(`${day}T15:59:00Z`)
  while (await within((tx) => keepStandings(tx, ours.orgId, clock.at)));
}
const visited = (customerId: string, days: readonly number[]) =>
  within((tx) =>
    tx
      .insertInto('activity')
      .values(
        days.map((day) => ({
          org_id: ours.orgId,
          id: newId(),
          kind: 'visit' as ActivityKind,
          customer_id: customerId,
          owner_id: ours.members['li']!,
          happened_at: ago(day),
          recorded_at: ago(day),
          duration_minutes: 60,
          content: '谈',
          feedback: '有兴趣',
          created_by: ours.members['li']!,
          updated_at: clock.at,
        })),
      )
      .execute(),
  )
const customer = async (name: string, madeDaysAgo: number, industry = '电子制造') =>
  within(async (tx) => {
    const id = await aCustomer(tx, ours.orgId, { name, ownerId: ours.members['li']! })
    await tx.updateTable('customer').set({ created_at: ago(madeDaysAgo), updated_at: clock.at, industry }).where('id', '=', id).execute() // prettier-ignore
    return id
  })
const deal = async (customerId: string, amountMinor: number): Promise<string> => {
  const made = await ask('li', 'POST', '/opportunities', { customerId, name: '商机', amountMinor })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body.id
}
const change = async (method: string, path: string, body?: unknown): Promise<void> => {
  const done = await ask('li', method, path, body)
  expect(done.status, JSON.stringify(done.body)).toBeLessThan(300)
}
/** What both speak of, whether the day is today or past. */
const shown = ({ asOf, cells, outside, grades, assetIndex, assets, effort, development, overrides, flows, since }: Loose) =>
  ({ asOf, cells, outside, grades, assetIndex, assets, effort, development, overrides, flows, since }) // prettier-ignore

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
}, 120_000)
afterAll(() => server.close())

test('the matrix has sixteen cells in reading order, those outside beside them, and sums that agree', async () => {
  expect((await ask('admin', 'PUT', '/quality/setting', {
    profile: {
      mandatory: ['industry'],
      criteria: [{ field: 'industry', operator: 'one-of', values: ['电子制造'], number: null, weight: 1, knockOut: false }],
      premium: { revenueMinor: null, dealMinor: null },
      keepsStated: false,
    },
    matrix: null,
  })).status).toBe(200) // prettier-ignore
  for (const [name, industry] of [['旧识', '电子制造'], ['渐远', '电子制造'], ['餐馆', '餐饮']] as const) ids[name] = await customer(name, 400, industry) // prettier-ignore
  await visited(ids['旧识']!, [3, 20, 45, 70, 95, 120])
  await visited(ids['渐远']!, [80, 95])
  await visited(ids['餐馆']!, [10])
  ids['won'] = await deal(ids['旧识']!, 700_000)
  ids['grown'] = await deal(ids['渐远']!, 300_000)
  ids['lost'] = await deal(ids['餐馆']!, 50_000)
  await evening('2026-06-15')
  const one = await matrix()
  expect(one.cells.map(({ level, relationship }: Loose) => `${level} ${relationship}`)).toEqual(
    ['potential', 'target', 'premium', 'strategic'].flatMap((level) =>
      ['untouched', 'neutral', 'familiar', 'partner'].map((relationship) => `${level} ${relationship}`),
    ),
  )
  expect(one.cells.find(({ level, relationship }: Loose) => level === 'target' && relationship === 'familiar')).toMatchObject({
    grade: 3,
    customers: 1,
    openMinor: 700_000,
    activities: 4,
  })
  expect(one.outside).toMatchObject([{ level: 'no-match', customers: 1, openMinor: 50_000, grade: null }])
  const total = (list: Loose[], figure: string): number => list.reduce((sum, each) => sum + each[figure], 0)
  for (const figure of ['customers', 'openMinor', 'wonMinor'])
    expect(total(one.grades, figure)).toBe(total([...one.cells, ...one.outside], figure))
  expect(one.grades.map(({ grade }: Loose) => grade)).toEqual([1, 2, 3, 4, 5, null])
  expect(one.assetIndex).toBe(30)
  expect(one.asOf).toBe('2026-06-15')
})

test('what is told of a past day is what was told on that day, whatever was written since', async () => {
  await evening('2026-06-15')
  const told = [shown(await matrix('?since=2026-06-14'))]
  clock.at = new Date('2026-06-18T04:00:00Z')
  await change('PUT', `/customers/${ids['旧识']}/level-override`, { value: 'strategic', reason: '行业第一' })
  await visited(ids['渐远']!, [0.5, 1.5])
  ids['新来'] = await customer('新来', 0)
  await deal(ids['新来']!, 90_000)
  await change('POST', `/opportunities/${ids['won']}/outcomes`, { outcome: 'won' })
  await evening('2026-06-20')
  told.push(shown(await matrix('?since=2026-06-15')))
  clock.at = new Date('2026-07-02T04:00:00Z')
  await change('DELETE', `/customers/${ids['旧识']}/level-override`)
  await change('PATCH', `/opportunities/${ids['grown']}`, { amountMinor: 950_000 })
  await change('POST', `/opportunities/${ids['lost']}/outcomes`, { outcome: 'lost', reasonKey: 'price' })
  await visited(ids['新来']!, [0.2])
  await evening('2026-07-02')
  told.push(shown(await matrix('?since=2026-06-20')))
  await evening('2026-10-30')
  const now = shown(await matrix('?since=2026-07-02'))
  expect(new Set([...told, now].map(({ cells }) => JSON.stringify(cells))).size).toBe(4)
  for (const then of told) expect(shown(await matrix(`?asOf=${then.asOf}&since=${then.since}`))).toEqual(then)
  expect(told[1]!.flows).toContainEqual({
    from: { level: 'target', relationship: 'familiar', grade: 3 },
    to: { level: 'strategic', relationship: 'partner', grade: 1 },
    customers: 1,
  })
  expect(told.map(({ overrides }) => overrides)).toEqual([0, 1, 0])
  // before anybody was there, a day ahead, and a day to compare with that lies behind the one asked for
  expect((await matrix('?asOf=2024-01-01')).grades.every(({ customers }: Loose) => customers === 0)).toBe(true)
  expect(shown(await matrix('?asOf=2030-01-01&since=2026-07-02'))).toEqual(now)
  expect((await matrix('?asOf=2026-06-20&since=2026-07-02')).since).toBe('2026-03-22')
  expect((await ask('director', 'GET', '/quality-matrix?asOf=soon')).status).toBe(400)
})

test('a past day opens nothing to who may not look', async () => {
  const query = `?asOf=2026-06-20&owner=${ours.members['li']}`
  expect((await ask('chen', 'GET', `/quality-matrix${query}`)).status).toBe(404)
  expect((await ask('marketing', 'GET', '/quality-matrix?asOf=2026-06-20')).status).toBe(403)
  expect((await matrix('?asOf=2026-06-20', 'chen')).grades.every(({ customers }: Loose) => customers === 0)).toBe(true)
  const people = (reply: Loose): number => reply.grades.reduce((sum: number, { customers }: Loose) => sum + customers, 0)
  expect(people(await matrix(query, 'zhao'))).toBe(4)
})
