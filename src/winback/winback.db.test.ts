import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { relationStrength } from '../customers/relation-strength.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { keepStrengths } from './commands/strengths.ts'
import { evidenceOf } from '../activities/contact-evidence.ts'
import { daysPerMonth, momentFactor, winBackScore } from './score.ts'
import { isHeldOut } from './draw.ts'

let server: TestServer
let ours: Staffed
let foreign: Staffed
const now = Date.now()
const days = (count: number): Date => new Date(now - count * 86_400_000)
const day = (ahead: number): string => days(-ahead).toISOString().slice(0, 10)

type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown, match?: number, of = ours) =>
  server.ask(method, `/api/v1/win-back${path}`, {
    as: of.tokens[as],
    ...(body === undefined ? {} : { body }),
    ...(match === undefined ? {} : { headers: { 'if-match': String(match) } }),
  })
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)

/** A deal lost through the API, so many days ago. */
async function lost(
  as: As,
  name: string,
  ago: number,
  given: { reason?: string; amount?: number; customer?: string } = {},
): Promise<string> {
  const customerId = given.customer ?? (as === 'chen' ? chens : ours.records.customer)
  const made = await server.ask('POST', '/api/v1/opportunities', {
    as: ours.tokens[as],
    body: { customerId, name, amountMinor: given.amount ?? 1_000_000 },
  })
  const closed = await server.ask('POST', `/api/v1/opportunities/${made.body.id}/outcomes`, {
    as: ours.tokens[as],
    body: {
      outcome: 'lost',
      reasonKey: given.reason ?? 'price',
      ...(given.reason === 'competitor' ? { competitorId: ours.records.competitor } : {}),
    },
  })
  if (closed.status !== 201) throw new Error(JSON.stringify(closed.body))
  await within((tx) =>
    tx
      .updateTable('opportunity')
      .set({ closed_at: days(ago) })
      .where('id', '=', made.body.id)
      .execute(),
  )
  return made.body.id
}
let chens: string

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '云帆')
  foreign = await aStaffedCompany(server, '外邦')
  const source = (await server.ask('GET', '/api/v1/sources', { as: ours.tokens.chen })).body.items[0].id
  const made = await server.ask('POST', '/api/v1/customers', {
    as: ours.tokens.chen,
    body: {
      name: '云帆南方实业有限公司',
      industry: '制造业',
      headcountBand: '100-499',
      region: '广州',
      sourceId: source,
      contact: { name: '林工', role: 'decider', phone: '13800138001' },
      confirmDuplicate: true,
    },
  })
  chens = made.body.id
}, 120_000)
afterAll(() => server.close())

const names = (reply: { body: Loose }): string[] => reply.body.items.map(({ name }: { name: string }) => name)

describe('the score of lost deals', () => {
  let mine: string
  test('is the same in SQL as in the rule, down to the contacts that it is made of', async () => {
    mine = await lost('li', '未决策的单', 183, { reason: 'no-decision', amount: 5_000_000 })
    await lost('li', '价格丢的单', 900, { reason: 'price', amount: 2_000_000 })
    await lost('chen', '南方的单', 20, { reason: 'competitor', amount: 9_000_000 })
    const contacts = [
      { kind: 'visit', minutes: 90, ago: 5, feedback: '有兴趣' },
      { kind: 'email', minutes: null, ago: 40, feedback: null },
      { kind: 'call', minutes: 12, ago: 75, feedback: null },
      { kind: 'message', minutes: 10, ago: 150, feedback: '好的' },
      { kind: 'meeting', minutes: 600, ago: 260, feedback: null },
    ] as const
    await within(async (tx) => {
      await tx.deleteFrom('activity_contact').where('org_id', '=', ours.orgId).execute()
      await tx.deleteFrom('activity').where('org_id', '=', ours.orgId).execute()
      for (const { kind, minutes, ago, feedback } of contacts)
        await tx
          .insertInto('activity')
          .values({
            org_id: ours.orgId,
            id: newId(),
            kind,
            customer_id: ours.records.customer,
            owner_id: ours.members.li!,
            happened_at: days(183 + ago),
            recorded_at: days(183 + ago),
            duration_minutes: minutes,
            content: 'x',
            feedback,
            created_by: ours.members.li!,
          })
          .execute()
    })
    const { status, body } = await ask('li', 'GET', '/deals')
    expect(status).toBe(200)
    const found = body.items.find(({ id }: { id: string }) => id === mine)
    const { strength } = relationStrength(contacts.map(({ ago, ...one }) => evidenceOf(one, ago)))
    expect(strength).toBeGreaterThan(20)
    expect(found.parts.strength).toBeCloseTo(strength, 6)
    expect(found.parts).toMatchObject({ recoverability: 0.8, moment: 1, valueRank: 0.5, fit: 0.7 })
    for (const one of body.items as Loose[]) {
      expect(one.parts.moment).toBeCloseTo(momentFactor(one.months), 9)
      expect(one.score).toBeCloseTo(winBackScore(one.parts), 9)
    }
    expect(found.months).toBeCloseTo(183 / daysPerMonth, 2)
  })
  test('stays the same once it is kept, and follows what is written down later', async () => {
    const before = (await ask('director', 'GET', '/deals')).body.items
    expect(await within((tx) => keepStrengths(tx, ours.orgId, new Date()))).toBe(3)
    expect(await within((tx) => keepStrengths(tx, ours.orgId, new Date()))).toBe(0)
    expect((await ask('director', 'GET', '/deals')).body.items.map(({ parts }: Loose) => parts.strength)).toEqual(
      before.map(({ parts }: Loose) => expect.closeTo(parts.strength, 9)),
    )
    await within((tx) =>
      tx
        .updateTable('activity')
        .set({ feedback: '回信', updated_at: new Date(Date.now() + 1000) })
        .where('kind', '=', 'email')
        .execute(),
    )
    expect(await within((tx) => keepStrengths(tx, ours.orgId, new Date(Date.now() + 2000)))).toBe(1)
    // archived, and back again
    for (const [turn, deletedAt] of [new Date(), null].entries()) {
      const after = (seconds: number) => new Date(Date.now() + (4 * turn + seconds) * 1000)
      const set = { deleted_at: deletedAt, updated_at: after(3) }
      await within((tx) => tx.updateTable('activity').set(set).where('kind', '=', 'email').execute())
      for (const count of [1, 0]) expect(await within((tx) => keepStrengths(tx, ours.orgId, after(4)))).toBe(count)
    }
  })
  test('a contract that ends soon makes it the moment; two at once do not overwrite each other', async () => {
    const old = (await ask('li', 'GET', '/deals?q=价格')).body.items[0]
    expect(old.parts.moment).toBeLessThan(0.3)
    const noted = await ask('li', 'PUT', `/deals/${old.id}`, { contractEndsOn: day(75) }, 0)
    expect(noted.body).toMatchObject({ contractEndsOn: day(75), version: 1, parts: { moment: 1 } })
    const both = await Promise.all([
      ask('li', 'PUT', `/deals/${old.id}`, { contractEndsOn: day(400) }, 1),
      ask('director', 'PUT', `/deals/${old.id}`, { contractEndsOn: null }, 1),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await ask('chen', 'PUT', `/deals/${old.id}`, { contractEndsOn: null })).status).toBe(404)
    expect((await ask('li', 'PUT', `/deals/${old.id}`, { contractEndsOn: '2026-02-30' })).status).toBe(400)
  })
  test('everybody sees what they reach, filtered and in order, page by page', async () => {
    expect(names(await ask('li', 'GET', '/deals')).sort()).toEqual(['价格丢的单', '未决策的单'])
    expect(names(await ask('chen', 'GET', '/deals'))).toEqual(['南方的单'])
    expect(names(await ask('zhao', 'GET', '/deals'))).not.toContain('南方的单')
    expect((await ask('marketing', 'GET', '/deals')).status).toBe(403)
    expect((await ask('director', 'GET', '/deals', undefined, undefined, foreign)).body).toMatchObject({ items: [], total: 0 })
    const all = (await ask('director', 'GET', '/deals')).body
    expect(all).toMatchObject({ total: 3, amountMinor: 16_000_000 })
    const scores = all.items.map(({ score }: Loose) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    const first = (await ask('director', 'GET', '/deals?limit=2')).body
    const rest = (await ask('director', 'GET', `/deals?limit=2&cursor=${first.nextCursor}`)).body
    expect([...first.items, ...rest.items].map(({ id }: Loose) => id)).toEqual(all.items.map(({ id }: Loose) => id))
    expect(names(await ask('director', 'GET', '/deals?reason=no-decision,price&minAmountMinor=3000000'))).toEqual(['未决策的单'])
    expect(names(await ask('director', 'GET', `/deals?competitor=${ours.records.competitor}&maxMonths=2`))).toEqual(['南方的单'])
    expect((await ask('director', 'GET', '/deals?minScore=101')).status).toBe(400)
    expect((await ask('director', 'GET', '/deals?cursor=eyJ4IjoxfQ')).status).toBe(200)
  })
  test('other currencies count at the rate of the day they were lost; without one they are counted apart', async () => {
    const foreignDeal = (currency: string) =>
      within((tx) => tx.updateTable('opportunity').set({ currency }).where('name', '=', '价格丢的单').execute())
    const sums = async (query = '') => {
      const { total, amountMinor, withoutRate } = (await ask('li', 'GET', `/deals${query}`)).body
      return { total, amountMinor, withoutRate }
    }
    expect(await sums()).toEqual({ total: 2, amountMinor: 7_000_000, withoutRate: 0 })
    await foreignDeal('USD')
    expect(await sums()).toEqual({ total: 2, amountMinor: 5_000_000, withoutRate: 1 })
    // lost 900 days ago: 7 held then, 8 since
    const rates = [
      { currency: 'USD', day: day(-1000), rate: 7 },
      { currency: 'USD', day: day(-100), rate: 8 },
    ]
    const put = await server.ask('PUT', '/api/v1/exchange-rates', { as: ours.tokens.admin, body: { rates } })
    expect(put.status).toBe(200)
    expect(await sums()).toEqual({ total: 2, amountMinor: 19_000_000, withoutRate: 0 })
    expect(names(await ask('li', 'GET', '/deals?minAmountMinor=14000000'))).toEqual(['价格丢的单'])
    const ranks = (await ask('li', 'GET', '/deals')).body.items.map(({ name, parts }: Loose) => [name, parts.valueRank])
    expect(new Map(ranks).get('价格丢的单')).toBe(1)
    await foreignDeal('CNY')
  })
  test('how losses are judged is the organisation’s own', async () => {
    const { body } = await ask('director', 'GET', '/recoverability')
    expect(body).toMatchObject({ version: 0, permissions: { edit: { code: 'forbidden' } } })
    expect(body.reasons.find(({ key }: Loose) => key === 'product-gap')).toMatchObject({
      share: 0.7,
      until: 0.1,
      readyOn: null,
      isDefault: true,
    })
    const reasons = { 'no-decision': { share: 0.5, until: null, readyOn: null } }
    expect((await ask('li', 'PUT', '/recoverability', { reasons, fit: {} })).status).toBe(403)
    expect(
      (await ask('admin', 'PUT', '/recoverability', { reasons: { nonsense: reasons['no-decision'] }, fit: {} })).status,
    ).toBe(422)
    expect(
      (await ask('admin', 'PUT', '/recoverability', { reasons: { price: { share: 2, until: null, readyOn: null } }, fit: {} }))
        .status,
    ).toBe(400)
    expect((await ask('admin', 'PUT', '/recoverability', { reasons, fit: { potential: 1 } }, 0)).body.version).toBe(1)
    expect((await ask('admin', 'PUT', '/recoverability', { reasons: {}, fit: {} }, 0)).status).toBe(412)
    const deal = (await ask('li', 'GET', `/deals?q=未决策`)).body.items[0]
    expect(deal.parts).toMatchObject({ recoverability: 0.5, fit: 1 })
    await ask('admin', 'PUT', '/recoverability', { reasons: {}, fit: {} }, 1)
  })
})

describe('a campaign', () => {
  let campaign: Loose
  const plan = {
    name: '秋季激活',
    startsOn: day(-1),
    endsOn: day(90),
    goal: '赢回十单',
    method: '先送案例再上门',
    materials: '案例集',
    budgetMinor: 500_000,
  }
  const members = async (as: As, query = '') => (await ask(as, 'GET', `/campaigns/${campaign.id}/members?limit=200${query}`)).body
  const read = async (as: As = 'zhao') => (await ask(as, 'GET', `/campaigns/${campaign.id}`)).body

  /** The draw hangs on identities: customers are given such that it leaves every other one alone, young and old. */
  const drawn = (heldOut: boolean): string => {
    for (;;) {
      const id = newId()
      if (isHeldOut(campaign.id, id, 0.5) === heldOut) return id
    }
  }
  const loseTwelve = async () => {
    for (let at = 0; at < 12; at++) {
      const customer = drawn(at % 2 === 1)
      await within((tx) =>
        tx
          .insertInto('customer')
          .values({
            org_id: ours.orgId,
            id: customer,
            name: `流失客户${at}`,
            name_key: `流失客户${at}`,
            core_key: `流失客户${at}`,
            owner_id: ours.members.li!,
            created_by: ours.members.li!,
          })
          .execute(),
      )
      await lost('li', `流失的单${at}`, at < 2 ? 30 : 150, { customer, reason: 'budget-cancelled' })
    }
  }

  test('is planned by who sells, with people whom one leads', async () => {
    expect((await ask('finance', 'POST', '/campaigns', plan)).status).toBe(403)
    expect((await ask('zhao', 'POST', '/campaigns', { ...plan, endsOn: day(-5) })).body.type).toBe('win-back-ends-before')
    expect((await ask('zhao', 'POST', '/campaigns', { ...plan, people: [ours.members.chen] })).status).toBe(403)
    expect((await ask('zhao', 'POST', '/campaigns', { ...plan, people: [foreign.members.li] })).status).toBe(422)
    expect((await ask('zhao', 'POST', '/campaigns', { ...plan, holdOut: 0.9 })).status).toBe(400)
    const made = await ask('zhao', 'POST', '/campaigns', {
      ...plan,
      people: [ours.members.li, ours.members.zhao],
      holdOut: 0.5,
      rule: { reasons: ['budget-cancelled'], minScore: 1 },
    })
    expect(made.status).toBe(201)
    campaign = made.body
    await loseTwelve()
    expect(campaign).toMatchObject({ state: 'planned', holdOut: 0.5, version: 1, budgetMinor: 500_000 })
    expect(campaign.months.length).toBeGreaterThanOrEqual(3)
    expect((await ask('zhao', 'POST', `/campaigns/${campaign.id}/refills`, {})).body.type).toBe('win-back-not-running')
  })
  test('is seen by its people and those above, by nobody else', async () => {
    for (const as of ['zhao', 'li', 'director', 'auditor'] as const)
      expect((await ask(as, 'GET', `/campaigns/${campaign.id}`)).status, as).toBe(200)
    for (const as of ['chen'] as const) expect((await ask(as, 'GET', `/campaigns/${campaign.id}`)).status, as).toBe(404)
    expect((await ask('admin', 'GET', `/campaigns/${campaign.id}`, undefined, undefined, foreign)).status).toBe(404)
    expect((await ask('li', 'PATCH', `/campaigns/${campaign.id}`, { name: 'x' })).status).toBe(403)
    expect((await ask('chen', 'GET', '/campaigns')).body.items).toEqual([])
    expect(names(await ask('li', 'GET', '/campaigns'))).toContain('秋季激活')
  })
  test('fills its list by rule, draws the hold-out and makes the tasks; two at once enrol nobody twice', async () => {
    expect((await ask('zhao', 'PATCH', `/campaigns/${campaign.id}`, { state: 'running' }, 9)).status).toBe(412)
    expect((await ask('zhao', 'PATCH', `/campaigns/${campaign.id}`, { state: 'running' }, 1)).body.state).toBe('running')
    const both = await Promise.all([1, 2].map(() => ask('zhao', 'POST', `/campaigns/${campaign.id}/refills`, { limit: 8 })))
    expect(both.map(({ status }) => status)).toEqual([201, 201])
    expect(both.map(({ body }) => body.enrolled).sort()).toEqual([4, 8])
    const list = await members('zhao')
    expect(list.total).toBe(12)
    const treated = list.items.filter(({ heldOut }: Loose) => !heldOut)
    expect(treated).toHaveLength(6)
    expect(treated.every(({ taskId, assignee }: Loose) => taskId && assignee.id === ours.members.li)).toBe(true)
    expect(list.items.filter(({ heldOut, taskId }: Loose) => heldOut && taskId)).toEqual([])
    const tasks = (await server.ask('GET', '/api/v1/tasks?limit=200', { as: ours.tokens.li })).body.items
    expect(tasks.filter(({ title }: Loose) => title.startsWith('秋季激活：'))).toHaveLength(treated.length)
    expect((await ask('director', 'GET', '/deals?free=true&reason=budget-cancelled')).body.total).toBe(0)
    expect((await ask('zhao', 'PATCH', `/campaigns/${campaign.id}`, { holdOut: 0.1 })).body.type).toBe('win-back-drawn')
    expect((await members('li', '&mine=true')).total).toBe(treated.length)
  })
  test('a refill is taken back as a whole, and drawn again the same', async () => {
    const before = (await members('zhao')).items.map(({ id, heldOut }: Loose) => [id, heldOut])
    const { lastRefill } = await read()
    expect((await ask('li', 'DELETE', `/campaigns/${campaign.id}/refills/${lastRefill.id}`)).status).toBe(403)
    expect((await ask('zhao', 'DELETE', `/campaigns/${campaign.id}/refills/${newId()}`)).status).toBe(404)
    expect((await ask('zhao', 'DELETE', `/campaigns/${campaign.id}/refills/${lastRefill.id}`)).status).toBe(204)
    expect((await members('zhao')).total).toBe(12 - lastRefill.members)
    const again = await ask('zhao', 'POST', `/campaigns/${campaign.id}/refills`, {})
    expect(again.body).toMatchObject({ enrolled: lastRefill.members, left: 0 })
    const after = (await members('zhao')).items.map(({ id, heldOut }: Loose) => [id, heldOut])
    expect(new Map(after)).toEqual(new Map(before))
    expect((await ask('zhao', 'POST', `/campaigns/${campaign.id}/refills`, {})).body).toMatchObject({ id: null, enrolled: 0 })
  })
  test('members go step by step; those left alone are left alone', async () => {
    const { items } = await members('li')
    const held = items.find(({ heldOut }: Loose) => heldOut)
    const one = items.find(({ heldOut, reopens }: Loose) => !heldOut && !reopens)
    const step = (as: As, id: string, body: unknown, match?: number) =>
      ask(as, 'POST', `/campaigns/${campaign.id}/members/${id}/steps`, body, match)
    expect((await step('li', held.id, { state: 'contacted' })).body).toMatchObject({ type: 'win-back-held-out', status: 409 })
    expect((await step('chen', one.id, { state: 'contacted' })).status).toBe(404)
    expect((await step('li', one.id, { state: 're-opened' })).status).toBe(400)
    const both = await Promise.all([
      step('li', one.id, { state: 'contacted', note: '约了周五' }, 1),
      step('zhao', one.id, { state: 'declined' }, 1),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 412])
    const at = (await members('li')).items.find(({ id }: Loose) => id === one.id)
    const task = await server.ask('GET', `/api/v1/tasks/${at.taskId}`, { as: ours.tokens.li })
    expect(task.body.state).toBe('done')
    expect((await step('li', one.id, { state: 'planned' })).body).toMatchObject({ state: 'planned' })
    expect((await server.ask('GET', `/api/v1/tasks/${at.taskId}`, { as: ours.tokens.li })).body.state).toBe('open')
    expect((await step('li', one.id, { state: 'answered', note: '明年有预算' })).body).toMatchObject({
      state: 'answered',
      note: '明年有预算',
    })
  })
  test('a deal comes back: the same within 90 days, later one that follows it', async () => {
    const back = (id: string, as: As = 'li') =>
      ask(as, 'POST', `/campaigns/${campaign.id}/members/${id}/returns`, { note: '客户主动问价' })
    const { items } = await members('li')
    const old = items.find(({ state }: Loose) => state === 'answered')
    const followed = await back(old.id)
    expect(followed.body).toMatchObject({
      state: 're-opened',
      returned: 'open',
      successor: { name: old.deal.name, status: 'open' },
    })
    const next = await server.ask('GET', `/api/v1/opportunities/${followed.body.successor.id}`, { as: ours.tokens.li })
    expect(next.body).toMatchObject({ predecessorId: old.id, status: 'open' })
    expect((await back(old.id)).body.type).toBe('win-back-step')
    const young = items.find(({ heldOut, reopens }: Loose) => !heldOut && reopens)
    const reopened = await back(young.id)
    expect(reopened.body).toMatchObject({ state: 're-opened', returned: 'open', successor: null })
    expect((await server.ask('GET', `/api/v1/opportunities/${young.id}`, { as: ours.tokens.li })).body.status).toBe('open')
    await server.ask('POST', `/api/v1/opportunities/${followed.body.successor.id}/outcomes`, {
      as: ours.tokens.li!,
      body: { outcome: 'won', amountMinor: 1_200_000, override: { reason: 'x' } },
    })
    await server.ask('POST', `/api/v1/opportunities/${followed.body.successor.id}/outcomes`, {
      as: ours.tokens.zhao!,
      body: { outcome: 'won', amountMinor: 1_200_000, override: { reason: '测试' } },
    })
    const detail = await read()
    expect(detail.treated).toMatchObject({ won: 1, moneyMinor: 1_200_000 })
    expect(detail.results.reopened.judged).toBe('too-few')
    const month = detail.months.find(({ real }: Loose) => real.won > 0)
    expect(month.real).toMatchObject({ won: 1, moneyMinor: 1_200_000 })
    expect(month.real.reached).toBeGreaterThan(0)
    // won in another currency: at the rate of the day it was won, in the sum as in the month
    const currency = (to: string) =>
      within((tx) => tx.updateTable('opportunity').set({ currency: to }).where('id', '=', followed.body.successor.id).execute())
    await currency('USD')
    const abroad = await read()
    expect(abroad).toMatchObject({ treated: { won: 1, moneyMinor: 9_600_000 }, withoutRate: 0 })
    expect(abroad.months.map(({ real }: Loose) => real.moneyMinor).filter(Boolean)).toEqual([9_600_000])
    const listed = (await ask('zhao', 'GET', '/campaigns')).body.items.find(({ id }: Loose) => id === campaign.id)
    expect(listed.treated.moneyMinor).toBe(9_600_000)
    await currency('EUR')
    expect(await read()).toMatchObject({ treated: { won: 1, moneyMinor: 0 }, withoutRate: 1 })
    await currency('CNY')
  })
  test('months are planned, once each', async () => {
    const { months, version } = await read()
    const planned = months.map(({ month }: Loose) => ({ month, reached: 10, reopened: 3, won: 1, moneyMinor: 1_000_000 }))
    expect(
      (await ask('zhao', 'PUT', `/campaigns/${campaign.id}/months`, { months: planned }, version)).body.months[0].planned,
    ).toMatchObject({ reached: 10 })
    expect((await ask('zhao', 'PUT', `/campaigns/${campaign.id}/months`, { months: [...planned, planned[0]] })).status).toBe(400)
    expect(
      (
        await ask('zhao', 'PUT', `/campaigns/${campaign.id}/months`, {
          months: [{ ...planned[0], month: day(0).slice(0, 8) + '02' }],
        })
      ).status,
    ).toBe(400)
    expect((await ask('zhao', 'PUT', `/campaigns/${campaign.id}/months`, { months: planned }, version)).status).toBe(412)
  })
  test('is exported by who may', async () => {
    const csv = await server.ask('GET', `/api/v1/win-back/campaigns/${campaign.id}/export?format=csv`, { as: ours.tokens.zhao })
    expect(csv.status).toBe(200)
    expect(csv.body.split('\r\n').length).toBe(14)
    expect(csv.body).toContain('对照')
    expect((await server.ask('GET', `/api/v1/win-back/campaigns/${campaign.id}/export`, { as: ours.tokens.li })).status).toBe(403)
  })
  test('stops and goes on: tasks follow, and its deals are free meanwhile', async () => {
    const open = async () =>
      (await server.ask('GET', '/api/v1/tasks?limit=200', { as: ours.tokens.li })).body.items.filter(
        ({ title, state }: Loose) => title.startsWith('秋季激活：') && state === 'open',
      ).length
    const before = await open()
    expect(before).toBeGreaterThan(0)
    expect((await ask('zhao', 'PATCH', `/campaigns/${campaign.id}`, { state: 'stopped' })).body.state).toBe('stopped')
    expect(await open()).toBe(0)
    expect((await ask('director', 'GET', '/deals?free=true&reason=budget-cancelled')).body.total).toBeGreaterThan(5)
    const { items } = await members('li')
    expect(
      (
        await ask(
          'li',
          'POST',
          `/campaigns/${campaign.id}/members/${items.find(({ heldOut, state }: Loose) => !heldOut && state === 'planned').id}/steps`,
          { state: 'contacted' },
        )
      ).body.type,
    ).toBe('win-back-not-running')
    expect((await ask('zhao', 'PATCH', `/campaigns/${campaign.id}`, { state: 'running' })).body.state).toBe('running')
    expect(await open()).toBe(before)
    expect((await ask('zhao', 'PATCH', `/campaigns/${campaign.id}`, { state: 'planned' })).body.type).toBe(
      'win-back-not-planned-again',
    )
  })
  test('is archived and comes back stopped; the trail tells all of it', async () => {
    expect((await ask('zhao', 'DELETE', `/campaigns/${campaign.id}`)).status).toBe(204)
    expect(names(await ask('zhao', 'GET', '/campaigns'))).not.toContain('秋季激活')
    expect((await ask('zhao', 'PATCH', `/campaigns/${campaign.id}`, { name: 'x' })).body.type).toBe('win-back-archived')
    expect((await ask('zhao', 'POST', `/campaigns/${campaign.id}/restoration`)).body).toMatchObject({
      state: 'stopped',
      archived: false,
    })
    const actions = await within((tx) =>
      tx.selectFrom('audit_entry').select('action').where('entity_kind', '=', 'win-back-campaign').execute(),
    )
    expect(new Set(actions.map(({ action }) => action))).toEqual(
      new Set([
        'created',
        'running',
        'refilled',
        'refill-undone',
        'member-changed',
        'months-planned',
        'exported',
        'stopped',
        'archived',
        'restored',
      ]),
    )
  })
})
