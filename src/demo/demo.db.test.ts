import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reconcile } from '../opportunities/commands/reconcile.ts'
import { inOrganisation } from '../platform/database/connect.ts'
import type { Client } from '../platform/verb.ts'
import { aServer, type Answer, type TestServer } from '../../test/server.ts'
import { beginDemo } from './cli.ts'

describe('loading the demo company', () => {
  let server: TestServer
  let client: Client
  let token: string
  let orgId: string
  const api = (method: string, path: string, body?: unknown, as = token) =>
    server.ask(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) })
  const count = (table: string): Promise<number> =>
    inOrganisation(server.database.db, orgId, async (tx) =>
      Number((await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(tx)).rows[0]!.n),
    )
  const states: { status: string; progress: number; part: string | null }[] = []
  const said: string[] = []
  let begun: Awaited<ReturnType<typeof beginDemo>>
  let meanwhile: Answer

  beforeAll(async () => {
    server = await aServer({ working: true })
    const call = async (method: string, path: string, { body, token: as }: { body?: unknown; token?: string } = {}) => {
      const answer = await server.ask(method, `/api/v1${path}`, { ...(as ? { as } : {}), ...(body ? { body } : {}) })
      if (answer.status >= 400) throw new Error(answer.body.type)
      if (method === 'GET' && path === '/demo') {
        states.push(answer.body)
        meanwhile ??= await server.ask('POST', '/api/v1/demo', { as: as! })
      }
      return answer.body
    }
    client = { call, download: async () => Buffer.alloc(0) } as Client
    begun = await beginDemo(client, (line) => said.push(line))
    token = begun.token
    orgId = begun.organizationId!
  }, 90_000)
  afterAll(() => server.close())

  it('runs as a job that tells how far it is and runs once', async () => {
    expect(states.at(-1)).toMatchObject({ status: 'done', progress: 1, part: null })
    expect(new Set(states.map(({ progress }) => progress)).size).toBeGreaterThan(2)
    expect(states.map(({ progress }) => progress)).toEqual(
      states.map(({ progress }) => progress).sort((one, other) => one - other),
    )
    expect([meanwhile.status, meanwhile.body.type]).toEqual([409, 'demo-being-loaded'])
  })

  it('gives a new Sluice an administrator with a password nobody else knows, told once', async () => {
    expect(begun.password).toMatch(/^[\w-]{16}$/)
    expect(said.filter((line) => line.includes(begun.password!))).toHaveLength(1)
    const session = await server.ask('POST', '/api/v1/sessions', { body: { email: begun.email, password: begun.password } })
    expect(session.status).toBe(201)
    await expect(beginDemo(client, () => {})).rejects.toThrow('already-set-up')
  })

  it('fills every list', async () => {
    for (const path of ['/customers', '/contacts', '/opportunities', '/leads', '/activities', '/products', '/competitors'])
      expect((await api('GET', `${path}?limit=5`)).body.items.length, path).toBeGreaterThan(3)
    const { body } = await api('GET', '/members?limit=100')
    expect(body.items.filter((member: { role: string }) => member.role === 'rep')).toHaveLength(12)
    expect(await count('activity')).toBeGreaterThan(8000)
    const { body: board } = await api('GET', '/boards/default?limit=5')
    expect(board.columns.every((column: { count: number }) => column.count > 0)).toBe(true)
  })

  it('has evidence for its gates: some open deals can move on, others lack a few things', async () => {
    for (const table of ['opportunity_element', 'task', 'document', 'document_content', 'gate_attempt', 'approval'])
      expect(await count(table), table).toBeGreaterThan(20)
    const { body } = await api('GET', '/opportunities?limit=100&status=open&pipeline=default&sort=newest')
    const lacking: number[] = []
    for (const { id } of body.items as { id: string }[]) {
      const { body: gates } = await api('GET', `/opportunities/${id}/gates`)
      // moves back ask for a reason; the first other one leads a stage on
      const next = gates.moves.find(({ result }: { result: string }) => result !== 'reason')
      if (next) lacking.push(next.missing.length)
    }
    const share = (test: (missing: number) => boolean) => lacking.filter(test).length / lacking.length
    expect(share((missing) => missing === 0)).toBeGreaterThan(0.2)
    expect(share((missing) => missing === 0)).toBeLessThan(0.5)
    expect(share((missing) => missing <= 4)).toBeGreaterThan(0.7)
    const { rows } = await inOrganisation(server.database.db, orgId, (tx) =>
      sql<{ result: string }>`select distinct result from gate_attempt order by 1`.execute(tx),
    )
    expect(rows.map(({ result }) => result)).toEqual(['overridden', 'passed', 'refused', 'warned'])
  }, 60_000)

  it('agrees with its events to the last span', async () => {
    const differing = await inOrganisation(server.database.db, orgId, (tx) => reconcile(tx, orgId))
    expect(differing).toEqual([])
    expect(await count('field_event')).toBeGreaterThan(1000)
  }, 60_000)

  it('can be seen as it was known on a past day', async () => {
    const { body } = await api('GET', '/opportunities?limit=200&status=won&sort=newest')
    const deal = body.items[body.items.length - 1]
    const { body: history } = await api('GET', `/opportunities/${deal.id}/history?limit=100`)
    const won = history.items.find(({ kind }: { kind: string }) => kind === 'win')
    const before = new Date(Date.parse(won.recordedAt) - 60_000).toISOString()
    const { body: then } = await api('GET', `/opportunities/${deal.id}/as-of?at=${encodeURIComponent(before)}`)
    expect(then).toMatchObject({ known: true, status: 'open' })
  })

  it('finds its customers by any part of the name and by pinyin', async () => {
    const { body: some } = await api('GET', '/customers?limit=1')
    const { name } = some.items[0]
    const { body } = await api('GET', `/customers?q=${encodeURIComponent(name.slice(2, 5))}&limit=200`)
    expect(body.items.map((customer: { name: string }) => customer.name)).toContain(name)
  })

  it('lets the administrator invite any of its people, who then sees what such a person sees', async () => {
    const { body } = await api('GET', '/members?role=rep&limit=1')
    const rep = body.items[0]
    const invited = await api('POST', `/members/${rep.id}/invitations`)
    expect(invited.status).toBe(201)
    const secret = invited.body.invitationUrl.split('/').pop()
    const joined = await server.ask('POST', `/api/v1/invitations/${secret}/acceptance`, {
      body: { password: 'a long enough phrase' },
    })
    expect(joined.status).toBe(201)
    const { body: own } = await api('GET', '/opportunities?limit=200', undefined, joined.body.token)
    expect(own.items.length).toBeGreaterThan(20)
    expect(own.items.every((deal: { owner: { id: string } }) => deal.owner.id === rep.id)).toBe(true)
    const refused = await api('POST', '/demo', undefined, joined.body.token)
    expect(refused.status).toBe(403)
  })

  it('is not loaded a second time, nor among real customers', async () => {
    const again = await api('POST', '/demo')
    expect([again.status, again.body.type]).toEqual([409, 'demo-needs-empty-organization'])
    expect(again.body.title).toBe('示例公司只能加载到还没有客户的组织里')
    expect((await api('GET', '/demo')).body.permissions.load.code).toBe('demo-needs-empty-organization')
  })
})
