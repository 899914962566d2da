import {
  CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  Transaction,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import { fly, type Asked } from './flight.ts'
import { lineOf } from './statement.ts'
import { timeOf } from './values.ts'
import type { DB } from './tables.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

const wholeOf = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`bigint beyond 2^53: ${text}`)
  return value
}
pg.types.setTypeParser(pg.types.builtins.INT8, wholeOf)
/** bigint[], of one dimension and without nulls. */
const int8List = 1016
pg.types.setTypeParser(int8List as never, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(wholeOf)))
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, timeOf)
/** A business day stays the text it is: no zone can shift it. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export interface Opened {
  db: Db
  pool: pg.Pool
  close: () => Promise<void>
}

const pools = new WeakMap<Db, pg.Pool>()

/** `idleMs`: so long a connection is kept that nobody asks; 0: for ever, for those whose first statements take longer than any later one. */
export function openDatabase(appUrl: string, { max = 10, idleMs = 30_000 }: { max?: number; idleMs?: number } = {}): Opened {
  const pool = new pg.Pool({
    connectionString: appUrl,
    max,
    idleTimeoutMillis: idleMs,
    options: '-c timezone=UTC -c statement_timeout=120000',
  })
  // a connection that dies while idle is replaced by the pool; without a listener it would end the process
  pool.on('error', () => {})
  // one that dies while in use fails what it was asked; without a listener of its own it would end the process as well
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<DB>({ dialect: dialectOn(pool) })
  pools.set(db, pool)
  // Kysely ends a driver only once it has asked through it; what asks on lines of ours would leave connections open for half a minute
  const close = async (): Promise<void> => {
    await db.destroy()
    if (!pool.ending) await pool.end()
  }
  return { db, pool, close }
}

/** Where a database is, for a thread that opens connections of its own. */
export function addressOf(db: Db): string {
  const address = pools.get(db)?.options.connectionString
  if (!address) throw new Error('not a database of openDatabase')
  return address
}

/** Gathers what is asked in one go, before anything is waited for, and hands it over together. */
function gathering(send: (statements: Asked[]) => void): DatabaseConnection {
  let waiting: Asked[] = []
  const sendAll = () => {
    const statements = waiting
    waiting = []
    send(statements)
  }
  const ask = ({ sql: text, parameters: values }: CompiledQuery) =>
    new Promise<Parameters<Asked['answer']>[0]>((answer, fail) => {
      waiting.push({ text, values, answer, fail })
      // a tick comes after everything that could go on by itself has gone on
      if (waiting.length === 1) process.nextTick(sendAll)
    })
  return {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      try {
        const { rows, rowCount, command } = await ask(query)
        return command === 'SELECT'
          ? { rows: rows as R[] }
          : { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0), ...{ command } }
      } catch (error) {
        // where it was asked tells more than which message of the database brought it
        if (error instanceof Error) Error.captureStackTrace(error)
        throw error
      }
    },
    streamQuery: () => {
      throw new Error('rows are not streamed')
    },
  }
}

interface Line extends DatabaseConnection {
  release: (error?: Error) => void
}

async function lineFrom(pool: pg.Pool): Promise<Line> {
  const client = await pool.connect()
  return { ...gathering((statements) => fly(client, statements)), release: (error) => client.release(error) }
}

const run = async (line: DatabaseConnection, text: string, ...parameters: unknown[]): Promise<string | undefined> => {
  const result: QueryResult<unknown> & { command?: string } = await line.executeQuery(CompiledQuery.raw(text, parameters))
  return result.command
}

function dialectOn(pool: pg.Pool): Dialect {
  const driver: Driver = {
    init: async () => {},
    acquireConnection: () => lineFrom(pool),
    beginTransaction: async (line) => void (await run(line, 'begin')),
    commitTransaction: async (line) => void (await run(line, 'commit')),
    rollbackTransaction: async (line) => void (await run(line, 'rollback')),
    releaseConnection: async (line) => (line as Line).release(),
    destroy: () => pool.end(),
  }
  return {
    createDriver: () => driver,
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function poolFor(db: Db, orgId: string): pg.Pool {
  if (!uuid.test(orgId)) throw new Error('not an organisation id')
  const pool = pools.get(db)
  if (!pool) throw new Error('not a database of openDatabase')
  return pool
}

const databases = new WeakMap<Tx, Db>()

/** The database that a transaction of `inOrganisation` or `readingIn` runs on. */
export const databaseOf = (tx: Tx): Db | undefined => databases.get(tx)

const passing = new WeakSet<Tx>()

/**
 * Whether a connection is kept from others while its work does something else, as in `inOrganisation` and not in `readingIn`. Who holds one must
 * not wait for somebody who may yet need one: when all connections wait in this way, nobody ever gets one.
 */
export const holdsConnection = (tx: Tx): boolean => !passing.has(tx)

/** A transaction of Kysely's on a line of ours: it asks without waiting for what was asked before, so that one message carries both. */
function transactionOn(db: Db, line: DatabaseConnection): Tx {
  const tx = new Transaction<DB>({
    config: { dialect: noDialect },
    dialect: noDialect,
    driver: noDriver,
    executor: db.getExecutor().withConnectionProvider({ provideConnection: (consumer) => consumer(line) }),
  })
  databases.set(tx, db)
  lineOf.set(tx, line)
  return tx
}

const no = () => {
  throw new Error('a transaction opens no connection')
}
const noDriver: Driver = {
  init: no,
  acquireConnection: no,
  beginTransaction: no,
  commitTransaction: no,
  rollbackTransaction: no,
  releaseConnection: no,
  destroy: no,
}
const noDialect: Dialect = { createDriver: no, createQueryCompiler: no, createAdapter: no, createIntrospector: no }

/**
 * Runs `work` in one transaction in which the database shows the rows of this organisation and of no other.
 * The setting ends with the transaction. Rolls back when `work` throws, and throws when anything asked in it has failed:
 * what came back from here is in the database.
 */
export async function inOrganisation<T>(db: Db, orgId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transacting(db, orgId, { work })
}

/**
 * As inOrganisation, for work that may only be done if a question is answered well. Both are asked at once, so that the first
 * questions of `work` travel with it, but `work` is told nothing before: where `prove` throws, everything `work` asks fails, and
 * what little it wrote unheard is rolled back. `afterwards` gives what is to be written although `work` has failed in this way: it
 * is a transaction of its own that travels with the rollback.
 */
export async function inOrganisationOnProof<T>(
  db: Db,
  orgId: string,
  prove: (tx: Tx) => Promise<void>,
  work: (tx: Tx) => Promise<T>,
  afterwards?: (failure: unknown) => ((tx: Tx) => Promise<void>) | undefined,
): Promise<T> {
  return transacting(db, orgId, { prove, work, afterwards })
}

interface Wanted<T> {
  work: (tx: Tx) => Promise<T>
  prove?: (tx: Tx) => Promise<void>
  afterwards?: ((failure: unknown) => ((tx: Tx) => Promise<void>) | undefined) | undefined
}

const inside = (line: DatabaseConnection, orgId: string) =>
  Promise.all([run(line, 'begin'), run(line, `select set_config('app.org_id', $1, true)`, orgId)])

async function commit(line: DatabaseConnection): Promise<void> {
  if ((await run(line, 'commit')) !== 'COMMIT') throw new Error('a statement nobody waited for has failed')
}

async function transacting<T>(db: Db, orgId: string, { work, prove, afterwards }: Wanted<T>): Promise<T> {
  const line = await lineFrom(poolFor(db, orgId))
  let closed: { why: () => unknown } | null = null
  const guarded: DatabaseConnection = {
    ...line,
    executeQuery: (query) => (closed ? Promise.reject(closed.why()) : line.executeQuery(query)),
  }
  // both travel with the first question of `work`; where they fail, nothing behind them is looked at
  inside(line, orgId).catch((why: unknown) => (closed = { why: () => why }))
  let failure: Error | undefined
  try {
    const proof = prove?.(transactionOn(db, guarded))
    const told = proof ? tellingAfter(proof, guarded) : guarded
    const [done, proven] = await Promise.allSettled([work(transactionOn(db, told)), proof])
    if (proven.status === 'rejected') throw proven.reason
    if (done.status === 'rejected') throw done.reason
    const result = done.value
    const committed = commit(guarded)
    closed = { why: () => new TooLate('asked after the commit') }
    await committed
    return result
  } catch (error) {
    // what part of the work still goes on must not reach whoever has the connection next
    closed ??= { why: () => error }
    const undone = run(line, 'rollback').catch((lost: Error) => (failure = lost))
    const kept = afterwards?.(error)
    if (kept) await writingAfterwards(db, line, orgId, kept)
    await undone
    throw error
  } finally {
    line.release(failure)
  }
}

/** A small transaction on a line of which nothing else is asked meanwhile. */
async function writingAfterwards(
  db: Db,
  line: DatabaseConnection,
  orgId: string,
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  const opened = inside(line, orgId)
  const done = work(transactionOn(db, line)).then(() => commit(line))
  const outcomes = await Promise.allSettled([opened, done])
  const failed = outcomes.find(({ status }) => status === 'rejected')
  if (!failed) return
  await run(line, 'rollback').catch(() => {})
  throw (failed as PromiseRejectedResult).reason
}

/** A line that asks at once and answers once the proof is there; where it fails, nothing but that. */
function tellingAfter(proof: Promise<void>, line: DatabaseConnection): DatabaseConnection {
  let isProven = false
  void proof.then(
    () => (isProven = true),
    () => {},
  )
  return {
    ...line,
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      const answer = line.executeQuery<R>(query)
      if (isProven) return answer
      answer.catch(() => {})
      await proof
      return answer
    },
  }
}

class TooLate extends Error {}

/**
 * Statements of a transaction nobody need wait for: they go with what is asked next, the commit at the latest, and it fails if one
 * does. Only for what asks all its statements at once: a second one, asked after the first is answered, comes after the commit.
 */
export function underway(...statements: Promise<unknown>[]): void {
  for (const statement of statements)
    statement.catch((error: unknown) => {
      if (error instanceof TooLate) throw error
    })
}

const onlyToRead = `select set_config('app.org_id', $1, true), set_config('transaction_read_only', 'on', true)`

/**
 * Runs `work`, which only reads, on the rows of this organisation. What it asks in one go travels as one message and is one
 * transaction, begun and ended by that message; between two messages no connection is held.
 */
export async function readingIn<T>(db: Db, orgId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const pool = poolFor(db, orgId)
  const line = gathering((statements) => {
    pool.connect((error, client, release) => {
      if (!client) return statements.forEach(({ fail }) => fail(error))
      const bounds: Asked = { text: onlyToRead, values: [orgId], answer: () => {}, fail: () => {} }
      fly(client, [bounds, ...statements], release)
    })
  })
  const tx = transactionOn(db, line)
  passing.add(tx)
  return work(tx)
}
