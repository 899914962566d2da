import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Config } from '../platform/config.ts'
import type { Api } from '../platform/http/api.ts'
import { createHttp } from '../platform/http/create.ts'
import { newsRoutes, startNews, type NewsPump } from '../platform/http/news.ts'
import { startJobs } from '../platform/jobs.ts'
import { createLog } from '../platform/log.ts'
import { keepFacts, stopKeeping, warmUp } from '../funnel/queries/facts/keeper.ts'
import { door } from '../people/routes.ts'
import { openDesk } from './report-desk.ts'
import { startSchedules } from './schedules.ts'
import { allRoutes, works } from './slices.ts'
import type { Ground } from './boot.ts'

export interface Serving {
  http: FastifyInstance
  api: Api
  url: string
  stop: () => Promise<void>
}

interface ServeOptions {
  config: Config
  ground: Ground
  /** Whether this process also does background work. */
  working?: boolean
  now?: () => Date
  /** Requests allowed per minute and address. */
  requestsPerMinute?: number
}

/** Reports of organisations with more deals than this are worked out in a thread beside the requests: they take longer than others may wait. */
const mostDealsHere = 5000

/** The running system on an open database: web server, live news, background work. */
export async function serveApp({
  config,
  ground,
  working = true,
  now = () => new Date(),
  requestsPerMinute = 3000,
}: ServeOptions): Promise<Serving> {
  const log = createLog(config.LOG_LEVEL)
  let stopping = false
  let pump: NewsPump | null = null
  const publicUrl = config.PUBLIC_URL?.replace(/\/$/, '')
  const secure = publicUrl?.startsWith('https://') ?? false
  const ready = async () => !stopping && (await sql`select 1`.execute(ground.db)).rows.length === 1
  const http = await createHttp({ log, secure, ready: () => ready().catch(() => false), requestsPerMinute })
  const api: Api = {
    http,
    db: ground.db,
    door: door(ground.db, now),
    secret: ground.secret,
    publicUrl: publicUrl ?? `http://${config.HOST}:${config.PORT}`,
    secure,
    dataDir: ground.dataDir,
    now,
  }
  const complain = (line: string, error?: unknown) => log.error({ err: error }, line)
  const maxBytes = config.SLUICE_FACTS_MB * 1e6
  const desk = openDesk({ databaseUrl: ground.appUrl, maxBytes }, complain)
  const keeper = keepFacts(ground.db, { maxBytes, complain, mostDeals: mostDealsHere, leave: desk.take })
  api.reports = desk
  pump = await startNews(ground.db, ground.appUrl, complain)
  allRoutes(api)
  newsRoutes(api, pump)
  // streams stay open for hours: they must end before the server can close
  http.addHook('preClose', async () => {
    await pump?.stop()
  })
  await http.listen({ port: config.PORT, host: config.HOST })
  const { port } = http.server.address() as AddressInfo
  const url = `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${port}`
  if (!publicUrl) api.publicUrl = url
  const jobs = working ? startJobs(ground.db, works, complain) : null
  // whoever comes first finds the funnel counted from memory; starting goes before
  const warm = () => void warmUp(keeper).catch((error) => complain('facts were not loaded', error))
  const warming = working ? setTimeout(warm, 1500).unref() : undefined
  const schedules = working ? startSchedules(ground.db, complain) : null
  return {
    http,
    api,
    url,
    stop: async () => {
      stopping = true
      clearTimeout(warming)
      schedules?.stop()
      await closeGently(http)
      await jobs?.stop()
      await stopKeeping(keeper)
      await desk.stop()
    },
  }
}

/** Takes no new connection, lets every running request finish (ten seconds at most) and closes each connection once it is idle. */
async function closeGently(http: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => http.server.closeIdleConnections(), 50)
  const limit = setTimeout(() => http.server.closeAllConnections(), 10_000)
  try {
    await http.close()
  } finally {
    clearInterval(sweep)
    clearTimeout(limit)
  }
}
