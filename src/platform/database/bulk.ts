import { sql } from 'kysely'
import type { DB } from './tables.ts'
import type { Tx } from './connect.ts'

const chunk = 5000

/**
 * Inserts many rows at a time. Every row has the same columns; dates may be Date or ISO text, jsonb columns plain values.
 * One statement per 5,000 rows, so thousands of rows a second and no limit on parameters.
 */
export async function insertMany(tx: Tx, table: keyof DB, rows: readonly Record<string, unknown>[]): Promise<void> {
  if (rows.length === 0) return
  const columns = sql.join(Object.keys(rows[0]!).map((column) => sql.ref(column)))
  for (let at = 0; at < rows.length; at += chunk) {
    const part = JSON.stringify(rows.slice(at, at + chunk))
    await sql`insert into ${sql.table(table)} (${columns}) select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${part}::json)`.execute(
      tx,
    )
  }
}
