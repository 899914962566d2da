import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aCustomer, aDeal, type Company, type Person } from '../../test/factories/a-company.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { foundSources } from '../products/commands/sources.ts'
import { encodeCursor } from '../platform/cursor.ts'
import { newId } from '../platform/ids.ts'

let server: TestServer
let ours: Company
let theirs: Company
let source: string
let foreign: { customer: string; contact: string; source: string; member: string }
const tokens = {} as Record<Person, string>

const ask = (person: Person, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  server.ask(method, '/api/v1' + path, { as: tokens[person], ...(body === undefined ? {} : { body }), headers })

let number = 0
const freshPhone = (): string => `138${String(10_000_000 + ++number)}`
/** A request that the usual mandatory profile accepts. */
const complete = (name: string, more: object = {}) => ({
  name,
  industry: '制造业',
  headcountBand: '100-499',
  region: '上海',
  sourceId: source,
  contact: { name: '周敏', title: '采购经理', phone: freshPhone() },
  ...more,
})
const made = async (person: Person, name: string, more: object = {}): Promise<Loose> => {
  const reply = await ask(person, 'POST', '/customers', complete(name, more))
  expect(reply.body).toMatchObject({ name })
  return reply.body
}
const names = (reply: { body: Loose }): string[] => reply.body.items.map((item: { name: string }) => item.name)

beforeAll(async () => {
  server = await aServer()
  const { db } = server.database
  ours = await aCompany(db)
  theirs = await aCompany(db)
  for (const person of Object.keys(ours.member) as Person[]) tokens[person] = await tokenOf(db, ours, person)
  await ours.within(async (tx) => foundSources(tx, await ours.as('admin')))
  await theirs.within(async (tx) => foundSources(tx, await theirs.as('admin')))
  source = (await ask('li', 'GET', '/sources')).body.items[0].id
  const stranger = await tokenOf(db, theirs, 'li')
  const theirSource = (await server.ask('GET', '/api/v1/sources', { as: stranger })).body.items[0].id
  const body = { ...complete('他们的客户有限公司'), sourceId: theirSource }
  const reply = await server.ask('POST', '/api/v1/customers', { as: stranger, body })
  foreign = { customer: reply.body.id, contact: reply.body.contacts[0].id, source: theirSource, member: theirs.member.li }
})
afterAll(() => server.close())

describe('a customer is taken in whole', () => {
  test('with its first contact, owner, numbers in their kept form', async () => {
    const reply = await ask('li', 'POST', '/customers', {
      ...complete('苏州远航制造有限公司', { phone: '0512-6888 8888', headcount: 320, headcountBand: undefined }),
      contact: { name: '周敏', title: '采购经理', role: 'decider', phone: '021-6888 8888转801', email: ' Zhou@Example.COM ' },
    })
    expect(reply.status).toBe(201)
    expect(reply.body).toMatchObject({
      name: '苏州远航制造有限公司',
      headcountBand: '100-499',
      phone: '+8651268888888',
      owner: { id: ours.member.li, name: '李娜' },
      source: { name: '展会' },
      level: 'potential',
      contacts: [{ name: '周敏', role: 'decider', phone: '+862168888888', phoneExtension: '801', email: 'zhou@example.com' }],
      counts: { contacts: 1, openOpportunities: 0 },
      profile: { complete: true, missing: [] },
      permissions: { edit: null, archive: null, assign: { code: 'forbidden' } },
      version: 1,
    })
    expect((await ask('li', 'GET', `/customers/${reply.body.id}`)).body).toEqual(reply.body)
  })

  test('everything that is missing is named at once, and nothing half-made is stored', async () => {
    const before = (await ask('admin', 'GET', '/contacts?limit=200')).body.items.length
    const reply = await ask('li', 'POST', '/customers', { name: '半成品有限公司', contact: { name: '周敏' } })
    expect(reply).toMatchObject({ status: 422, body: { type: 'mandatory-field-missing', title: '还有必填资料没有填写' } })
    expect(reply.body.missing.map(({ key }: { key: string }) => key)).toEqual([
      'industry',
      'headcountBand',
      'region',
      'source',
      'contact.role',
      'contact.phone',
    ])
    expect(reply.body.missing[0]).toEqual({ kind: 'field', key: 'industry', label: '行业' })
    expect(names(await ask('admin', 'GET', '/customers?q=半成品'))).toEqual([])
    expect((await ask('admin', 'GET', '/contacts?limit=200')).body.items.length).toBe(before)
  })

  test('a number that is wrong is named as wrong, in its place', async () => {
    const reply = await ask('li', 'POST', '/customers', {
      ...complete('错号有限公司', { phone: '123', socialCreditCode: '91350100M000100Y44' }),
      contact: { name: '周敏', title: '经理', phone: '1380013800', email: 'nobody' },
    })
    expect(reply).toMatchObject({ status: 422, body: { type: 'contact-details-invalid' } })
    expect(reply.body.errors.map(({ path, code }: Loose) => [path, code])).toEqual([
      ['phone', 'phone.too-short'],
      ['socialCreditCode', 'code.not-a-code'],
      ['contact.phone', 'phone.too-short'],
      ['contact.email', 'email.not-an-address'],
    ])
    expect(reply.body.errors[2].message).toBe('号码位数不够；座机请加区号')
  })

  test('the organisation says what is mandatory', async () => {
    await ask('admin', 'PATCH', '/organization', { mandatoryProfile: ['name', 'website'] })
    const reply = await ask('li', 'POST', '/customers', { name: '少填有限公司' })
    expect(reply.body.missing).toEqual([{ kind: 'field', key: 'website', label: '网址' }])
    expect((await ask('li', 'POST', '/customers', { name: '少填有限公司', website: 'example.com' })).status).toBe(201)
    await ask('admin', 'PATCH', '/organization', {
      mandatoryProfile: ['name', 'industry', 'headcountBand', 'region', 'source', 'contact'],
    })
  })

  test('the same request sent twice makes one customer', async () => {
    const body = complete('重发有限公司')
    const headers = { 'idempotency-key': newId() }
    const [first, second] = [
      await ask('li', 'POST', '/customers', body, headers),
      await ask('li', 'POST', '/customers', body, headers),
    ]
    expect(second.body.id).toBe(first.body.id)
    expect(names(await ask('li', 'GET', '/customers?q=重发有限'))).toHaveLength(1)
  })
})

describe('the same company twice', () => {
  test('is held up with the candidates, and goes in once confirmed', async () => {
    const first = await made('li', '北京云帆科技有限公司')
    const again = complete('北京云帆科技（集团）有限责任公司')
    const reply = await ask('li', 'POST', '/customers', again)
    expect(reply).toMatchObject({
      status: 409,
      body: {
        type: 'possible-duplicate',
        candidates: [{ id: first.id, name: '北京云帆科技有限公司', ownerName: '李娜', reasons: ['name'] }],
        elsewhere: 0,
      },
    })
    expect((await ask('li', 'POST', '/customers', { ...again, confirmDuplicate: true })).status).toBe(201)
  })

  test('of a colleague’s customer one learns only that there is one', async () => {
    await made('chen', '深圳甲乙丙有限公司')
    const reply = await ask('li', 'POST', '/customers', complete('深圳甲乙丙集团有限公司'))
    expect(reply).toMatchObject({ status: 409, body: { type: 'possible-duplicate', candidates: [], elsewhere: 1 } })
    expect(JSON.stringify(reply.body)).not.toContain('陈静')
    expect((await ask('director', 'POST', '/customers', complete('深圳甲乙丙集团有限公司'))).body.candidates).toHaveLength(1)
  })

  test('is recognised by a telephone number, of the company or of a person', async () => {
    const phone = freshPhone()
    await made('li', '电话一号有限公司', { contact: { name: '周敏', title: '经理', phone } })
    const reply = await ask('li', 'POST', '/customers', complete('完全不同有限公司', { phone: `+86 ${phone}` }))
    expect(reply.body.candidates).toMatchObject([{ name: '电话一号有限公司', reasons: ['phone'] }])
    const asked = await ask('li', 'GET', `/customers/duplicates?contactPhone=${phone}&name=${encodeURIComponent('完全不同')}`)
    expect(asked.body.candidates).toHaveLength(1)
  })

  test('two with one social credit code cannot be talked into being different', async () => {
    const first = await made('li', '有码有限公司', { socialCreditCode: '91350100m000100y43' })
    expect(first.socialCreditCode).toBe('91350100M000100Y43')
    const second = complete('另一家有限公司', { socialCreditCode: '91350100M000100Y43', confirmDuplicate: true })
    expect(await ask('li', 'POST', '/customers', second)).toMatchObject({
      status: 409,
      body: { type: 'social-credit-code-taken' },
    })
    const other = await made('li', '无码有限公司')
    const taking = await ask('li', 'PATCH', `/customers/${other.id}`, { socialCreditCode: '91350100M000100Y43' })
    expect(taking).toMatchObject({ status: 409, body: { type: 'social-credit-code-taken' } })
    await ask('li', 'DELETE', `/customers/${first.id}`)
    expect((await ask('li', 'PATCH', `/customers/${other.id}`, { socialCreditCode: '91350100M000100Y43' })).status).toBe(200)
    expect(await ask('li', 'POST', `/customers/${first.id}/restoration`)).toMatchObject({ status: 409 })
  })

  test('of two people who enter it at the same moment the second is told', async () => {
    const replies = await Promise.all(
      ['li', 'wang'].map((who) => ask(who as Person, 'POST', '/customers', complete('同时有限公司'))),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
  })
})

describe('change', () => {
  test('is written with its history and can be refused as stale', async () => {
    const { id } = await made('li', '变更有限公司')
    const changed = await ask('li', 'PATCH', `/customers/${id}`, { region: '苏州', level: 'target' }, { 'if-match': '"1"' })
    expect(changed.body).toMatchObject({ region: '苏州', level: 'target', version: 2 })
    expect(await ask('li', 'PATCH', `/customers/${id}`, { region: '无锡' }, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { type: 'version-conflict', version: 2 },
    })
    const { items } = (await ask('li', 'GET', `/audit?entityKind=customer&entityId=${id}`)).body
    expect(items.map(({ action }: Loose) => action)).toEqual(['changed', 'created'])
    expect(items[0].changes).toContainEqual(expect.objectContaining({ field: 'region', before: '上海', after: '苏州' }))
    const { rows } = await server.database.pool.query('select topic from outbox where entity_id = $1 order by id', [id])
    expect(rows.map(({ topic }) => topic)).toEqual(['customer.created', 'customer.changed'])
  })

  test('a mandatory field is not emptied, another one is', async () => {
    const { id } = await made('li', '清空有限公司', { website: 'https://example.com' })
    expect(await ask('li', 'PATCH', `/customers/${id}`, { region: '' })).toMatchObject({
      status: 422,
      body: { type: 'mandatory-field-missing', missing: [{ key: 'region' }] },
    })
    expect((await ask('li', 'PATCH', `/customers/${id}`, { website: '' })).body.website).toBeNull()
  })

  test('a renamed customer is found by its new name and no longer by its old one', async () => {
    const { id } = await made('li', '旧称贸易有限公司')
    await ask('li', 'PATCH', `/customers/${id}`, { name: '新颜贸易有限公司' })
    expect(names(await ask('li', 'GET', '/customers?q=新颜'))).toEqual(['新颜贸易有限公司'])
    expect(names(await ask('li', 'GET', '/customers?q=旧称'))).toEqual([])
  })

  test('another owner takes the people over as well; only who may assign gives, and only within reach', async () => {
    const { id, contacts } = await made('li', '移交有限公司')
    const give = (who: Person, to: string) => ask(who, 'PATCH', `/customers/${id}`, { ownerId: to })
    expect(await give('li', ours.member.wang)).toMatchObject({ status: 403, body: { type: 'forbidden' } })
    expect(await give('zhao', ours.member.chen)).toMatchObject({ status: 422, body: { type: 'owner-not-available' } })
    expect(await give('zhao', foreign.member)).toMatchObject({ status: 422, body: { type: 'owner-not-available' } })
    expect((await give('zhao', ours.member.wang)).body).toMatchObject({ owner: { name: '王强' } })
    expect((await ask('li', 'GET', `/customers/${id}`)).status).toBe(404)
    expect((await ask('li', 'GET', `/contacts/${contacts[0].id}`)).status).toBe(404)
    expect((await ask('wang', 'GET', `/contacts/${contacts[0].id}`)).status).toBe(200)
  })
})

describe('archive and restore', () => {
  test('an archived customer is out of lists and search, read-only, and comes back as it was', async () => {
    const { id } = await made('li', '归档测试有限公司')
    expect((await ask('li', 'DELETE', `/customers/${id}`)).status).toBe(204)
    expect(names(await ask('li', 'GET', '/customers?q=归档测试'))).toEqual([])
    expect(names(await ask('li', 'GET', '/customers?q=归档测试&archived=true'))).toHaveLength(1)
    expect((await ask('li', 'GET', '/search?q=归档测试')).body.groups).toEqual([])
    expect((await ask('li', 'GET', `/customers/${id}`)).body).toMatchObject({
      archived: true,
      permissions: { edit: { code: 'customer-archived', sentence: '该客户已归档，请先恢复' } },
    })
    expect((await ask('li', 'PATCH', `/customers/${id}`, { region: '苏州' })).status).toBe(409)
    expect(await ask('li', 'POST', '/contacts', { customerId: id, name: '新人' })).toMatchObject({ status: 422 })
    expect((await ask('li', 'POST', `/customers/${id}/restoration`)).body).toMatchObject({ archived: false })
    expect(names(await ask('li', 'GET', '/customers?q=归档测试'))).toHaveLength(1)
  })

  test('open deals keep a customer', async () => {
    const { id } = await made('li', '有商机有限公司')
    await ours.within((tx) => aDeal(tx, ours.orgId, { customerId: id, ownerId: ours.member.li }))
    expect((await ask('li', 'GET', `/customers/${id}`)).body).toMatchObject({
      openOpportunities: 1,
      permissions: { archive: { code: 'customer-has-open-opportunities', sentence: '还有 1 个进行中的商机，不能归档' } },
    })
    expect(await ask('li', 'DELETE', `/customers/${id}`)).toMatchObject({ status: 409, body: { count: 1 } })
  })
})

describe('who sees and does what', () => {
  let customer: Loose
  beforeAll(async () => {
    customer = await made('li', '可见范围有限公司')
  })
  test.each([
    ['li', 200],
    ['wang', 404],
    ['chen', 404],
    ['zhao', 200],
    ['director', 200],
    ['finance', 200],
    ['auditor', 200],
    ['marketing', 403],
  ] as const)('%s reads it: %i', async (who, status) => {
    expect((await ask(who, 'GET', `/customers/${customer.id}`)).status).toBe(status)
    const listed = await ask(who, 'GET', '/customers?q=可见范围')
    expect(listed.status === 200 ? listed.body.items.length : listed.status).toBe(status === 200 ? 1 : status === 404 ? 0 : 403)
  })
  test.each([
    ['wang', 404],
    ['zhao', 200],
    ['auditor', 403],
    ['finance', 403],
    ['marketing', 403],
  ] as const)('%s changes it: %i', async (who, status) => {
    const reply = await ask(who, 'PATCH', `/customers/${customer.id}`, { region: `改于${who}` })
    expect(reply.status).toBe(status)
  })
  test('who may not see contacts in full gets stars, and finds nobody by telephone', async () => {
    const { phone } = customer.contacts[0]
    const seen = (await ask('auditor', 'GET', `/customers/${customer.id}`)).body.contacts[0]
    expect(seen).toMatchObject({ masked: true, phoneGiven: null })
    expect(seen.phone).toMatch(/\*{4}/)
    const tail = phone.slice(-6)
    const found = async (who: Person) => ({
      contacts: (await ask(who, 'GET', `/contacts?q=${tail}`)).body.items.length,
      customers: (await ask(who, 'GET', `/customers?q=${tail}`)).body.items.length,
      groups: (await ask(who, 'GET', `/search?q=${tail}`)).body.groups.length,
    })
    expect(await found('auditor')).toEqual({ contacts: 0, customers: 0, groups: 0 })
    expect(await found('li')).toEqual({ contacts: 1, customers: 1, groups: 2 })
    expect(await found('wang')).toEqual({ contacts: 0, customers: 0, groups: 0 })
  })
})

describe('another organisation’s records do not exist here', () => {
  test.each(['GET', 'PATCH', 'DELETE'])('%s by id in the path', async (method) => {
    for (const path of [`/customers/${foreign.customer}`, `/contacts/${foreign.contact}`])
      expect((await ask('admin', method, path, method === 'PATCH' ? { note: 'x' } : undefined)).status).toBe(404)
  })
  test('ids in bodies: source, owner, customer of a contact', async () => {
    const withSource = await ask('li', 'POST', '/customers', complete('借来源有限公司', { sourceId: foreign.source }))
    expect(withSource).toMatchObject({ status: 422, body: { type: 'unknown-reference', field: 'sourceId' } })
    const withOwner = await ask('admin', 'POST', '/customers', complete('借负责人有限公司', { ownerId: foreign.member }))
    expect(withOwner).toMatchObject({ status: 422, body: { type: 'owner-not-available' } })
    const nested = await ask('admin', 'POST', '/contacts', { customerId: foreign.customer, name: '间谍' })
    expect(nested).toMatchObject({ status: 422, body: { type: 'unknown-reference', field: 'customerId' } })
    const { id } = await made('li', '改来源有限公司')
    expect(await ask('li', 'PATCH', `/customers/${id}`, { sourceId: foreign.source })).toMatchObject({ status: 422 })
  })
  test('filters, cursors and searches that name them find nothing of theirs', async () => {
    expect(names(await ask('admin', 'GET', `/customers?owner=${foreign.member}`))).toEqual([])
    expect(names(await ask('admin', 'GET', '/customers?q=他们的客户'))).toEqual([])
    expect((await ask('admin', 'GET', '/search?q=他们的客户')).body.groups).toEqual([])
    expect((await ask('admin', 'GET', `/contacts?customer=${foreign.customer}`)).body.items).toEqual([])
    const top = encodeCursor(['ffffffff-ffff-7fff-bfff-ffffffffffff'])
    const all = await ask('admin', 'GET', `/customers?limit=200&cursor=${top}`)
    expect(names(all)).not.toContain('他们的客户有限公司')
    expect((await ask('admin', 'GET', '/customers/duplicates?name=他们的客户')).body).toEqual({ candidates: [], elsewhere: 0 })
  })
  test.each(['garbage', encodeCursor(['x']), encodeCursor([1]), encodeCursor([null]), encodeCursor(['\u0000'])])(
    'the cursor %s is no error and no door',
    async (cursor) => {
      for (const sort of ['newest', 'name', 'lastActivity'])
        expect((await ask('li', 'GET', `/customers?sort=${sort}&cursor=${encodeURIComponent(cursor)}`)).status).toBe(200)
      expect((await ask('li', 'GET', `/contacts?cursor=${encodeURIComponent(cursor)}`)).status).toBe(200)
    },
  )
})

describe('lists', () => {
  test.each(['newest', 'name', 'lastActivity'])('by %s, page by page, show each customer once and in order', async (sort) => {
    await ours.within(async (tx) => {
      for (let at = 0; at < 7; at++)
        await tx
          .updateTable('customer')
          .set({ last_activity_at: new Date(Date.UTC(2026, 0, 1 + (at % 3))) })
          .where('org_id', '=', ours.orgId)
          .where('id', '=', await aCustomer(tx, ours.orgId, { name: `分页${sort}${at}`, ownerId: ours.member.presales }))
          .execute()
    })
    const seen: Loose[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body }: { body: Loose } = await ask('admin', 'GET', `/customers?limit=3&sort=${sort}&cursor=${cursor}`)
      seen.push(...body.items)
      cursor = body.nextCursor
    }
    const whole = (await ask('admin', 'GET', `/customers?limit=200&sort=${sort}`)).body.items
    expect(seen.map(({ id }) => id)).toEqual(whole.map(({ id }: Loose) => id))
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    if (sort === 'lastActivity') {
      const times = seen.map(({ lastActivityAt }) => lastActivityAt ?? '')
      expect(times).toEqual([...times].sort().reverse())
    }
  })

  test('filters narrow together, and several values of one filter widen it', async () => {
    await made('wang', '过滤甲有限公司', { region: '成都', industry: '医药' })
    await made('wang', '过滤乙有限公司', { region: '重庆', industry: '医药' })
    await made('chen', '过滤丙有限公司', { region: '成都', industry: '化工' })
    const found = async (query: string) => names(await ask('director', 'GET', `/customers?sort=name&q=过滤&${query}`))
    expect(await found('region=成都')).toHaveLength(2)
    expect(await found('region=成都&region=重庆')).toHaveLength(3)
    expect(await found('region=成都&industry=医药')).toEqual(['过滤甲有限公司'])
    expect(await found(`owner=${ours.member.chen}`)).toEqual(['过滤丙有限公司'])
    expect(await found(`team=${ours.team.east}`)).toHaveLength(2)
    expect(await found(`source=${source}&level=potential`)).toHaveLength(3)
    expect(await found('level=strategic')).toEqual([])
    const facets = (await ask('chen', 'GET', '/customers/facets')).body
    expect(facets.regions).toContainEqual({ value: '成都', count: 1 })
  })
})
