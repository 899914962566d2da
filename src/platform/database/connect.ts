import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './tables.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`bigint beyond 2^53: ${text}`)
  return value
})
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
/** A business day stays the text it is: no zone can shift it. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export interface Opened {
  db: Db
  pool: pg.Pool
  close: () => Promise<void>
}

export function openDatabase(appUrl: string, { max = 10 }: { max?: number } = {}): Opened {
  const pool = new pg.Pool({
    connectionString: appUrl,
    max,
    idleTimeoutMillis: 30_000,
    options: '-c timezone=UTC -c statement_timeout=120000',
  })
  // a connection that dies while idle is replaced by the pool; without a listener it would end the process
  pool.on('error', () => {})
  // one that dies while in use fails what it was asked; without a listener of its own it would end the process as well
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('connect', keepPlans)
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, close: () => db.destroy() }
}

/** So many statements a connection keeps; lists of varying length make more texts than anybody asks twice. */
const mostKept = 400

/**
 * Gives every statement with parameters a name on its connection, so that PostgreSQL parses it once and, where one plan is as
 * good for all parameters, plans it once: planning is half of what a small request costs the database.
 */
function keepPlans(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown
  let [names, generation] = [new Map<string, string>(), 0]
  const nameOf = (text: string): string | undefined => {
    if (!names.has(text) && names.size < mostKept) names.set(text, `s${generation}_${names.size}`)
    return names.get(text)
  }
  const named = (text: unknown, values?: unknown, ...more: unknown[]): unknown => {
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined
    if (name === undefined) return query(text, values, ...more)
    const answer = query({ name, text, values }, ...more)
    if (!(answer instanceof Promise)) return answer
    return answer.catch((error: unknown) => {
      // a newer Sluice beside this one has changed a table: what was kept no longer fits
      if ((error as { code?: string }).code === '0A000') [names, generation] = [new Map<string, string>(), generation + 1]
      throw error
    })
  }
  Object.assign(client, { query: named })
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Runs `work` in one transaction in which the database shows the rows of this organisation and of no other.
 * The setting ends with the transaction. Rolls back when `work` throws.
 */
export async function inOrganisation<T>(db: Db, orgId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!uuid.test(orgId)) throw new Error('not an organisation id')
  return db.transaction().execute(async (tx) => {
    await tx.executeQuery(CompiledQuery.raw(`set local app.org_id = '${orgId}'`))
    return work(tx)
  })
}
