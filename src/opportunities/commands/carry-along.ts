import { sql } from 'kysely'
import { record } from '../../platform/audit-trail.ts'
import { insertMany } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import type { Caller } from '../../platform/session.ts'
import { fieldEventRow } from '../store/rows.ts'

interface Carrying {
  from: string
  to: string
  /** When it came over, milliseconds since 1970. */
  at: number
  /** Elements that the new pipeline knows. */
  elements: readonly string[]
}

/** What hangs on a deal and goes with it into another pipeline. Elements say there when they were found out; nothing is written twice. */
export async function carryAlong(tx: Tx, caller: Caller, { from, to, elements }: Carrying): Promise<void> {
  const known = await tx
    .selectFrom('opportunity_element')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('opportunity_id', '=', from)
    .where('key', 'in', elements.length > 0 ? [...elements] : [''])
    .execute()
  await insertMany(
    tx,
    'opportunity_element',
    known.map((row) => ({ ...row, opportunity_id: to })),
  )
  await insertMany(
    tx,
    'field_event',
    known.map((row) =>
      fieldEventRow(caller, to, {
        id: newId(),
        field: `element:${row.key}`,
        old: null,
        new: {
          state: row.state,
          answer: row.answer,
          note: row.note,
          evidence: row.evidence_kind ? { kind: row.evidence_kind, id: row.evidence_id } : null,
        },
        occurredAt: row.as_of.getTime(),
        recordedAt: caller.now.getTime(),
      }),
    ),
  )
  await sql`
    insert into named_competitor (org_id, opportunity_id, competitor_id, named_at, named_by)
    select org_id, ${to}, competitor_id, named_at, named_by from named_competitor
     where org_id = ${caller.orgId} and opportunity_id = ${from} on conflict do nothing`.execute(tx)
  await handOn(tx, caller, from, to)
}

/** Documents, tasks that people wrote and are not done, and the name under which imports know the deal. */
async function handOn(tx: Tx, caller: Caller, from: string, to: string): Promise<void> {
  const ofDeal = sql`org_id = ${caller.orgId} and opportunity_id = ${from}`
  await sql`update document set opportunity_id = ${to} where ${ofDeal}`.execute(tx)
  await sql`
    update task set opportunity_id = ${to}, updated_at = ${caller.now}, version = version + 1
     where ${ofDeal} and key is null and done_at is null and cancelled_at is null and deleted_at is null`.execute(tx)
  await sql`
    update import_identity set entity_id = ${to}
     where org_id = ${caller.orgId} and kind = 'opportunities' and entity_id = ${from}`.execute(tx)
}

/** A transfer is taken back: what went along comes back with what was added there, and the deal there is archived. Returns its outside id. */
export async function bringBack(
  tx: Tx,
  caller: Caller,
  id: string,
  there: { id: string; owner_id: string },
): Promise<{ external_id: string | null }> {
  await handOn(tx, caller, there.id, id)
  const { rows } = await sql<{ external_id: string | null }>`
    with was as (select external_id from opportunity where org_id = ${caller.orgId} and id = ${there.id})
    update opportunity set deleted_at = ${caller.now}, external_id = null, updated_at = ${caller.now}, version = version + 1
     where org_id = ${caller.orgId} and id = ${there.id} returning (select external_id from was)`.execute(tx)
  await sql`
    update task set cancelled_at = ${caller.now}, updated_at = ${caller.now}, version = version + 1
     where org_id = ${caller.orgId} and opportunity_id = ${there.id} and key is not null and done_at is null and cancelled_at is null`.execute(
    tx,
  )
  const of = { entityKind: 'opportunity', entityId: there.id }
  await record(tx, caller, [{ ...of, action: 'archived' }])
  await announce(tx, caller.orgId, [{ ...of, topic: 'opportunity.archived', ownerId: there.owner_id }])
  return { external_id: rows[0]?.external_id ?? null }
}
