import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer, aDeal } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { keepUpkeep } from './commands/keep-up.ts'
import { defaultUpkeep } from './setting.ts'

/** The staffed company is made in its own present; its upkeep is planned on a Monday of ours, before it. */
let isStaffed = false
const clock = { at: new Date('2026-06-15T01:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
let server: TestServer
let ours: Staffed
type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown, match?: number) =>
  server.ask(method, `/api/v1${path}`, { as: ours.tokens[as], ...(body === undefined ? {} : { body }), ...(match === undefined ? {} : { headers: { 'if-match': String(match) } }) }) // prettier-ignore
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const keep = (options = {}) => within((tx) => keepUpkeep(tx, ours.orgId, clock.at, options))
const today = async (as: As = 'li', query = ''): Promise<Loose> => (await ask(as, 'GET', `/upkeep/today${query}`)).body
const listed = (reply: Loose) => reply.items.map(({ customer: { name }, reason }: Loose) => `${name} ${reason}`)

/** A customer of a grade whose last answered contact was on a day. */
const kept = (name: string, grade: number | null, contactedOn: string | null, owner: 'li' | 'chen' = 'li', won = 0) =>
  within(async (tx) => {
    const id = await aCustomer(tx, ours.orgId, { name, ownerId: ours.members[owner]! })
    await sql`update customer set created_at = '2024-01-02T02:00:00Z' where id = ${id}`.execute(tx)
    await sql`insert into customer_standing (org_id, customer_id, owner_id, grade, won_deals, last_answered_at, measured_at, judged_at)
      values (${ours.orgId}, ${id}, ${ours.members[owner]!}, ${grade}, ${won}, ${contactedOn === null ? null : `${contactedOn}T02:00:00Z`}, now(), now())
      on conflict (org_id, customer_id) do update set grade = excluded.grade, won_deals = excluded.won_deals, last_answered_at = excluded.last_answered_at`.execute(
      tx,
    )
    return id
  })
const contacted = (id: string, kind = 'visit') =>
  within((tx) =>
    tx
      .insertInto('activity')
      .values({ org_id: ours.orgId, id: newId(), kind, customer_id: id, owner_id: ours.members['li']!, happened_at: clock.at, recorded_at: clock.at, content: '回访', created_by: ours.members['li']!, updated_at: clock.at })
      .execute(),
  ) // prettier-ignore

let partner: string
let quiet: string
let bought: string
let won: string
let fresh: string

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  await within((tx) => sql`delete from customer_standing where org_id = ${ours.orgId}`.execute(tx))
  isStaffed = true
  partner = await kept('一级伙伴', 1, '2026-05-25')
  quiet = await kept('三级老友', 3, '2025-12-01')
  bought = await kept('成交未评级', null, '2026-06-01', 'li', 2)
  won = await within((tx) => aDeal(tx, ours.orgId, { customerId: bought, ownerId: ours.members['li']!, status: 'won' }))
  fresh = await kept('刚见过', 2, '2026-06-12')
  await kept('与己无关', null, null)
  await kept('陈的客户', 2, '2026-01-05', 'chen')
}, 120_000)
afterAll(() => server.close())

describe('the list of the day', () => {
  test('before the job it is what it would be; the job keeps it, and it stays as it was made', async () => {
    await keep({ all: true })
    await within(async (tx) => {
      for (const undo of [
        sql`delete from upkeep_listed`,
        sql`delete from upkeep_progress`,
        sql`update upkeep_plan set listed_on = null`,
      ])
        await undo.execute(tx)
    })
    expect((await today()).customers).toBe(4)
    const before = await today()
    expect(listed(before)).toEqual(['三级老友 overlooked', '一级伙伴 late'])
    await keep()
    const list = await today()
    expect(list.items).toEqual(before.items)
    expect(list).toMatchObject({ day: '2026-06-15', isOwn: true, isWorkingDay: true, nextWorkingDay: '2026-06-16', minutesADay: 120, due: 2, late: 2 }) // prettier-ignore
    expect(list.items.find(({ customer }: Loose) => customer.id === partner)).toMatchObject({ grade: 1, daysSince: 15, cadence: 5, minutes: 30, lastContactOn: '2026-05-25', isContacted: false }) // prettier-ignore
  })
  test('an answered contact ticks it off at once, a mail without an answer does not; the next planning starts its rhythm anew', async () => {
    await contacted(partner, 'email')
    expect((await today()).items.filter(({ isContacted }: Loose) => isContacted)).toEqual([])
    await contacted(partner)
    const { items } = await today()
    expect(items.filter(({ isContacted }: Loose) => isContacted).map(({ customer }: Loose) => customer.id)).toEqual([partner])
    const team = (await ask('zhao', 'GET', '/upkeep/team')).body
    expect(team.people.find(({ member }: Loose) => member.id === ours.members['li'])).toMatchObject({ customers: 4, listed: 2, contacted: 1, late: 2 }) // prettier-ignore
  })
  test('the list of the day on the first page takes over whom the planner listed and nobody contacted yet, with its reason and minutes', async () => {
    await within((tx) => sql`update opportunity set amount_minor = 500000, closed_at = ${clock.at} where id = ${won}`.execute(tx))
    const { lists } = (await ask('li', 'GET', '/day-lists/actions')).body
    const old = lists[0].actions.filter(({ kind }: Loose) => kind === 'old-customer')
    expect(old.map(({ customer, minutes }: Loose) => [customer.id, minutes])).toEqual([[quiet, 15]])
    expect(old[0].why).toContain('个工作日没有往来')
  })
  test('nobody else’s; a supervisor reads the team’s, a director everybody’s, strangers nothing', async () => {
    expect(listed(await today('chen'))).toEqual(['陈的客户 overlooked'])
    expect((await ask('chen', 'GET', `/upkeep/today?owner=${ours.members['li']}`)).status).toBe(404)
    expect(listed(await today('director', `?owner=${ours.members['chen']}`))).toEqual(['陈的客户 overlooked'])
    expect((await ask('chen', 'GET', `/customers/${partner}/upkeep`)).status).toBe(404)
    expect((await ask('chen', 'GET', '/upkeep/team')).body.people.map(({ member }: Loose) => member.id)).toEqual([ours.members['chen']]) // prettier-ignore
  })
})

describe('meaning to contact somebody', () => {
  test('puts it first on the list of that day; gone-by days, strangers and who is not kept are refused', async () => {
    const mean = (as: As, id: string, meantFor: string | null) => ask(as, 'PUT', `/customers/${id}/upkeep`, { meantFor })
    expect((await mean('li', bought, '2026-06-16')).body.plan).toMatchObject({
      meantFor: '2026-06-16',
      grade: 5,
      isJudged: false,
    })
    expect((await mean('li', bought, '2026-06-12')).body.type).toBe('contact-day-out-of-range')
    expect((await mean('chen', bought, '2026-06-16')).status).toBe(404)
    expect((await mean('auditor', bought, '2026-06-16')).status).toBe(403)
    const other = await within((tx) => aCustomer(tx, ours.orgId, { name: '新线索公司', ownerId: ours.members['li']! }))
    expect((await mean('li', other, '2026-06-16')).body.type).toBe('customer-not-kept')
    clock.at = new Date('2026-06-16T01:00:00Z')
    await keep()
    expect(listed(await today())[0]).toBe('成交未评级 meant')
    // the list of the morning is made: whom one means to contact today all the same stands at its end, until one no longer means to
    const others = listed(await today())
    await mean('li', fresh, '2026-06-16')
    expect(listed(await today())).toEqual([...others, '刚见过 meant'])
    await mean('li', fresh, null)
    expect(listed(await today())).toEqual(others)
  })
})

describe('what moves a plan', () => {
  test('a change of grade plans the owner’s customers anew, a renewal puts its customer on the list of the next day', async () => {
    const before = (await ask('li', 'GET', `/customers/${quiet}/upkeep`)).body.plan
    await within((tx) => sql`update customer_standing set grade = 1 where customer_id = ${quiet}`.execute(tx))
    await within((tx) => sql`update customer set updated_at = ${clock.at} where id = ${quiet}`.execute(tx))
    expect(await keep()).toContain(ours.members['li'])
    const after = (await ask('li', 'GET', `/customers/${quiet}/upkeep`)).body.plan
    expect([before.grade, after.grade]).toEqual([3, 1])
    expect(after.cadence).toBeLessThan(before.cadence)
    await ask('li', 'POST', `/customers/${bought}/dates`, { kind: 'contract-end', on: '2026-08-01' })
    clock.at = new Date('2026-06-17T01:00:00Z')
    await keep()
    expect(listed(await today()).join()).toContain('成交未评级')
  })
  test('no list on a free day', async () => {
    clock.at = new Date('2026-06-20T01:00:00Z')
    await keep()
    expect(await today()).toMatchObject({ isWorkingDay: false, items: [], nextWorkingDay: '2026-06-22' })
  })
  test('who lost a customer sees it no more at once, and its new owner plans it', async () => {
    await within((tx) => sql`update customer set owner_id = ${ours.members['chen']!}, updated_at = ${clock.at} where id = ${partner}`.execute(tx)) // prettier-ignore
    await keep()
    expect((await today('chen')).customers).toBe(2)
    await within((tx) => sql`update customer set deleted_at = ${clock.at}, updated_at = ${clock.at} where id = ${partner}`.execute(tx)) // prettier-ignore
    await keep()
    expect((await today('chen')).customers).toBe(1)
  })
})

describe('what it costs, and the setting', () => {
  const { contactsADay, minutesADay, byGrade } = defaultUpkeep
  test('contacts and minutes a day by grade; another budget can be tried', async () => {
    const plan = (await ask('director', 'GET', '/upkeep/plan')).body
    expect(plan).toMatchObject({ people: 2, customers: 4, budget: 10 })
    expect(plan.groups.map(({ grade }: Loose) => grade)).toEqual([1, 2, 5])
    const tight = (await ask('director', 'GET', '/upkeep/plan?contacts=0.1')).body
    expect(tight.contactsADay).toBeLessThan(plan.contactsADay)
    expect((await ask('li', 'GET', '/upkeep/plan')).body).toMatchObject({ people: 1, customers: 3 })
  })
  test('who keeps the house sets it; bounds that run back and an older version are refused', async () => {
    const save = (body: object, match?: number, as: As = 'admin') => ask(as, 'PUT', '/upkeep/setting', { contactsADay, minutesADay, byGrade, ...body }, match) // prettier-ignore
    expect((await save({ contactsADay: 6 }, 0)).body).toMatchObject({ contactsADay: 6, version: 1, isDefault: false })
    expect((await save({ byGrade: { ...byGrade, 1: { shortest: 16, longest: 15, minutes: 30 } } })).body.type).toBe('upkeep-bounds-run-back') // prettier-ignore
    expect((await save({ minutesADay: 20 })).body.type).toBe('upkeep-contact-too-long')
    expect((await save({}, 0)).body.type).toBe('version-conflict')
    expect((await save({}, undefined, 'zhao')).status).toBe(403)
  })
  test('the split of a day goes by what could be done; every part keeps its 15 %', async () => {
    await within((tx) => aDeal(tx, ours.orgId, { customerId: bought, ownerId: ours.members['li']! }))
    const split = (await ask('li', 'GET', '/upkeep/day-split')).body
    expect(split.parts.map(({ part }: Loose) => part)).toEqual(['new', 'follow-up', 'old'])
    for (const { minutes, curve } of split.parts) {
      expect(minutes).toBeGreaterThanOrEqual(75)
      expect(curve).toHaveLength(28)
    }
    expect((await ask('chen', 'GET', `/upkeep/day-split?owner=${ours.members['li']}`)).status).toBe(404)
  })
})
