import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'

interface Touched {
  id: string
  assignee_id: string
}

const tell = (tx: Tx, orgId: string, rows: readonly Touched[]): Promise<void> =>
  announce(
    tx,
    orgId,
    rows.map(({ id, assignee_id }) => ({ topic: 'task.changed', entityKind: 'task', entityId: id, ownerId: assignee_id })),
  )

const isOpen = sql`t.done_at is null and t.cancelled_at is null and t.deleted_at is null`

/** Tasks that were raised under these keys get another day; whoever had it for the record's owner hands it to the new one. */
export async function moveRaised(
  tx: Tx,
  orgId: string,
  moves: readonly { key: string; dueOn: string; from: string; to: string }[],
  now: Date,
): Promise<void> {
  if (moves.length === 0) return
  const { rows } = await sql<Touched>`
    update task t set due_on = r.due_on, assignee_id = case when t.assignee_id = r.from_id then r.to_id else t.assignee_id end,
      updated_at = ${now}, version = t.version + 1
    from (select key, "dueOn"::date as due_on, "from"::uuid as from_id, "to"::uuid as to_id
      from json_to_recordset(${JSON.stringify(moves)}::json) as x (key text, "dueOn" text, "from" text, "to" text)) r
    where t.org_id = ${orgId} and t.external_id = r.key and ${isOpen} returning t.id, t.assignee_id`.execute(tx)
  await tell(tx, orgId, rows)
}

/** Ends open tasks that were raised under these keys with a result, in the name of whoever has them. */
export async function completeRaised(tx: Tx, orgId: string, keys: readonly string[], result: string, now: Date): Promise<void> {
  if (keys.length === 0) return
  const { rows } = await sql<Touched>`
    update task t set done_at = ${now}, done_by = t.assignee_id, result = ${result}, updated_at = ${now}, version = t.version + 1
    where t.org_id = ${orgId} and t.external_id = any(${[...keys]}::text[]) and ${isOpen} returning t.id, t.assignee_id`.execute(
    tx,
  )
  await tell(tx, orgId, rows)
}

/** Tasks withdrawn under these keys stand again, as what they were about is so again. */
export async function reviveRaised(
  tx: Tx,
  orgId: string,
  wanted: readonly { key: string; dueOn: string }[],
  now: Date,
): Promise<void> {
  if (wanted.length === 0) return
  const { rows } = await sql<Touched>`
    update task t set cancelled_at = null, due_on = r.due_on, updated_at = ${now}, version = t.version + 1
    from (select key, "dueOn"::date as due_on from json_to_recordset(${JSON.stringify(wanted)}::json) as x (key text, "dueOn" text)) r
    where t.org_id = ${orgId} and t.external_id = r.key and t.cancelled_at is not null and t.done_at is null and t.deleted_at is null
    returning t.id, t.assignee_id`.execute(tx)
  await tell(tx, orgId, rows)
}
