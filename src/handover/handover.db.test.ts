import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aContact, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type TestServer } from '../../test/server.ts'
import { closeOpportunity } from '../opportunities/commands/move.ts'
import { openOpportunity } from '../opportunities/commands/open.ts'
import { reconcile } from '../opportunities/commands/reconcile.ts'

let server: TestServer
let ours: Company
let pipeline: TestPipeline
const tokens = {} as Record<Person, string>
const ask = (person: Person, method: string, path: string, body?: unknown) =>
  server.ask(method, '/api/v1' + path, { as: tokens[person], ...(body === undefined ? {} : { body }) })

beforeAll(async () => {
  server = await aServer()
  ours = await aCompany(server.database.db)
  pipeline = await ours.within((tx) => aPipeline(tx, ours.orgId, { stages: 3 }))
  for (const person of ['li', 'wang', 'chen', 'zhao', 'director', 'admin', 'auditor'] as const)
    tokens[person] = await tokenOf(server.database.db, ours, person)
})
afterAll(() => server.close())

/** A customer with its person, an open deal, a won one, and a task. */
async function aPortfolio(person: Person) {
  const ownerId = ours.member[person]
  const customerId = await ours.within((tx) => aCustomer(tx, ours.orgId, { ownerId, name: `${person} 的客户 ${Math.random()}` }))
  await ours.within((tx) => aContact(tx, ours.orgId, { customerId, ownerId }))
  const deal = async () => {
    const made = await ours.doing(person, (tx, caller) =>
      openOpportunity(tx, caller, { customerId, pipeline: pipeline.key, name: '商机' }),
    )
    if (!made.ok) throw new Error(made.refusal.code)
    return made.value.id
  }
  const [open, won] = [await deal(), await deal()]
  await ours.doing(person, (tx, caller) => closeOpportunity(tx, caller, { id: won, outcome: 'won' }))
  await ask(person, 'POST', '/tasks', { title: '回访', customerId, dueOn: '2030-01-01' })
  return { customerId, open, won }
}
const owner = async (path: string) => (await ask('director', 'GET', path)).body.owner.id
const counts = async (person: Person) => (await ask('director', 'GET', `/members/${ours.member[person]}/portfolio`)).body.counts

describe('somebody leaves: the whole portfolio goes to a colleague in one step', () => {
  test('customers, people, deals, tasks; what was won still counts for whoever won it; and all of it back', async () => {
    const { customerId, open, won } = await aPortfolio('li')
    expect(await counts('li')).toEqual({ customers: 1, contacts: 1, openDeals: 1, closedDeals: 1, leads: 0, tasks: 1 })
    const asked = { toMemberId: ours.member.wang, reason: '离职' }
    const given = await ask('zhao', 'POST', `/members/${ours.member.li}/handovers`, asked)
    expect(given.body).toMatchObject({
      from: { id: ours.member.li },
      to: { id: ours.member.wang },
      reason: '离职',
      moved: { customers: 1, contacts: 1, opportunities: 2, leads: 0, tasks: 1 },
      mayUndo: true,
    })
    expect(await counts('li')).toEqual({ customers: 0, contacts: 0, openDeals: 0, closedDeals: 0, leads: 0, tasks: 0 })
    expect(await owner(`/customers/${customerId}`)).toBe(ours.member.wang)
    expect((await ask('wang', 'GET', `/opportunities/${won}`)).status).toBe(200)
    const credit = await ours.within((tx) => tx.selectFrom('opportunity').select(['id', 'credit_owner_id']).where('id', 'in', [open, won]).execute()) // prettier-ignore
    expect(Object.fromEntries(credit.map((row) => [row.id, row.credit_owner_id]))).toEqual({
      [open]: ours.member.wang,
      [won]: ours.member.li,
    })
    const history = await ask('wang', 'GET', `/opportunities/${open}/history`)
    expect(history.body.items[0]).toMatchObject({ field: 'ownerId', old: ours.member.li, new: ours.member.wang })
    expect(await ours.within((tx) => reconcile(tx, ours.orgId))).toEqual([])

    const sheet = await ask('zhao', 'GET', `/handovers/${given.body.id}/sheet?format=csv`)
    expect(sheet.status).toBe(200)
    // a second press finds nothing
    expect((await ask('zhao', 'POST', `/members/${ours.member.li}/handovers`, asked)).body.type).toBe('nothing-to-hand-over')
    // one that was given on stays where it went
    await ask('zhao', 'PATCH', `/opportunities/${open}`, { ownerId: ours.member.zhao })
    const undone = await ask('zhao', 'POST', `/handovers/${given.body.id}/undo`)
    expect(undone.body).toMatchObject({ mayUndo: false, undoneAt: expect.any(String) })
    expect(await owner(`/opportunities/${open}`)).toBe(ours.member.zhao)
    expect(await owner(`/opportunities/${won}`)).toBe(ours.member.li)
    expect(await owner(`/customers/${customerId}`)).toBe(ours.member.li)
    expect((await ask('zhao', 'POST', `/handovers/${given.body.id}/undo`)).status).toBe(201)
    expect(await ours.within((tx) => reconcile(tx, ours.orgId))).toEqual([])
  })

  test('a territory changes hands in part', async () => {
    const { customerId, open } = await aPortfolio('chen')
    const given = await ask('director', 'POST', `/members/${ours.member.chen}/handovers`, {
      toMemberId: ours.member.li,
      parts: ['opportunities'],
    })
    expect(given.body.moved).toEqual({ customers: 0, contacts: 0, opportunities: 2, leads: 0, tasks: 0 })
    expect([await owner(`/opportunities/${open}`), await owner(`/customers/${customerId}`)]).toEqual([
      ours.member.li,
      ours.member.chen,
    ])
  })

  test('two who give the same portfolio away at once: it goes to one of them, whole', async () => {
    await aPortfolio('wang')
    const before = await counts('wang')
    const [a, b] = await Promise.all(
      (['li', 'zhao'] as const).map((to) =>
        ask('director', 'POST', `/members/${ours.member.wang}/handovers`, { toMemberId: ours.member[to] }),
      ),
    )
    expect([a!.status, b!.status].sort()).toEqual([201, 409])
    const moved = (a!.status === 201 ? a : b)!.body.moved
    expect(moved).toMatchObject({ customers: before.customers, opportunities: before.openDeals + before.closedDeals })
  })
})

const leave = (person: Person, who: string, handOver: object | null) =>
  ask(person, 'POST', `/members/${ours.member[who as Person]}/departure`, { handOver })

describe('somebody is let go', () => {
  const status = async (who: Person) => (await ask('admin', 'GET', `/members/${ours.member[who]}`)).body.status
  const back = (who: Person) => ask('admin', 'POST', `/members/${ours.member[who]}/reactivation`)

  test('what they look after goes to a colleague and they go, or neither happens', async () => {
    const { customerId } = await aPortfolio('chen')
    const stranger = (await aCompany(server.database.db)).member.wang
    for (const toMemberId of [ours.member.chen, stranger]) expect((await leave('admin', 'chen', { toMemberId })).status).toBe(422)
    expect((await leave('director', 'chen', { toMemberId: ours.member.wang })).status).toBe(403)
    expect([await status('chen'), await owner(`/customers/${customerId}`)]).toEqual(['active', ours.member.chen])

    const left = await leave('admin', 'chen', { toMemberId: ours.member.wang, reason: '离职' })
    expect(left.body).toEqual({ handoverId: expect.any(String) })
    expect([await status('chen'), await owner(`/customers/${customerId}`)]).toEqual(['deactivated', ours.member.wang])
    // what was handed over does not go back to somebody who is not here
    const undo = () => ask('admin', 'POST', `/handovers/${left.body.handoverId}/undo`)
    expect((await undo()).body.type).toBe('owner-not-available')
    await back('chen')
    expect((await undo()).status).toBe(201)
    expect(await owner(`/customers/${customerId}`)).toBe(ours.member.chen)
  })

  test('by decision it stays theirs, and can be handed over afterwards', async () => {
    const ownerId = ours.member.chen
    const customerId = await ours.within((tx) => aCustomer(tx, ours.orgId, { ownerId, name: '留下的客户' }))
    expect((await ask('admin', 'DELETE', `/members/${ownerId}`)).body).toMatchObject({
      type: 'still-looks-after',
      status: 409,
      customers: expect.any(Number),
    })
    expect(await status('chen')).not.toBe('deactivated')
    expect((await leave('admin', 'chen', null)).body).toEqual({ handoverId: null })
    expect([await status('chen'), await owner(`/customers/${customerId}`)]).toEqual(['deactivated', ours.member.chen])
    const given = await ask('director', 'POST', `/members/${ours.member.chen}/handovers`, { toMemberId: ours.member.wang })
    expect(given.status).toBe(201)
    expect(await owner(`/customers/${customerId}`)).toBe(ours.member.wang)
    await back('chen')
  })
})

describe('who may hand over', () => {
  test('who leads both; nobody to a colleague who has left, nobody to the same person', async () => {
    await aPortfolio('li')
    const give = (person: Person, from: Person, to: Person) =>
      ask(person, 'POST', `/members/${ours.member[from]}/handovers`, { toMemberId: ours.member[to] })
    expect((await give('li', 'li', 'wang')).status).toBe(403)
    expect((await give('auditor', 'li', 'wang')).status).toBe(403)
    expect((await give('zhao', 'chen', 'li')).status).toBe(404)
    expect((await give('zhao', 'li', 'chen')).body.type).toBe('owner-not-available')
    expect((await give('zhao', 'li', 'li')).body.type).toBe('handover-to-oneself')
    await leave('admin', 'wang', null)
    expect((await give('zhao', 'li', 'wang')).body.type).toBe('owner-not-available')
    expect((await ask('li', 'GET', `/members/${ours.member.li}/portfolio`)).status).toBe(403)
    expect((await ask('zhao', 'GET', '/handovers')).body.items.every(({ from, to }: { from: { id: string }; to: { id: string } }) => [from.id, to.id].some((id) => id !== ours.member.chen))).toBe(true) // prettier-ignore
  })
})
