import { sql } from 'kysely'
import type { Attitude, ContactRole } from '../contacts/role.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import type { Influence } from './chain.ts'
import { rolesOf } from './queries/chain.ts'

/** The customer, locked, with the version of its picture; null when it is not there. */
export async function lockChain(tx: Tx, orgId: string, id: string) {
  const { rows } = await sql<{ name: string; owner_id: string; deleted_at: Date | null }>`
    select name, owner_id, deleted_at from customer where org_id = ${orgId} and id = ${id} for update`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const drawn = await lastDrawn(tx, orgId, id)
  return { name: row.name, ownerId: row.owner_id, archived: row.deleted_at !== null, version: drawn?.version ?? 0, drawn }
}

/** Who drew on the picture last, and when; read once it is locked, so that it is the word of whoever held it before. */
async function lastDrawn(tx: Tx, orgId: string, customerId: string) {
  const row = await tx
    .selectFrom('decision_chain as d')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'd.org_id').onRef('m.id', '=', 'd.updated_by'))
    .select(['d.version', 'd.updated_at', 'd.updated_by', 'm.name'])
    .where('d.org_id', '=', orgId)
    .where('d.customer_id', '=', customerId)
    .executeTakeFirst()
  return row && { version: row.version, by: { id: row.updated_by, name: row.name }, at: row.updated_at.toISOString() }
}

export interface Tie {
  id: string
  name: string
  roles: ContactRole[]
  attitude: Attitude | null
  influence: Influence | null
  /** Among the customer's people. */
  reportsToId: string | null
  counterpartId: string | null
  x: number | null
  y: number | null
}

/** Where each of a customer's people stands. */
export async function readTies(tx: Tx, orgId: string, customerId: string): Promise<Map<string, Tie>> {
  const { rows } = await sql<Omit<Tie, 'roles'> & { role: ContactRole | null; also: ContactRole[] | null }>`
    select p.id, p.name, p.role, p.attitude, t.also_roles as also, t.influence, boss.id as "reportsToId",
      t.counterpart_id as "counterpartId", t.x, t.y
    from contact p
      left join contact_tie t on t.org_id = p.org_id and t.contact_id = p.id
      left join contact boss on boss.org_id = p.org_id and boss.id = t.reports_to_id and boss.customer_id = p.customer_id and boss.deleted_at is null
    where p.org_id = ${orgId} and p.customer_id = ${customerId} and p.deleted_at is null`.execute(tx)
  return new Map(rows.map(({ role, also, ...row }) => [row.id, { ...row, roles: rolesOf(role, also) }]))
}

/** Puts people where they stand now, and counts the picture on. */
export async function saveTies(tx: Tx, caller: Caller, customerId: string, ties: readonly Tie[]): Promise<void> {
  const rows = ties.map((tie) => ({
    contact_id: tie.id,
    also_roles: tie.roles.slice(1),
    influence: tie.influence,
    reports_to_id: tie.reportsToId,
    counterpart_id: tie.counterpartId,
    x: tie.x,
    y: tie.y,
  }))
  await sql`
    insert into contact_tie (org_id, contact_id, also_roles, influence, reports_to_id, counterpart_id, x, y, updated_at, updated_by)
    select ${caller.orgId}::uuid, r.contact_id, r.also_roles, r.influence, r.reports_to_id, r.counterpart_id, r.x, r.y,
      ${caller.now}::timestamptz, ${caller.memberId}::uuid
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r (contact_id uuid, also_roles text[], influence text, reports_to_id uuid, counterpart_id uuid, x int, y int)
    on conflict (org_id, contact_id) do update set also_roles = excluded.also_roles, influence = excluded.influence,
      reports_to_id = excluded.reports_to_id, counterpart_id = excluded.counterpart_id, x = excluded.x, y = excluded.y,
      updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(tx)
  await sql`
    insert into decision_chain (org_id, customer_id, updated_at, updated_by)
    values (${caller.orgId}, ${customerId}, ${caller.now}, ${caller.memberId})
    on conflict (org_id, customer_id) do update set version = decision_chain.version + 1, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by`.execute(tx)
}

export async function readParent(tx: Tx, orgId: string, id: string): Promise<{ id: string; name: string } | null> {
  const row = await tx
    .selectFrom('customer_parent as p')
    .innerJoin('customer as c', (join) => join.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.parent_id'))
    .select(['c.id', 'c.name'])
    .where('p.org_id', '=', orgId)
    .where('p.customer_id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function saveParent(tx: Tx, caller: Caller, id: string, parentId: string | null): Promise<void> {
  if (parentId === null)
    await tx.deleteFrom('customer_parent').where('org_id', '=', caller.orgId).where('customer_id', '=', id).execute()
  else
    await sql`insert into customer_parent (org_id, customer_id, parent_id, updated_at, updated_by)
      values (${caller.orgId}, ${id}, ${parentId}, ${caller.now}, ${caller.memberId})
      on conflict (org_id, customer_id) do update set parent_id = excluded.parent_id, updated_at = excluded.updated_at,
        updated_by = excluded.updated_by`.execute(tx)
}
