import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, type Company, type Person } from '../../test/factories/a-company.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { foundSources } from './commands/sources.ts'
import { defaultSources } from './source.ts'

let server: TestServer
const tokens = {} as Record<Person | 'stranger', string>
const ask = (person: Person | 'stranger', method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  server.ask(method, '/api/v1' + path, { as: tokens[person], ...(body === undefined ? {} : { body }), headers })
const names = (reply: { body: Loose }): string[] => reply.body.items.map(({ name }: { name: string }) => name)

beforeAll(async () => {
  server = await aServer()
  const { db } = server.database
  const company: Company = await aCompany(db)
  for (const person of Object.keys(company.member) as Person[]) tokens[person] = await tokenOf(db, company, person)
  await company.within(async (tx) => foundSources(tx, await company.as('admin')))
  tokens.stranger = await tokenOf(db, await aCompany(db), 'admin')
})
afterAll(() => server.close())

describe('products', () => {
  test('are unique by name whatever its width, case and spacing; an archived one frees its name', async () => {
    const made = await ask('admin', 'POST', '/products', { name: 'GTX Pro', series: 'GTX', listPriceMinor: 482100 })
    expect(made).toMatchObject({ status: 201, body: { name: 'GTX Pro', listPriceMinor: 482100, currency: 'CNY', active: true } })
    expect(await ask('admin', 'POST', '/products', { name: ' ｇｔｘ  pro ' })).toMatchObject({
      status: 409,
      body: { type: 'product-name-taken' },
    })
    expect((await ask('admin', 'DELETE', `/products/${made.body.id}`)).status).toBe(204)
    expect((await ask('admin', 'POST', '/products', { name: 'gtx pro' })).status).toBe(201)
    expect((await ask('admin', 'POST', `/products/${made.body.id}/restoration`)).status).toBe(409)
    expect(names(await ask('admin', 'GET', '/products?archived=true'))).toEqual(['GTX Pro'])
  })
  test('are seen by everybody, managed by few, and another organisation’s are not there', async () => {
    const { id } = (await ask('admin', 'POST', '/products', { name: '漏斗标准版' })).body
    expect((await ask('marketing', 'GET', `/products/${id}`)).body.permissions.edit).toMatchObject({ code: 'forbidden' })
    expect((await ask('director', 'PATCH', `/products/${id}`, { code: 'x' })).status).toBe(403)
    expect((await ask('li', 'POST', '/products', { name: '私货' })).status).toBe(403)
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/restoration'],
    ] as const)
      expect((await ask('stranger', method, `/products/${id}${path}`, method === 'PATCH' ? {} : undefined)).status).toBe(404)
  })
  test('change under a version', async () => {
    const { id } = (await ask('admin', 'POST', '/products', { name: '改价', listPriceMinor: 100 })).body
    expect((await ask('admin', 'PATCH', `/products/${id}`, { listPriceMinor: 200 }, { 'if-match': '1' })).body.version).toBe(2)
    expect((await ask('admin', 'PATCH', `/products/${id}`, { listPriceMinor: 300 }, { 'if-match': '1' })).status).toBe(412)
    expect((await ask('admin', 'PATCH', `/products/${id}`, { listPriceMinor: -1 })).status).toBe(400)
  })
  test('are found by part of the name, pinyin and code', async () => {
    await ask('admin', 'POST', '/products', { name: '数据采集网关', code: 'SG-200' })
    for (const q of ['采集', 'caiji', 'sg200', 'SG-200', '网'])
      expect(names(await ask('li', 'GET', `/products?q=${encodeURIComponent(q)}`))).toEqual(['数据采集网关'])
  })
})

describe('sources', () => {
  test('a new organisation has its own in three languages', async () => {
    expect(names(await ask('li', 'GET', '/sources'))).toEqual(defaultSources.map(({ name }) => name['zh-CN']))
    await ask('li', 'PATCH', '/me', { locale: 'en' })
    expect(names(await ask('li', 'GET', '/sources')).slice(0, 3)).toEqual(['Trade fair', 'Website', 'Referral'])
    await ask('li', 'PATCH', '/me', { locale: null })
  })
  test('a new one goes to the end with a key of its own', async () => {
    const made = await ask('admin', 'POST', '/sources', { name: '抖音直播' })
    expect(made.body).toMatchObject({
      name: '抖音直播',
      key: 'douyinzhibo',
      position: 10,
      names: { en: '抖音直播' },
      kind: 'new',
    })
    expect((await ask('admin', 'POST', '/sources', { name: '抖音直播' })).body.key).toBe('douyinzhibo-2')
    expect((await ask('admin', 'POST', '/sources', {})).body.type).toBe('source-name-missing')
    expect(await ask('admin', 'POST', '/sources', { name: 'x', key: 'website' })).toMatchObject({ status: 409 })
    const renamed = await ask('admin', 'PATCH', `/sources/${made.body.id}`, { names: { en: 'Live stream' } })
    expect(renamed.body.names).toEqual({ 'zh-CN': '抖音直播', 'zh-TW': '抖音直播', en: 'Live stream' })
  })
  test('one that is no longer offered leaves the list and can come back', async () => {
    const { id } = (await ask('admin', 'GET', '/sources?q=guanggao')).body.items[0]
    expect((await ask('li', 'DELETE', `/sources/${id}`)).status).toBe(403)
    expect((await ask('admin', 'DELETE', `/sources/${id}`)).status).toBe(204)
    expect(names(await ask('li', 'GET', '/sources'))).not.toContain('广告')
    expect(names(await ask('li', 'GET', '/sources?archived=true'))).toEqual(['广告'])
    expect((await ask('admin', 'POST', `/sources/${id}/restoration`)).body).toMatchObject({ active: true })
  })
})

test('competitors come, change, go and come back', async () => {
  const made = await ask('admin', 'POST', '/competitors', { name: '友商一号', note: '低价' })
  const { id } = made.body
  expect(await ask('admin', 'POST', '/competitors', { name: '友商一号' })).toMatchObject({ status: 409 })
  expect((await ask('admin', 'PATCH', `/competitors/${id}`, { note: '' })).body).toMatchObject({ note: null, version: 2 })
  expect((await ask('admin', 'DELETE', `/competitors/${id}`)).status).toBe(204)
  expect(names(await ask('li', 'GET', '/competitors'))).toEqual([])
  expect((await ask('admin', 'PATCH', `/competitors/${id}`, { name: 'x' })).status).toBe(404)
  expect((await ask('admin', 'POST', `/competitors/${id}/restoration`)).body).toMatchObject({ archived: false })
  expect((await ask('stranger', 'GET', `/competitors/${id}`)).status).toBe(404)
})
