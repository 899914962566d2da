import { afterAll, beforeAll, expect, test } from 'vitest'
import { aServer, founder, type TestServer } from '../../../test/server.ts'
import { inOrganisation } from '../database/connect.ts'
import { announce } from '../news.ts'

let server: TestServer
let token: string
let orgId: string
let rep: { id: string; token: string }

beforeAll(async () => {
  server = await aServer()
  const made = await server.ask('POST', '/api/v1/setup', { body: founder })
  token = made.body.token
  orgId = made.body.organizationId
  const member = (await server.ask('POST', '/api/v1/members', { as: token, body: { name: '李娜', email: 'li@example.com' } }))
    .body
  const joined = await server.ask('POST', `/api/v1/invitations/${member.invitationUrl.split('/invite/')[1]}/acceptance`, {
    body: { password: '三月的雨落在江上 river' },
  })
  rep = { id: member.id, token: joined.body.token }
})
afterAll(() => server.close())

/** An open stream; `heard` grows as events come. */
async function listen(as: string, lastEventId?: string) {
  const heard: { id: string; topic: string }[] = []
  const abort = new AbortController()
  const response = await fetch(`${server.url}/api/v1/news`, {
    headers: { authorization: `Bearer ${as}`, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    signal: abort.signal,
  })
  const reader = response.body!.getReader()
  void (async () => {
    let text = ''
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
      if (done) return
      text += Buffer.from(value!).toString('utf8')
      const parts = text.split('\n\n')
      text = parts.pop()!
      for (const part of parts) {
        const id = /^id: (\w+-\d+)$/m.exec(part)?.[1]
        const data = /^data: (.*)$/m.exec(part)?.[1]
        if (id && data) heard.push({ id, topic: (JSON.parse(data) as { topic: string }).topic })
      }
    }
  })()
  const until = async (count: number) => {
    for (let waited = 0; heard.length < count && waited < 800; waited++) await new Promise((resolve) => setTimeout(resolve, 30))
    return heard.map(({ topic }) => topic)
  }
  return { heard, until, close: () => abort.abort(), status: response.status }
}

const tell = (topic: string, ownerId: string | null = null) =>
  inOrganisation(server.database.db, orgId, (tx) =>
    announce(tx, orgId, [{ topic, entityKind: 'test', entityId: orgId, ownerId }]),
  )

test('nobody listens without signing in', async () => {
  expect((await fetch(`${server.url}/api/v1/news`)).status).toBe(401)
})

test('what a colleague does arrives by itself, only where it may be seen', async () => {
  const admin = await listen(token)
  const li = await listen(rep.token)
  await tell('one.all')
  await tell('two.admin-only', '00000000-0000-7000-8000-000000000001')
  await tell('three.li', rep.id)
  expect(await admin.until(3)).toEqual(['one.all', 'two.admin-only', 'three.li'])
  expect(await li.until(2)).toEqual(['one.all', 'three.li'])
  admin.close()
  li.close()
})

test('a change that is rolled back is never told', async () => {
  const admin = await listen(token)
  await inOrganisation(server.database.db, orgId, async (tx) => {
    await announce(tx, orgId, [{ topic: 'never.happened', entityKind: 'test', entityId: orgId, ownerId: null }])
    throw new Error('no')
  }).catch(() => {})
  await tell('did.happen')
  expect(await admin.until(1)).toEqual(['did.happen'])
  admin.close()
})

test('after a break nothing is missing and nothing comes twice, though transactions commit out of order', async () => {
  const first = await listen(token)
  await tell('before')
  await first.until(1)
  const lastId = first.heard[0]!.id
  first.close()
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const slow = inOrganisation(server.database.db, orgId, async (tx) => {
    await announce(tx, orgId, [{ topic: 'written.first', entityKind: 'test', entityId: orgId, ownerId: null }])
    await held
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await tell('written.second')
  const again = await listen(token, lastId)
  // what is committed is told at once: nobody's news waits for a transaction that takes its time
  expect(await again.until(1)).toEqual(['written.second'])
  release()
  await slow
  expect(await again.until(2)).toEqual(['written.second', 'written.first'])
  await tell('third')
  expect(await again.until(3)).toEqual(['written.second', 'written.first', 'third'])
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(again.heard).toHaveLength(3)
  again.close()
})

test('who was away too long, or comes from another process, is told to read everything anew', async () => {
  for (const lastId of ['00000000-7', 'x', '9999']) {
    const response = await fetch(`${server.url}/api/v1/news`, {
      headers: { authorization: `Bearer ${token}`, 'last-event-id': lastId },
    })
    const reader = response.body!.getReader()
    let text = ''
    while (!text.includes('reset') && text.length < 500) text += Buffer.from((await reader.read()).value!).toString('utf8')
    expect(text).toContain('event: reset')
    await reader.cancel()
  }
})

test('a server that closes ends the streams that are open', async () => {
  const own = await aServer()
  const made = await own.ask('POST', '/api/v1/setup', { body: founder })
  const response = await fetch(`${own.url}/api/v1/news`, { headers: { authorization: `Bearer ${made.body.token}` } })
  const heard = response.text()
  await own.close()
  // one that waits for its readers has to cut them off in the end, and then their reading fails
  await expect(heard).resolves.toBeTypeOf('string')
})
