import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parsePostmasterPid } from '../src/platform/embedded/postmaster-pid.ts'
import { runningUrl } from '../src/platform/embedded/start.ts'
import { killDatabase } from './kill-rounds.ts'
import { setUpOver, startSluice, type SluiceProcess } from './sluice-process.ts'

let sluice: SluiceProcess
let token: string
beforeAll(async () => {
  sluice = await startSluice()
  token = await setUpOver(sluice.url)
}, 120_000)
afterAll(() => sluice.remove())

const headers = () => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' })
const addTeam = (name: string): Promise<Response> =>
  fetch(`${sluice.url}/api/v1/teams`, { method: 'POST', headers: headers(), body: JSON.stringify({ name }) })
const serverPid = (): number => {
  const file = join(sluice.dataDir, 'postgres', 'postmaster.pid')
  return existsSync(file) ? (parsePostmasterPid(readFileSync(file, 'utf8'))?.pid ?? 0) : 0
}

/** Until an answer is as wished: a second or two, more where the machine has much else to do. */
const until = async (isThere: () => Promise<boolean> | boolean): Promise<void> => {
  const began = performance.now()
  while (!(await isThere())) {
    if (performance.now() - began > 60_000) throw new Error(`still not there after a minute: ${sluice.said()}`)
    await pause(20)
  }
}

/** What live news brings from now on, as one growing text. */
const listening = async (): Promise<{ heard: () => string; end: () => void }> => {
  const ending = new AbortController()
  const { body } = await fetch(`${sluice.url}/api/v1/news`, { headers: headers(), signal: ending.signal })
  let heard = ''
  const reader = body!.getReader()
  const text = new TextDecoder()
  void (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) heard += text.decode(part.value)
  })().catch(() => {})
  return { heard: () => heard, end: () => ending.abort() }
}

it('a database server that is killed under a running Sluice is back within seconds, and nothing acknowledged is lost', async () => {
  const news = await listening()
  const kept = new Set<string>()
  const refusals: { status: number; type: string | null; retryAfter: string | null }[] = []
  let isDone = false
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let n = 0; !isDone; n++) {
      const name = `${writer}-${n}`
      // Sluice itself must not go away.
      const answer = await addTeam(name).catch((error: unknown) => {
        isDone = true
        throw error
      })
      await answer.arrayBuffer()
      if (answer.ok) kept.add(name)
      else {
        const [type, retryAfter] = ['content-type', 'retry-after'].map((header) => answer.headers.get(header))
        refusals.push({ status: answer.status, type: type ?? null, retryAfter: retryAfter ?? null })
        await pause(20)
      }
    }
  })
  const all = Promise.all(writers)
  // Until they are waited for below, their failure must not count as unhandled.
  all.catch(() => {})
  await until(() => kept.size > 40)
  const first = serverPid()
  await killDatabase(sluice.dataDir)
  const before = kept.size
  await until(() => kept.size > before + 40)
  expect(serverPid()).not.toBe(first)

  // A second time, and while nothing is asked.
  isDone = true
  await all
  await killDatabase(sluice.dataDir)
  await until(async () => (await fetch(`${sluice.url}/readyz`)).ok)

  expect(refusals.length).toBeGreaterThan(0)
  expect([...new Set(refusals.map(({ status }) => status))]).toEqual([503])
  expect(refusals.every(({ type, retryAfter }) => /problem\+json/.test(type ?? '') && Number(retryAfter) > 0)).toBe(true)
  expect(sluice.child.exitCode).toBeNull()
  expect(sluice.said()).toMatch(/ended unexpectedly \(SIGKILL\)/)
  expect(sluice.said()).toMatch(/runs again after \d+ ms/)

  const client = new pg.Client({ connectionString: runningUrl(sluice.dataDir) })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>('select name from team')
    const there = new Set(rows.map(({ name }) => name))
    expect([...kept].filter((name) => !there.has(name))).toEqual([])
    // The line on which the application hears of news is there again: it listens, and does not only look now and then.
    await until(
      async () => (await client.query(`select from pg_stat_activity where query = 'listen sluice_news'`)).rowCount === 1,
    )
    // Background work goes on: what was asked for is done.
    await client.query(
      `insert into job (id, org_id, kind, payload) select gen_random_uuid(), org_id, 'opportunities.wake-up', '{}' from organisation`,
    )
    await until(async () => (await client.query('select from job where done_at is null')).rowCount === 0)
  } finally {
    await client.end()
  }
  const told = news.heard().length
  expect((await addTeam('after the second time')).status).toBe(201)
  await until(() => news.heard().length > told && news.heard().includes('event: change'))
  news.end()
}, 240_000)
