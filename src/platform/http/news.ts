import type { ServerResponse } from 'node:http'
import pg from 'pg'
import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import { inOrganisation } from '../database/connect.ts'
import type { Reach } from '../session.ts'
import type { Api } from './api.ts'
import { sessionCookie } from './serve.ts'

interface Row {
  id: string
  org_id: string
  topic: string
  entity_kind: string
  entity_id: string
  owner_id: string | null
  at: Date
}

interface Listener {
  orgId: string
  memberId: string
  reach: Reach
  response: ServerResponse
  /** Rows that arrive while older ones are still being replayed; null once the stream is live. */
  waiting: Row[] | null
}

export interface NewsPump {
  listen: (listener: Listener) => () => void
  /** Called with every committed row, in order, once per process. */
  subscribe: (hear: (row: Row) => void) => () => void
  stop: () => Promise<void>
}

const batch = 500

const concerns = (listener: Listener, row: Row): boolean =>
  listener.orgId === row.org_id &&
  (row.owner_id === null || listener.reach === 'organisation' || listener.reach.includes(row.owner_id))

const write = (response: ServerResponse, row: Row): void => {
  response.write(
    `id: ${row.id}\nevent: change\ndata: ${JSON.stringify({ topic: row.topic, kind: row.entity_kind, id: row.entity_id, at: row.at.toISOString() })}\n\n`,
  )
}

function deliver(listener: Listener, row: Row): void {
  if (!concerns(listener, row)) return
  if (listener.waiting) listener.waiting.push(row)
  else write(listener.response, row)
}

/**
 * Reads committed outbox rows in order and passes each on once. A row becomes readable only when no older transaction
 * is still running, so a reader never skips one that commits late. One LISTEN per process; polls every two seconds as well.
 */
export async function startNews(db: Db, appUrl: string, log: (line: string, error?: unknown) => void): Promise<NewsPump> {
  const listeners = new Set<Listener>()
  const hearers = new Set<(row: Row) => void>()
  const start = await sql<{ last: string | null }>`select max(id)::text as last from outbox`.execute(db)
  let last = start.rows[0]?.last ?? '0'
  let stopped = false
  let running: Promise<void> | null = null
  let again = false

  const pump = async (): Promise<void> => {
    for (;;) {
      const { rows } = await sql<Row>`select id::text as id, org_id, topic, entity_kind, entity_id, owner_id, at from outbox
        where id > ${last}::bigint and xid < pg_snapshot_xmin(pg_current_snapshot()) order by outbox.id limit ${batch}`.execute(
        db,
      )
      for (const row of rows) {
        last = row.id
        for (const hear of hearers) hear(row)
        for (const listener of listeners) deliver(listener, row)
      }
      if (rows.length < batch) return
    }
  }
  const poke = (): void => {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = pump()
      .catch((error: unknown) => log('news cannot be read', error))
      .finally(() => {
        running = null
        if (again) {
          again = false
          poke()
        }
      })
  }

  let client: pg.Client | null = null
  const connect = async (): Promise<void> => {
    if (stopped) return
    const next = new pg.Client({ connectionString: appUrl })
    next.on('notification', poke)
    next.on('error', () => {
      client = null
      setTimeout(() => void connect().catch(() => {}), 1000).unref()
    })
    await next.connect()
    await next.query('listen sluice_news')
    client = next
    poke()
  }
  await connect()
  const poll = setInterval(poke, 2000)
  const beat = setInterval(() => {
    for (const { response } of listeners) response.write(': still here\n\n')
  }, 25_000)
  poll.unref()
  beat.unref()

  return {
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    subscribe: (hear) => {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    stop: async () => {
      stopped = true
      clearInterval(poll)
      clearInterval(beat)
      for (const { response } of listeners) response.end()
      await running
      await client?.end().catch(() => {})
    },
  }
}

/** GET /api/v1/news: a stream of what changed within the caller's reach; Last-Event-ID resumes without a gap. */
export function newsRoutes(api: Api, pump: NewsPump): void {
  api.http.get(
    '/api/v1/news',
    {
      schema: {
        summary: 'Changes as they happen (server-sent events)',
        tags: ['news'],
        security: [{ bearer: [] }],
        produces: ['text/event-stream'],
      } as never,
    },
    async (request, reply) => {
      const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? request.cookies[sessionCookie]
      const found = token ? await api.door.find(token) : null
      const caller = found && (await inOrganisation(api.db, found.orgId, (tx) => api.door.caller(tx, found, api.now())))
      if (!caller)
        return reply
          .code(401)
          .type('application/problem+json')
          .send({ type: 'not-signed-in', title: 'not signed in', status: 401 })
      reply.hijack()
      const response = reply.raw
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-cache, no-transform',
        // the socket goes with the stream, so that a stopping server is not held by an idle one
        connection: 'close',
        'x-accel-buffering': 'no',
      })
      response.write('retry: 2000\n\n')
      const listener: Listener = { orgId: caller.orgId, memberId: caller.memberId, reach: caller.reach, response, waiting: [] }
      const leave = pump.listen(listener)
      const missedSince = /^\d{1,18}$/.exec(String(request.headers['last-event-id'] ?? ''))?.[0]
      const replayed = new Set<string>()
      if (missedSince) {
        const { rows } = await sql<Row>`select id::text as id, org_id, topic, entity_kind, entity_id, owner_id, at from outbox
        where org_id = ${caller.orgId} and id > ${missedSince}::bigint and xid < pg_snapshot_xmin(pg_current_snapshot()) order by outbox.id limit 1000`.execute(
          api.db,
        )
        for (const row of rows) {
          replayed.add(row.id)
          if (concerns(listener, row)) write(response, row)
        }
      }
      const waited = listener.waiting ?? []
      listener.waiting = null
      for (const row of waited) if (!replayed.has(row.id)) write(response, row)
      // permissions are read when the stream opens; a fresh stream every quarter of an hour picks up changes
      const renew = setTimeout(() => response.end(), 15 * 60_000)
      renew.unref()
      response.on('close', () => {
        clearTimeout(renew)
        leave()
      })
      // a reader who hangs up half-way leaves the other half of the connection to us
      request.raw.socket.on('end', () => response.end())
    },
  )
}
