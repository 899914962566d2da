import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../platform/ids.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aContact, aCustomer } from '../../test/factories/a-company.ts'
import { inOrganisation } from '../platform/database/connect.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'

let server: TestServer
let ours: Staffed
type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown, match?: number) =>
  server.ask(method, `/api/v1${path}`, {
    as: ours.tokens[as],
    ...(body === undefined ? {} : { body }),
    ...(match === undefined ? {} : { headers: { 'if-match': String(match) } }),
  })
const customer = (name: string, owner = 'li') =>
  inOrganisation(server.database.db, ours.orgId, (tx) => aCustomer(tx, ours.orgId, { name, ownerId: ours.members[owner]! }))
const person = (customerId: string, name: string) =>
  inOrganisation(server.database.db, ours.orgId, (tx) =>
    aContact(tx, ours.orgId, { name, customerId, ownerId: ours.members['li']! }),
  )
const chain = async (id: string, as: As = 'li'): Promise<Loose> => (await ask(as, 'GET', `/customers/${id}/decision-chain`)).body
const change = (id: string, people: object[], match?: number, as: As = 'li') =>
  ask(as, 'PATCH', `/customers/${id}/decision-chain`, { people }, match)
const named = (view: Loose, name: string): Loose => view.people.find((one: Loose) => one.name === name)

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '云帆')
})
afterAll(() => server.close())

describe('the picture of a customer’s people', () => {
  let at: string
  const ids = {} as Record<'boss' | 'head' | 'clerk', string>
  beforeAll(async () => {
    at = await customer('远航制造')
    ids.boss = await person(at, '总经理')
    ids.head = await person(at, '厂长')
    ids.clerk = await person(at, '采购')
  })

  test('roles, attitude, influence, lines, counterpart and place are drawn, kept, and on record with the person', async () => {
    expect(await chain(at)).toMatchObject({ version: 0, gaps: [{ code: 'no-decider' }, { code: 'no-supporter' }] })
    const drawn = await change(at, [
      { id: ids.boss, roles: ['decider', 'user'], attitude: 'supporter', influence: 'high', counterpartId: ours.members['li'] },
      { id: ids.head, reportsToId: ids.boss, x: 300, y: 200 },
    ], 0) // prettier-ignore
    expect(drawn.status).toBe(200)
    expect(drawn.body.version).toBe(1)
    expect(named(drawn.body, '总经理')).toMatchObject({
      roles: ['decider', 'user'],
      attitude: 'supporter',
      influence: 'high',
      counterpart: { id: ours.members['li'] },
    })
    expect(named(drawn.body, '厂长')).toMatchObject({ reportsToId: ids.boss, x: 300, y: 200 })
    expect(drawn.body.gaps.map(({ code }: Loose) => code)).toEqual(['decider-untouched', 'unconnected'])
    const trail = (await ask('admin', 'GET', `/audit?entityKind=contact&entityId=${ids.head}`)).body.items
    expect(trail[0].changes).toContainEqual(expect.objectContaining({ field: 'reportsTo', after: '总经理' }))
    expect((await ask('li', 'GET', `/contacts/${ids.boss}`)).body).toMatchObject({ role: 'decider', attitude: 'supporter' })
  })

  test('two who draw at once: the second is told who was first and when, and nothing of theirs is kept', async () => {
    const late = await change(at, [{ id: ids.clerk, influence: 'low' }], 0)
    expect([late.status, late.body.type]).toEqual([412, 'version-conflict'])
    expect(late.body).toMatchObject({ by: { id: ours.members['li'] }, at: expect.stringMatching(/^\d{4}-/) })
    expect(named(await chain(at), '采购').influence).toBe(null)
  })

  test('a line that closes a circle is refused in a sentence with its names; so is one to oneself, and nothing else of the request happens', async () => {
    const around = await change(at, [{ id: ids.clerk, influence: 'high' }, { id: ids.boss, reportsToId: ids.head }]) // prettier-ignore
    expect([around.status, around.body.type]).toEqual([409, 'reporting-circle'])
    expect(around.body.title).toContain('总经理 → 厂长 → 总经理')
    expect((await change(at, [{ id: ids.clerk, reportsToId: ids.clerk }])).body.type).toBe('reporting-circle')
    expect(named(await chain(at), '采购').influence).toBe(null)
  })

  test('people of others, members who are none, and archived people are refused', async () => {
    const elsewhere = await person(await customer('别家'), '别家的人')
    for (const people of [
      [{ id: elsewhere, influence: 'low' }],
      [{ id: ids.clerk, reportsToId: elsewhere }],
      [{ id: ids.clerk, counterpartId: newId() }],
    ])
      expect((await change(at, people)).body.type).toBe('unknown-reference')
    await ask('li', 'DELETE', `/contacts/${ids.clerk}`)
    expect((await change(at, [{ id: ids.clerk, influence: 'low' }])).body.type).toBe('unknown-reference')
    await ask('li', 'POST', `/contacts/${ids.clerk}/restoration`)
  })

  test('a boss who is archived leaves no line, and changing the person below goes on', async () => {
    await ask('li', 'DELETE', `/contacts/${ids.boss}`)
    expect(named(await chain(at), '厂长').reportsToId).toBe(null)
    expect((await change(at, [{ id: ids.head, influence: 'middle' }])).status).toBe(200)
    await ask('li', 'POST', `/contacts/${ids.boss}/restoration`)
  })

  test('the last contact says when, how and with whom of us', async () => {
    const view = await chain(ours.records.customer)
    expect(named(view, '云帆工程师')).toMatchObject({ lastTouch: { kind: 'visit', by: { id: ours.members['li'] } }, touches: 1 })
    expect(named(view, '云帆主任').lastTouch).toBe(null)
    expect(view.gaps.map(({ code }: Loose) => code)).toContain('single-thread')
  })

  test('who does not reach the customer finds nothing; who may only read cannot draw', async () => {
    expect((await ask('chen', 'GET', `/customers/${at}/decision-chain`)).status).toBe(404)
    expect((await change(at, [{ id: ids.head, influence: 'low' }], undefined, 'chen')).status).toBe(404)
    expect((await chain(at, 'auditor')).permissions.edit.code).toBe('forbidden')
    expect((await change(at, [{ id: ids.head, influence: 'low' }], undefined, 'auditor')).status).toBe(403)
    expect((await ask('marketing', 'GET', `/customers/${at}/decision-chain`)).status).toBe(403)
  })
})

describe('group and subsidiaries', () => {
  const parent = (id: string, parentId: string | null, as: As = 'li') => ask(as, 'PUT', `/customers/${id}/parent`, { parentId })
  test('stand as a tree on everybody’s picture; no company belongs to itself, nor over others; those of others are counted, not named', async () => {
    const [group, east, line, south] = [await customer('远航集团'), await customer('远航华东'), await customer('远航华东二厂'), await customer('远航华南', 'chen')] // prettier-ignore
    await parent(east, group)
    expect((await parent(line, east)).status).toBe(200)
    await parent(south, group, 'director')
    const seen = (view: Loose) => view.group.map(({ name, depth }: Loose) => [name, depth])
    const tree = [
      ['远航集团', 0],
      ['远航华东', 1],
      ['远航华东二厂', 2],
    ]
    expect(seen(await chain(line))).toEqual(tree)
    expect((await chain(group)).hidden).toBe(1)
    expect(seen(await chain(south, 'chen'))).toEqual([['远航华南', 0]])
    expect(seen(await chain(south, 'director'))).toHaveLength(4)
    expect((await parent(group, line)).body.type).toBe('group-circle')
    expect((await parent(group, group)).body.type).toBe('group-circle')
    expect((await parent(line, south)).body.type).toBe('unknown-reference')
    expect((await parent(east, null)).body.group.map(({ name }: Loose) => name)).toEqual(['远航华东', '远航华东二厂'])
  })
  test('a group that was merged into another record keeps its companies', async () => {
    const [kept, twice, child] = [await customer('海天集团'), await customer('海天集团有限公司'), await customer('海天塑机')] // prettier-ignore
    await parent(child, twice)
    await ask('li', 'POST', `/customers/${kept}/merges`, { otherId: twice })
    for (const id of [kept, child])
      expect((await chain(id)).group.map(({ name }: Loose) => name)).toEqual(['海天集团', '海天塑机'])
    expect((await parent(kept, child)).body.type).toBe('group-circle')
  })
})
