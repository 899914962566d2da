import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer, aDeal } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { keepHealth } from './commands/judge.ts'
import { drivers } from './health-score.ts'

/** The staffed company is made in its own present; what is judged lies in one of ours, after it. */
let isStaffed = false
const clock = { at: new Date('2035-06-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
let server: TestServer
let ours: Staffed
let loyal: string
let late: string
type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown) =>
  server.ask(method, `/api/v1${path}`, { as: ours.tokens[as], ...(body === undefined ? {} : { body }) })
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const keep = (options = {}) => within((tx) => keepHealth(tx, ours.orgId, clock.at, options))
const ago = (days: number): Date => new Date(clock.at.getTime() - days * 86_400_000)

const customer = async (name: string, owner: 'li' | 'chen', orders: [days: number, tenThousands: number][]) => {
  const id = await within((tx) => aCustomer(tx, ours.orgId, { name, ownerId: ours.members[owner]! }))
  for (const [days, amount] of orders)
    await within(async (tx) => {
      const deal = await aDeal(tx, ours.orgId, { customerId: id, ownerId: ours.members[owner]!, status: 'won' })
      await tx.updateTable('opportunity').set({ amount_minor: amount * 1_000_000, closed_at: ago(days), updated_at: ago(days) }).where('id', '=', deal).execute() // prettier-ignore
    })
  return id
}
const health = async (id: string, as: As = 'li'): Promise<Loose> => (await ask(as, 'GET', `/customers/${id}/health`)).body
const list = async (as: As, query = ''): Promise<Loose> => (await ask(as, 'GET', `/health${query}`)).body
const names = (reply: Loose) => reply.items.map(({ customer: { name } }: Loose) => name)
const pointsOf = ({ drivers: all }: Loose) => Object.fromEntries(all.map(({ driver, points }: Loose) => [driver, points]))
const facts = { customerSince: null, walletShare: null, margin: null, daysLate: null, overdueDays: null, strategic: null, note: null } // prettier-ignore

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
  // every 100 days, on time; every 60 days, then three months of nothing; of the other team
  loyal = await customer('苏州精密', 'li', [[210, 50], [110, 60], [10, 70]]) // prettier-ignore
  late = await customer('杭州机电', 'li', [[270, 80], [210, 80], [150, 80]]) // prettier-ignore
  await customer('南方通信', 'chen', [[900, 500]])
}, 120_000)
afterAll(() => server.close())

describe('health', () => {
  test('comes from what is on record, tells how much is known, and what would raise it', async () => {
    await ask('li', 'PUT', `/customers/${loyal}/key-account/facts`, { ...facts, walletShare: 0.3, margin: 0.2, daysLate: 60 })
    const one = await health(loyal)
    expect(pointsOf(one)).toEqual({ satisfaction: null, retention: 100, margin: 50, loyalty: 70, usage: null, payment: 0, contact: 100 }) // prettier-ignore
    // (100·20 + 50·15 + 70·15 + 0·10 + 100·10) / 70
    expect([one.score, one.coverage, one.colour]).toEqual([expect.closeTo(68.571, 3), expect.closeTo(0.7, 5), 'yellow'])
    expect(one.raises[0]).toEqual({ kind: 'driver', driver: 'payment', score: expect.closeTo(82.857, 3) })
    expect(one.unknown).toEqual(['satisfaction', 'usage'])
    expect([one.revenueMinor, (await health(loyal, 'zhao')).score]).toEqual([180_000_000, one.score])
    expect((await ask('chen', 'GET', `/customers/${loyal}/health`)).status).toBe(404)
    expect((await health(ours.records.customer, 'li')).score).not.toBe(undefined)
  })
  test('months before are worked out once, months to come are kept', async () => {
    await keep()
    const one = await health(loyal)
    expect(one.months.map(({ month, isAfterwards }: Loose) => [month, isAfterwards])).toEqual([
      ['2035-01-01', true], ['2035-02-01', true], ['2035-03-01', true], ['2035-04-01', true], ['2035-05-01', true], ['2035-06-01', false],
    ]) // prettier-ignore
    const falling = await health(late)
    expect([falling.isFalling, falling.slope <= -2, falling.flags]).toEqual([true, true, []])
  })
  test('those at risk are listed with what stands to be lost, within reach', async () => {
    expect(names(await list('li'))).toEqual(['杭州机电'])
    const all = await list('director')
    expect(names(all)).toEqual(['杭州机电', '南方通信'])
    expect(all.items[0]).toMatchObject({ revenueMinor: 240_000_000, openMinor: 0, stakeMinor: 240_000_000, isFalling: true, owner: { id: ours.members['li'] } }) // prettier-ignore
    expect(all.atRisk).toEqual({ customers: 2, stakeMinor: 240_000_000 })
    expect(names(await list('director', '?flag=silence'))).toEqual(['南方通信'])
    expect(names(await list('director', '?all=true&sort=score')).at(-1)).toBe('苏州精密')
    const first = await list('director', '?all=true&limit=1')
    const second = await list('director', `?all=true&limit=1&cursor=${first.nextCursor}`)
    expect([...names(first), ...names(second)]).toEqual(['杭州机电', '苏州精密'])
    expect(names(await list('chen'))).toEqual(['南方通信'])
  })
  test('an open severe complaint caps it and makes a task of the owner, which is withdrawn once it is settled', async () => {
    const tasks = async () =>
      (await ask('li', 'GET', `/tasks?mine=true&customer=${loyal}`)).body.items.map(({ title, state }: Loose) => [title, state])
    expect(await tasks()).toEqual([])
    const opened = await ask('li', 'POST', `/customers/${loyal}/complaints`, {
      contactId: null,
      isSevere: true,
      text: '批量质量问题',
    })
    expect(await health(loyal)).toMatchObject({ score: 59, colour: 'orange', isCapped: true, flags: ['severe-complaint'], raises: [{ kind: 'flag' }] }) // prettier-ignore
    await keep()
    await keep()
    expect(await tasks()).toEqual([['苏州精密 健康度降到 59，请了解原因并跟进', 'open']])
    expect((await list('li')).items.find(({ customer: { id } }: Loose) => id === loyal).alertedOn).toBe('2035-06-15')
    await ask('li', 'POST', `/complaints/${opened.body.complaints[0].id}/closures`, { closing: '换货' })
    await keep()
    expect(await tasks()).toEqual([['苏州精密 健康度降到 59，请了解原因并跟进', 'cancelled']])
  })
  test('an answer counts at once as satisfaction, and a decider who is a detractor is an alarm', async () => {
    const contact = (
      await ask('li', 'POST', '/contacts', { customerId: loyal, name: '周总', phone: '13700137001', role: 'decider' })
    ).body.id
    const { id: survey } = (await ask('director', 'GET', '/surveys')).body.items[0]
    const made = await ask('li', 'POST', `/surveys/${survey}/invitations`, { contactIds: [contact], locale: 'zh-CN' })
    await fetch(server.url + new URL(made.body.links[0].url).pathname, { method: 'POST', body: new URLSearchParams({ 'q.q1': '6', locale: 'zh-CN' }) }) // prettier-ignore
    const one = await health(loyal)
    expect([pointsOf(one).satisfaction, one.flags, one.score]).toEqual([60, ['decider-against-us'], 59])
  })
})

describe('use', () => {
  const tell = (as: As, month: string, used: number | null, paidFor: number | null = null, of = late) => ask(as, 'PUT', `/customers/${of}/usage`, { month, used, paidFor }) // prettier-ignore
  const use = async () => pointsOf(await health(late)).usage
  test('is told for a month, by who looks after the customer, and counts once the month is over', async () => {
    expect(await use()).toBeNull()
    expect((await tell('li', '2035-06', 10, 100)).status).toBe(200)
    expect(await use()).toBeNull()
    const { body } = await tell('li', '2035-05', 45, 100)
    expect(body.months).toEqual([expect.objectContaining({ month: '2035-06' }), expect.objectContaining({ month: '2035-05', used: 45, paidFor: 100, told: 'typed', by: expect.objectContaining({ id: ours.members['li'] }) })]) // prettier-ignore
    expect(await use()).toBeCloseTo(60)
    expect((await health(late)).known.usage).toEqual({ month: '2035-05-01', used: 45, paidFor: 100, usual: null })
    expect([(await tell('chen', '2035-05', 1)).status, (await tell('presales', '2035-05', 1)).status, (await tell('auditor', '2035-05', 1)).status]).toEqual([404, 403, 403]) // prettier-ignore
    expect((await tell('li', '2035-07', 1)).body.type).toBe('usage-month-out-of-range')
    expect((await tell('li', '2035-5', 1)).status).toBe(400)
    await tell('li', '2035-05', null)
    expect(await use()).toBeNull()
    const trail = await ask('director', 'GET', `/audit?entityKind=customer&entityId=${late}&limit=50`)
    expect(JSON.stringify(trail.body)).toContain('usage-told')
  })
  test('is sent for many at once, by name, code or id; what cannot be told is named, the list follows at once', async () => {
    const row = (of: string, month: string, used: number, paidFor: number | null = null) => ({
      customer: of,
      month,
      used,
      paidFor,
    })
    const listed = async () => (await list('li', '?all=true')).items.find(({ customer: { id } }: Loose) => id === late)
    const before = (await listed()).coverage
    const sent = await ask('li', 'POST', '/usage', { items: [row('杭州机电', '2035-03', 40), row(late, '2035-04', 40), row(' 杭州机电 ', '2035-05', 20), row('查无此人', '2035-05', 1), row('南方通信', '2035-05', 1)] }) // prettier-ignore
    expect(sent.body).toEqual({ kept: 3, refused: [expect.objectContaining({ at: 3, code: 'usage-of-nobody' }), expect.objectContaining({ at: 4, code: 'usage-of-nobody' })] }) // prettier-ignore
    expect(await use()).toBeCloseTo(40)
    expect((await listed()).coverage).toBeGreaterThan(before)
    expect((await ask('director', 'POST', '/usage', { items: [row('南方通信', '2035-05', 1)] })).body.kept).toBe(1)
  })
  test('of a record that was merged away is read with the one that stays', async () => {
    const twin = await customer('杭州机电二部', 'li', [])
    await tell('li', '2035-02', 90, null, twin)
    await tell('li', '2035-05', 7, 7, twin)
    const merged = await ask('li', 'POST', `/customers/${late}/merges`, { otherId: twin })
    expect(merged.status).toBeLessThan(300)
    // May is the own 20, February the other's 90
    expect((await health(late)).known.usage).toMatchObject({ used: 20, usual: expect.closeTo(170 / 3, 6) })
  })
})

test('money in another currency counts at the rate of its day, and not at all without one', async () => {
  const id = await customer('海外电子', 'li', [[10, 1]])
  await within((tx) => tx.updateTable('opportunity').set({ currency: 'USD' }).where('customer_id', '=', id).execute())
  expect((await health(id)).revenueMinor).toBe(0)
  await ask('admin', 'PUT', '/exchange-rates', { rates: [{ currency: 'USD', day: '2035-06-01', rate: 7 }] })
  expect((await health(id)).revenueMinor).toBe(7_000_000)
})

describe('what weighs', () => {
  test('is said by who manages the catalogue, refused when nothing weighs, and raises nobody', async () => {
    const none = Object.fromEntries(Object.keys(drivers).map((driver) => [driver, 0]))
    const put = (as: As, weights: object | null, threshold = 60) => ask(as, 'PUT', '/health/setting', { weights, cadence: null, threshold }) // prettier-ignore
    expect((await put('zhao', null)).status).toBe(403)
    expect((await put('admin', none)).body.type).toBe('health-nothing-weighs')
    const saved = await put('admin', { ...none, retention: 10 }, 90)
    expect(saved.body).toMatchObject({ threshold: 90, isDefault: false, version: 1, weights: { retention: 10, contact: 0 } })
    expect((await health(late)).drivers).toHaveLength(1)
    const before = (await ask('li', 'GET', '/tasks?mine=true')).body.items.length
    await keep({ all: true })
    expect((await ask('li', 'GET', '/tasks?mine=true')).body.items).toHaveLength(before)
    expect((await put('admin', null)).body).toMatchObject({ isDefault: true, version: 2 })
  })
})
