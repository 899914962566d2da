import type { Config } from '../platform/config.ts'
import { backupBeforeMigration } from '../platform/backup/files.ts'
import { untilJobsAreDone } from '../platform/jobs.ts'
import { findRunning } from '../platform/running.ts'
import type { Client, Request } from '../platform/verb.ts'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { boot } from './boot.ts'

/** The API said no: its problem document, as the API gave it. */
export class ApiRefusal extends Error {
  readonly problem: Record<string, unknown>
  constructor(status: number, problem: Record<string, unknown>) {
    const { title, detail } = problem
    super([title, detail].filter((part) => typeof part === 'string' && part !== '').join(': ') || `HTTP ${status}`)
    this.name = 'ApiRefusal'
    this.problem = problem
  }
}

interface Opened {
  client: Client
  close: () => Promise<void>
}

/** The API of the Sluice that serves this data folder, or of one started for this command and stopped by `close`. */
export const openClient = async (config: Config, token: string | undefined, say: (line: string) => void): Promise<Opened> => {
  const running = findRunning(resolve(config.DATA_DIR))
  if (running) return { client: clientOf(running.url, token), close: async () => {} }
  const ground = await boot({ config, log: say, backup: backupBeforeMigration(resolve(config.DATA_DIR), say), connections: 5 })
  const interrupted = () => void ground.stop().then(() => process.exit(130))
  process.once('SIGINT', interrupted)
  process.once('SIGTERM', interrupted)
  try {
    const { serveApp } = await import('./serve.ts')
    const serving = await serveApp({
      config: { ...config, HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: quiet(config.LOG_LEVEL) },
      ground,
    })
    const client = clientOf(serving.url, token)
    let hasWritten = false
    return {
      client: {
        ...client,
        call: (method, path, request) => {
          hasWritten ||= method !== 'GET'
          return client.call(method, path, request)
        },
      },
      close: async () => {
        // what it asked for is done with it: the next command looks at what this one brought in
        if (hasWritten && !(await untilJobsAreDone(ground.db, followUpSeconds)))
          say('Some work in the background is left; the next start goes on with it.')
        await serving.stop()
        await ground.stop()
      },
    }
  } catch (error) {
    await ground.stop()
    throw error
  }
}

/** So long a command waits for the background work that follows from it. */
const followUpSeconds = 60

const quiet = (level: Config['LOG_LEVEL']): Config['LOG_LEVEL'] => (level === 'info' ? 'warn' : level)

/** So many seconds a question waits for a Sluice that says it is busy. */
const patience = 30

/** The API that answers at `url`. */
export const clientOf = (url: string, token?: string): Client => {
  const send = async (
    method: string,
    path: string,
    { query = {}, body, form, token: own = token }: Request = {},
  ): Promise<Response> => {
    const target = new URL(`/api/v1${path}`, url)
    for (const [name, value] of Object.entries(query)) if (value !== undefined) target.searchParams.set(name, value)
    const response = await fetch(target, {
      method,
      headers: {
        ...(own !== undefined && { authorization: `Bearer ${own}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(form && { body: form }),
    })
    if (!response.ok) throw new ApiRefusal(response.status, await problemOf(response))
    return response
  }
  /** Who only asks may ask again: a Sluice that is busy for seconds must not end a command that follows long work. */
  const patiently = async (method: string, path: string, request?: Request): Promise<Response> => {
    for (let tries = method === 'GET' ? patience : 0; tries > 0; tries--)
      try {
        return await send(method, path, request)
      } catch (error) {
        if (!(error instanceof ApiRefusal) || error.problem['status'] !== 503) throw error
        await wait(1000)
      }
    return send(method, path, request)
  }
  return {
    call: async <T>(method: string, path: string, request?: Request) => {
      const text = await (await patiently(method, path, request)).text()
      return (text === '' ? undefined : JSON.parse(text)) as T
    },
    download: async (path, request) => Buffer.from(await (await patiently('GET', path, request)).arrayBuffer()),
  }
}

const problemOf = async (response: Response): Promise<Record<string, unknown>> => {
  const text = await response.text()
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return { type: 'unexpected-reply', title: `HTTP ${response.status}`, status: response.status }
  }
}
