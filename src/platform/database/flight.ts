import { channel } from 'node:diagnostics_channel'
import type { Connection, PoolClient, QueryResult, Submittable } from 'pg'
import pg from 'pg'
import { beginMessage } from './message.ts'
import { written } from './values.ts'

/** Told of every message to the database, with the texts of the statements it carries: so tests count them. */
export const flights = channel('sluice.flight')

/** A statement and what becomes of it. */
export interface Asked {
  text: string
  values: readonly unknown[]
  answer: (result: Pick<QueryResult<Record<string, unknown>>, 'rows' | 'rowCount' | 'command'>) => void
  fail: (error: unknown) => void
}

/** A statement as one connection keeps it, so that PostgreSQL parses it once and plans it once where one plan is as good for all. */
interface Kept {
  name: string
  state: 'new' | 'sent' | 'known' | 'in doubt'
  columns: { name: string; read: (text: string) => unknown }[]
  blank: Record<string, unknown>
}

/** So many statements a connection keeps; lists of varying length make more texts than anybody asks twice. */
const mostKept = 400
const shelves = new WeakMap<PoolClient, Map<string, Kept>>()
let named = 0

/** Messages of one connection that are not answered yet, in the order in which they were sent. */
const lanes = new WeakMap<PoolClient, Flight[]>()

interface Flight extends Submittable {
  isSent: boolean
}

/**
 * Puts a message on its way without waiting for the answers to those before it: the database finds its next work when it is done
 * with one, however busy this program is. The library is told of one message at a time, and of the next when that one has landed.
 */
function depart(client: PoolClient, flight: Flight): void {
  const lane = lanes.get(client) ?? []
  lanes.set(client, lane)
  lane.push(flight)
  if (lane.length === 1) client.query(flight)
  // before the first is sent the library holds the line: this one goes when it is told of
  else if (lane.every(({ isSent }, at) => isSent || at === lane.length - 1)) flight.submit(wireOf(client))
}

function land(client: PoolClient): void {
  const lane = lanes.get(client)!
  lane.shift()
  if (lane[0]) client.query(lane[0])
}

const wireOf = (client: PoolClient): Connection => (client as unknown as { connection: Connection }).connection

function shelfOf(client: PoolClient): Map<string, Kept> {
  const shelf = shelves.get(client) ?? new Map<string, Kept>()
  shelves.set(client, shelf)
  return shelf
}

function keptOn(shelf: Map<string, Kept>, text: string): Kept {
  const found = shelf.get(text)
  if (found) return found
  const isKept = shelf.size < mostKept
  const kept: Kept = { name: isKept ? `s${++named}` : '', state: 'new', columns: [], blank: {} }
  if (isKept) shelf.set(text, kept)
  return kept
}

/**
 * Sends statements to the database in one message and with one answer: on a round trip of its own each, a small statement costs
 * more on the way than in the database. They run in order; the first that fails stops those behind it, and each learns its fate.
 * Without `begin` they are one transaction. `landed` is called when the connection is free again.
 */
export function fly(client: PoolClient, statements: readonly Asked[], landed?: () => void): void {
  const shelf = shelfOf(client)
  const results: { rows: Record<string, unknown>[]; command: string; rowCount: number; unreadable: unknown }[] = []
  let used: Kept[] = []
  let rows: Record<string, unknown>[] = []
  /** Why a row of the present statement could not be read. */
  let unreadable: unknown
  let isOver = false
  const end = (error?: unknown): void => {
    if (isOver) return
    isOver = true
    land(client)
    // what stands behind the failed one may or may not be prepared over there: it is asked to be forgotten before its next use
    for (const kept of used) if (kept.state === 'sent') kept.state = 'in doubt'
    // a newer Sluice beside this one has changed a table: what was kept no longer fits
    if ((error as { code?: string } | undefined)?.code === '0A000') for (const kept of shelf.values()) kept.state = 'in doubt'
    landed?.()
    statements.forEach(({ answer, fail }, at) => {
      const result = results[at]
      if (!result) fail(error)
      else if (result.unreadable) fail(result.unreadable)
      else answer(result)
    })
  }
  const completed = (text: string): void => {
    const kept = used[results.length]
    if (kept && kept.name !== '') kept.state = 'known'
    const [command = '', ...counts] = text.split(' ')
    results.push({ rows, command, rowCount: Number(counts[counts.length - 1] ?? 0), unreadable })
    rows = []
    unreadable = undefined
  }
  const flight = {
    isSent: false,
    submit: (connection: Connection): void => {
      if (flight.isSent) return
      flight.isSent = true
      if (flights.hasSubscribers) flights.publish(statements.map(({ text }) => text))
      used = statements.map(({ text }) => keptOn(shelf, text))
      const message = beginMessage()
      for (const [at, kept] of used.entries()) {
        const { name, state } = kept
        if (name !== '' && state === 'in doubt') message.close(name)
        if (state !== 'known' && state !== 'sent') {
          message.parse(name, statements[at]!.text)
          message.describe(name)
          kept.state = name === '' ? 'new' : 'sent'
        }
        message.bind(name, statements[at]!.values.map(written))
        message.execute()
      }
      const { stream } = connection
      if (stream.writable) stream.write(message.whole())
    },
    handleRowDescription: ({ fields }: { fields: { name: string; dataTypeID: number }[] }): void => {
      const kept = used[results.length]!
      kept.columns = fields.map(({ name, dataTypeID }) => ({
        name,
        read: pg.types.getTypeParser(dataTypeID, 'text') as (text: string) => unknown,
      }))
      kept.blank = Object.fromEntries(fields.map(({ name }) => [name, null]))
    },
    handleDataRow: ({ fields }: { fields: (string | null)[] }): void => {
      const { columns, blank } = used[results.length]!
      const row = { ...blank }
      try {
        for (let at = 0; at < columns.length; at++) {
          const text = fields[at]
          if (typeof text === 'string') row[columns[at]!.name] = columns[at]!.read(text)
        }
      } catch (error) {
        unreadable = error
      }
      rows.push(row)
    },
    handleCommandComplete: ({ text }: { text: string }): void => completed(text),
    handleEmptyQuery: (): void => completed(''),
    handleReadyForQuery: (): void => end(),
    handleError: (error: unknown): void => end(error),
    handlePortalSuspended: (): void => {},
    handleCopyInResponse: (connection: { sendCopyFail: (why: string) => void }): void => connection.sendCopyFail('no copy here'),
    handleCopyData: (): void => {},
  }
  depart(client, flight satisfies Flight)
}
