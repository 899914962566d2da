import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, type Company, type Person } from '../../test/factories/a-company.ts'
import { aPipeline } from '../../test/factories/a-pipeline.ts'
import { writeSimulated } from '../../test/factories/simulated-deals.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { simulatedCompany } from '../../test/simulated-company.ts'
import { appendMany, blankDeal, loadMany, openMany, stagesForMany } from '../opportunities/commands/write-many.ts'
import { inOrganisation } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { forecastVerb } from './cli.ts'
import { train } from './commands/train.ts'
import { trainForecast } from './jobs.ts'
import { endTraining, insertTraining } from './store/trainings.ts'

const now = new Date('2026-10-20T03:00:00Z')
let server: TestServer
let company: Company
let ids: string[]
const tokens = {} as Record<Person | 'stranger', string>
const ask = (person: Person | 'stranger', method: string, path: string, body?: unknown) =>
  server.ask(method, '/api/v1' + path, { as: tokens[person], ...(body === undefined ? {} : { body }) })
const forecast = async (person: Person | 'stranger' = 'director', query = ''): Promise<Loose> => {
  const { status, body } = await ask(person, 'GET', `/forecast?period=2026-Q4${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const models = () =>
  company.within((tx) =>
    tx
      .selectFrom('forecast_model')
      .select(['id', 'model', 'backtest'])
      .where('org_id', '=', company.orgId)
      .orderBy('id')
      .execute(),
  )
/** Statements of the database's owner, one after the other. */
async function asOwner(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server.database.ownerUrl })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
/** A training as the job does it, in this thread. */
async function trainHere(): Promise<string> {
  const id = (await company.within((tx) => insertTraining(tx, company.orgId, now, null)))!
  await train(server.database.db, { orgId: company.orgId, trainingId: id, now: now.getTime() })
  return id
}

beforeAll(async () => {
  server = await aServer({ clock: { now: () => now } })
  const { db } = server.database
  company = await aCompany(db, { now })
  for (const person of Object.keys(company.member) as Person[]) tokens[person] = await tokenOf(db, company, person)
  tokens.stranger = await tokenOf(db, await aCompany(db, { now }), 'admin')
  const pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 5 }))
  const simulated = simulatedCompany({ closed: 500, years: 3, seed: 5 })
  const caller = await company.as('director', now)
  const { li, wang, chen } = company.member
  const shift = now.getTime() - Date.parse('2026-10-01T00:00:00+08:00')
  ids = await company.within((tx) =>
    writeSimulated(tx, caller, simulated, { pipelineId: pipeline.id, owners: [li, wang, chen], shift }),
  )
}, 240_000)
afterAll(() => server.close())

describe('before the first training', () => {
  test('configured chances stand in, without a range, and that is said', async () => {
    const found = await forecast()
    expect(found).toMatchObject({
      level: 0,
      p10Minor: null,
      p90Minor: null,
      chanceOfTarget: null,
      method: 'weighted',
      model: null,
    })
    expect(found.text[0].code).toBe('no-model')
    expect((await ask('director', 'GET', '/forecast/track-record')).body).toMatchObject({
      trainedAt: null,
      points: [],
      methods: expect.any(Array),
    })
  })
})

describe('a training', () => {
  test('is asked for by who leads everybody, once at a time', async () => {
    expect((await ask('li', 'POST', '/forecast/trainings')).status).toBe(403)
    expect((await ask('zhao', 'POST', '/forecast/trainings')).status).toBe(403)
    const { status, body } = await ask('director', 'POST', '/forecast/trainings')
    expect(status).toBe(201)
    expect((await ask('director', 'POST', '/forecast/trainings')).body.type).toBe('training-under-way')
    expect((await ask('director', 'GET', `/forecast/trainings/${body.id}`)).body).toMatchObject({
      status: 'waiting',
      progress: 0,
    })
    expect((await ask('stranger', 'GET', `/forecast/trainings/${body.id}`)).status).toBe(404)
    expect((await ask('director', 'POST', `/forecast/trainings/${body.id}/cancellation`)).status).toBe(204)
    expect((await ask('director', 'GET', `/forecast/trainings/${body.id}`)).body.status).toBe('cancelled')
    expect((await ask('director', 'POST', `/forecast/trainings/${body.id}/cancellation`)).status).toBe(409)
  })
  test('runs in a thread of its own and leaves a model', async () => {
    const id = (await company.within((tx) => insertTraining(tx, company.orgId, now, null)))!
    const job = {
      id: newId(),
      orgId: company.orgId,
      kind: 'forecast.train',
      payload: { trainingId: id, now: now.getTime() },
      attempt: 1,
    }
    await company.within((tx) => trainForecast(tx, job, server.database.db))
    expect((await ask('director', 'GET', `/forecast/trainings/${id}`)).body).toMatchObject({
      status: 'done',
      progress: 1,
      deals: ids.length,
    })
    expect(await models()).toHaveLength(1)
  }, 180_000)
  test('killed half-way leaves the old model, and begins again cleanly', async () => {
    const id = (await company.within((tx) => insertTraining(tx, company.orgId, now, null)))!
    await company.within((tx) => sql`update forecast_training set status = 'running', progress = .4 where id = ${id}`.execute(tx))
    expect(await models()).toHaveLength(1)
    expect((await forecast()).model).not.toBeNull()
    await train(server.database.db, { orgId: company.orgId, trainingId: id, now: now.getTime() })
    const [first, second] = await models()
    // the same history and day: the same model
    expect(second!.model).toEqual(first!.model)
    expect(second!.backtest).toEqual(first!.backtest)
  }, 180_000)
  test('asked to stop while it runs, stores nothing', async () => {
    const id = (await company.within((tx) => insertTraining(tx, company.orgId, now, null)))!
    await company.within((tx) => sql`update forecast_training set cancel_asked_at = now() where id = ${id}`.execute(tx))
    await train(server.database.db, { orgId: company.orgId, trainingId: id, now: now.getTime() })
    expect((await ask('director', 'GET', `/forecast/trainings/${id}`)).body).toMatchObject({ status: 'cancelled' })
    expect(await models()).toHaveLength(2)
    expect(await company.within((tx) => endTraining(tx, company.orgId, id, { status: 'done', at: now }))).toBe(false)
  }, 120_000)
  test('learns nothing from what was written at or after the end of a deal', async () => {
    const { db } = server.database
    await inOrganisation(db, company.orgId, async (tx) => {
      // after the end of each won deal somebody writes a giant amount and every element as confirmed, dated long before
      await sql`insert into field_event (org_id, id, opportunity_id, field, old, new, occurred_at, recorded_at, actor_id)
        select org_id, gen_random_uuid(), id, f, 'null', '{"state": "confirmed"}', entered_at, closed_at + interval '1 hour', owner_id
        from opportunity, unnest(array['element:demand', 'element:budget']) f where org_id = ${company.orgId} and status = 'won'`.execute(
        tx,
      )
    })
    await trainHere()
    const all = await models()
    const told = (at: number) => (all[at]!.backtest as Loose).points.map(({ forecasts }: Loose) => forecasts)
    expect(told(2)).toEqual(told(0))
  }, 180_000)
})

describe('the forecast', () => {
  test('has three parts, a range in order, and is the same on every reload', async () => {
    const found = await forecast()
    expect(found.level).toBeGreaterThanOrEqual(2)
    expect(found.totalMinor).toBe(found.closedWonMinor + found.openExpectedMinor + found.newExpectedMinor)
    expect(found.p10Minor).toBeLessThanOrEqual(found.p50Minor)
    expect(found.p50Minor).toBeLessThanOrEqual(found.p90Minor)
    expect(found.p10Minor).toBeGreaterThanOrEqual(found.closedWonMinor)
    expect(found.method).toBe('hazard')
    expect(found.earned).toBe(true)
    expect(found.newExpectedMinor).toBeGreaterThan(0)
    expect(found.backtest.wape).toBeLessThan(found.backtest.runRateWape)
    const again = await forecast()
    expect(again).toEqual(found)
    for (const { sentence } of found.text) expect(sentence).not.toContain('{{')
  })
  test('is given without its range to who does not wait, with how far the simulation is', async () => {
    const early = await forecast('director', '&simulation=later&owner=' + company.member.wang)
    expect(early.totalMinor).toBeGreaterThan(0)
    if (early.simulation.status === 'running')
      expect(early).toMatchObject({ p10Minor: null, p90Minor: null, chanceOfTarget: null })
    const whole = await forecast('director', '&owner=' + company.member.wang)
    expect(whole.simulation).toEqual({ id: early.simulation.id, status: 'done', progress: 1 })
    expect(whole.p10Minor).toBeLessThanOrEqual(whole.p90Minor)
    const at = `/forecast/simulations/${whole.simulation.id}`
    expect((await ask('director', 'GET', at)).body).toEqual(whole.simulation)
    expect((await ask('director', 'POST', at + '/cancellation')).body.type).toBe('simulation-over')
    expect((await ask('stranger', 'GET', at)).status).toBe(404)
    expect((await ask('stranger', 'POST', at + '/cancellation')).status).toBe(404)
  })
  test('is of everybody, a team, or oneself, and the parts add up', async () => {
    const everybody = await forecast()
    const zhao = await forecast('zhao')
    const [li, wang, chen] = await Promise.all([
      forecast('li'),
      forecast('director', `&owner=${company.member.wang}`),
      forecast('chen'),
    ])
    expect(li.scope).toMatchObject({ kind: 'member', id: company.member.li })
    expect(li.closedWonMinor + wang.closedWonMinor).toBe(zhao.closedWonMinor)
    expect(zhao.closedWonMinor + chen.closedWonMinor).toBe(everybody.closedWonMinor)
    expect(Math.abs(zhao.openExpectedMinor + chen.openExpectedMinor - everybody.openExpectedMinor)).toBeLessThanOrEqual(2)
    expect((await ask('li', 'GET', `/forecast?owner=${company.member.wang}`)).status).toBe(404)
    expect((await ask('zhao', 'GET', `/forecast?team=${company.team.south}`)).status).toBe(404)
    expect((await ask('director', 'GET', '/forecast?period=2026-Q9')).status).toBe(400)
    expect((await ask('director', 'GET', '/forecast?pipeline=nothing')).status).toBe(404)
    expect((await forecast('stranger')).open.deals).toBe(0)
  })
  test('is told in the terminal, with the method and how right it was', async () => {
    const client = {
      call: async (method: string, path: string, given?: { query?: Record<string, unknown> }) => {
        const { status, body } = await ask(
          'director',
          method,
          `${path}?${String(new URLSearchParams(given?.query as Record<string, string>))}`,
        )
        expect(status, JSON.stringify(body)).toBe(200)
        return body
      },
    }
    const given = { client, options: { period: '2026-Q4', owner: company.member.wang, token: 'not of the question' }, args: [] }
    const { value, lines } = (await forecastVerb.run(given as never)) as { value: Loose; lines: string[] }
    expect(value).toEqual(await forecast('director', `&owner=${company.member.wang}`))
    expect(lines[0]).toBe(`2026-Q4, CNY, level ${value.level}`)
    const figure = (name: string) => lines.find((line) => line.startsWith(name))!.slice(22)
    const money = (minor: number) => (minor / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    expect(figure('total')).toBe(money(value.totalMinor))
    expect(figure('P10 / P50 / P90')).toBe([value.p10Minor, value.p50Minor, value.p90Minor].map(money).join(' / '))
    expect(figure('target')).toBe('-')
    expect(figure('method')).toBe('hazard')
    expect(figure('past error (WAPE)')).toMatch(/^\d+\.\d%$/)
    expect(lines.slice(-value.text.length)).toEqual(value.text.map(({ sentence }: Loose) => sentence))
  })
  test('of a past day is made of what was known then', async () => {
    const then = await forecast('director', '&asOf=2026-10-05')
    const today = await forecast()
    expect(then.asOf).toBe('2026-10-05')
    expect(then.closedWonMinor).toBeLessThanOrEqual(today.closedWonMinor)
    expect(then.categories).toBeNull()
    expect(then.text.map(({ code }: Loose) => code)).toContain('model-later')
  })
  test('has a track record; money of it only for who reaches everybody', async () => {
    const { body } = await ask('director', 'GET', '/forecast/track-record')
    expect(body.points.length).toBeGreaterThan(12)
    expect(body.chances.find(({ key }: Loose) => key === 'hazard')).toMatchObject({ bins: expect.any(Array) })
    const own = (await ask('li', 'GET', '/forecast/track-record')).body
    expect(own.points).toEqual([])
    expect(own.methods.every(({ pinball }: Loose) => pinball === null)).toBe(true)
  })
  test('lists who will win and lose, dates that do not hold, and explains a deal', async () => {
    for (const list of ['will-win', 'will-lose', 'close-dates', 'slow']) {
      const { status, body } = await ask('director', 'GET', `/forecast/deals?list=${list}&limit=3`)
      expect(status, JSON.stringify(body)).toBe(200)
      for (const deal of body.items) {
        for (const { sentence } of deal.reasons) expect(sentence).not.toContain('{{')
        const one = await ask('director', 'GET', `/opportunities/${deal.id}/forecast`)
        expect(one.status, JSON.stringify(one.body)).toBe(200)
        expect(one.body.version).toMatch(/^2026-10-20\./)
        expect(one.body.chance).toBeCloseTo(deal.chance, 6)
        if (deal.ownerId !== company.member.li)
          expect((await ask('li', 'GET', `/opportunities/${deal.id}/forecast`)).status).toBe(404)
      }
    }
    expect((await ask('director', 'GET', `/opportunities/${newId()}/forecast`)).status).toBe(404)
  })
})

describe('hostile figures', () => {
  test('a date in 2099, a missing amount, another currency and one giant deal leave finite numbers, and are told', async () => {
    const open = await company.within((tx) =>
      tx
        .selectFrom('opportunity')
        .select('id')
        .where('org_id', '=', company.orgId)
        .where('status', '=', 'open')
        .limit(4)
        .execute(),
    )
    const change = (at: number, set: string) =>
      company.within((tx) => sql`${sql.raw(`update opportunity set ${set}`)} where id = ${open[at]!.id}`.execute(tx))
    const span = (at: number, set: string) =>
      company.within((tx) =>
        sql`${sql.raw(`update opportunity_span set ${set}`)} where opportunity_id = ${open[at]!.id}`.execute(tx),
      )
    await span(0, `expected_close_on = '2099-12-31'`)
    await span(1, 'amount_minor = null')
    await change(2, `currency = 'USD'`)
    await span(3, 'amount_minor = 9000000000000')
    const found = await forecast('director', '&asOf=2026-10-19')
    for (const key of ['p10Minor', 'p50Minor', 'p90Minor', 'totalMinor', 'openExpectedMinor'])
      expect(Number.isFinite(found[key])).toBe(true)
    expect(found.otherCurrency).toEqual([
      { currency: 'USD', deals: 1, amountMinor: expect.any(Number), rate: null, rateOn: null },
    ])
    expect(found.withoutAmount.deals).toBe(1)
    expect(found.p10Minor).toBeLessThanOrEqual(found.p90Minor)
  })
  test('other currencies count at the rate of the day once somebody has entered one: open ones of the asked day, won ones of their own', async () => {
    const set = (person: Person | 'stranger', rates: unknown) => ask(person, 'PUT', '/exchange-rates', { rates })
    // a rate of a currency that nobody uses changes nothing but what is remembered
    await set('admin', [{ currency: 'EUR', day: '2026-10-01', rate: 8 }])
    await ask('admin', 'DELETE', '/exchange-rates?currency=EUR&day=2026-10-01')
    const before = await forecast()
    expect((await set('zhao', [{ currency: 'USD', day: '2026-10-01', rate: 7 }])).status).toBe(403)
    expect((await set('admin', [{ currency: 'CNY', day: '2026-10-01', rate: 1 }])).body.type).toBe('rate-of-own-currency')
    expect((await set('admin', [{ currency: 'USD', day: '2026-10-01', rate: -7 }])).status).toBe(400)
    const rates = [
      { currency: 'USD', day: '2026-10-01', rate: 7 },
      { currency: 'USD', day: '2026-10-20', rate: 8 },
    ]
    expect((await set('admin', rates)).body.items.map(({ day, rate }: Loose) => [day, rate])).toEqual([
      ['2026-10-20', 8],
      ['2026-10-01', 7],
    ])
    expect((await ask('stranger', 'GET', '/exchange-rates')).body.items).toEqual([])
    const [{ amountMinor }] = before.otherCurrency
    const worth = async (asOf = '') => (await forecast('director', asOf)).open
    const today = await forecast()
    expect(today.otherCurrency).toEqual([{ currency: 'USD', deals: 1, amountMinor, rate: 8, rateOn: '2026-10-20' }])
    expect(today.open).toEqual({ deals: before.open.deals + 1, amountMinor: before.open.amountMinor + 8 * amountMinor })
    expect((await worth('&asOf=2026-10-19')).amountMinor - 7 * amountMinor).toBe(
      (
        await (async () => {
          await ask('admin', 'DELETE', '/exchange-rates?currency=USD&day=2026-10-01')
          await ask('admin', 'DELETE', '/exchange-rates?currency=USD&day=2026-10-20')
          return worth('&asOf=2026-10-19')
        })()
      ).amountMinor,
    )
    expect((await ask('admin', 'DELETE', '/exchange-rates?currency=USD&day=2026-10-20')).status).toBe(404)
    // a deal won in dollars counts at the rate of the day it was won, whatever came later
    await set('admin', rates)
    const { rows } = await company.within((tx) =>
      sql<{ id: string; amount: number }>`update opportunity set currency = 'USD' where id = (select id from opportunity
        where org_id = ${company.orgId} and status = 'won' and closed_at >= '2026-10-02' and closed_at < '2026-10-19' order by id limit 1)
        returning id, amount_minor as amount`.execute(tx),
    )
    await set('admin', [{ currency: 'USD', day: '2026-10-21', rate: 9 }])
    expect((await forecast()).closedWonMinor - today.closedWonMinor).toBe(6 * Number(rows[0]!.amount))
  })
})

test('losers that an import dates back before the review: the log says when they were written, and nothing said of the past moves', async () => {
  const caller = await company.as('director', now)
  const [came, lostOn] = [Date.parse('2026-06-10T10:00:00+08:00'), Date.parse('2026-07-20T10:00:00+08:00')]
  const event = (kind: 'enter' | 'lose', to: string | null, occurredAt: number, recordedAt: number, more = {}) =>
    ({ id: newId(), kind, fromStageId: null, toStageId: to, occurredAt, recordedAt, annulsId: null, ...more }) // prettier-ignore
  const stages = await company.within(async (tx) => {
    const pipeline = await tx.selectFrom('opportunity').select('pipeline_id').where('id', '=', ids[0]!).executeTakeFirstOrThrow()
    return stagesForMany(tx, company.orgId, pipeline.pipeline_id)
  })
  const stale = Array.from({ length: 10 }, (_, at) => {
    const row = Object.assign(blankDeal(caller), { name: `拖着的 ${at}`, pipeline_id: stages[0]!.pipelineId, owner_id: company.member.li, credit_owner_id: company.member.li, amount_minor: 9_000_000, expected_close_on: '2026-09-20', created_at: new Date(came) }) // prettier-ignore
    return { row, events: [event('enter', stages[2]!.id, came, came, { pipelineVersion: 1 })] }
  })
  await company.within((tx) => openMany(tx, caller, stale, stages))
  const losers = stale.map(({ row }) => row.id)
  await trainHere()
  const before = (await models()).at(-1)!.backtest as Loose
  // as a log of stage changes brings it: facts from elsewhere, of no version of the process
  await company.within(async (tx) => {
    const loaded = await loadMany(tx, company.orgId, losers)
    const changes = [...loaded.values()].map((deal) => ({ deal, stageEvents: [event('lose', null, lostOn, now.getTime(), { externalKey: `log:${deal.row.id}` })], fieldEvents: [], set: {} })) // prettier-ignore
    const audit = losers.map((entityId) => ({ entityKind: 'opportunity', entityId, action: 'changed' as const, before: {}, after: { history: ['lose'] } })) // prettier-ignore
    await appendMany(tx, caller, changes, stages, audit)
  })
  const { body } = await ask('director', 'GET', `/opportunities/${losers[0]}/history?limit=1`)
  expect(body.items[0]).toMatchObject({ kind: 'lose', actor: { id: company.member.director } })
  expect([body.items[0].occurredAt, body.items[0].recordedAt].map(Date.parse)).toEqual([lostOn, now.getTime()])
  const { rows } = await company.within((tx) =>
    sql`select from audit_entry where action = 'changed' and actor_id = ${company.member.director} and entity_id = any(${losers}::uuid[])`.execute(
      tx,
    ),
  )
  expect(rows).toHaveLength(10)
  // they were open all the third quarter as far as anybody knew, whatever date their end bears
  await trainHere()
  const after = (await models()).at(-1)!.backtest as Loose
  expect(after.points).toEqual(before.points)
  expect(after.chances).toEqual(before.chances)
  expect(after.backdated).toBe(10)
  const record = (await ask('director', 'GET', '/forecast/track-record')).body
  expect(record.text.find(({ code }: Loose) => code === 'backdated').sentence).toContain('10')
}, 240_000)

describe('losers taken away before the review', () => {
  test('change nothing that was forecast before, make no chance look better, and are told', async () => {
    const record = async () => {
      await trainHere()
      const { model, backtest } = (await models()).at(-1)! as Loose
      return { hazard: model.pipelines[0].hazard as number[], backtest }
    }
    const before = await record()
    const stale = await company.within((tx) =>
      tx
        .selectFrom('opportunity')
        .select('id')
        .where('org_id', '=', company.orgId)
        .where('status', '=', 'open')
        .orderBy('stage_since')
        .limit(25)
        .execute(),
    )
    const others = stale.splice(15)
    for (const { id } of stale) expect((await ask('director', 'DELETE', `/opportunities/${id}`)).status).toBe(204)
    const after = await record()
    expect(after.backtest.removed).toBe(15)
    expect(after.backtest.points).toEqual(before.backtest.points)
    // weeks in which nothing was won stay: the chances are those of before
    after.hazard.forEach((chance, at) => expect(chance).toBeCloseTo(before.hazard[at]!, 6))
    const { body } = await ask('director', 'GET', '/forecast/track-record')
    expect(body.text.find(({ code }: Loose) => code === 'removed').sentence).toContain('15')
    const trail = await company.within((tx) =>
      sql`select from audit_entry where org_id = ${company.orgId} and action = 'archived' and entity_id = any(${stale.map(({ id }) => id)}::uuid[])`.execute(
        tx,
      ),
    )
    expect(trail.rows).toHaveLength(15)
    const names = { 'zh-CN': '不买了', 'zh-TW': '不買了', en: 'No purchase' }
    expect((await ask('admin', 'PUT', '/loss-reasons/no-decision', { names })).status).toBe(200)
    // others are terminated or lost on the eve: what was told of past periods stays
    for (const [at, { id }] of others.entries()) {
      const given = { outcome: at % 2 === 0 ? 'terminated' : 'lost', reasonKey: 'no-decision' }
      expect((await ask('director', 'POST', `/opportunities/${id}/outcomes`, given)).status).toBe(201)
    }
    expect((await record()).backtest.points).toEqual(before.backtest.points)
  }, 240_000)
})

test('a training that dies while it stores leaves neither half a model nor its own end, is tried again, and told when it failed for good', async () => {
  const known = (await models()).length
  const id = (await company.within((tx) => insertTraining(tx, company.orgId, now, null)))!
  const { db } = server.database
  // the model is written by then, its end told, and the old chances are gone
  await asOwner(
    `create function killed() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`,
    'create trigger killed before insert on stage_published for each row execute function killed()',
  )
  await expect(train(db, { orgId: company.orgId, trainingId: id, now: now.getTime() })).rejects.toThrow('killed')
  expect(await models()).toHaveLength(known)
  expect((await ask('director', 'GET', `/forecast/trainings/${id}`)).body).toMatchObject({ status: 'running' })
  // the job tries five times; then it is told that it failed, and whoever may can start another
  const payload = { trainingId: id, now: now.getTime() }
  const last = { id: newId(), orgId: company.orgId, kind: 'forecast.train', payload, attempt: 5 }
  await expect(company.within((tx) => trainForecast(tx, last, db))).rejects.toThrow('killed')
  await asOwner('drop trigger killed on stage_published', 'drop function killed')
  expect((await ask('director', 'GET', `/forecast/trainings/${id}`)).body).toMatchObject({
    status: 'failed',
    text: { code: 'failed', sentence: expect.any(String) },
  })
  const { status, body } = await ask('director', 'POST', '/forecast/trainings')
  expect(status).toBe(201)
  await train(db, { orgId: company.orgId, trainingId: body.id, now: now.getTime() })
  expect(await models()).toHaveLength(known + 1)
  expect((await ask('director', 'GET', `/forecast/trainings/${body.id}`)).body).toMatchObject({ status: 'done', progress: 1 })
}, 240_000)
