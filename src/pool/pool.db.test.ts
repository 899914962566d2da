import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aContact, aCustomer, aDeal } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { keepKeyAccounts } from '../key-accounts/commands/judge.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { reindex } from '../platform/database/search-grams.ts'
import { keepStandings } from '../quality/commands/keep-up.ts'
import { recycle } from './commands/recycle.ts'
import { defaultRule } from './rule.ts'

/** The staffed company is made in its own present; what falls lies in one of ours. */
let isStaffed = false
const clock = { at: new Date('2026-06-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
let server: TestServer
let ours: Staffed
let foreign: Staffed
type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown, company = ours) =>
  server.ask(method, `/api/v1${path}`, { as: company.tokens[as], ...(body === undefined ? {} : { body }) })
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const ago = (days: number): Date => new Date(clock.at.getTime() - days * 86_400_000)
const fall = (options = {}) => within((tx) => recycle(tx, ours.orgId, clock.at, options))

/** A customer made a year ago whose last contact was so many days ago. */
const customer = (
  name: string,
  silentDays: number,
  { owner = 'li', ...more }: { owner?: string; level?: string; phone?: string; industry?: string; region?: string } = {},
) =>
  within(async (tx) => {
    const id = await aCustomer(tx, ours.orgId, { name, ownerId: ours.members[owner]! })
    await tx.updateTable('customer').set({ created_at: ago(365), updated_at: ago(365), last_activity_at: ago(silentDays), ...more }).where('id', '=', id).execute() // prettier-ignore
    return id
  })
const rule = { ...defaultRule, isOn: true, claimsPerDay: 3, claimsPerMonth: 4, holdings: 300, lockDays: 30 }
const setRule = (change: object = {}) => ask('admin', 'PUT', '/pool/setting', { ...rule, ...change })
const pool = async (as: As, query = ''): Promise<Loose> => (await ask(as, 'GET', `/pool${query}`)).body
const facets = async (as: As): Promise<Loose> => (await ask(as, 'GET', '/pool/facets')).body
const names = (reply: Loose) => reply.items.map(({ name }: Loose) => name)
const claim = (as: As, ...customerIds: string[]) => ask(as, 'POST', '/pool/claims', { customerIds })
const owner = (id: string) => within((tx) => tx.selectFrom('customer').select(['owner_id', 'owner_since']).where('id', '=', id).executeTakeFirstOrThrow()) // prettier-ignore

const ids: Record<string, string> = {}
beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  foreign = await aStaffedCompany(server, '外邦')
  isStaffed = true
  ids.silent = await customer('沉默电子', 40, { phone: '+862112345678', industry: '电子', region: '苏州' })
  ids.edge = await customer('临界通信', 30)
  ids.near = await customer('将近科技', 26)
  ids.fresh = await customer('新近仪器', 3)
  ids.level = await customer('战略集团', 90, { level: 'strategic' })
  ids.deals = await customer('有单机械', 90)
  ids.tier = await customer('大客户重工', 90)
  ids.chens = await customer('南方沉默', 50, { owner: 'chen', industry: '通信', region: '广州' })
  await within(async (tx) => {
    await aDeal(tx, ours.orgId, { customerId: ids.deals!, ownerId: ours.members['li']! })
    const won = await aDeal(tx, ours.orgId, { customerId: ids.tier!, ownerId: ours.members['li']!, status: 'won' })
    await tx.updateTable('opportunity').set({ amount_minor: 900_000_000, closed_at: ago(90), created_at: ago(200), stage_since: ago(90) }).where('id', '=', won).execute() // prettier-ignore
    await aContact(tx, ours.orgId, { customerId: ids.silent!, ownerId: ours.members['li']! })
    await tx.insertInto('key_account_fact').values({ org_id: ours.orgId, customer_id: ids.tier!, wallet_share: 0.5, margin: 0.4, days_late: 0, strategic: 2, customer_since: '2020-01-01', updated_at: clock.at, updated_by: ours.members['li']! }).execute() // prettier-ignore
    await reindex(tx, ours.orgId, 'customer', [
      { entityId: ids.silent!, texts: ['沉默电子', '+862112345678'] },
      { entityId: ids.chens!, texts: ['南方沉默'] },
    ])
    await keepStandings(tx, ours.orgId, clock.at, { all: true })
    await keepKeyAccounts(tx, ours.orgId, clock.at, { all: true })
  })
}, 120_000)
afterAll(() => server.close())

describe('the rule', () => {
  test('is the administrator’s, is told what it lacks, and of two who write at once the second hears it', async () => {
    expect(await ask('li', 'PUT', '/pool/setting', rule)).toMatchObject({
      status: 403,
      body: { title: '只有管理员可以修改这项设置' },
    })
    expect((await ask('li', 'GET', '/pool/setting')).body.permissions.edit.sentence).toBe('只有管理员可以修改这项设置')
    expect((await setRule({ contactDays: null })).body.type).toBe('nothing-makes-fall')
    expect((await setRule({ warnDays: 30 })).body.type).toBe('warned-from-the-first-day')
    const late = await server.ask('PUT', '/api/v1/pool/setting', {
      as: ours.tokens.admin,
      body: rule,
      headers: { 'if-match': '7' },
    })
    expect(late.body.type).toBe('version-conflict')
  })
  test('tried before it is switched on says who would fall, whose, and who is spared by what; nothing has changed', async () => {
    const { body } = await ask('admin', 'POST', '/pool/trials', rule)
    expect(body.items.map(({ customer, why }: Loose) => [customer.name, why])).toEqual(
      expect.arrayContaining([['沉默电子', 'contact'], ['临界通信', 'contact'], ['南方沉默', 'contact']]), // prettier-ignore
    )
    expect(body).toMatchObject({ atOnce: 3, thisWeek: 1 })
    expect(Object.fromEntries(body.spared.map(({ by, customers }: Loose) => [by, customers]))).toMatchObject({
      level: 1,
      tier: 1,
    })
    expect(body.spared.find(({ by }: Loose) => by === 'open-deals').customers).toBeGreaterThanOrEqual(1)
    expect(body.owners.map(({ customers }: Loose) => customers)).toEqual([2, 1])
    expect((await ask('li', 'POST', '/pool/trials', rule)).status).toBe(403)
    expect((await ask('admin', 'POST', '/pool/runs')).body.type).toBe('pool-rule-is-off')
    expect(await facets('li')).toEqual({ all: 0, industries: [], regions: [] })
  })
  test('warns owners, those above, and on the customer’s page, with the days left', async () => {
    expect((await setRule()).status).toBe(200)
    const mine = (await ask('li', 'GET', '/pool/warnings')).body
    expect(mine.items.map(({ customer, daysLeft }: Loose) => [customer.name, daysLeft])).toEqual([['沉默电子', 0], ['临界通信', 0], ['将近科技', 4]]) // prettier-ignore
    expect((await ask('chen', 'GET', '/pool/warnings')).body.all).toBe(1)
    expect((await ask('director', 'GET', '/pool/warnings?scope=team')).body.all).toBe(4)
    expect((await ask('li', 'GET', `/customers/${ids.near}/pool`)).body).toMatchObject({ due: { daysLeft: 4, isNear: true, why: 'contact' }, protection: null }) // prettier-ignore
    expect((await ask('li', 'GET', `/customers/${ids.tier}/pool`)).body).toMatchObject({ due: null, protection: 'tier' })
    expect((await ask('chen', 'GET', `/customers/${ids.near}/pool`)).status).toBe(404)
  })
  test('lets fall who is due, a part at a time, and a second run finds nobody', async () => {
    expect(await fall({ size: 2 })).toBe(2)
    expect(await within((tx) => tx.selectFrom('job').select('payload').where('kind', '=', 'pool.recycle').where('org_id', '=', ours.orgId).execute())).toEqual([{ payload: { part: 1 } }]) // prettier-ignore
    expect((await ask('admin', 'POST', '/pool/runs')).body).toEqual({ fell: 1 })
    const run = (as: As) => ask(as, 'POST', '/pool/runs')
    expect([(await run('zhao')).status, (await run('admin')).body]).toEqual([403, { fell: 0 }])
    expect(names(await pool('li')).toSorted()).toEqual(['沉默电子', '临界通信', '南方沉默'].toSorted())
  })
})

describe('in the pool', () => {
  test('a customer is nobody’s: out of its last owner’s lists and reach with its people, in the director’s under the pool', async () => {
    expect((await ask('li', 'GET', `/customers/${ids.silent}`)).status).toBe(404)
    expect((await ask('li', 'GET', '/customers?limit=200')).body.items.map(({ id }: Loose) => id)).not.toContain(ids.silent)
    expect((await ask('li', 'GET', `/contacts?customer=${ids.silent}`)).body.items).toEqual([])
    expect((await ask('director', 'GET', `/customers/${ids.silent}`)).body.owner.name).toBe('公海')
    expect((await ask('director', 'GET', '/members?limit=200')).body.items.map(({ name }: Loose) => name)).not.toContain('公海')
    const { owner_id: holder } = await owner(ids.silent!)
    for (const path of [`/members/${holder}`, `/members/${holder}/portfolio`])
      expect((await ask('admin', 'GET', path)).status, path).toBe(404)
    expect((await ask('admin', 'PATCH', `/members/${holder}`, { name: '某人' })).status).toBe(404)
    expect((await ask('director', 'GET', '/quality-matrix')).status).toBe(200)
    await within(async (tx) => {
      await keepStandings(tx, ours.orgId, clock.at, { all: true })
      await keepKeyAccounts(tx, ours.orgId, clock.at, { all: true })
    })
  })
  test('everybody sees what it is, nobody how to call it before the claim, not even by trying digits', async () => {
    const reply = await pool('chen', '?q=沉默&sort=name')
    expect(new Set(names(reply))).toEqual(new Set(['沉默电子', '南方沉默']))
    expect(reply.items.find(({ id }: Loose) => id === ids.silent)).toMatchObject({ phone: null, contacts: 1, why: 'contact', from: { id: ours.members['li'] } }) // prettier-ignore
    const { all, industries, regions } = await facets('chen')
    expect([industries, regions].map((of) => of.map(({ value }: Loose) => value))).toEqual([expect.arrayContaining(['电子', '通信']), expect.arrayContaining(['苏州', '广州'])]) // prettier-ignore
    const { items } = await pool('chen')
    expect(all).toBe(items.length)
    for (const { value, customers } of industries)
      expect(customers).toBe(items.filter(({ industry }: Loose) => industry === value).length)
    expect(names(await pool('chen', '?industry=电子&region=苏州'))).toEqual(['沉默电子'])
    expect(names(await pool('chen', '?industry=电子&region=广州'))).toEqual([])
    expect((await pool('chen', '?q=12345678')).items).toEqual([])
    await setRule({ showsPhones: true })
    expect((await pool('chen', '?q=12345678')).items[0].phone).toBe('+862112345678')
    expect((await pool('presales', '?q=12345678')).items[0].phone).toBe('+862112345678')
    await setRule()
    expect((await pool('chen', '?why=released')).items).toEqual([])
    expect((await ask('chen', 'GET', '/pool/facets', undefined, foreign)).body.all).toBe(0)
    expect((await ask('chen', 'GET', '/pool', undefined, foreign)).body.items).toEqual([])
    expect(
      (await server.ask('POST', '/api/v1/pool/claims', { as: foreign.tokens.li, body: { customerIds: [ids.silent] } })).status,
    ).toBe(404)
    expect((await claim('marketing', ids.silent!)).status).toBe(403)
    expect((await ask('chen', 'POST', '/pool/assignments', { customerIds: [ids.silent], memberIds: [ours.members['chen']] })).status).toBe(403) // prettier-ignore
  })
  test('two claim at once: one wins, the other is told who; the last owner is locked out', async () => {
    expect((await claim('li', ids.silent!)).body).toMatchObject({ type: 'pool-locked', day: '2026-07-15' })
    const both = await Promise.all([claim('chen', ids.silent!), claim('zhao', ids.silent!)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const won = both.findIndex(({ status }) => status === 200) === 0 ? 'chen' : 'zhao'
    const lost = both.find(({ status }) => status === 409)!.body
    expect(lost).toMatchObject({ type: 'taken-from-pool', name: (await ask('director', 'GET', `/customers/${ids.silent}`)).body.owner.name }) // prettier-ignore
    expect((await ask(won, 'GET', `/customers/${ids.silent}`)).body.contacts).toHaveLength(1)
    const { events } = (await ask(won, 'GET', `/customers/${ids.silent}/pool`)).body
    expect(events.map(({ kind }: Loose) => kind)).toEqual(['claimed', 'fell'])
    // whoever has just claimed it has all days before them
    expect(await fall()).toBe(0)
  })
  test('given up by hand with a reason, by who may; deals stay with whoever has them', async () => {
    expect((await ask('li', 'POST', `/customers/${ids.deals}/pool`, { reason: ' ' })).status).toBe(400)
    expect((await ask('chen', 'POST', `/customers/${ids.deals}/pool`, { reason: '换区' })).status).toBe(404)
    expect((await ask('li', 'POST', `/customers/${ids.deals}/pool`, { reason: '行业不再做' })).status).toBe(204)
    const deal = await within((tx) => tx.selectFrom('opportunity').select('owner_id').where('customer_id', '=', ids.deals!).executeTakeFirstOrThrow()) // prettier-ignore
    expect(deal.owner_id).toBe(ours.members['li'])
    expect((await pool('chen', '?why=released')).items[0]).toMatchObject({ name: '有单机械', reason: '行业不再做' })
    expect((await ask('director', 'POST', `/customers/${ids.deals}/pool`, { reason: '再放' })).body.type).toBe('in-pool-already')
    expect((await ask('director', 'GET', `/audit?entityKind=customer&entityId=${ids.deals}`)).body.items[0].action).toBe('pool-released') // prettier-ignore
  })
  test('limits of day, month and holdings bind claims together, and what is not given is told with why', async () => {
    await setRule({ claimsPerDay: 1, claimsPerMonth: null })
    const other = await customer('又一家', 60)
    await fall()
    const { body } = await claim('director', ids.edge!, other, ids.deals!)
    expect(body.claimed).toHaveLength(1)
    expect(body.refused.map(({ code }: Loose) => code)).toEqual(['pool-claims-of-day', 'pool-claims-of-day'])
    expect((await pool('director')).claimsLeft).toBe(0)
    await setRule({ claimsPerDay: null, claimsPerMonth: null, holdings: 1 })
    expect((await claim('director', other)).body).toMatchObject({ type: 'pool-holdings', most: 1 })
    await setRule({ claimsPerDay: 50, claimsPerMonth: 1 })
    expect((await claim('director', other)).body.type).toBe('pool-claims-of-month')
    clock.at = new Date('2026-07-01T04:00:00Z')
    expect((await pool('director')).claimsLeft).toBe(1)
    clock.at = new Date('2026-06-15T04:00:00Z')
  })
  test('a supervisor gives to one or evenly to several within reach, locks apart, nobody more than may be held', async () => {
    await setRule()
    const left = (await pool('director')).items.map(({ id }: Loose) => id)
    expect(left).toHaveLength(3)
    const [li, chen, zhao] = ['li', 'chen', 'zhao'].map((who) => ours.members[who]!)
    expect((await ask('zhao', 'POST', '/pool/assignments', { customerIds: left, memberIds: [chen] })).body.type).toBe('owner-not-available') // prettier-ignore
    const { body } = await ask('director', 'POST', '/pool/assignments', { customerIds: left, memberIds: [li, zhao] })
    expect(body.left).toBe(0)
    expect(new Set(body.assigned.map(({ owner: { id } }: Loose) => id))).toEqual(new Set([li, zhao]))
    expect((await facets('director')).all).toBe(0)
    expect((await pool('director')).items).toEqual([])
    expect((await ask('director', 'POST', '/pool/assignments', { customerIds: left, memberIds: [li] })).body.type).toBe('pool-empty-handed') // prettier-ignore
  })
})
