import { createHash, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aServer, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation } from '../platform/database/connect.ts'

let server: TestServer
let ours: Staffed
let foreign: Staffed
let path: string

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '云帆')
  foreign = await aStaffedCompany(server, '外邦')
  path = `/api/v1/opportunities/${ours.records.opportunity}/documents`
})
afterAll(() => server.close())

interface Sent {
  name?: string
  category?: string | null
  as?: string
  to?: string
}
const send = async (
  content: string | Buffer<ArrayBuffer>,
  { name = '报价.pdf', category = 'quote', as = ours.tokens.li, to = path }: Sent = {},
) => {
  const form = new FormData()
  if (category !== null) form.set('category', category)
  form.set('file', new Blob([content], { type: 'text/html' }), name)
  const reply = await fetch(server.url + to, { method: 'POST', headers: { authorization: `Bearer ${as}` }, body: form })
  return { status: reply.status, body: JSON.parse(await reply.text()) }
}
const download = (id: string, as = ours.tokens.li) =>
  fetch(`${server.url}/api/v1/documents/${id}/content`, { headers: { authorization: `Bearer ${as}` } })
const listed = async (query = '') => (await server.ask('GET', path + query, { as: ours.tokens.li })).body.items

describe('a document', () => {
  test('comes back byte for byte, under its name, as a download', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(300_000)])
    const sent = await send(bytes, { name: '报价 “2026”.pdf' })
    expect(sent).toMatchObject({
      status: 201,
      body: {
        category: 'quote',
        categoryName: '报价单',
        fileName: '报价 “2026”.pdf',
        mediaType: 'application/pdf',
        size: bytes.length,
        archived: false,
        permissions: { archive: null },
      },
    })
    const reply = await download(sent.body.id)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('application/pdf')
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%E6%8A%A5/)
    const back = Buffer.from(await reply.arrayBuffer())
    expect(createHash('sha256').update(back).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect((await listed())[0]).toMatchObject({ id: sent.body.id })
  })

  test('that is a page or a drawing with a script is kept, and never served as one', async () => {
    for (const [name, content] of [
      ['page.pdf', '<!doctype html><script>alert(1)</script>'],
      ['logo.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ] as const) {
      const sent = await send(content, { name })
      expect(sent.body.mediaType).toMatch(/html|svg/)
      const reply = await download(sent.body.id)
      expect(reply.headers.get('content-type')).toBe('application/octet-stream')
      expect(reply.headers.get('content-disposition')).toContain('attachment')
      expect(await reply.text()).toBe(content)
    }
  })

  test('with a hostile name is kept under a harmless one', async () => {
    expect((await send('x', { name: '../../../etc/pass\u202Ewd<img>.txt' })).body.fileName).toBe('passwd_img_.txt')
    expect((await send('x', { name: '..' })).body.fileName).toBe('document')
  })

  test('that is empty, too large, unsorted or no file at all is refused, and nothing is left behind', async () => {
    const before = (await listed('?limit=200')).length
    expect(await send('')).toMatchObject({ status: 400, body: { type: 'document-empty' } })
    expect(await send(Buffer.alloc(20 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
      body: { type: 'document-too-large', megabytes: 20 },
    })
    expect(await send('x', { category: 'love-letter' })).toMatchObject({ status: 400, body: { type: 'invalid-request' } })
    expect(await send('x', { category: null })).toMatchObject({ status: 400, body: { type: 'invalid-request' } })
    expect(await server.ask('POST', path, { as: ours.tokens.li, body: { file: 'x' } })).toMatchObject({
      status: 400,
      body: { type: 'document-missing' },
    })
    expect((await listed('?limit=200')).length).toBe(before)
    // what came in is removed just after each answer
    await expect.poll(() => readdirSync(join(server.serving.api.dataDir, 'documents', 'incoming'))).toEqual([])
  })

  test('just at the limit is taken', async () => {
    expect(await send(Buffer.alloc(20 * 1024 * 1024, 1))).toMatchObject({ status: 201, body: { size: 20 * 1024 * 1024 } })
  })

  test('is archived, comes back, and proves an element while it is there', async () => {
    const { id } = (await send('minutes', { category: 'minutes', name: '纪要.txt' })).body
    const ask = (method: string, to: string, body?: unknown) => server.ask(method, `/api/v1${to}`, { as: ours.tokens.li, body })
    expect((await ask('DELETE', `/documents/${id}`)).status).toBe(204)
    expect((await ask('DELETE', `/documents/${id}`)).status).toBe(204)
    expect((await listed('?limit=200')).map((each: { id: string }) => each.id)).not.toContain(id)
    expect((await listed('?archived=true')).map((each: { id: string }) => each.id)).toEqual([id])
    expect(await ask('POST', `/documents/${id}/restoration`)).toMatchObject({ status: 200, body: { id, archived: false } })
    const trail = await inOrganisation(server.database.db, ours.orgId, (tx) =>
      tx
        .selectFrom('audit_entry')
        .select('action')
        .where('entity_kind', '=', 'document')
        .where('entity_id', '=', id)
        .orderBy('id')
        .execute(),
    )
    expect(trail.map(({ action }) => action)).toEqual(['created', 'archived', 'restored'])
  })

  test('is not there for a colleague of another team, a stranger, or somebody who may only read', async () => {
    const { id } = (await send('secret plans')).body
    for (const as of [ours.tokens.chen, foreign.tokens.admin]) {
      expect((await download(id, as)).status).toBe(404)
      expect((await send('x', { as })).status).toBe(404)
      expect((await server.ask('GET', path, { as })).status).toBe(404)
      expect((await server.ask('DELETE', `/api/v1/documents/${id}`, { as })).status).toBe(404)
      expect((await server.ask('POST', `/api/v1/documents/${id}/restoration`, { as })).status).toBe(404)
    }
    expect((await download(id, ours.tokens.auditor)).status).toBe(200)
    // marketing reaches everybody's records, and reads no deals
    expect((await download(id, ours.tokens.marketing)).status).toBe(403)
    expect((await server.ask('GET', path, { as: ours.tokens.marketing })).status).toBe(403)
    expect((await send('x', { as: ours.tokens.auditor })).status).toBe(403)
    expect((await server.ask('DELETE', `/api/v1/documents/${id}`, { as: ours.tokens.auditor })).status).toBe(403)
    expect((await fetch(server.url + path, { method: 'POST', body: new FormData() })).status).toBe(401)
    expect((await listed()).map((each: { id: string }) => each.id)).toContain(id)
  })
})
