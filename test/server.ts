import { serveApp, type Serving } from '../src/apps/serve.ts'
import { readConfig } from '../src/platform/config.ts'
import { aDatabase, type TestDatabase } from './database.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A reply as tests look into it: whatever JSON came. */
export interface Answer {
  status: number
  headers: Headers
  body: Loose
}
/** JSON of unknown shape that may be looked into freely. */
export type Loose = ReturnType<typeof JSON.parse>

export interface TestServer {
  database: TestDatabase
  serving: Serving
  url: string
  /** One request; a JSON body is parsed. `as` is a bearer token. */
  ask: (
    method: string,
    path: string,
    options?: { as?: string; body?: unknown; headers?: Record<string, string> },
  ) => Promise<Answer>
  close: () => Promise<void>
}

/** The whole system on a fresh database of its own, listening on a free port. `clock.now` can be moved. */
export async function aServer({
  working = false,
  clock = { now: () => new Date() },
  requestsPerMinute = 100_000,
} = {}): Promise<TestServer> {
  const database = await aDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-test-'))
  const serving = await serveApp({
    config: { ...readConfig({ LOG_LEVEL: 'silent', DATA_DIR: dataDir }), PORT: 0 },
    ground: {
      db: database.db,
      pool: database.pool,
      close: async () => {},
      appUrl: database.appUrl,
      ownerUrl: database.ownerUrl,
      secret: 'a secret of tests only, long enough',
      dataDir,
      embedded: false,
      stop: async () => {},
    },
    working,
    now: () => clock.now(),
    requestsPerMinute,
  })
  return {
    database,
    serving,
    url: serving.url,
    ask: async (method, path, { as, body, headers } = {}) => {
      const response = await unlessBusy(() =>
        fetch(serving.url + path, {
          method,
          headers: {
            ...(as ? { authorization: `Bearer ${as}` } : {}),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      )
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text,
      }
    },
    close: async () => {
      await serving.stop()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A request that is sent again while the server has too much to do, as it has on a machine that is busy with other tests. */
export async function unlessBusy(send: () => Promise<Response>): Promise<Response> {
  for (let tries = 0; ; tries++) {
    const response = await send()
    if (response.status !== 503 || tries === 60) return response
    await response.body?.cancel()
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

export const founder = {
  organizationName: '云帆科技',
  name: '王丽华',
  email: 'wang@example.com',
  password: 'correct horse battery',
}
