import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { aDeal } from '../../test/factories/a-company.ts'
import { aServer, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'

/** Wednesday; the window of 91 days has 65 week days less the holidays of Labour Day and Dragon Boat. */
const now = new Date('2026-07-15T02:00:00Z')
const clock = { now: () => new Date() }
const days = (count: number): Date => new Date(now.getTime() - count * 86_400_000)

let server: TestServer
let ours: Staffed
let foreign: Staffed
let customer: string

const ask = (
  as: keyof Staffed['tokens'],
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
  of = ours,
) =>
  server.ask(method, `/api/v1${path}`, {
    as: of.tokens[as],
    ...(body === undefined ? {} : { body }),
    ...(headers ? { headers } : {}),
  })

interface Told {
  owner: string
  entered: number
  status?: string
  closed?: number
  amount?: number
}
async function deal(tx: Tx, { owner, entered, status = 'open', closed, amount }: Told): Promise<string> {
  const id = await aDeal(tx, ours.orgId, { customerId: customer, ownerId: ours.members[owner]!, status })
  await tx
    .updateTable('opportunity')
    .set({
      entered_at: days(entered),
      closed_at: closed === undefined ? null : days(closed),
      amount_minor: amount ?? null,
      external_id: id,
    })
    .where('id', '=', id)
    .execute()
  return id
}
const talk = (tx: Tx, owner: string, ago: number, more: Record<string, unknown> = {}) =>
  tx
    .insertInto('activity')
    .values({
      org_id: ours.orgId,
      id: newId(),
      kind: 'call',
      owner_id: ours.members[owner]!,
      happened_at: days(ago),
      recorded_at: days(ago),
      customer_id: customer,
      content: '电话',
      created_by: ours.members[owner]!,
      ...more,
    })
    .execute()

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  foreign = await aStaffedCompany(server, '外邦')
  customer = ours.records.customer
  clock.now = () => now
  await inOrganisation(server.database.db, ours.orgId, async (tx) => {
    await tx.deleteFrom('activity').where('org_id', '=', ours.orgId).execute()
    // li: 10 ripe prospects, 4 bought for 10 000 each; chen: 20 ripe, 2 bought
    for (let at = 0; at < 10; at++)
      await deal(
        tx,
        at < 4
          ? { owner: 'li', entered: 200, status: 'won', closed: 150, amount: 1_000_000 }
          : { owner: 'li', entered: 200, status: 'lost', closed: 160 },
      )
    for (let at = 0; at < 20; at++)
      await deal(
        tx,
        at < 2
          ? { owner: 'chen', entered: 210, status: 'won', closed: 150, amount: 1_000_000 }
          : { owner: 'chen', entered: 210, status: 'lost', closed: 160 },
      )
    // li received 13 in the window, met each once for 40 minutes and again for 20; three plans came to nothing
    for (let at = 0; at < 13; at++) {
      const id = await deal(tx, { owner: 'li', entered: 40 + at })
      await talk(tx, 'li', 39 + at, { opportunity_id: id, duration_minutes: 40 })
      await talk(tx, 'li', 30, {
        opportunity_id: id,
        duration_minutes: 20,
        ...(at < 3 ? { next_step: '再打电话', next_step_on: '2026-07-01' } : {}),
      })
    }
  })
}, 120_000)
afterAll(() => server.close())

describe('inputs from the records', () => {
  test('of one person: arrivals, conversion, deal, minutes, follow-ups made and missed', async () => {
    const { status, body } = await ask('director', 'GET', `/capacity?owner=${ours.members.li}`)
    expect(status).toBe(200)
    const { inputs, window, conversion } = body
    expect(window).toMatchObject({ from: '2026-04-15', to: '2026-07-15' })
    const workdays = window.workdays as number
    expect(workdays).toBeGreaterThan(58)
    expect(workdays).toBeLessThanOrEqual(65)
    expect(conversion.tally).toEqual({ successes: 4, n: 10 })
    expect(inputs.conversion).toMatchObject({ value: 0.4, from: 'records', n: 10 })
    expect(inputs.dealMinor).toMatchObject({ value: 1_000_000, n: 4 })
    expect(inputs.minutesNew).toMatchObject({ value: 40, n: 13 })
    expect(inputs.minutesFollowUp).toMatchObject({ value: 20, n: 13 })
    expect(inputs.arrivals.value).toBeCloseTo(13 / workdays, 6)
    expect(inputs.followUpsDone.value).toBeCloseTo(13 / workdays, 6)
    expect(inputs.followUpsDue.value).toBeCloseTo(16 / workdays, 6)
    expect(inputs.adminMinutes).toEqual({ value: 60, recorded: null, n: null, from: 'usual' })
    expect(inputs.reps.value).toBe(1)
    expect(inputs.workdays.value).toBe(23)
    expect(inputs.targetMinor.value).toBe(Math.round(4_000_000 / 12))
  })
  test('others within reach are the benchmark; alone it is one’s own past', async () => {
    const { body } = await ask('director', 'GET', `/capacity?owner=${ours.members.chen}`)
    expect(body.conversion).toMatchObject({
      tally: { successes: 2, n: 20 },
      benchmarkFrom: 'others',
      benchmarkTally: { successes: 4, n: 10 },
    })
    const own = await ask('li', 'GET', '/capacity')
    expect(own.body.scope).toMatchObject({ kind: 'member', id: ours.members.li })
    expect(own.body.conversion).toMatchObject({ benchmark: null, benchmarkFrom: null })
  })
  test('the company is the sum of its teams, and each part carries its share of the target', async () => {
    const { body } = await ask('director', 'GET', '/capacity')
    expect(body.scope).toEqual({ kind: 'organisation', id: null, name: '全公司' })
    expect(body.parts.map(({ name }: { name: string }) => name)).toEqual(['云帆east', '云帆south'])
    expect(body.conversion.tally).toEqual({ successes: 6, n: 30 })
    const parts = body.parts as { inputs: { arrivals: { value: number }; targetMinor: { value: number } } }[]
    const sum = (of: 'arrivals' | 'targetMinor') => parts.reduce((total, { inputs }) => total + inputs[of].value, 0)
    expect(sum('arrivals')).toBeCloseTo(body.inputs.arrivals.value, 6)
    expect(Math.abs(sum('targetMinor') - body.inputs.targetMinor.value)).toBeLessThanOrEqual(1)
  })
  test('a company with nothing answers with what is usual', async () => {
    const { status, body } = await ask('chen', 'GET', '/capacity?month=2030-01', undefined, undefined, foreign)
    expect(status).toBe(200)
    expect(body.inputs.conversion).toMatchObject({ value: 0, from: 'usual' })
    expect(body.coverage).toMatchObject({ conversion: null, wonMinor: 0 })
  })
})

describe('whose figures', () => {
  test('a rep sees no team and nobody else, a supervisor no other team', async () => {
    for (const [as, path] of [
      ['li', `/capacity?owner=${ours.members.chen}`],
      ['li', `/capacity?team=${ours.records.team}`],
      ['zhao', `/capacity?owner=${ours.members.chen}`],
      ['director', `/capacity?owner=${foreign.members.li}`],
      ['director', `/capacity?team=${foreign.records.team}`],
      ['zhao', `/capacity/records?list=prospects&owner=${ours.members.chen}`],
    ] as const)
      expect((await ask(as, 'GET', path)).status, `${as} ${path}`).toBe(404)
    const { body } = await ask('zhao', 'GET', '/capacity')
    expect(body.scope).toMatchObject({ kind: 'team', id: ours.records.team })
    expect(body.conversion.tally).toEqual({ successes: 4, n: 10 })
    expect(body.conversion.benchmark).toBeNull()
  })
  test('marketing reads figures and no records; presales neither', async () => {
    expect((await ask('marketing', 'GET', '/capacity')).body.permissions.records.code).toBe('forbidden')
    expect((await ask('marketing', 'GET', '/capacity/records?list=won')).status).toBe(403)
    expect((await ask('presales', 'GET', '/capacity')).status).toBe(403)
  })
  test('nonsense is refused', async () => {
    for (const path of [
      '/capacity?month=2026-13',
      '/capacity?owner=x',
      '/capacity/records?list=all',
      '/capacity/records?list=won&limit=0',
    ])
      expect((await ask('director', 'GET', path)).status, path).toBe(400)
    for (const overrides of [
      { conversion: 1.1 },
      { conversion: 'viel' },
      { targetMinor: -1 },
      { workdays: 40 },
      { touches: 1e300 },
    ])
      expect((await ask('director', 'PUT', '/capacity/assumptions', { overrides })).status, JSON.stringify(overrides)).toBe(400)
  })
})

describe('the records behind', () => {
  test('add up to the figure, newest first, page by page', async () => {
    const path = `/capacity/records?owner=${ours.members.li}&limit=5`
    const first = await ask('li', 'GET', `${path}&list=prospects`)
    expect(first.body).toMatchObject({ total: 13 })
    const second = await ask('li', 'GET', `${path}&list=prospects&cursor=${first.body.nextCursor}`)
    const third = await ask('li', 'GET', `${path}&list=prospects&cursor=${second.body.nextCursor}`)
    const ids = [first, second, third].flatMap(({ body }) => body.items.map(({ id }: { id: string }) => id))
    expect(new Set(ids).size).toBe(13)
    expect(third.body.nextCursor).toBeNull()
    expect((await ask('li', 'GET', `${path}&list=missed`)).body).toMatchObject({
      total: 3,
      items: expect.arrayContaining([expect.objectContaining({ kind: 'activity', note: '2026-07-01 再打电话', minutes: 20 })]),
    })
    expect((await ask('li', 'GET', `${path}&list=won`)).body).toMatchObject({ total: 4 })
    expect((await ask('li', 'GET', `${path}&list=not-won`)).body).toMatchObject({ total: 6 })
    expect((await ask('li', 'GET', `${path}&list=activities`)).body).toMatchObject({ total: 26 })
    expect((await ask('director', 'GET', '/capacity/records?list=reps')).body).toMatchObject({ total: 2 })
    for (const list of ['chores', 'silent']) expect((await ask('li', 'GET', `${path}&list=${list}`)).status).toBe(200)
  })
})

describe('saved assumptions', () => {
  const save = (as: keyof Staffed['tokens'], body: unknown, match?: string) =>
    ask(as, 'PUT', '/capacity/assumptions', body, match ? { 'if-match': match } : undefined)

  test('hold instead of the records, for the team and for its part of the company', async () => {
    const team = ours.records.team
    expect((await save('zhao', { team, overrides: { targetMinor: 44_000_000, adminMinutes: 90 } })).body).toEqual({ version: 1 })
    const { body } = await ask('zhao', 'GET', '/capacity')
    expect(body.inputs.targetMinor).toMatchObject({ value: 44_000_000, from: 'saved', recorded: Math.round(4_000_000 / 12) })
    expect(body.saved).toMatchObject({ version: 1, updatedBy: '云帆zhao', overrides: { adminMinutes: 90 } })
    const whole = await ask('director', 'GET', '/capacity')
    expect(whole.body.parts[0].inputs.adminMinutes).toMatchObject({ value: 90, from: 'saved' })
    expect(whole.body.inputs.adminMinutes.from).toBe('usual')
  })
  test('a year’s target is cut by working days and the past', async () => {
    await save('director', { overrides: { yearTargetMinor: 1_200_000_000 } })
    const months = await Promise.all(
      Array.from(
        { length: 12 },
        async (_, at) =>
          (await ask('director', 'GET', `/capacity?month=2026-${String(at + 1).padStart(2, '0')}`)).body.inputs.targetMinor
            .value as number,
      ),
    )
    expect(months.reduce((sum, value) => sum + value, 0)).toBe(1_200_000_000)
    expect(months[1]).toBeLessThan(months[2]!)
  })
  test('only by those who lead everybody concerned; one’s own by oneself', async () => {
    expect((await save('li', { owner: ours.members.li, overrides: { reps: 1 } })).status).toBe(200)
    expect((await save('li', { team: ours.records.team, overrides: {} })).status).toBe(404)
    expect((await save('finance', { overrides: {} })).status).toBe(403)
    expect((await save('zhao', { owner: ours.members.chen, overrides: {} })).status).toBe(404)
    expect((await ask('zhao', 'GET', '/capacity')).body.permissions.save).toBeNull()
    expect((await ask('finance', 'GET', '/capacity')).body.permissions.save.code).toBe('forbidden')
  })
  test('an old version does not overwrite; of two at once one is refused', async () => {
    const team = ours.records.team
    expect((await save('zhao', { team, overrides: { reps: 3 } }, '7')).status).toBe(412)
    const both = await Promise.all([
      save('zhao', { team, overrides: { reps: 3 } }, '1'),
      save('director', { team, overrides: { reps: 5 } }, '1'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  })
  test('can be dropped, and the trail tells', async () => {
    const team = ours.records.team
    expect((await ask('zhao', 'DELETE', `/capacity/assumptions?team=${team}`)).status).toBe(204)
    expect((await ask('zhao', 'GET', '/capacity')).body.saved).toBeNull()
    const trail = await inOrganisation(server.database.db, ours.orgId, (tx) =>
      tx.selectFrom('audit_entry').select(['action', 'after']).where('entity_kind', '=', 'capacity').orderBy('id').execute(),
    )
    expect(trail[0]).toMatchObject({ action: 'created', after: { scope: 'team', adminMinutes: 90 } })
    expect(trail.length).toBeGreaterThan(3)
  })
})

describe('chores, as people say', () => {
  const none = { meetings: 0, paperwork: 0, approvals: 0, helping: 0, travel: 0, other: 0 }
  const tell = (as: keyof Staffed['tokens'], weekOn: string, minutes: object) =>
    ask(as, 'PUT', '/capacity/chores', { weekOn, minutes: { ...none, ...minutes } })

  test('the week before is asked for once; what is said is what the model reckons with, and said to be told', async () => {
    expect((await ask('li', 'GET', '/capacity/chores')).body).toMatchObject({ asked: '2026-07-06', due: true, weeks: [] })
    expect((await tell('li', '2026-07-06', { meetings: 40, paperwork: 50 })).body).toMatchObject({ totalMinutes: 90, version: 1 })
    expect((await tell('li', '2026-07-06', { meetings: 60, paperwork: 50 })).body).toMatchObject({
      totalMinutes: 110,
      version: 2,
    })
    expect((await tell('li', '2026-07-06', { meetings: 60, paperwork: 50 })).body).toMatchObject({ version: 2 })
    await tell('li', '2026-06-29', { travel: 90 })
    expect((await ask('li', 'GET', '/capacity/chores')).body).toMatchObject({
      due: false,
      weeks: [{ weekOn: '2026-07-06', minutes: { meetings: 60 } }, { weekOn: '2026-06-29' }],
    })
    const { body } = await ask('li', 'GET', '/capacity')
    expect(body.inputs.adminMinutes).toEqual({ value: 100, recorded: 100, n: 2, from: 'records' })
    expect((await ask('director', 'GET', `/capacity?owner=${ours.members.chen}`)).body.inputs.adminMinutes.from).toBe('usual')
    const list = (await ask('zhao', 'GET', `/capacity/records?list=chores&owner=${ours.members.li}`)).body
    expect(list.items[0]).toMatchObject({
      kind: 'chores',
      on: '2026-07-06',
      minutes: 110,
      note: '内部会议 60 分 · 报表与填系统 50 分',
    })
  })
  test('only by who sells, of a week that has begun and is not long gone, and of no more than a day has', async () => {
    for (const as of ['director', 'zhao', 'marketing'] as const) expect((await tell(as, '2026-07-06', {})).status, as).toBe(403)
    expect((await ask('director', 'GET', '/capacity/chores')).body).toMatchObject({
      due: false,
      permissions: { save: { code: 'chores-of-reps' } },
    })
    for (const weekOn of ['2026-07-07', '2026-07-20', '2026-04-06'])
      expect((await tell('li', weekOn, {})).body.type, weekOn).toBe('chores-week')
    expect((await tell('li', '2026-07-13', { other: 600, travel: 600, helping: 600 })).body.type).toBe('chores-too-much')
    expect((await tell('li', '2026-07-06', { meetings: 700 })).status).toBe(400)
    expect((await ask('chen', 'GET', '/capacity/chores')).body.weeks).toEqual([])
  })
})
