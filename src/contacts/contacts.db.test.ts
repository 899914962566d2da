import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'

let server: TestServer
let company: Company
let customerId: string
const tokens = {} as Record<Person, string>
const ask = (person: Person, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  server.ask(method, '/api/v1' + path, { as: tokens[person], ...(body === undefined ? {} : { body }), headers })
const made = async (name: string, more: object = {}): Promise<Loose> =>
  (await ask('li', 'POST', '/contacts', { customerId, name, ...more })).body

beforeAll(async () => {
  server = await aServer()
  company = await aCompany(server.database.db)
  for (const person of Object.keys(company.member) as Person[])
    tokens[person] = await tokenOf(server.database.db, company, person)
  customerId = await company.within((tx) =>
    aCustomer(tx, company.orgId, { name: '台北範例股份有限公司', ownerId: company.member.li }),
  )
})
afterAll(() => server.close())

test('a contact is kept as its customer’s, numbers as its country writes them', async () => {
  const reply = await ask('zhao', 'POST', '/contacts', {
    customerId,
    name: ' 林小姐 ',
    role: 'coach',
    attitude: 'supporter',
    phone: '02-2712-3456 分機 12',
    email: 'Lin@Example.tw',
  })
  expect(reply).toMatchObject({
    status: 201,
    body: {
      name: '林小姐',
      customer: { id: customerId, name: '台北範例股份有限公司' },
      owner: { id: company.member.li, name: '李娜' },
      phone: '+886227123456',
      phoneExtension: '12',
      phoneGiven: '02-2712-3456 分機 12',
      email: 'lin@example.tw',
      masked: false,
      permissions: { edit: null, archive: null },
    },
  })
})

test.each([
  [
    '1.38001E+10',
    'phone.scientific',
    'en',
    'A spreadsheet turned this number into scientific notation and lost its last digits; please type it again',
  ],
  ['13800138000/13900139000', 'phone.several', 'zh-CN', '这里有多个号码，请只填一个'],
  ['没有', 'phone.not-a-number', 'zh-TW', '這裡沒有電話號碼'],
])('%s is refused as %s in %s', async (phone, code, locale, message) => {
  await ask('li', 'PATCH', '/me', { locale })
  const reply = await ask('li', 'POST', '/contacts', { customerId, name: '错号', phone })
  expect(reply).toMatchObject({ status: 422, body: { errors: [{ path: 'phone', code, message }] } })
  await ask('li', 'PATCH', '/me', { locale: null })
})

describe('change', () => {
  test('is found by its new number and no longer by its old one; a stale change is refused', async () => {
    const { id } = await made('换号', { phone: '13800001111' })
    const changed = await ask('li', 'PATCH', `/contacts/${id}`, { phone: '13900002222' }, { 'if-match': '1' })
    expect(changed.body).toMatchObject({ phone: '+8613900002222', version: 2 })
    expect((await ask('li', 'GET', '/contacts?q=00001111')).body.items).toEqual([])
    expect((await ask('li', 'GET', '/contacts?q=00002222')).body.items).toHaveLength(1)
    expect((await ask('li', 'PATCH', `/contacts/${id}`, { title: 'x' }, { 'if-match': '1' })).status).toBe(412)
  })
  test('blank takes the number away with its extension', async () => {
    const { id } = await made('删号', { phone: '02-2712-3456转9' })
    const reply = await ask('li', 'PATCH', `/contacts/${id}`, { phone: '' })
    expect(reply.body).toMatchObject({ phone: null, phoneExtension: null, phoneGiven: null })
  })
  test('stars are no number: a masked record cannot be saved back as one', async () => {
    const { id } = await made('星号', { phone: '13800003333' })
    expect((await ask('li', 'PATCH', `/contacts/${id}`, { phone: '+86138****3333' })).status).toBe(422)
  })
})

test('archive hides, restore brings back, both are on record', async () => {
  const { id } = await made('归档人')
  expect((await ask('li', 'DELETE', `/contacts/${id}`)).status).toBe(204)
  expect((await ask('li', 'GET', '/contacts?q=归档人')).body.items).toEqual([])
  expect((await ask('li', 'GET', '/contacts?q=归档人&archived=true')).body.items).toHaveLength(1)
  expect(await ask('li', 'PATCH', `/contacts/${id}`, { title: 'x' })).toMatchObject({
    status: 409,
    body: { type: 'contact-archived' },
  })
  expect((await ask('li', 'POST', `/contacts/${id}/restoration`)).body).toMatchObject({ archived: false })
  const { items } = (await ask('li', 'GET', `/audit?entityKind=contact&entityId=${id}`)).body
  expect(items.map(({ action }: Loose) => action)).toEqual(['restored', 'archived', 'created'])
})

test.each([
  ['wang', 404, 422],
  ['chen', 404, 422],
  ['auditor', 200, 403],
  ['presales', 200, 403],
  ['marketing', 403, 403],
] as const)('%s: reading %i, adding %i', async (person, reading, adding) => {
  const { id } = await made(`给${person}看`)
  expect((await ask(person, 'GET', `/contacts/${id}`)).status).toBe(reading)
  expect((await ask(person, 'POST', '/contacts', { customerId, name: '新人' })).status).toBe(adding)
  if (adding !== 422) expect((await ask(person, 'DELETE', `/contacts/${id}`)).status).toBe(403)
  else expect((await ask(person, 'DELETE', `/contacts/${id}`)).status).toBe(404)
})
