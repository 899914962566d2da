import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aServer, founder, type TestServer } from '../../test/server.ts'
import { sql } from 'kysely'
import { inOrganisation } from '../platform/database/connect.ts'

let server: TestServer
let token: string
let orgId: string
const ask = (...given: Parameters<TestServer['ask']>) => server.ask(...given)
const json = { origin: 'x' }

beforeAll(async () => {
  server = await aServer()
})
afterAll(() => server.close())

describe('first run', () => {
  test('a weak password is refused and nothing is stored', async () => {
    expect(await ask('POST', '/api/v1/setup', { body: { ...founder, password: 'password1' } })).toMatchObject({
      status: 422,
      body: { type: 'password-too-weak' },
    })
    expect((await ask('GET', '/api/v1/setup')).body).toEqual({ done: false })
  })
  test('of two set-ups at once exactly one wins; later ones are told', async () => {
    const two = await Promise.all([1, 2].map(() => ask('POST', '/api/v1/setup', { body: founder })))
    expect(two.map(({ status }) => status).sort()).toEqual([201, 409])
    const won = two.find(({ status }) => status === 201)!
    token = won.body.token
    orgId = won.body.organizationId
    expect(await ask('POST', '/api/v1/setup', { body: founder })).toMatchObject({ status: 409, body: { type: 'already-set-up' } })
  })
  test('the new company has its pipelines, reasons and sources', async () => {
    expect((await ask('GET', '/api/v1/pipelines', { as: token })).body.items).toHaveLength(4)
    expect((await ask('GET', '/api/v1/loss-reasons', { as: token })).body.items.length).toBeGreaterThanOrEqual(11)
  })
})

describe('signing in', () => {
  const signIn = (email: string, password: string, headers = {}) =>
    ask('POST', '/api/v1/sessions', { body: { email, password }, headers })

  test('a wrong password and an unknown address look the same', async () => {
    const [wrong, unknown] = [
      await signIn(founder.email, 'wrong wrong wrong'),
      await signIn('nobody@example.com', founder.password),
    ]
    expect(wrong.body).toEqual(unknown.body)
    expect(wrong.status).toBe(401)
  })
  test('a browser gets a cookie and never the token; writing needs the anti-forgery token', async () => {
    const reply = await signIn(' WANG@example.com ', founder.password, json)
    expect(reply.body.token).toBeUndefined()
    const cookie = reply.headers.get('set-cookie')!
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    const headers = { cookie: cookie.split(';')[0]! }
    expect((await ask('GET', '/api/v1/sessions/current', { headers })).status).toBe(200)
    const write = (more: Record<string, string>) =>
      ask('PATCH', '/api/v1/me', { body: { locale: 'en' }, headers: { ...headers, ...more } })
    expect(await write({})).toMatchObject({ status: 403, body: { type: 'csrf-token-invalid' } })
    expect(await write({ 'x-csrf-token': 'forged' })).toMatchObject({ status: 403 })
    expect(await write({ 'x-csrf-token': reply.body.csrfToken })).toMatchObject({ status: 200 })
    expect(
      (await ask('DELETE', '/api/v1/sessions/current', { headers: { ...headers, 'x-csrf-token': reply.body.csrfToken } })).status,
    ).toBe(204)
    expect((await ask('GET', '/api/v1/sessions/current', { headers })).status).toBe(401)
  })
  test('secrets are stored as fingerprints only', async () => {
    const { rows } = await sql<{ text: string }>`select coalesce(string_agg(c::text, ' '), '') as text from credential c`.execute(
      server.database.db,
    )
    expect(rows[0]!.text).not.toContain(token.slice(4))
    const accounts = await server.database.db.selectFrom('account').select('password_hash').execute()
    expect(accounts[0]!.password_hash).toMatch(/^\$argon2id\$/)
  })
  test('another password ends the other sessions and opens with the new one only', async () => {
    const first = (await signIn(founder.email, founder.password)).body.token
    const second = (await signIn(founder.email, founder.password)).body.token
    const change = (current: string, as: string) =>
      ask('PUT', '/api/v1/me/password', { as, body: { current, next: 'another horse battery' } })
    expect(await change('wrong', first)).toMatchObject({ status: 422, body: { type: 'wrong-password' } })
    expect((await change(founder.password, first)).status).toBe(204)
    expect((await ask('GET', '/api/v1/sessions/current', { as: first })).status).toBe(200)
    expect((await ask('GET', '/api/v1/sessions/current', { as: second })).status).toBe(401)
    expect((await signIn(founder.email, founder.password)).status).toBe(401)
    expect((await signIn(founder.email, 'another horse battery')).status).toBe(201)
  })
})

describe('inviting', () => {
  let invitation: string
  let memberId: string
  test('an invited rep chooses a password and reaches only the own records', async () => {
    const made = await ask('POST', '/api/v1/members', { as: token, body: { name: '李娜', email: 'li@example.com', role: 'rep' } })
    expect(made).toMatchObject({ status: 201, body: { status: 'invited' } })
    memberId = made.body.id
    invitation = made.body.invitationUrl.split('/invite/')[1]
    expect((await ask('GET', `/api/v1/invitations/${invitation}`)).body).toMatchObject({
      name: '李娜',
      organizationName: '云帆科技',
      needsPassword: true,
    })
    const accepted = await ask('POST', `/api/v1/invitations/${invitation}/acceptance`, {
      body: { password: '三月的雨落在江上 river' },
    })
    expect(accepted.status).toBe(201)
    const me = await ask('GET', '/api/v1/sessions/current', { as: accepted.body.token })
    expect(me.body).toMatchObject({
      scope: 'own',
      member: { name: '李娜', role: 'rep', permissions: { edit: { code: 'forbidden' } } },
    })
    expect(await ask('POST', '/api/v1/members', { as: accepted.body.token, body: { name: 'x' } })).toMatchObject({ status: 403 })
  })
  test('a link opens once', async () => {
    expect(
      await ask('POST', `/api/v1/invitations/${invitation}/acceptance`, { body: { password: 'once more, the same link' } }),
    ).toMatchObject({ status: 404, body: { type: 'invitation-invalid' } })
  })
  test('a new link replaces the old one', async () => {
    const made = await ask('POST', '/api/v1/members', { as: token, body: { name: '周伟', email: 'zhou@example.com' } })
    const old = made.body.invitationUrl.split('/invite/')[1]
    const fresh = (await ask('POST', `/api/v1/members/${made.body.id}/invitations`, { as: token })).body.invitationUrl.split(
      '/invite/',
    )[1]
    expect((await ask('GET', `/api/v1/invitations/${old}`)).status).toBe(404)
    expect((await ask('GET', `/api/v1/invitations/${fresh}`)).status).toBe(200)
  })
  test('who is deactivated is out at once', async () => {
    const session = (
      await ask('POST', '/api/v1/sessions', { body: { email: 'li@example.com', password: '三月的雨落在江上 river' } })
    ).body.token
    expect((await ask('DELETE', `/api/v1/members/${memberId}`, { as: token })).status).toBe(204)
    expect((await ask('GET', '/api/v1/sessions/current', { as: session })).status).toBe(401)
    expect(
      (await ask('POST', '/api/v1/sessions', { body: { email: 'li@example.com', password: '三月的雨落在江上 river' } })).status,
    ).toBe(401)
    expect((await ask('POST', `/api/v1/members/${memberId}/reactivation`, { as: token })).body.status).toBe('active')
  })
  test('the last administrator stays', async () => {
    const me = (await ask('GET', '/api/v1/sessions/current', { as: token })).body.member.id
    expect(await ask('PATCH', `/api/v1/members/${me}`, { as: token, body: { role: 'rep' } })).toMatchObject({
      status: 422,
      body: { type: 'last-administrator' },
    })
    expect(await ask('DELETE', `/api/v1/members/${me}`, { as: token })).toMatchObject({ status: 422 })
  })
})

describe('teams', () => {
  test('a team cannot hang below itself, and goes only when empty', async () => {
    const team = async (name: string, parentId?: string) =>
      (await ask('POST', '/api/v1/teams', { as: token, body: { name, parentId } })).body.id
    const east = await team('华东')
    const shanghai = await team('上海', east)
    expect(await ask('PATCH', `/api/v1/teams/${east}`, { as: token, body: { parentId: shanghai } })).toMatchObject({
      status: 422,
      body: { type: 'team-loop' },
    })
    expect(await ask('DELETE', `/api/v1/teams/${east}`, { as: token })).toMatchObject({
      status: 409,
      body: { type: 'team-not-empty' },
    })
    expect((await ask('DELETE', `/api/v1/teams/${shanghai}`, { as: token })).status).toBe(204)
    expect((await ask('DELETE', `/api/v1/teams/${east}`, { as: token })).status).toBe(204)
  })
})

describe('API tokens', () => {
  test('a limited token does no more than it says, and nothing after it is revoked', async () => {
    const made = await ask('POST', '/api/v1/api-tokens', { as: token, body: { name: 'BI', scopes: ['reports.read'] } })
    expect((await ask('GET', '/api/v1/sessions/current', { as: made.body.token })).body.abilities).toEqual(['reports.read'])
    expect(await ask('POST', '/api/v1/teams', { as: made.body.token, body: { name: 'x' } })).toMatchObject({ status: 403 })
    expect(await ask('POST', '/api/v1/api-tokens', { as: made.body.token, body: { name: 'more' } })).toMatchObject({
      status: 403,
    })
    expect((await ask('DELETE', `/api/v1/api-tokens/${made.body.id}`, { as: token })).status).toBe(204)
    expect((await ask('GET', '/api/v1/sessions/current', { as: made.body.token })).status).toBe(401)
  })
})

describe('the shape of every answer', () => {
  test('a bad request names each wrong field; never a 500', async () => {
    const reply = await ask('POST', '/api/v1/members', { as: token, body: { name: '', email: 'no' } })
    expect(reply).toMatchObject({ status: 400, body: { type: 'invalid-request', errors: [{ path: 'name' }, { path: 'email' }] } })
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
    for (const body of ['{', 'null', '"x"', '[]']) {
      const response = await fetch(`${server.url}/api/v1/members`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      })
      expect(response.status).toBe(400)
    }
    expect((await ask('POST', '/api/v1/members', { as: token, body: { name: 'a\u0000b' } })).status).toBe(400)
  })
  test('speaks the language asked for', async () => {
    const title = async (language: string) =>
      (await ask('GET', '/api/v1/members', { headers: { 'accept-language': language } })).body.title
    expect(await title('zh-CN')).toBe('请先登录')
    expect(await title('zh-Hant')).toBe('請先登入')
    expect(await title('en-GB,en;q=0.9')).toBe('Please sign in first')
  })
  test('the same write sent twice happens once', async () => {
    const create = (name: string, key = 'k-1') =>
      ask('POST', '/api/v1/teams', { as: token, body: { name }, headers: { 'idempotency-key': key } })
    const [first, second] = await Promise.all([create('华北'), create('华北')])
    expect(first.status).toBe(201)
    expect(second.body).toEqual(first.body)
    expect(await create('华中')).toMatchObject({ status: 422, body: { type: 'idempotency-key-reused' } })
  })
  test('an invitation or a token asked for twice is answered alike, and kept so that the database alone does not tell it', async () => {
    const send = (path: string, body: object, as = token) =>
      ask('POST', `/api/v1${path}`, { as, body, headers: { 'idempotency-key': `secret ${path}` } })
    const [member, again] = [await send('/members', { name: '新人', email: 'new@example.com' }), await send('/members', { name: '新人', email: 'new@example.com' })] // prettier-ignore
    expect([member.status, again.body]).toEqual([201, member.body])
    expect(member.body.invitationUrl).toContain('sli_')
    const [made, repeated] = [await send('/api-tokens', { name: '程序' }), await send('/api-tokens', { name: '程序' })]
    expect([made.status, repeated.body]).toEqual([201, made.body])
    // another credential of the same person is not told, and nothing is made anew
    expect((await send('/api-tokens', { name: '程序' }, made.body.token)).body.type).toBe('idempotency-key-reused')
    const kept = await inOrganisation(server.database.db, orgId, (tx) => tx.selectFrom('idempotency_key').selectAll().execute())
    expect(kept.length).toBeGreaterThan(2)
    expect(JSON.stringify(kept)).not.toMatch(/sl[ist]_/)
  })
  test('a stale version is refused with 412', async () => {
    const team = (await ask('POST', '/api/v1/teams', { as: token, body: { name: '西南' } })).body
    const rename = (name: string) =>
      ask('PATCH', `/api/v1/teams/${team.id}`, { as: token, body: { name }, headers: { 'if-match': `"${team.version}"` } })
    expect((await rename('西南区')).status).toBe(200)
    expect(await rename('大西南')).toMatchObject({ status: 412, body: { type: 'version-conflict' } })
  })
  test.each([
    'members',
    'teams',
    'customers',
    'contacts',
    'leads',
    'opportunities',
    'activities',
    'products',
    'imports',
    'audit',
    'funnel/deals',
  ])('a cursor from elsewhere is ignored by %s, never trusted', async (list) => {
    const forged = [
      'x',
      'W10',
      '["a"]',
      '["a","b"]',
      '["a","b","c"]',
      '[1e999,null]',
      '[{},[]]',
      '["2026-02-30","x"]',
      '[null,null]',
    ]
    for (const text of forged) {
      const cursor = text.startsWith('[') ? Buffer.from(text).toString('base64url') : text
      const reply = await ask('GET', `/api/v1/${list}?cursor=${cursor}`, { as: token })
      expect([200, 400], `${text}: ${JSON.stringify(reply.body)}`).toContain(reply.status)
    }
  })
})

describe('tenancy in the database itself', () => {
  test('a forgotten WHERE shows the own organisation only; no setting shows nothing', async () => {
    const db = server.database.db
    expect(
      await inOrganisation(db, '00000000-0000-7000-8000-000000000000', (tx) => tx.selectFrom('member').selectAll().execute()),
    ).toEqual([])
    await expect(db.selectFrom('member').selectAll().execute()).rejects.toThrow()
    expect((await inOrganisation(db, orgId, (tx) => tx.selectFrom('member').selectAll().execute())).length).toBeGreaterThan(0)
  })
  test('rows of another organisation cannot be written', async () => {
    const elsewhere = '00000000-0000-7000-8000-000000000000'
    await expect(
      inOrganisation(server.database.db, elsewhere, (tx) =>
        tx.insertInto('team').values({ org_id: orgId, id: elsewhere, name: 'planted' }).execute(),
      ),
    ).rejects.toThrow(/row-level security/)
  })
  test('RESET ROLE, SET ROLE and switching row security off lead nowhere', async () => {
    const { rows } = await sql<{
      name: string
      super: boolean
      bypass: boolean
    }>`select rolname as name, rolsuper as super, rolbypassrls as bypass from pg_roles where rolname = current_user`.execute(
      server.database.db,
    )
    expect(rows[0]).toMatchObject({ super: false, bypass: false })
    for (const attempt of ['reset role', 'set row_security = off', 'set session authorization default']) {
      await expect(
        inOrganisation(server.database.db, '00000000-0000-7000-8000-000000000000', async (tx) => {
          await sql.raw(attempt).execute(tx)
          const found = await tx.selectFrom('member').selectAll().execute()
          if (found.length === 0) throw new Error('nothing to be seen')
        }),
      ).rejects.toThrow()
    }
    await expect(sql`alter table member no force row level security`.execute(server.database.db)).rejects.toThrow(/owner/)
    await expect(sql`create table stolen (x int)`.execute(server.database.db)).rejects.toThrow(/permission denied/)
  })
  test('every table with an organisation has row-level security forced by the plain policy', async () => {
    const { rows } = await sql<{ table: string; policy: string | null; forced: boolean }>`
      select c.relname as table, c.relforcerowsecurity as forced, (select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = c.oid) as policy
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`.execute(server.database.db)
    const open = ['membership', 'credential', 'outbox', 'job']
    expect(rows.length).toBeGreaterThan(20)
    for (const { table, policy, forced } of rows) {
      if (open.includes(table)) continue
      expect(forced, table).toBe(true)
      expect(policy, table).toBe(`(org_id = (current_setting('app.org_id'::text))::uuid)`)
    }
  })
  test('every key and unique index of a tenant’s table begins with the organisation', async () => {
    const { rows } = await sql<{ index: string; first: string }>`
      select i.relname as index, a.attname as first from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
      where x.indisunique and t.relrowsecurity and t.relnamespace = 'public'::regnamespace`.execute(server.database.db)
    expect(rows.filter(({ first }) => first !== 'org_id')).toEqual([])
  })
})
