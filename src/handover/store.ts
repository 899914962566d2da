import { sql } from 'kysely'
import { giveDeals } from '../opportunities/commands/give-many.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import type { HandedTable } from './portfolio.ts'

/** Whose a record is: the column by table. */
const column = (table: HandedTable) => sql.ref(table === 'task' ? 'assignee_id' : 'owner_id')
/** Done tasks stay with whoever did them. */
const movable = (table: HandedTable) => (table === 'task' ? sql`done_at is null and deleted_at is null` : sql`true`)

/** Gives one person's records of a kind to another, all or those named. Deals go with their history; returns the ids. */
export async function give(
  tx: Tx,
  caller: Caller,
  table: HandedTable,
  { from, to }: { from: string; to: string },
  only?: readonly string[],
): Promise<string[]> {
  if (table === 'opportunity') return giveDeals(tx, caller, { from, to }, only)
  const named = only === undefined ? sql`true` : sql`id = any(${[...only]}::uuid[])`
  const { rows } = await sql<{ id: string }>`
    update ${sql.table(table)} set ${column(table)} = ${to}, updated_at = ${caller.now}, version = version + 1
     where org_id = ${caller.orgId} and ${column(table)} = ${from} and ${movable(table)} and ${named} returning id`.execute(tx)
  return rows.map(({ id }) => id).sort()
}

/** Members by id with their status, locked in the order of their ids. */
export async function lockMembers(tx: Tx, orgId: string, ids: readonly string[]): Promise<Map<string, { status: string }>> {
  const { rows } = await sql<{ id: string; status: string }>`
    select id, status from member where org_id = ${orgId} and id = any(${[...ids]}::uuid[]) and not is_pool order by id for update`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.id, row]))
}
