import { reaches } from '../../people/reach.ts'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { changingTeam } from '../permissions.ts'
import type { Access } from '../roles.ts'
import { readRoles } from './roles.ts'
import { labelOfRole } from '../role-label.ts'

const shownPast = 12

interface Row {
  id: string
  member_id: string
  member: string
  member_role: string
  role: string
  access: Access
  since: Date
  added_by: string
  added: string | null
  ended_at: Date | null
  end_reason: 'removed' | 'changed' | 'left' | 'handed-over' | null
}

/** The account team of a customer, those of today by role, and the latest who were in it; null when not there or out of reach. */
export async function readTeam(tx: Tx, caller: Caller, id: string) {
  const { orgId } = caller
  const [{ rows: customers }, { roles }, { rows }] = await Promise.all([
    sql<{ owner_id: string; owner: string; archived: boolean }>`
      select c.owner_id, m.name as owner, c.deleted_at is not null as archived
      from customer c join member m on m.org_id = c.org_id and m.id = c.owner_id where c.org_id = ${orgId} and c.id = ${id}`.execute(
      tx,
    ),
    readRoles(tx, orgId),
    sql<Row>`
      (select a.id, a.member_id, m.name as member, m.role as member_role, a.role, a.access, a.since, a.added_by, b.name as added, a.ended_at, a.end_reason
       from account_member a join member m on m.org_id = a.org_id and m.id = a.member_id
         left join member b on b.org_id = a.org_id and b.id = a.added_by
       where a.org_id = ${orgId} and a.customer_id = ${id} and a.ended_at is null)
      union all
      (select a.id, a.member_id, m.name, m.role, a.role, a.access, a.since, a.added_by, b.name, a.ended_at, a.end_reason
       from account_member a join member m on m.org_id = a.org_id and m.id = a.member_id
         left join member b on b.org_id = a.org_id and b.id = a.added_by
       where a.org_id = ${orgId} and a.customer_id = ${id} and a.ended_at is not null
       order by a.ended_at desc, a.id desc limit ${sql.lit(shownPast)})`.execute(tx),
  ])
  const customer = customers[0]
  if (!customer || !reaches(caller, customer.owner_id, id)) return null
  const order = new Map(roles.map(({ key }, index) => [key, index]))
  const shaped = rows.map((row) => ({
    id: row.id,
    member: { id: row.member_id, name: row.member },
    memberRole: row.member_role,
    role: { key: row.role, name: labelOfRole(caller.locale, roles, row.role) },
    access: row.access,
    since: row.since.toISOString(),
    addedBy: { id: row.added_by, name: row.added ?? '' },
    endedAt: row.ended_at?.toISOString() ?? null,
    endReason: row.end_reason,
  }))
  const placeOf = (key: string): number => order.get(key) ?? roles.length
  return {
    owner: { id: customer.owner_id, name: customer.owner },
    items: shaped
      .filter(({ endedAt }) => endedAt === null)
      .toSorted((a, b) => placeOf(a.role.key) - placeOf(b.role.key) || a.since.localeCompare(b.since)),
    past: shaped.filter(({ endedAt }) => endedAt !== null),
    roles: roles.map(({ key, access, leads }) => ({ key, name: labelOfRole(caller.locale, roles, key), access, leads })),
    permissions: {
      edit: verdictOf(changingTeam(caller, { id, ownerId: customer.owner_id, archived: customer.archived }), caller.locale),
    },
  }
}
