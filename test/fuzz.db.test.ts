import { afterAll, beforeAll, expect, test } from 'vitest'
import { mulberry32, valueFor, type Pools, type Random, type Schema } from './schema-values.ts'
import { aServer, type TestServer } from './server.ts'
import { aStaffedCompany, filled, type Staffed } from './two-companies.ts'

/**
 * Thousands of requests made from the API's own description, fitting and hostile, with valid tokens of every role:
 * never a 5xx (a reply that does not match its schema is one), never a word of another organisation.
 * FUZZ_SEED repeats a run, FUZZ_ROUNDS makes it longer; `npm run explore` asks with other seeds.
 */
const seed = Number(process.env.FUZZ_SEED ?? 20261122)
const rounds = Number(process.env.FUZZ_ROUNDS ?? 16)

interface Operation {
  method: string
  path: string
  parameters: { name: string; in: string; required?: boolean; schema: Schema }[]
  body: Schema | null
}

let server: TestServer
let ours: Staffed
let foreign: Staffed
let operations: Operation[]
let pools: Pools

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '云帆')
  foreign = await aStaffedCompany(server, '外邦')
  const api = (await server.ask('GET', '/api/openapi.json')).body
  operations = Object.entries<Record<string, Loose>>(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(() => !path.endsWith('/news') && !path.endsWith('/setup'))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        parameters: operation.parameters ?? [],
        body: operation.requestBody?.content?.['application/json']?.schema ?? null,
      })),
  )
  const own = [...Object.values(ours.records), ...Object.values(ours.members), ours.eventId]
  const others = [...Object.values(foreign.records), ...Object.values(foreign.members), foreign.eventId]
  pools = {
    ids: [...own, ...own, ...own, ...others, crypto.randomUUID()],
    words: [
      '云帆',
      '产线改造',
      'a',
      'need-discovery',
      'solution',
      'price',
      'default',
      '13800138000',
      'week',
      '2026-Q4',
      'x y z',
      '上海',
      'b2b-six-stages',
    ],
    definitions: api.components?.schemas ?? {},
    mischief: 0.06,
  }
})
type Loose = ReturnType<typeof JSON.parse>
afterAll(() => server.close())

interface Request {
  method: string
  path: string
  body: unknown
  headers: Record<string, string>
}

function requestFor(operation: Operation, random: Random): Request {
  const values: Record<string, string> = {}
  const query = new URLSearchParams()
  for (const { name, in: place, required, schema } of operation.parameters) {
    const value = valueFor(schema, random, pools)
    if (place === 'path')
      values[name] = encodeURIComponent(
        String(value)
          .slice(0, 150)
          .replace(/[\ud800-\udfff]/g, '') || 'x',
      )
    else if (place === 'query' && (required || random() < 0.4))
      for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each).slice(0, 300))
  }
  const headers: Record<string, string> = {}
  if (random() < 0.1) headers['if-match'] = pickText(random, ['"1"', '1', 'W/"99"', 'x', '""'])
  if (random() < 0.05) headers['idempotency-key'] = pickText(random, ['k', 'key-2', 'x'.repeat(300)])
  const search = query.toString()
  return {
    method: operation.method,
    path: filled(operation.path, values) + (search ? `?${search}` : ''),
    body: operation.body ? valueFor(operation.body, random, pools) : undefined,
    headers,
  }
}

const pickText = (random: Random, list: readonly string[]): string => list[Math.floor(random() * list.length)]!

test('no request made from the API’s own words breaks the server or shows a stranger’s row', async () => {
  const random = mulberry32(seed)
  // those who may do most are asked most
  const all = Object.entries(ours.tokens)
  const tokens = [
    ...all,
    ...all.filter(([person]) => ['admin', 'li', 'zhao'].includes(person)).flatMap((each) => [each, each, each]),
  ]
  const counts: Record<number, number> = {}
  let sent = 0
  const faults: string[] = []
  for (let round = 0; round < rounds; round++) {
    for (const operation of operations) {
      // the walk must not lock itself out: tokens and members stay
      if (operation.method === 'DELETE' && /members|api-tokens/.test(operation.path)) continue
      if (operation.path.endsWith('/departure')) continue
      const [person, token] = tokens[Math.floor(random() * tokens.length)]!
      const request = requestFor(operation, random)
      const reply = await server.ask(request.method, request.path, {
        as: token,
        headers: request.headers,
        ...(request.body === undefined ? {} : { body: request.body }),
      })
      sent++
      counts[reply.status] = (counts[reply.status] ?? 0) + 1
      const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
      const asked = `${request.method} ${request.path} as ${person} ${JSON.stringify(request.body)?.slice(0, 400)}`
      if (reply.status >= 500 && reply.status !== 503) faults.push(`${reply.status} ${asked} → ${text.slice(0, 300)}`)
      if (text.includes(foreign.mark)) faults.push(`stranger’s row: ${asked}`)
      if (reply.status >= 400 && !String(reply.headers.get('content-type')).startsWith('application/problem+json'))
        faults.push(`no problem reply: ${reply.status} ${asked}`)
    }
  }
  console.log(`fuzz: ${sent} requests, seed ${seed}, statuses ${JSON.stringify(counts)}`)
  expect(faults.slice(0, 10)).toEqual([])
  expect(sent).toBeGreaterThan(2000)
  expect((counts[200] ?? 0) + (counts[201] ?? 0)).toBeGreaterThan(sent / 6)
}, 600_000)

test('malformed HTTP and JSON are refused, not stumbled over', async () => {
  const token = ours.tokens.admin
  const raw = async (path: string, init: RequestInit) =>
    (
      await fetch(server.url + path, {
        ...init,
        headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
      })
    ).status
  const json = { 'content-type': 'application/json' }
  expect(await raw('/api/v1/customers', { method: 'POST', headers: json, body: '{"name":' })).toBe(400)
  expect(await raw('/api/v1/customers', { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<x/>' })).toBe(415)
  expect(
    await raw('/api/v1/customers', { method: 'POST', headers: json, body: JSON.stringify({ name: 'x'.repeat(6_000_000) }) }),
  ).toBe(413)
  expect(await raw('/api/v1/customers/%E0%A4%A', { method: 'GET' })).toBeLessThan(500)
  expect(await raw('/api/v1/customers?limit=1&limit=2&__proto__[x]=1&constructor=1', { method: 'GET' })).toBeLessThan(500)
  expect(await raw('/api/v1/customers', { method: 'PUT', headers: json, body: '{}' })).toBe(404)
  expect(
    await raw('/api/v1/imports', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\ngarbage',
    }),
  ).toBeLessThan(500)
  expect(await raw(`/api/v1/search?q=${'%E4%BA%91'.repeat(3000)}`, { method: 'GET' })).toBeLessThan(500)
  const nobody = '00000000-0000-7000-8000-000000000000'
  expect(await raw(`/api/v1/opportunities/${nobody}/restoration`, { method: 'POST', headers: json, body: '' })).toBe(404)
  const deep = '['.repeat(20_000) + ']'.repeat(20_000)
  expect(await raw('/api/v1/customers', { method: 'POST', headers: json, body: deep })).toBe(400)
})
