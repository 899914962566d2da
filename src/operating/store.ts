import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import type { AccountState, Steps } from './duties.ts'
import type { Mechanism } from './mechanism.ts'

type Only = (column: string) => RawBuilder<boolean>

/** Keeps what duties have made of these accounts, and until when each is owed what; only what differs is written. */
export async function saveKept(
  tx: Tx,
  orgId: string,
  only: Only,
  keep: Steps['keep'],
  states: readonly (AccountState & { customerId: string })[],
): Promise<void> {
  const tasks = JSON.stringify(keep)
  await sql`
    with kept as materialized (
      select * from json_to_recordset(${tasks}::json) as r ("customerId" uuid, kind text, about text, "ownerId" uuid, "fromOn" date, "dueOn" date, "doneOn" date, key text)
    ), gone as (
      delete from operating_task d where d.org_id = ${orgId} and ${only('d.customer_id')}
        and not exists (select from kept k where k."customerId" = d.customer_id and k.kind = d.kind and k.about = d.about))
    insert into operating_task as d (org_id, customer_id, kind, about, owner_id, from_on, due_on, done_on, task_key)
    select ${orgId}::uuid, "customerId", kind, about, "ownerId", "fromOn", "dueOn", "doneOn", key from kept
    on conflict (org_id, customer_id, kind, about) do update set (owner_id, from_on, due_on, done_on, task_key)
      = (excluded.owner_id, excluded.from_on, excluded.due_on, excluded.done_on, excluded.task_key)
      where (d.owner_id, d.from_on, d.due_on, d.done_on, d.task_key)
        is distinct from (excluded.owner_id, excluded.from_on, excluded.due_on, excluded.done_on, excluded.task_key)`.execute(tx)
  await sql`
    with stands as materialized (
      select * from json_to_recordset(${JSON.stringify(states)}::json) as r ("customerId" uuid, "contactDueOn" date, "reviewDueOn" date, "roleDueOn" date,
        "answerDueOn" date, missing text[])
    ), gone as (
      delete from operating_state s where s.org_id = ${orgId} and ${only('s.customer_id')} and not s.customer_id in (select "customerId" from stands))
    insert into operating_state as s (org_id, customer_id, contact_due_on, review_due_on, role_due_on, answer_due_on, missing)
    select ${orgId}::uuid, "customerId", "contactDueOn", "reviewDueOn", "roleDueOn", "answerDueOn", missing from stands
    on conflict (org_id, customer_id) do update set (contact_due_on, review_due_on, role_due_on, answer_due_on, missing)
      = (excluded.contact_due_on, excluded.review_due_on, excluded.role_due_on, excluded.answer_due_on, excluded.missing)
      where (s.contact_due_on, s.review_due_on, s.role_due_on, s.answer_due_on, s.missing)
        is distinct from (excluded.contact_due_on, excluded.review_due_on, excluded.role_due_on, excluded.answer_due_on, excluded.missing)`.execute(
    tx,
  )
}

export async function saveMechanism(
  tx: Tx,
  caller: Caller,
  { tiers, onSince }: { tiers: Mechanism; onSince: string | null },
): Promise<void> {
  await sql`insert into operating_setting (org_id, tiers, on_since, updated_at, updated_by)
    values (${caller.orgId}, ${JSON.stringify(tiers)}::jsonb, ${onSince}, ${caller.now}, ${caller.memberId})
    on conflict (org_id) do update set tiers = excluded.tiers, on_since = excluded.on_since, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by, version = operating_setting.version + 1`.execute(tx)
}

export const readProgress = (tx: Tx, orgId: string) =>
  tx.selectFrom('operating_progress').selectAll().where('org_id', '=', orgId).executeTakeFirst()

export async function saveProgress(tx: Tx, orgId: string, at: Date, today: string): Promise<void> {
  await sql`insert into operating_progress (org_id, touched_through, kept_on) values (${orgId}, ${at}, ${today})
    on conflict (org_id) do update set touched_through = excluded.touched_through, kept_on = excluded.kept_on`.execute(tx)
}

/** The working out of what all accounts are owed that goes on. */
export interface Round {
  at: Date
  /** Accounts up to this customer are done. */
  throughId: string | null
  done: number
  total: number
}

/** The round that goes on, locked: one transaction at a time takes it further. */
export async function lockRound(tx: Tx, orgId: string): Promise<Round | null> {
  const row = await tx.selectFrom('operating_round').selectAll().where('org_id', '=', orgId).forUpdate().executeTakeFirst()
  return row ? { at: row.at, throughId: row.through_id, done: row.done, total: row.total } : null
}

export async function saveRound(tx: Tx, orgId: string, { at, throughId, done, total }: Round): Promise<void> {
  const values = { at, through_id: throughId, done, total }
  await tx
    .insertInto('operating_round')
    .values({ org_id: orgId, ...values })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(values))
    .execute()
}

export const endRound = (tx: Tx, orgId: string) => tx.deleteFrom('operating_round').where('org_id', '=', orgId).execute()
