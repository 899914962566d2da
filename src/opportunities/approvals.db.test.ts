import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { foundPipelines } from '../pipelines/commands/found.ts'
import { followDelegations, passUpOverdue } from './commands/approvals.ts'

let server: TestServer
let company: Company
let customerId: string
const tokens: Partial<Record<Person, string>> = {}
const clock = { now: () => new Date('2026-11-22T02:00:00Z') }
const ask = (person: Person, method: string, path: string, body?: unknown) =>
  server.ask(method, `/api/v1${path}`, { as: tokens[person]!, body })

beforeAll(async () => {
  server = await aServer({ clock })
  const { db } = server.database
  company = await aCompany(db, { now: clock.now() })
  for (const person of ['li', 'wang', 'chen', 'zhao', 'director', 'admin', 'auditor'] as const)
    tokens[person] = await tokenOf(db, company, person)
  await company.within(async (tx) => foundPipelines(tx, await company.as('admin')))
  customerId = await company.within((tx) => aCustomer(tx, company.orgId, { ownerId: company.member.li }))
})
afterAll(() => server.close())

const deal = async (): Promise<string> =>
  (await ask('li', 'POST', '/opportunities', { customerId, name: '商机', amountMinor: 1000 })).body.id
const asked = async (id: string, kind = 'contract', more: object = {}): Promise<Loose> =>
  (await ask('li', 'POST', `/opportunities/${id}/approvals`, { kind, request: '请批准合同条款', ...more })).body

describe('an approval', () => {
  test('goes to the head of the owner’s team, who decides; it then opens the gate', async () => {
    const id = await deal()
    const question = await asked(id)
    expect(question).toMatchObject({
      state: 'asked',
      approver: { id: company.member.zhao },
      insteadOf: null,
      askedBy: { id: company.member.li },
    })
    expect((await ask('li', 'POST', `/opportunities/${id}/approvals`, { kind: 'contract', request: '再问' })).body.type).toBe(
      'approval-asked-already',
    )
    const decide = (person: Person, body: object) => ask(person, 'POST', `/approvals/${question.id}/decisions`, body)
    expect(await decide('li', { decision: 'approved' })).toMatchObject({ status: 422, body: { type: 'own-question' } })
    expect((await decide('chen', { decision: 'approved' })).status).toBe(404)
    expect((await decide('auditor', { decision: 'approved' })).status).toBe(403)
    expect((await ask('zhao', 'GET', '/approvals')).body.items).toMatchObject([
      { id: question.id, permissions: { decide: null } },
    ])
    expect((await decide('zhao', { decision: 'refused' })).body).toMatchObject({
      type: 'reason-required',
      missing: [{ key: 'note', label: '说明' }],
    })
    expect((await decide('zhao', { decision: 'approved', note: '同意' })).body).toMatchObject({
      state: 'approved',
      decidedBy: { id: company.member.zhao },
    })
    expect((await decide('director', { decision: 'refused', note: '晚了' })).body.type).toBe('approval-decided')
  })

  test('holds for no more than the amount it was asked for, and can be withdrawn by who asked', async () => {
    const id = await deal()
    const question = await asked(id, 'discount', { discount: 0.15 })
    expect((await ask('zhao', 'DELETE', `/approvals/${question.id}`)).body.type).toBe('not-your-question')
    expect((await ask('li', 'DELETE', `/approvals/${question.id}`)).status).toBe(204)
    expect((await asked(id, 'discount')).missing).toMatchObject([{ key: 'discount' }])
    expect((await ask('li', 'GET', `/approvals?who=asked-by-me&opportunity=${id}`)).body.items).toMatchObject([
      { state: 'withdrawn' },
    ])
  })

  test('of somebody who is away goes to the delegate, and round in circles to nobody else', async () => {
    const days = { fromOn: '2026-11-22', untilOn: '2026-11-25' }
    const away = await ask('zhao', 'POST', '/delegations', { delegateId: company.member.wang, ...days })
    expect(away.status).toBe(201)
    const id = await deal()
    const question = await asked(id)
    expect(question).toMatchObject({ approver: { id: company.member.wang }, insteadOf: { id: company.member.zhao } })
    // the delegate decides although the deal is beyond the delegate's reach
    expect((await ask('wang', 'POST', `/approvals/${question.id}/decisions`, { decision: 'approved' })).body.state).toBe(
      'approved',
    )
    await ask('wang', 'POST', '/delegations', { delegateId: company.member.zhao, ...days })
    expect(await asked(await deal())).toMatchObject({ approver: { id: company.member.zhao }, insteadOf: null })
    expect((await ask('chen', 'DELETE', `/delegations/${away.body.id}`)).status).toBe(404)
    expect((await ask('zhao', 'DELETE', `/delegations/${away.body.id}`)).status).toBe(204)
    expect((await ask('li', 'POST', '/delegations', { delegateId: company.member.li, ...days })).body.type).toBe(
      'delegation-invalid',
    )
    expect(
      (await ask('li', 'POST', '/delegations', { memberId: company.member.zhao, delegateId: company.member.li, ...days })).status,
    ).toBe(403)
  })

  test('that waits already follows an absence that begins, and its end, and everybody concerned hears of it at once', async () => {
    const heard = async (since: bigint) =>
      company.within(async (tx) => {
        const { rows } = await sql<{ id: string; kind: string; owner: string }>`
          select id::text, entity_kind as kind, owner_id as owner from outbox o where o.id > ${since} order by o.id`.execute(tx)
        return rows
      })
    const last = async () => BigInt((await heard(0n)).at(-1)?.id ?? 0)
    const question = await asked(await deal())
    expect(question.approver.id).toBe(company.member.zhao)
    const toDecide = async (person: Person) =>
      (await ask(person, 'GET', '/approvals?who=to-decide&state=asked')).body.items.map(({ id }: Loose) => id)
    expect(await toDecide('chen')).not.toContain(question.id)
    const before = await last()
    const days = { fromOn: '2026-11-22', untilOn: '2026-11-23' }
    const away = await ask('zhao', 'POST', '/delegations', { delegateId: company.member.chen, ...days })
    expect(await toDecide('chen')).toContain(question.id)
    const news = await heard(before)
    const who = (kind: string) => new Set(news.filter((row) => row.kind === kind).map(({ owner }) => owner))
    expect(who('delegation')).toEqual(new Set([company.member.zhao, company.member.chen]))
    expect(who('approval')).toEqual(new Set([company.member.zhao, company.member.chen, company.member.li]))
    const middle = await last()
    await ask('zhao', 'DELETE', `/delegations/${away.body.id}`)
    expect(await toDecide('chen')).not.toContain(question.id)
    expect(await toDecide('zhao')).toContain(question.id)
    expect((await heard(middle)).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['delegation', 'approval']))
    // one that begins tomorrow waits for its day
    await ask('zhao', 'POST', '/delegations', { delegateId: company.member.chen, fromOn: '2026-11-23', untilOn: '2026-11-23' })
    expect(await toDecide('chen')).not.toContain(question.id)
    const tomorrow = { ...(await company.as('admin')), now: new Date('2026-11-23T02:00:00Z') }
    expect(await company.within((tx) => followDelegations(tx, tomorrow))).toBeGreaterThan(0)
    expect(await toDecide('chen')).toContain(question.id)
    const dayAfter = { ...tomorrow, now: new Date('2026-11-24T02:00:00Z') }
    expect(await company.within((tx) => followDelegations(tx, dayAfter))).toBeGreaterThan(0)
    expect(await toDecide('zhao')).toContain(question.id)
  })

  test('that nobody answers in time goes up, and lapses at the top after some days more', async () => {
    const question = await asked(await deal(), 'stage')
    const after = async (hours: number) => {
      const caller = { ...(await company.as('admin')), now: new Date(clock.now().getTime() + hours * 3_600_000) }
      return company.within((tx) => passUpOverdue(tx, caller))
    }
    const state = async () =>
      (await ask('director', 'GET', `/approvals?who=within-reach&opportunity=${question.opportunity.id}`)).body.items[0]
    expect(question.approver.id).toBe(company.member.zhao)
    expect(await after(1)).toBe(0)
    await after(25)
    expect([company.member.director, company.member.admin]).toContain((await state()).approver.id)
    expect((await ask('li', 'GET', '/approvals?who=asked-by-me&state=asked')).body.items[0].permissions.askAgain).not.toBeNull()
    await after(50)
    // two stand above the team's head; after them it waits three days more, which are no hand-ups
    expect(await state()).toMatchObject({ state: 'asked', passedUp: 2 })
    for (const day of [3, 4, 5]) await after(day * 25)
    expect(await state()).toMatchObject({ state: 'asked', passedUp: 2 })
    await after(6 * 25)
    const lapsed = await state()
    expect(lapsed).toMatchObject({ state: 'expired', passedUp: 2, decidedBy: null })
    expect(lapsed.decidedAt).not.toBeNull()
    const decision = await ask('director', 'POST', `/approvals/${question.id}/decisions`, { decision: 'approved' })
    expect([decision.status, decision.body.type]).toEqual([409, 'approval-decided'])
    // whoever asked may ask once more, nobody else in that name; then not a third time beside it
    const seen = async (person: Person) =>
      (await ask(person, 'GET', `/approvals?who=within-reach&opportunity=${question.opportunity.id}`)).body.items
    expect((await seen('li'))[0].permissions.askAgain).toBeNull()
    expect((await seen('director'))[0].permissions.askAgain).toMatchObject({ code: 'not-your-question' })
    expect(await asked(question.opportunity.id, 'stage')).toMatchObject({ state: 'asked', approver: { id: company.member.zhao } })
    expect((await seen('li')).map(({ permissions }: Loose) => permissions.askAgain?.code)).toEqual([
      'approval-asked-already',
      'approval-asked-already',
    ])
  })
})
