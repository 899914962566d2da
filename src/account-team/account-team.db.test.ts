import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'

let server: TestServer
let ours: Staffed
let foreign: Staffed
type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown, match?: number) =>
  server.ask(method, `/api/v1${path}`, {
    as: ours.tokens[as],
    ...(body === undefined ? {} : { body }),
    ...(match === undefined ? {} : { headers: { 'if-match': String(match) } }),
  })
/** Another customer of li with a deal, a person, a contact and a task: nobody shares it. */
const secret = '隐秘客户'
let hidden: { customer: string; deal: string; contact: string }
let shared: Staffed['records']
let lists: string[]

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '云帆')
  foreign = await aStaffedCompany(server, '外邦')
  shared = ours.records
  const made = async (path: string, body: unknown): Promise<string> => {
    const reply = await ask('li', 'POST', path, body)
    expect(reply.status, `${path} ${JSON.stringify(reply.body)}`).toBe(201)
    return reply.body.id
  }
  const { sourceId } = { sourceId: (await ask('admin', 'GET', '/sources')).body.items[0].id }
  const customer = await made('/customers', {
    name: secret, industry: '制造业', headcountBand: '100-499', region: '上海', sourceId, contact: { name: `${secret}主任`, role: 'decider', phone: '13655500123' },
  }) // prettier-ignore
  const contact = (await ask('li', 'GET', `/contacts?customer=${customer}`)).body.items[0].id
  const deal = await made('/opportunities', { customerId: customer, name: `${secret}的商机` })
  await made('/activities', { kind: 'visit', customerId: customer, opportunityId: deal, contactIds: [contact], content: `${secret}来访`, purpose: '了解', feedback: '好', result: '继续', happenedAt: new Date(Date.now() - 3_600_000).toISOString() }) // prettier-ignore
  await made('/tasks', { title: `${secret}的任务`, customerId: customer })
  hidden = { customer, deal, contact }
  const api = (await server.ask('GET', '/api/openapi.json')).body
  // those that answer with records; figures count the owner's line, as before
  lists = Object.keys(api.paths).filter((path) => !path.includes('{') && api.paths[path].get?.responses['200']?.content?.['application/json']?.schema.properties?.items) // prettier-ignore
}, 120_000)
afterAll(() => server.close())

const shows = async (as: As, path: string, id: string) => JSON.stringify((await ask(as, 'GET', path)).body).includes(id)
/** Which of the shared records somebody finds in lists, on the board and by searching. */
const finds = async (as: As) => ({
  customers: await shows(as, '/customers', shared.customer),
  contacts: await shows(as, '/contacts', shared.contact),
  deals: await shows(as, '/opportunities?sort=amount', shared.opportunity),
  board: await shows(as, '/boards/default', shared.opportunity),
  activities: await shows(as, '/activities', shared.activity),
  tasks: await shows(as, '/tasks', shared.task),
  search: await shows(as, `/search?q=${encodeURIComponent('云帆制造')}`, shared.customer),
  deal: (await ask(as, 'GET', `/opportunities/${shared.opportunity}`)).status === 200,
  page: (await ask(as, 'GET', `/customers/${shared.customer}`)).status === 200,
})
const all = {
  customers: true,
  contacts: true,
  deals: true,
  board: true,
  activities: true,
  tasks: true,
  search: true,
  deal: true,
  page: true,
}
const nothing = Object.fromEntries(Object.keys(all).map((key) => [key, false]))
/** No list, with or without a word to look for, tells a stranger of the customer nobody shares. */
const secretIsKept = async (as: As) => {
  for (const path of lists) {
    const asked = path.endsWith('/search') || path.endsWith('/subjects') ? `${path}?q=${encodeURIComponent(secret)}` : path
    const text = JSON.stringify((await server.ask('GET', asked, { as: ours.tokens[as] })).body)
    for (const told of [secret, ...Object.values(hidden)]) expect(text.includes(told), `${as} ${path} ${told}`).toBe(false)
  }
  for (const path of [
    `/customers/${hidden.customer}`,
    `/opportunities/${hidden.deal}`,
    `/contacts/${hidden.contact}`,
    `/customers/${hidden.customer}/account-team`,
    `/opportunities/${hidden.deal}/history`,
    `/opportunities/${hidden.deal}/elements`,
    `/audit?entityKind=customer&entityId=${hidden.customer}`,
  ])
    // prettier-ignore
    expect([403, 404], `${as} ${path}`).toContain((await ask(as, 'GET', path)).status)
}
const join = (as: As, member: string, role: string, access?: 'read' | 'write', customer = shared.customer) =>
  ask(as, 'POST', `/customers/${customer}/account-team`, { memberId: ours.members[member], role, ...(access ? { access } : {}) })
const team = async (as: As = 'li'): Promise<Loose> => (await ask(as, 'GET', `/customers/${shared.customer}/account-team`)).body

describe('an account team', () => {
  test('a stranger sees nothing of a customer, on any list', async () => {
    expect(lists.length).toBeGreaterThan(25)
    expect(await finds('chen')).toEqual(nothing)
    expect((await join('chen', 'chen', 'technical')).status).toBe(404)
    expect((await ask('chen', 'GET', `/customers/${shared.customer}/account-team`)).status).toBe(404)
  })

  test('its owner puts somebody of another line on it, who sees the customer with all that is of it, and nothing else', async () => {
    const joined = await join('li', 'chen', 'technical')
    expect(joined.body.items).toMatchObject([{ member: { id: ours.members['chen'] }, role: { key: 'technical', name: '技术负责人' }, access: 'read', endedAt: null }]) // prettier-ignore
    expect(await finds('chen')).toEqual(all)
    // the same again changes nothing
    expect((await join('li', 'chen', 'technical')).body.items).toEqual(joined.body.items)
  })

  test('looking is not changing: each record says so before it is tried', async () => {
    const customer = (await ask('chen', 'GET', `/customers/${shared.customer}`)).body
    const deal = (await ask('chen', 'GET', `/opportunities/${shared.opportunity}`)).body
    expect([customer.permissions.edit.code, deal.permissions.edit.code, deal.permissions.move.code]).toEqual(Array(3).fill('account-team-reads')) // prettier-ignore
    const tries: [string, string, unknown][] = [
      ['PATCH', `/customers/${shared.customer}`, { note: '改一下' }],
      ['PATCH', `/opportunities/${shared.opportunity}`, { note: '改一下' }],
      ['PATCH', `/contacts/${shared.contact}`, { title: '总监' }],
      ['POST', '/contacts', { customerId: shared.customer, name: '新来的' }],
      ['POST', '/opportunities', { customerId: shared.customer, name: '新的商机' }],
      ['PUT', `/customers/${shared.customer}/key-account/facts`, { customerSince: null, walletShare: 0.5, margin: null, daysLate: null, overdueDays: null, strategic: null, note: null }], // prettier-ignore
    ]
    for (const [method, path, body] of tries)
      expect((await ask('chen', method, path, body)).body.type, path).toBe('account-team-reads')
    // what was talked about is recorded by whoever was there
    const activity = { kind: 'call', customerId: shared.customer, contactIds: [shared.contact], content: '答疑', purpose: '答疑', feedback: '清楚了', result: '清楚了', happenedAt: new Date(Date.now() - 60_000).toISOString() } // prettier-ignore
    expect((await ask('chen', 'POST', '/activities', activity)).body).toMatchObject({ content: '答疑' })
  })

  test('with the right to edit, all but what the owner’s line decides', async () => {
    expect((await join('zhao', 'chen', 'technical', 'write')).body).toMatchObject({ items: [{ access: 'write' }], past: [{ access: 'read', endReason: 'changed' }] }) // prettier-ignore
    const version = (await ask('chen', 'GET', `/opportunities/${shared.opportunity}`)).body.version
    expect((await ask('chen', 'PATCH', `/customers/${shared.customer}`, { note: '改一下' })).status).toBe(200)
    expect((await ask('chen', 'PATCH', `/opportunities/${shared.opportunity}`, { note: '改一下' }, version)).status).toBe(200)
    expect((await ask('chen', 'PATCH', `/contacts/${shared.contact}`, { title: '总监' })).status).toBe(200)
    for (const [method, path] of [
      ['DELETE', `/customers/${shared.customer}`],
      ['DELETE', `/opportunities/${shared.opportunity}`],
      ['DELETE', `/customers/${shared.customer}/account-team/${(await team()).items[0].id}`],
    ] as const)
      // prettier-ignore
      expect((await ask('chen', method, path)).body.type, path).toBe('account-team-helps')
    expect((await join('chen', 'presales', 'service')).body.type).toBe('account-team-helps')
    await secretIsKept('chen')
  })

  test('a sponsor leads people; the owner needs no place; unknown people and roles are refused', async () => {
    expect((await join('li', 'presales', 'sponsor')).status).toBe(201)
    expect((await join('li', 'chen', 'sponsor')).body.type).toBe('account-role-leads')
    expect((await join('li', 'li', 'manager')).body.type).toBe('account-owner-is-there')
    expect((await join('li', 'chen', 'jester')).body.type).toBe('unknown-reference')
    const outsider = { memberId: foreign.members['li'], role: 'technical' }
    expect((await ask('li', 'POST', `/customers/${shared.customer}/account-team`, outsider)).body.type).toBe('unknown-reference')
  })

  test('who comes and goes is on record with the customer', async () => {
    const trail = (await ask('admin', 'GET', `/audit?entityKind=customer&entityId=${shared.customer}`)).body.items
    expect(trail.flatMap(({ changes }: Loose) => changes.filter(({ field }: Loose) => field === 'accountTeam')).length).toBeGreaterThan(2) // prettier-ignore
  })

  test('roles are the house’s own; one that somebody has does not go', async () => {
    const { roles, version } = (await ask('admin', 'GET', '/account-roles')).body
    const bare = roles.map(({ label: _, ...role }: Loose) => role)
    const without = bare.filter(({ key }: Loose) => key !== 'technical')
    expect((await ask('admin', 'PUT', '/account-roles', { roles: without }, version)).body.type).toBe('account-role-in-use')
    const more = [...bare, { key: 'role-1', name: '质量负责人', access: 'write', leads: false }]
    expect((await ask('admin', 'PUT', '/account-roles', { roles: more }, version)).body).toMatchObject({ version: 1 })
    expect((await ask('admin', 'PUT', '/account-roles', { roles: more }, version)).body.type).toBe('version-conflict')
    expect((await ask('li', 'PUT', '/account-roles', { roles: more }, 1)).status).toBe(403)
    expect((await join('li', 'presales', 'role-1')).body.items.map(({ role }: Loose) => role.name)).toContain('质量负责人')
  })

  test('who is taken off sees nothing any more, with the next request', async () => {
    const place = (await team()).items.find(({ member }: Loose) => member.id === ours.members['chen']).id
    expect((await ask('li', 'DELETE', `/customers/${shared.customer}/account-team/${place}`)).status).toBe(204)
    expect((await ask('li', 'DELETE', `/customers/${shared.customer}/account-team/${place}`)).status).toBe(404)
    // the call of before stays chen's own
    expect({ ...(await finds('chen')), activities: false }).toEqual(nothing)
    expect((await team()).past[0]).toMatchObject({ endReason: 'removed', access: 'write' })
  })

  test('a hand-over ends the places, taking it back gives them back, and who leaves is off every team', async () => {
    await join('li', 'chen', 'service', 'write')
    const mine = await ask('chen', 'POST', '/leads', { company: '远山物流', contactName: '王总', phone: '13655500777', sourceId: ours.records.source }) // prettier-ignore
    expect(mine.body.company).toBe('远山物流')
    const handing = await ask('director', 'POST', `/members/${ours.members['chen']}/handovers`, {
      toMemberId: ours.members['zhao'],
    })
    expect(handing.status, JSON.stringify(handing.body)).toBe(201)
    expect((await finds('chen')).page).toBe(false)
    expect((await ask('director', 'POST', `/handovers/${handing.body.id}/undo`)).status).toBeLessThan(300)
    expect((await finds('chen')).page).toBe(true)
    expect((await ask('admin', 'POST', `/members/${ours.members['chen']}/departure`, { handOver: null })).status).toBe(200)
    const { items, past } = await team()
    expect(items.some(({ member }: Loose) => member.id === ours.members['chen'])).toBe(false)
    expect(past[0]).toMatchObject({ member: { id: ours.members['chen'] }, endReason: 'left' })
  })
})
