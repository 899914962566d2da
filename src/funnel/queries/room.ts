import { type QueryResult, type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'

/**
 * Runs a query that counts many rows with room to do it in memory: with the usual few megabytes PostgreSQL sorts on disk rather than
 * believe that the groups are few. Both travel together, so the room is the query's own and ends with its transaction.
 */
export async function inRoom<Row>(tx: Tx, query: RawBuilder<Row>): Promise<QueryResult<Row>> {
  const [, result] = await Promise.all([sql`select set_config('work_mem', '64MB', true)`.execute(tx), query.execute(tx)])
  return result
}
