import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import pg from 'pg'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../database/connect.ts'
import { readingIn } from '../database/connect.ts'
import type { Reach } from '../session.ts'
import type { Api } from './api.ts'
import { sessionCookie } from './answer.ts'
import { problemShape } from './problem.ts'

interface Row {
  id: string
  xid: string
  org_id: string
  topic: string
  entity_kind: string
  entity_id: string
  owner_id: string | null
  at: Date
}

/** A row under the name by which a reader says how far it got. */
interface News {
  row: Row
  eventId: string
}

interface Listener {
  orgId: string
  memberId: string
  reach: Reach
  response: ServerResponse
}

export interface NewsPump {
  /** Passes on what is committed by now, so that who comes to listen then hears of nothing older. */
  catchUp: () => Promise<void>
  listen: (listener: Listener) => () => void
  since: (eventId: string) => News[] | null
  /** Called with every committed row, in order, once per process. */
  subscribe: (hear: (row: Row) => void) => () => void
  stop: () => Promise<void>
}

const concerns = (listener: Listener, row: Row): boolean =>
  listener.orgId === row.org_id &&
  (row.owner_id === null || listener.reach === 'organisation' || listener.reach.includes(row.owner_id))

const write = (response: ServerResponse, { row, eventId }: News): void => {
  const facts = { topic: row.topic, kind: row.entity_kind, id: row.entity_id, at: row.at.toISOString() }
  response.write(`id: ${eventId}\nevent: change\ndata: ${JSON.stringify(facts)}\n\n`)
}

function deliver(listener: Listener, news: News): void {
  if (concerns(listener, news.row)) write(listener.response, news)
}

/** How many of the last rows a reader who comes back after a break can still be given. */
const remembered = 5000
/** Milliseconds from one look to the next while changes come in a stream. */
const between = 50

/**
 * Reads committed outbox rows and passes each on once, in the order in which they became visible. `floor` is the oldest
 * transaction that was still running at the last look: whatever an older one wrote has been seen, so each look reads from
 * there and leaves out what it has passed on already. A long transaction elsewhere (an import) delays nobody's news, and a
 * row that commits late is not skipped. One LISTEN per process; looks every two seconds as well.
 */
export async function startNews(db: Db, appUrl: string, log: (line: string, error?: unknown) => void): Promise<NewsPump> {
  const listeners = new Set<Listener>()
  const hearers = new Set<(row: Row) => void>()
  /** Event ids are RUN-NUMBER: a number of another run means that this process cannot say what was missed. */
  const run = randomBytes(4).toString('hex')
  let told: Row[] = []
  let number = 0
  let floor = '0'
  let passedOn = new Set<string>()
  let stopped = false
  let running: Promise<void> | null = null
  let again = false

  /** What became visible since the last look. */
  const look = async (): Promise<Row[]> => {
    const { rows } = await sql<Row & { xmin: string }>`
      select o.id::text as id, o.xid::text as xid, o.org_id, o.topic, o.entity_kind, o.entity_id, o.owner_id, o.at, s.xmin::text as xmin
      from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) s
      left join outbox o on o.xid >= ${floor}::xid8 order by o.id`.execute(db)
    const written = rows.filter(({ id }) => id !== null)
    const fresh = written.filter(({ id }) => !passedOn.has(id))
    floor = rows[0]!.xmin
    const oldest = BigInt(floor)
    passedOn = new Set(written.filter(({ xid }) => BigInt(xid) >= oldest).map(({ id }) => id))
    return fresh
  }
  const { rows: now } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(db)
  floor = now[0]!.xmin
  await look()

  const pump = async (): Promise<void> => {
    for (const row of await look()) {
      number++
      told.push(row)
      for (const hear of hearers) hear(row)
      for (const listener of listeners) deliver(listener, { row, eventId: `${run}-${number}` })
    }
    if (told.length > 2 * remembered) told = told.slice(-remembered)
  }
  /** The rows after an event of this run, oldest first; null when that is too long ago or was told by another process. */
  const since = (eventId: string): News[] | null => {
    const [of, last] = eventId.split('-')
    const missed = number - Number(last)
    if (of !== run || !(missed >= 0) || missed > told.length) return null
    return told.slice(told.length - missed).map((row, index) => ({ row, eventId: `${run}-${number - missed + index + 1}` }))
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

  let lastHeard = 0
  let soon: NodeJS.Timeout | null = null
  /** At once, but not more often than open pages can use; where nobody listens, the look by the clock is soon enough. */
  const hear = (): void => {
    if (soon || listeners.size + hearers.size === 0) return
    const early = lastHeard + between - Date.now()
    const now = () => {
      soon = null
      lastHeard = Date.now()
      poke()
    }
    if (early <= 0) return now()
    soon = setTimeout(now, early).unref()
  }

  let client: pg.Client | null = null
  const connect = async (): Promise<void> => {
    if (stopped) return
    const next = new pg.Client({ connectionString: appUrl })
    next.on('notification', hear)
    next.on('error', () => {
      client = null
      connectSoon()
    })
    await next.connect()
    await next.query('listen sluice_news')
    client = next
    poke()
  }
  let retry: NodeJS.Timeout | null = null
  /** As often as it takes: the polls below go on meanwhile, a little later each. */
  function connectSoon(): void {
    retry ??= setTimeout(() => {
      retry = null
      void connect().catch(connectSoon)
    }, 1000).unref()
  }
  await connect()
  const poll = setInterval(poke, 2000)
  const beat = setInterval(() => {
    for (const { response } of listeners) response.write(': still here\n\n')
  }, 25_000)
  poll.unref()
  beat.unref()

  return {
    since,
    catchUp: async () => {
      poke()
      while (running) await running
    },
    listen: (listener) => {
      listeners.add(listener)
      poke()
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
      if (soon) clearTimeout(soon)
      for (const { response } of listeners) response.end(() => response.socket?.destroy())
      await running
      await client?.end().catch(() => {})
    },
  }
}

/** GET /api/v1/news: a stream of what changed within the caller's reach; Last-Event-ID resumes without a gap or a repetition, or says `reset` when that is too long ago. */
export function newsRoutes(api: Api, pump: NewsPump): void {
  api.http.get(
    '/api/v1/news',
    {
      schema: {
        summary: 'Changes as they happen (server-sent events)',
        tags: ['news'],
        security: [{ bearer: [] }],
        produces: ['text/event-stream'],
        response: { 200: z.string().describe('Events, one after another'), default: problemShape.describe('RFC 9457 problem') },
      } as never,
    },
    async (request, reply) => {
      const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? request.cookies[sessionCookie]
      const found = token ? await api.door.find(token) : null
      const admitted =
        found && token && (await readingIn(api.db, found.orgId, (tx) => api.door.admit(tx, api.door.shown(token), found.orgId)))
      const caller = admitted && admitted.caller
      if (!caller)
        return reply
          .code(401)
          .type('application/problem+json')
          .send({ type: 'not-signed-in', title: 'not signed in', status: 401 })
      await pump.catchUp()
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
      const listener: Listener = { orgId: caller.orgId, memberId: caller.memberId, reach: caller.reach, response }
      const lastId = String(request.headers['last-event-id'] ?? '').slice(0, 40)
      if (lastId !== '') {
        const missed = pump.since(lastId)
        // too long away, or told by a process that is gone: the page is to read everything anew
        if (missed === null) response.write('event: reset\ndata: {}\n\n')
        else for (const news of missed) deliver(listener, news)
      }
      const leave = pump.listen(listener)
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
