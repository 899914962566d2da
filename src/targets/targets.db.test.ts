import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { insertMany } from '../platform/database/bulk.ts'
import { newId } from '../platform/ids.ts'
import { readCaller } from '../people/queries.ts'
import { aDeal } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { sheetOf } from './plan.ts'
import { loadPlan } from './queries/plans.ts'
import { targetOf } from './queries/target-of.ts'
import { figureOf } from './sheet.ts'

/** Wednesday noon in Shanghai. */
const now = new Date('2026-07-15T04:00:00Z')
const clock = { now: () => new Date() }
let server: TestServer
let ours: Staffed
let customer: string

const ask = (as: keyof Staffed['tokens'], method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  server.ask(method, `/api/v1${path}`, {
    as: ours.tokens[as],
    ...(body === undefined ? {} : { body }),
    ...(headers ? { headers } : {}),
  })
const inOurs = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inOrganisation(server.database.db, ours.orgId, work)

async function win(tx: Tx, owner: string, closedAt: string, amount: number, more: Record<string, unknown> = {}): Promise<string> {
  const id = await aDeal(tx, ours.orgId, { customerId: customer, ownerId: ours.members[owner]!, status: 'won' })
  await tx
    .updateTable('opportunity')
    .set({
      entered_at: new Date('2024-02-01T00:00:00Z'),
      closed_at: new Date(closedAt),
      amount_minor: amount,
      external_id: id,
      ...more,
    })
    .where('id', '=', id)
    .execute()
  return id
}
const open = async (tx: Tx, owner: string, amount_minor: number, currency: string) => {
  const id = await aDeal(tx, ours.orgId, { customerId: customer, ownerId: ours.members[owner]! })
  await tx.updateTable('opportunity').set({ amount_minor, currency }).where('id', '=', id).execute()
}
const nodeOf = (target: Loose, name: string): Loose => target.nodes.find((node: Loose) => node.name.endsWith(name))
const figure = (target: Loose, name: string, column: 'year' | 'm1' = 'year', level = 'base'): number => {
  const lines = new Map<string, number[]>(
    target.lines.filter((line: Loose) => line.level === level).map((line: Loose) => [line.nodeId, line.months]),
  )
  return figureOf({ nodes: target.nodes, lines }, nodeOf(target, name).id, column)
}
const edit = (as: keyof Staffed['tokens'], id: string, body: unknown, headers?: Record<string, string>) =>
  ask(as, 'POST', `/targets/${id}/edits`, body, headers)
const step = (as: keyof Staffed['tokens'], id: string, to: string, note = '') =>
  ask(as, 'POST', `/targets/${id}/steps`, { step: to, note })

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  customer = ours.records.customer
  await inOurs(async (tx) => {
    for (const year of [2024, 2025])
      for (const month of ['01', '03', '06', '12']) {
        await win(tx, 'li', `${year}-${month}-10T04:00:00Z`, 1_000_000)
        await win(tx, 'chen', `${year}-${month}-20T04:00:00Z`, 500_000)
      }
  })
  // tokens are good for the day they were made on
  clock.now = () => now
})
afterAll(() => server.close())

let plan: Loose

describe('a plan of a year', () => {
  test('is drafted from the past in one step: last twelve months grown, cut to months, teams and people', async () => {
    const made = await ask('director', 'POST', '/targets', { year: 2026, measure: 'won-amount', from: 'history', growth: 0.2 })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    plan = made.body
    expect(plan).toMatchObject({ state: 'draft', number: 1, year: 2026, currency: 'CNY' })
    expect(plan.nodes.map((node: Loose) => [node.kind, node.name])).toEqual([
      ['company', '全公司'],
      ['team', '云帆east'],
      ['member', '云帆li'],
      ['team', '云帆south'],
      ['member', '云帆chen'],
    ])
    expect(figure(plan, '全公司')).toBe(7_200_000)
    expect(figure(plan, '全公司', 'year', 'stretch')).toBe(7_920_000)
    expect(figure(plan, 'li') + figure(plan, 'chen')).toBe(7_200_000)
    expect(plan.pastYear).toEqual([1_500_000, 0, 1_500_000, 0, 0, 1_500_000, 0, 0, 0, 0, 0, 1_500_000])
    expect(figure(plan, '全公司', 'm1')).toBeGreaterThan(7_200_000 / 12)
    // the Spring Festival of 2026 leaves February few working days
    expect(plan.workdays.slice(0, 2)).toEqual([21, 16])
  })
  test('only one at a time is worked on, and only who leads the company begins it', async () => {
    expect(
      (await ask('director', 'POST', '/targets', { year: 2026, measure: 'won-amount', from: 'figure', base: 1 })).body.type,
    ).toBe('target-open')
    for (const person of ['li', 'zhao', 'finance', 'auditor'] as const)
      expect(
        (await ask(person, 'POST', '/targets', { year: 2027, measure: 'won-deals', from: 'figure', base: 1 })).status,
        person,
      ).toBe(403)
    expect(
      (await ask('director', 'POST', '/targets', { year: 2026, measure: 'activity-trial', from: 'history' })).body.type,
    ).toBe('target-no-history')
  })
  test('any cell may change; what absorbs it is chosen; the change can be taken back', async () => {
    const li = nodeOf(plan, 'li').id
    const before = [figure(plan, 'li'), figure(plan, '全公司')]
    const set = { kind: 'set', level: 'base', node: li, column: 'm1', value: 900_000, absorb: { by: 'months' } }
    const changed = await edit('director', plan.id, set, { 'if-match': `"${plan.version}"` })
    expect(changed.status, JSON.stringify(changed.body)).toBe(201)
    expect([figure(changed.body, 'li', 'm1'), figure(changed.body, 'li'), figure(changed.body, '全公司')]).toEqual([
      900_000,
      ...before,
    ])
    // who comes second hears who was first, and nothing of either is lost
    const second = await edit('admin', plan.id, { ...set, column: 'm2' }, { 'if-match': `"${plan.version}"` })
    expect([second.status, second.body]).toMatchObject([412, { by: { name: '云帆director' }, version: changed.body.version }])
    expect((await edit('admin', plan.id, { ...set, column: 'm2' }, { 'if-match': `"${second.body.version}"` })).status).toBe(201)
    await ask('admin', 'POST', `/targets/${plan.id}/undo`, undefined)
    const undone = await ask('director', 'POST', `/targets/${plan.id}/undo`, undefined)
    expect(undone.body.lines).toEqual(expect.arrayContaining(plan.lines))
    expect(undone.body.lastEdit).toBeNull()
    expect((await ask('director', 'POST', `/targets/${plan.id}/undo`)).body.type).toBe('target-nothing-to-undo')
    const raised = await edit('director', plan.id, { ...set, column: 'year', value: before[0]! + 1000, absorb: { by: 'parent' } })
    expect(figure(raised.body, '全公司')).toBe(before[1]! + 1000)
    plan = raised.body
  })
  test('a lock holds against everybody, and is told with its cell', async () => {
    const [li, east] = [nodeOf(plan, 'li').id, nodeOf(plan, 'east').id]
    await edit('director', plan.id, { kind: 'lock', level: 'base', node: east, column: 'year', locked: true })
    const refused = await edit('director', plan.id, {
      kind: 'set',
      level: 'base',
      node: li,
      column: 'm2',
      value: 1,
      absorb: { by: 'parent' },
    })
    expect([refused.status, refused.body.type]).toEqual([422, 'target-locked'])
    const freed = await edit('director', plan.id, { kind: 'lock', level: 'base', node: east, column: 'year', locked: false })
    expect(freed.body.locks).toEqual([])
    plan = freed.body
  })
})

describe('who sees and sets what', () => {
  test('a supervisor sees the own team and changes what is below it, not what it is to bring', async () => {
    const seen = (await ask('zhao', 'GET', `/targets/${plan.id}`)).body
    expect(seen.nodes.map((node: Loose) => [node.name, node.parentId === null, node.editable])).toEqual([
      ['云帆east', true, false],
      ['云帆li', false, true],
    ])
    expect(JSON.stringify(seen)).not.toContain(nodeOf(plan, 'chen').id)
    const [li, east, chen] = ['li', 'east', 'chen'].map((name) => nodeOf(plan, name).id)
    const set = { kind: 'set', level: 'base', column: 'm1', value: 1, absorb: { by: 'parent' } }
    expect((await edit('zhao', plan.id, { ...set, node: east })).body.type).toBe('target-above-you')
    expect((await edit('zhao', plan.id, { ...set, node: li })).body.type).toBe('target-above-you')
    expect((await edit('zhao', plan.id, { ...set, node: chen })).status).toBe(403)
    expect((await edit('zhao', plan.id, { kind: 'scale', level: 'stretch', factor: 1.2 })).status).toBe(403)
  })
  test('with two people in the team, one gives to the other', async () => {
    const member = newId()
    await inOurs((tx) =>
      tx
        .insertInto('member')
        .values({
          org_id: ours.orgId,
          id: member,
          name: '云帆wang',
          name_key: '云帆wang',
          pinyin: 'yfwang',
          role: 'rep',
          team_id: ours.records.team,
          status: 'active',
          created_at: new Date('2026-05-20T00:00:00Z'),
        })
        .execute(),
    )
    ours.members.wang = member
    const added = await edit('zhao', plan.id, { kind: 'add', memberId: member })
    expect(added.status, JSON.stringify(added.body)).toBe(201)
    const wang = nodeOf(added.body, 'wang')
    expect(wang).toMatchObject({ startsOn: '2026-05-20', editable: true })
    const li = nodeOf(added.body, 'li').id
    const changed = await edit('zhao', plan.id, {
      kind: 'set',
      level: 'base',
      node: wang.id,
      column: 'm8',
      value: 50_000,
      absorb: { by: 'sibling', node: li },
    })
    expect(changed.status, JSON.stringify(changed.body)).toBe(201)
    const recut = await edit('zhao', plan.id, { kind: 'recut', level: 'stretch', node: nodeOf(plan, 'east').id })
    expect(recut.status).toBe(201)
    expect(figure(recut.body, 'wang', 'm1', 'stretch')).toBe(0)
    const whole = (await ask('director', 'GET', `/targets/${plan.id}`)).body
    expect(figure(whole, '全公司')).toBe(figure(plan, '全公司'))
    plan = whole
  })
  test('reps see no draft; readers see it and change nothing', async () => {
    expect((await ask('li', 'GET', `/targets/${plan.id}`)).status).toBe(404)
    expect((await ask('li', 'GET', '/targets')).body.items).toEqual([])
    expect((await ask('auditor', 'GET', `/targets/${plan.id}`)).body.permissions.edit.code).toBe('forbidden')
    expect((await ask('presales', 'GET', '/targets')).status).toBe(403)
  })
})

describe('versions', () => {
  test('submitted by one, approved by the superior, then in force', async () => {
    expect((await step('zhao', plan.id, 'submit', '请审')).body.state).toBe('submitted')
    const waiting = (as: keyof Staffed['tokens'], query = '') => ask(as, 'GET', `/targets/decisions?${query}`)
    const [asked] = (await waiting('director')).body.items
    expect(asked).toMatchObject({
      id: plan.id,
      submittedNote: '请审',
      sumInForce: null,
      permissions: { approve: null, return: null },
    })
    expect(asked.sum).toBe(figure(plan, '全公司'))
    // who submitted it waits, others are not asked; what is not yet in force is no rep's to see
    expect((await waiting('zhao')).body.items).toEqual([])
    const [mine] = (await waiting('zhao', 'who=asked-by-me')).body.items
    expect(mine).toMatchObject({ id: plan.id, permissions: { withdraw: null, approve: { code: 'target-not-your-decision' } } })
    expect(mine.sum).toBe(figure(plan, '云帆east'))
    for (const query of ['', 'who=within-reach']) expect((await waiting('li', query)).body.items, query).toEqual([])
    expect((await waiting('director', 'state=decided&who=within-reach')).body.items).toEqual([])
    const cell = { kind: 'set', level: 'base', node: nodeOf(plan, 'li').id, column: 'm1', value: 1, absorb: { by: 'parent' } }
    expect((await edit('director', plan.id, cell)).body.type).toBe('target-not-a-draft')
    expect((await step('zhao', plan.id, 'approve')).body.type).toBe('target-not-your-decision')
    const returned = await step('director', plan.id, 'return', '八月再斟酌')
    expect(returned.body.state).toBe('draft')
    await step('zhao', plan.id, 'submit')
    const approved = await step('director', plan.id, 'approve')
    expect(approved.body, JSON.stringify(approved.body)).toMatchObject({ state: 'approved', decidedBy: { name: '云帆director' } })
    const told = (await ask('director', 'GET', `/targets/${plan.id}/history`)).body.items
    expect(told.map((entry: Loose) => entry.what).slice(0, 4)).toEqual(['approve', 'submit', 'return', 'submit'])
    expect(told.find((entry: Loose) => entry.what === 'return')).toMatchObject({
      note: '八月再斟酌',
      by: { name: '云帆director' },
    })
    const seen = (await ask('li', 'GET', `/targets/${plan.id}`)).body
    expect(seen.nodes.map((node: Loose) => node.name)).toEqual(['云帆li'])
  })
  test('a change is another version, says why, and replaces the first when it is approved', async () => {
    const copy = (await ask('zhao', 'POST', '/targets', { year: 2026, measure: 'won-amount', from: 'copy', note: '王调来' })).body
    expect(copy).toMatchObject({ number: 2, state: 'draft', note: '王调来' })
    expect(figure(copy, 'li')).toBe(figure(plan, 'li'))
    const [li, wang] = ['li', 'wang'].map((name) => nodeOf(copy, name).id)
    await edit('zhao', copy.id, {
      kind: 'set',
      level: 'base',
      node: wang,
      column: 'm9',
      value: 70_000,
      absorb: { by: 'sibling', node: li },
    })
    expect((await step('director', copy.id, 'submit')).body.state).toBe('submitted')
    const [asked] = (await ask('admin', 'GET', '/targets/decisions')).body.items
    expect(asked).toMatchObject({ number: 2, sum: asked.sumInForce, changed: 2 })
    // the director's own superior is the administrator, who is away: neither a rep nor the director stands in for that, zhao does
    expect((await step('director', copy.id, 'approve')).body.type).toBe('target-not-your-decision')
    const away = (delegate: string, untilOn: string) =>
      ask('admin', 'POST', '/delegations', { delegateId: ours.members[delegate], fromOn: '2026-07-01', untilOn })
    const refusedTo = async (person: keyof Staffed['tokens']) => (await step(person, copy.id, 'approve')).body.type
    for (const [delegate, until] of [
      ['li', '2026-07-31'],
      ['director', '2026-07-31'],
      ['zhao', '2026-07-14'],
    ] as const) {
      // prettier-ignore
      const { id } = (await away(delegate, until)).body
      expect(await refusedTo(delegate), delegate).toMatch(/^(forbidden|target-not-your-decision)$/)
      expect((await ask(delegate, 'GET', '/targets/decisions')).body.items, delegate).toEqual([])
      await ask('admin', 'DELETE', `/delegations/${id}`)
    }
    expect((await away('zhao', '2026-07-15')).status).toBe(201)
    const [hers] = (await ask('zhao', 'GET', '/targets/decisions')).body.items
    expect(hers).toMatchObject({ number: 2, sum: asked.sum, changed: 2, insteadOf: { id: ours.members['admin'] } })
    expect((await step('zhao', copy.id, 'approve', '代批')).body).toMatchObject({
      state: 'approved',
      decidedBy: { id: ours.members['zhao'] },
    })
    const trail = (await ask('admin', 'GET', `/audit?entityId=${copy.id}`)).body.items
    const onRecord = trail.find(({ action }: Loose) => action === 'approved').changes
    expect(onRecord.map(({ field }: Loose) => field)).toContain('insteadOfId')
    const all = (await ask('li', 'GET', '/targets?year=2026')).body.items
    expect(all.map((one: Loose) => [one.number, one.state])).toEqual([
      [2, 'approved'],
      [1, 'replaced'],
    ])
    // a rep reads of a decided plan the own figures alone
    const decided = (await ask('li', 'GET', '/targets/decisions?who=within-reach')).body.items
    expect(decided.map((one: Loose) => [one.number, one.state])).toEqual([
      [2, 'approved'],
      [1, 'replaced'],
    ])
    expect(decided[0].sum).toBe(figure((await ask('li', 'GET', `/targets/${copy.id}`)).body, 'li'))
    plan = (await ask('director', 'GET', `/targets/${copy.id}`)).body
  })
})

test('who joined when weighs when a plan is cut, as the person’s record tells it', async () => {
  const [li, wang] = ['li', 'wang'].map((name) => ours.members[name]!) as [string, string]
  const joins = (as: keyof Staffed['tokens'], id: string, joinedOn: unknown) => ask(as, 'PATCH', `/members/${id}`, { joinedOn })
  expect((await joins('zhao', li, '2020-03-01')).status).toBe(403)
  for (const no of ['2020-02-30', 'gestern', 20200301]) expect((await joins('admin', li, no)).status, `${no}`).toBe(400)
  expect((await joins('admin', li, '2020-03-01')).body.joinedOn).toBe('2020-03-01')
  await joins('admin', wang, '2029-03-15')
  const drawn = (await ask('director', 'POST', '/targets', { year: 2029, measure: 'won-deals', from: 'figure', base: 120_000 }))
    .body
  const weights = (name: string) => drawn.weights.find((one: Loose) => one.nodeId === nodeOf(drawn, name).id).months
  expect(nodeOf(drawn, 'li')).toMatchObject({ startsOn: '2020-03-01', joinedOn: '2020-03-01', seniority: 1 })
  expect(weights('li')).toEqual(Array.from({ length: 12 }, () => 1.2))
  expect(weights('wang')).toEqual([0, 0, 0.33, 0.33, 0.33, 0.66, 0.66, 0.66, 1, 1, 1, 1])
  // nothing before the first day, then .33 against 1.2
  const months = (name: string): number[] =>
    drawn.lines.find((line: Loose) => line.level === 'base' && line.nodeId === nodeOf(drawn, name).id).months
  expect(months('wang').slice(0, 2)).toEqual([0, 0])
  expect(months('wang')[2]! / months('li')[2]!).toBeCloseTo(0.33 / 1.2, 2)
})

test('activities of several kinds are one target, counted together', async () => {
  const measure = 'activity-call.visit'
  const both = { year: 2026, measure, from: 'figure', base: 240 }
  for (const no of ['activity-visit.call', 'activity-call.dance', 'activity-call.', 'activity-call.visit.visit'])
    expect((await ask('director', 'POST', '/targets', { ...both, measure: no })).status, no).toBe(400)
  const made = (await ask('director', 'POST', '/targets', both)).body
  expect(made).toMatchObject({ measure, state: 'draft' })
  await inOurs(async (tx) => {
    const done = [['call', 1], ['visit', 2], ['visit', 3], ['email', 3]] as const // prettier-ignore
    const [owner_id, created_by] = [ours.members.li!, ours.members.li!]
    const rows = done.map(([kind, day]) => ({ org_id: ours.orgId, id: newId(), kind, customer_id: customer, owner_id, created_by, happened_at: new Date(`2026-07-0${day}T04:00:00Z`), recorded_at: now, content: '聊了' })) // prettier-ignore
    await insertMany(tx, 'activity', rows)
  })
  const of = async (asked: string) =>
    (await ask('director', 'GET', `/targets/attainment?column=m7&measure=${asked}`)).body.whole.actual
  expect([await of(measure), await of('activity-call'), await of('activity-visit')]).toEqual([3, 1, 2])
  await ask('director', 'DELETE', `/targets/${made.id}`)
})

describe('attainment', () => {
  beforeAll(() =>
    inOurs(async (tx) => {
      await win(tx, 'li', '2026-07-02T04:00:00Z', 100_000)
      // 23:30 in Shanghai on the last of June, and half an hour later
      await win(tx, 'li', '2026-06-30T15:30:00Z', 7)
      await win(tx, 'chen', '2026-06-30T16:30:00Z', 11)
      await win(tx, 'chen', '2026-07-03T04:00:00Z', 900_000, { currency: 'USD' })
      await open(tx, 'chen', 1000, 'USD')
      // whoever has it now did not win it
      await win(tx, 'li', '2026-07-06T04:00:00Z', 30_000, { owner_id: ours.members.chen })
    }),
  )
  const of = async (as: keyof Staffed['tokens'], query = '') =>
    (await ask(as, 'GET', `/targets/attainment?column=m7${query}`)).body

  test('counts what was won in the company’s zone for whoever owned it then, and says what it leaves out', async () => {
    const whole = await of('director')
    expect(whole).toMatchObject({ targetId: plan.id, today: '2026-07-15', otherCurrency: 1, scope: { kind: 'organisation' } })
    expect(whole.whole.actual).toBe(130_011)
    expect(whole.rows.map((row: Loose) => [row.name, row.attained.actual])).toEqual([
      ['云帆east', 130_000],
      ['云帆south', 11],
    ])
    expect(whole.rows.map((row: Loose) => row.rank)).toEqual([1, 2])
    expect(whole.whole.workdaysLeft).toBe(13)
    expect(whole.whole.catchUpPerDay).toBeCloseTo((whole.whole.target - 130_011) / 13)
    expect(whole.closing.work.deals).toBeCloseTo(whole.whole.gap / whole.closing.dealMinor)
  })
  test('what was won in another currency counts at the rate of its day once there is one', async () => {
    const { closing: before } = await of('chen')
    const rates = [{ currency: 'USD', day: '2026-07-01', rate: 7 }, { currency: 'USD', day: '2026-07-04', rate: 8 }] // prettier-ignore
    expect((await ask('admin', 'PUT', '/exchange-rates', { rates })).status).toBe(200)
    const whole = await of('director')
    expect(whole).toMatchObject({ otherCurrency: 0, whole: { actual: 130_011 + 7 * 900_000 } })
    expect(whole.rows.map((row: Loose) => row.attained.actual)).toEqual([130_000, 11 + 7 * 900_000])
    // and so in what a deal brings, and in the open pipeline at the rate of today
    const { closing } = await of('chen')
    expect(closing.dealMinor).toBe(Math.round((500_000 + 11 + 7 * 900_000) / 3))
    expect(closing.openMinor).toBe(before.openMinor + 8 * 1000)
    for (const { day } of rates) await ask('admin', 'DELETE', `/exchange-rates?currency=USD&day=${day}`)
    expect(await of('director')).toMatchObject({ otherCurrency: 1, whole: { actual: 130_011 } })
  })
  test('a person learns the own place and nobody else’s figures', async () => {
    const own = await of('li')
    expect(own.scope).toMatchObject({ kind: 'member', name: '云帆li' })
    expect(own.rank.company).toEqual({ place: 1, of: 2 })
    expect(own.rows).toEqual([])
    expect((await ask('li', 'GET', `/targets/attainment?owner=${ours.members.chen}`)).status).toBe(404)
  })
  test('deals and first purchases are counted too; without a plan there is no target', async () => {
    const deals = await of('director', '&measure=won-deals')
    expect(deals).toMatchObject({ targetId: null, whole: { actual: 4, target: 0, share: null } })
    const customers = await of('director', '&measure=new-customers')
    expect(customers.whole.actual).toBe(0)
    const visits = await of('director', '&measure=activity-visit')
    expect(visits.closing).toBeNull()
  })
  test('a month by days', async () => {
    const days = (await ask('li', 'GET', '/targets/day-plan?month=2026-07')).body
    expect(days.days).toHaveLength(31)
    expect(days.days.reduce((sum: number, one: Loose) => sum + one.planned, 0)).toBe(days.figure)
    expect(days.days[1]).toMatchObject({ day: '2026-07-02', actual: 100_000 })
  })
  test('others ask what a period asks of a scope', async () => {
    await inOurs(async (tx) => {
      const caller = (await readCaller(tx, ours.orgId, ours.members.director!, 'job', now))!
      const stored = (await loadPlan(tx, ours.orgId, plan.id))!
      const sheet = sheetOf(stored, 'base')
      const root = stored.nodes[0]!.id
      const asked = { measure: 'won-amount', from: '2026-07-01', to: '2026-10-01' } as const
      expect(await targetOf(tx, caller, { ...asked, scope: 'organisation' })).toBe(figureOf(sheet, root, 'q3'))
      const li = stored.nodes.find(({ memberId }) => memberId === ours.members.li)!.id
      expect(await targetOf(tx, caller, { ...asked, scope: { member: ours.members.li! } })).toBe(figureOf(sheet, li, 'q3'))
      const east = stored.nodes.find(({ teamId }) => teamId === ours.records.team)!.id
      expect(await targetOf(tx, caller, { ...asked, scope: { team: ours.records.team } })).toBe(figureOf(sheet, east, 'q3'))
      expect(await targetOf(tx, caller, { ...asked, from: '2027-01-01', to: '2027-02-01', scope: 'organisation' })).toBeNull()
      const rep = (await readCaller(tx, ours.orgId, ours.members.chen!, 'job', now))!
      expect(await targetOf(tx, rep, { ...asked, scope: 'organisation' })).toBeNull()
      expect(await targetOf(tx, rep, { ...asked, scope: { member: ours.members.li! } })).toBeNull()
    })
  })
})

test('a version goes out as a workbook, on record, and is archived', async () => {
  const file = await fetch(`${server.url}/api/v1/targets/${plan.id}/file?format=csv`, {
    headers: { authorization: `Bearer ${ours.tokens.director}` },
  })
  const lines = (await file.text()).replace(/^\uFEFF/, '').split(/\r?\n/)
  expect(lines[0]).toMatch(/^年度,指标,档位,团队,负责人,1月/)
  expect(lines.filter((line) => line.includes('云帆li'))).toHaveLength(3)
  expect((await ask('li', 'GET', `/targets/${plan.id}/file`)).status).toBe(403)
  expect((await ask('director', 'DELETE', `/targets/${plan.id}`)).status).toBe(204)
  expect((await ask('director', 'GET', '/targets/attainment')).body.targetId).toBeNull()
})
