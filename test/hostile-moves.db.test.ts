import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { works } from '../src/apps/slices.ts'
import { inOrganisation, type Tx } from '../src/platform/database/connect.ts'
import type { PipelineFull } from '../src/pipelines/definition.ts'
import { rollingBack } from '../src/platform/http/answer.ts'
import { newId } from '../src/platform/ids.ts'
import { accept } from '../src/platform/refusal.ts'
import { askFor, runOne, type Work } from '../src/platform/jobs.ts'
import { keepStandings } from '../src/quality/commands/keep-up.ts'
import { defaultMechanism } from '../src/operating/mechanism.ts'
import { judgeKeyAccounts } from '../src/key-accounts/commands/judge.ts'
import { aCustomer, aDeal } from './factories/a-company.ts'
import { aServer, type Loose, type TestServer } from './server.ts'
import { aStaffedCompany, type Staffed } from './two-companies.ts'

let server: TestServer
let company: Staffed

beforeAll(async () => {
  server = await aServer()
  company = await aStaffedCompany(server, '恶意')
})
afterAll(() => server.close())

const ask = (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  as: keyof Staffed['tokens'] = 'li',
) => server.ask(method, `/api/v1${path}`, { as: company.tokens[as], headers, ...(body === undefined ? {} : { body }) })
const opened = async (): Promise<string> =>
  (await ask('POST', '/opportunities', { customerId: company.records.customer, name: `商机 ${Math.random()}` })).body.id
const move = (id: string, toStage: string, headers?: Record<string, string>) =>
  ask('POST', `/opportunities/${id}/stage-moves`, { toStage }, headers)
const kindsOf = async (id: string): Promise<string[]> =>
  (await ask('GET', `/opportunities/${id}/history`)).body.items.map(({ kind }: Loose) => kind)

test('a move sent twice under one key happens once and is answered alike; without a key the second is told where the deal is', async () => {
  const id = await opened()
  const key = { 'idempotency-key': `twice ${id}` }
  const [first, second] = [await move(id, 'need-discovery', key), await move(id, 'need-discovery', key)]
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.body).toEqual(first.body)
  expect(await kindsOf(id)).toEqual(['advance', 'enter'])
  const third = await move(id, 'need-discovery')
  expect([third.status, third.body.type]).toEqual([409, 'already-in-stage'])
  expect(await kindsOf(id)).toEqual(['advance', 'enter'])
})

test('of two moves at once one is made; the other hears that the deal is there, or that it has changed since it was read', async () => {
  const [blind, seen] = [await opened(), await opened()]
  const pair = await Promise.all([move(blind, 'need-discovery'), move(blind, 'need-discovery')])
  expect(pair.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(await kindsOf(blind)).toEqual(['advance', 'enter'])
  const { version } = (await ask('GET', `/opportunities/${seen}`)).body
  const match = { 'if-match': `"${version}"` }
  const race = await Promise.all([move(seen, 'need-discovery', match), move(seen, 'solution', match)])
  expect(race.map(({ status }) => status).sort()).toEqual([201, 412])
  expect(await kindsOf(seen)).toHaveLength(2)
})

test('an override that nobody may give is refused before any gate is asked, and leaves nothing', async () => {
  const id = await opened()
  const forged = await ask('POST', `/opportunities/${id}/stage-moves`, {
    toStage: 'need-discovery',
    override: { reason: '我说可以' },
  })
  expect([forged.status, forged.body.type]).toEqual([403, 'forbidden'])
  expect(await kindsOf(id)).toEqual(['enter'])
})

test('an override in somebody else’s name, without a reason, by a neighbour or for one’s own deal is none', async () => {
  const id = await opened()
  const override = { reason: '我说可以' }
  const told = async (as: keyof Staffed['tokens'], path: string, body: object) => {
    const { status, body: answer } = await ask('POST', path, body, {}, as)
    return [status, answer.type]
  }
  const moves = `/opportunities/${id}/stage-moves`
  const toStage = 'need-discovery'
  const claimed = { ...override, by: company.members.zhao, memberId: company.members.zhao }
  expect(await told('li', moves, { toStage, override: claimed, memberId: company.members.zhao, result: 'overridden' })).toEqual([
    403,
    'forbidden',
  ])
  expect(await told('li', `/opportunities/${id}/outcomes`, { outcome: 'won', override })).toEqual([403, 'forbidden'])
  expect(await told('chen', moves, { toStage, override })).toEqual([404, 'not-found'])
  expect(await told('auditor', moves, { toStage, override })).toEqual([403, 'forbidden'])
  expect((await told('zhao', moves, { toStage, override: { reason: '  ' } }))[0]).toBe(400)
  const bulk = await ask('POST', '/opportunity-moves', { ids: [id], toStage, dryRun: false, override })
  expect(bulk.body.results).toMatchObject([{ ok: false, problem: { type: 'forbidden' } }])
  expect(await kindsOf(id)).toEqual(['enter'])
  const own = await ask('POST', '/opportunities', { customerId: company.records.customer, name: '主管自己的单' }, {}, 'zhao')
  expect(own.status).toBe(201)
  expect(await told('zhao', `/opportunities/${own.body.id}/stage-moves`, { toStage, override })).toEqual([
    403,
    'override-not-yours',
  ])
})

const published = async (): Promise<{ definition: PipelineFull; version: number }> => {
  const { currentVersion } = (await ask('GET', '/pipelines')).body.items[0]
  const { status, body } = await ask('GET', `/pipelines/${company.records.pipeline}/versions/${currentVersion}`)
  expect({ status, problem: body.code }).toEqual({ status: 200, problem: undefined })
  return { definition: body.definition, version: currentVersion }
}

test('a pipeline of sixty stages is refused', async () => {
  const { definition, version } = await published()
  const stages = Array.from({ length: 60 }, (_, index) => ({ ...definition.stages[0]!, id: null, key: `stage-${index + 1}` }))
  const path = `/pipelines/${company.records.pipeline}/publications`
  const refused = await ask('POST', path, { definition: { ...definition, stages }, basedOn: version }, {}, 'admin')
  expect([400, 422]).toContain(refused.status)
  expect((await published()).version).toBe(version)
})

test('a criterion on a field that is gone asks for nothing', async () => {
  const { definition, version } = await published()
  const gone = [
    { kind: 'field', key: 'shoeSize', test: 'set' },
    { kind: 'element', key: 'no-such-element', atLeast: 'confirmed' },
    { kind: 'task', key: 'no-such-task' },
  ]
  const planted = {
    ...definition,
    stages: definition.stages.map((stage) => ({ ...stage, exit: { criteria: gone, mode: 'block', warnsUntil: null } })),
  }
  await inOrganisation(server.database.db, company.orgId, async (tx) => {
    await sql`insert into pipeline_version (org_id, pipeline_id, number, definition, published_at, published_by)
      values (${company.orgId}, ${company.records.pipeline}, ${version + 1}, ${JSON.stringify(planted)}::jsonb, now(), ${company.members.admin})`.execute(
      tx,
    )
    await sql`update pipeline set current_version = ${version + 1} where org_id = ${company.orgId} and id = ${company.records.pipeline}`.execute(
      tx,
    )
  })
  const id = await opened()
  const gates = await ask('GET', `/opportunities/${id}/gates`)
  expect(gates.body.moves.map(({ result }: Loose) => result)).not.toContain('refused')
  const moved = await move(id, 'solution')
  expect([moved.status, moved.body.missing]).toEqual([201, []])
})

const told = (replies: Loose[]): string[] => replies.map(({ status, body }) => (status < 400 ? 'done' : body.type)).toSorted()
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, company.orgId, work)
const aCustomerOf = (name: string): Promise<string> =>
  within((tx) => aCustomer(tx, company.orgId, { name, ownerId: company.members['li']! }))
const rule = { isOn: true, contactDays: 30, progressDays: null, warnDays: 5, protectedLevels: [], protectedGrades: [], protectedTiers: [], claimsPerDay: 2, claimsPerMonth: null, holdings: null, lockDays: 0, showsPhones: false } // prettier-ignore

describe('of two at once there is one winner, and the other is told:', () => {
  const both = async (...asked: Promise<Loose>[]): Promise<string[]> => told(await Promise.all(asked))

  test('plans begun, saved, reviewed and signed', async () => {
    const customerId = await aCustomerOf('两人的计划')
    const begin = (title: string) => ask('POST', '/account-plans', { customerId, title, fromOn: '2026-01-01', throughOn: '2036-12-31' }) // prettier-ignore
    const begun = await Promise.all([begin('甲'), begin('乙')])
    expect(told(begun)).toEqual(['done', 'plan-running'])
    const { id, document, version } = begun.find(({ status }) => status === 201)!.body
    const save = (title: string) => ask('PUT', `/account-plans/${id}`, { ...document, title }, { 'if-match': `"${version}"` })
    expect(await both(save('丙'), save('丁'))).toEqual(['done', 'version-conflict'])
    const review = { heldOn: '2026-02-01', reached: '原话', ahead: '', goals: [], nextReviewOn: null }
    const path = `/account-plans/${id}/reviews`
    const reviewId = (await ask('POST', path, review)).body.reviews[0].id
    const sign = (as: 'zhao' | 'director') => ask('POST', `${path}/${reviewId}/signature`, undefined, {}, as)
    await both(sign('zhao'), sign('director'), ask('PUT', `${path}/${reviewId}`, { ...review, reached: '改过' }))
    const [signed] = (await ask('GET', `/account-plans/${id}`)).body.reviews
    // signed once; edited before, or refused: never under a signature
    expect([signed.signedBy !== null, (await sign('zhao')).body.type]).toEqual([true, 'review-signed'])
    expect((await ask('PUT', `${path}/${reviewId}`, review)).body.type).toBe('review-signed')
  })

  test('stocktakes begun, decided, signed and confirmed', async () => {
    await within((tx) => tx.deleteFrom('stocktake_item').execute().then(() => tx.deleteFrom('stocktake').execute())) // prettier-ignore
    await within((tx) => keepStandings(tx, company.orgId, new Date(), { all: true }))
    const begun = await Promise.all([ask('POST', '/stocktakes', {}), ask('POST', '/stocktakes', {})])
    expect(told(begun)).toEqual(['done', 'stocktake-running'])
    const path = `/stocktakes/${begun.find(({ status }) => status === 201)!.body.id}`
    await ask('POST', `${path}/rest`)
    const sign = () => ask('POST', `${path}/signature`)
    const late = ask('PUT', `${path}/customers/${company.records.customer}`, { verdict: 'note', note: '还有一句' })
    const [first, second, , end] = await Promise.all([sign(), sign(), late, ask('DELETE', path)])
    // signed or given up, not both and not twice
    expect(told([first, second, end]).filter((word) => word === 'done')).toHaveLength(1)
    if (end!.status === 204) return
    const confirm = (as: 'zhao' | 'director') => ask('POST', `${path}/confirmation`, {}, {}, as)
    expect(await both(confirm('zhao'), confirm('director'))).toEqual(['done', 'stocktake-confirmed'])
  })

  test('customers given up and claimed, under a limit of two a day', async () => {
    expect((await ask('PUT', '/pool/setting', rule, {}, 'admin')).status).toBe(200)
    const ids = await Promise.all(['一', '二', '三', '四'].map((name) => aCustomerOf(`公海${name}`)))
    const release = (id: string) => ask('POST', `/customers/${id}/pool`, { reason: '不做了' })
    expect(told(await Promise.all([...ids, ...ids].map(release)))).toEqual([
      ...Array(4).fill('done'),
      ...Array(4).fill('not-found'),
    ])
    const claim = (customerIds: string[], as: 'chen' | 'zhao') => ask('POST', '/pool/claims', { customerIds }, {}, as)
    const claims = await Promise.all(ids.map((id) => claim([id], 'chen')))
    expect(told(claims)).toEqual(['done', 'done', 'pool-claims-of-day', 'pool-claims-of-day'])
    const give = ask('POST', '/pool/assignments', { customerIds: ids, memberIds: [company.members['chen']] }, {}, 'director')
    const [given, taken] = await Promise.all([give, claim(ids.slice(0, 4), 'zhao')])
    expect([200, 409]).toContain(given!.status)
    const events = await within((tx) => tx.selectFrom('pool_event').select(['customer_id', 'kind']).where('customer_id', 'in', ids).execute()) // prettier-ignore
    // each was given up once and taken once, by whomever
    expect(events.filter(({ kind }) => kind === 'released')).toHaveLength(4)
    expect(new Set(events.filter(({ kind }) => kind !== 'released').map(({ customer_id }) => customer_id)).size).toBe(4)
    expect(events).toHaveLength(8)
    expect([200, 409]).toContain(taken!.status)
  })

  test('overrides set while all are judged anew: one stands, all are on record', async () => {
    const id = await aCustomerOf('众说纷纭')
    const say = (value: string, as: 'li' | 'zhao' | 'director') => ask('PUT', `/customers/${id}/level-override`, { value, reason: as }, {}, as) // prettier-ignore
    const judging = within((tx) => keepStandings(tx, company.orgId, new Date(), { all: true }))
    const [judged, ...said] = await Promise.allSettled([judging, say('premium', 'li'), say('target', 'zhao'), say('strategic', 'director')]) // prettier-ignore
    expect(said.map((reply) => reply.status === 'fulfilled' && reply.value.status)).toEqual([200, 200, 200])
    // who asks is never the one who is ended; the job may be, and is done again
    if (judged.status === 'rejected') expect(judged.reason.code).toBe('40P01')
    const all = await within((tx) => tx.selectFrom('customer_override').selectAll().where('customer_id', '=', id).execute())
    expect([all.length, all.filter(({ ended_at }) => ended_at === null).length]).toEqual([3, 1])
    expect((await ask('GET', `/customers/${id}/standing`)).body.level.value).toBe(all.find(({ ended_at }) => ended_at === null)!.value) // prettier-ignore
  })

  test('a request that waits for somebody who waits for it is done once more, and nothing of it twice', async () => {
    const id = await aCustomerOf('互相等待')
    let tries = 0
    const other = newId()
    await within((tx) => aCustomer(tx, company.orgId, { name: '对方', ownerId: company.members['li']! }).then((made) => tx.updateTable('customer').set({ note: other }).where('id', '=', made).execute())) // prettier-ignore
    const write = (tx: Tx, which: 'first' | 'second') =>
      which === 'first'
        ? tx.updateTable('customer').set((of) => ({ note: sql`coalesce(${of.ref('note')}, '') || 'x'` })).where('id', '=', id).execute()
        : tx.updateTable('customer').set((of) => ({ note: sql`${of.ref('note')} || 'x'` })).where('note', 'like', `${other}%`).execute() // prettier-ignore
    let arrived = 0
    const meet = async () => {
      for (arrived++; arrived < 2;) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const crossing = (order: ('first' | 'second')[]) => {
      const ways = [order, ['first', 'second'] as const]
      return rollingBack(server.database.db, company.orgId, async (tx) => {
        tries++
        const [one, two] = ways.length > 1 ? ways.shift()! : ways[0]!
        await write(tx, one!)
        await meet()
        await write(tx, two!)
        return accept(undefined)
      })
    }
    await Promise.all([crossing(['first', 'second']), crossing(['second', 'first'])])
    expect(tries).toBeGreaterThan(2)
    const notes = await within((tx) => tx.selectFrom('customer').select('note').where((of) => of.or([of('id', '=', id), of('note', 'like', `${other}%`)])).execute()) // prettier-ignore
    expect(notes.map(({ note }) => note).toSorted()).toEqual([`${other}xx`, 'xx'].toSorted())
  })

  test('targets edited and handed in, a round of forecasts locked', async () => {
    const target = `/targets/${company.records.target}`
    const { version } = (await ask('GET', target, undefined, {}, 'director')).body
    const scale = (factor: number, as: 'director' | 'admin') => ask('POST', `${target}/edits`, { kind: 'scale', level: 'stretch', factor }, { 'if-match': `"${version}"` }, as) // prettier-ignore
    expect(await both(scale(2, 'director'), scale(3, 'admin'))).toEqual(['done', 'version-conflict'])
    const submit = () => ask('POST', `${target}/steps`, { step: 'submit' }, {}, 'director')
    expect(await both(submit(), submit())).toEqual(['done', 'target-not-in-state'])
    const round = `/forecast/rounds/${company.records.round}`
    const say = (commitMinor: number) => ask('POST', `${round}/submissions`, { commitMinor, bestCaseMinor: 9e6, note: '' })
    const lock = () => ask('POST', `${round}/lock`, {}, {}, 'director')
    await say(1e6)
    expect((await both(lock(), lock())).toSorted()).toEqual(['done', 'round-locked'])
    expect((await say(2e6)).body.type).toBe('round-locked')
  })
})

describe('a job whose server dies when its work is all but done', () => {
  const kinds = ['quality.keep-up', 'quality.tiers', 'key-accounts.keep-up', 'repurchase.keep-up', 'upkeep.keep-up', 'health.keep-up', 'operating.keep-up', 'pool.recycle', 'winback.keep-up', 'winback.refill', 'forecast.rounds'] // prettier-ignore
  const run = async (kind: string, dies: boolean): Promise<string[]> => {
    const faults: string[] = []
    const work: Work = async (tx, job) => {
      await works[kind]!(tx, job, server.database.db)
      if (dies) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
    }
    await sql`update job set run_at = now() - interval '1 hour', lease_until = null where kind = ${kind}`.execute(
      server.database.db,
    )
    await runOne(server.database.db, { [kind]: work }, (line) => void faults.push(line))
    return faults
  }
  const left = () =>
    within(async (tx) => {
      const count = async (table: string) => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx)).rows[0]!.n // prettier-ignore
      const names = ['task', 'pool_event', 'operating_task', 'customer_standing_change', 'customer_health', 'upkeep_plan', 'key_account', 'outbox'] // prettier-ignore
      return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await count(name)])))
    })

  test('leaves nothing behind, is done again whole, and a third time adds nothing', async () => {
    const silent = await aCustomerOf('沉默客户')
    const long = new Date(Date.now() - 90 * 86_400_000)
    await within((tx) => tx.updateTable('customer').set({ created_at: long, updated_at: long, last_activity_at: long }).where('id', '=', silent).execute()) // prettier-ignore
    const account = await aCustomerOf('大客户')
    await within(async (tx) => {
      const deal = await aDeal(tx, company.orgId, { customerId: account, ownerId: company.members['li']!, status: 'won' })
      await tx.updateTable('opportunity').set({ amount_minor: 900_000_000, closed_at: long }).where('id', '=', deal).execute()
      await judgeKeyAccounts(tx, company.orgId, new Date(), 'all')
    })
    const facts = { customerSince: '2020-01-01', walletShare: 0.5, margin: 0.4, daysLate: 0, overdueDays: null, strategic: 2, note: null } // prettier-ignore
    expect((await ask('PUT', `/customers/${account}/key-account/facts`, facts)).status).toBe(200)
    expect((await ask('PUT', '/pool/setting', rule, {}, 'admin')).status).toBe(200)
    expect((await ask('PUT', '/operating-mechanism', { tiers: defaultMechanism, isOn: true }, {}, 'admin')).status).toBe(200)
    for (const kind of kinds) {
      await sql`delete from job`.execute(server.database.db)
      await askFor(server.database.db, { orgId: company.orgId, kind, payload: { all: true } })
      const before = await left()
      expect(await run(kind, true), kind).toHaveLength(1)
      expect(await left(), kind).toEqual(before)
      expect(await run(kind, false), kind).toEqual([])
    }
    const { outbox: _, ...once } = await left()
    for (const kind of kinds) {
      await askFor(server.database.db, { orgId: company.orgId, kind, payload: { all: true } })
      expect(await run(kind, false), kind).toEqual([])
    }
    expect(await left()).toMatchObject(once)
    for (const table of ['operating_task', 'customer_health', 'key_account', 'upkeep_plan'])
      expect(once[table], table).toBeGreaterThan(0)
    const fell = await within((tx) => tx.selectFrom('pool_event').select('kind').where('customer_id', '=', silent).execute())
    expect(fell).toEqual([{ kind: 'fell' }])
  })
})
