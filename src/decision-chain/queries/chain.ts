import { sql } from 'kysely'
import type { ActivityKind } from '../../activities/activity.ts'
import type { Attitude, ContactRole } from '../../contacts/role.ts'
import { editingCustomer } from '../../customers/permissions.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { daysBetween } from '../../platform/time.ts'
import { gapsOf, touchDays, type Influence } from '../chain.ts'
import { readGroup } from './group.ts'

/** More people than this are no picture any more. */
const shown = 200

interface PersonRow {
  id: string
  name: string
  title: string | null
  role: ContactRole | null
  attitude: Attitude | null
  version: number
  also_roles: ContactRole[] | null
  influence: Influence | null
  boss: string | null
  counterpart_id: string | null
  counterpart: string | null
  x: number | null
  y: number | null
  touch_at: Date | null
  touch_kind: ActivityKind | null
  touch_by: string | null
  touch_name: string | null
  touches: number
}

/** A customer's people as a picture; null when the customer is not there or out of reach. */
export async function readChainOf(tx: Tx, caller: Caller, id: string) {
  const { orgId, now } = caller
  const customer = await tx
    .selectFrom('customer as c')
    .leftJoin('decision_chain as d', (join) => join.onRef('d.org_id', '=', 'c.org_id').onRef('d.customer_id', '=', 'c.id'))
    .leftJoin('customer_parent as p', (join) => join.onRef('p.org_id', '=', 'c.org_id').onRef('p.customer_id', '=', 'c.id'))
    .select(['c.name', 'c.owner_id', 'c.deleted_at', 'd.version', 'p.parent_id'])
    .where('c.org_id', '=', orgId)
    .where('c.id', '=', id)
    .executeTakeFirst()
  if (!customer || !reaches(caller, customer.owner_id, id)) return null
  const [rows, group] = await Promise.all([readPeople(tx, orgId, id, now), readGroup(tx, caller, id)])
  const people = rows.slice(0, shown).map((row) => ({
    id: row.id,
    name: row.name,
    title: row.title,
    roles: rolesOf(row.role, row.also_roles),
    attitude: row.attitude,
    influence: row.influence,
    reportsToId: row.boss,
    counterpart: row.counterpart_id === null ? null : { id: row.counterpart_id, name: row.counterpart ?? '' },
    x: row.x,
    y: row.y,
    lastTouch: row.touch_at && {
      at: row.touch_at.toISOString(),
      kind: row.touch_kind!,
      by: { id: row.touch_by!, name: row.touch_name ?? '' },
    },
    touches: row.touches,
    version: row.version,
  }))
  const judged = people.map((person) => ({
    ...person,
    counterpartId: person.counterpart?.id ?? null,
    silentDays: person.lastTouch && daysBetween(new Date(person.lastTouch.at), now),
  }))
  return {
    customer: { id, name: customer.name },
    version: customer.version ?? 0,
    people,
    isCut: rows.length > shown,
    gaps: gapsOf(judged),
    group: group.companies,
    hidden: group.hidden,
    parentId: customer.parent_id,
    permissions: {
      edit: verdictOf(
        editingCustomer(caller, { id, ownerId: customer.owner_id, archived: customer.deleted_at !== null }),
        caller.locale,
      ),
    },
  }
}
export type ChainView = NonNullable<Awaited<ReturnType<typeof readChainOf>>>

/** The main role first, none twice. */
export const rolesOf = (role: ContactRole | null, also: readonly ContactRole[] | null): ContactRole[] => [
  ...new Set([...(role ? [role] : []), ...(also ?? [])]),
]

/** Bosses count while they are people of the same customer; the last contact is the newest activity that names the person. */
async function readPeople(tx: Tx, orgId: string, customerId: string, now: Date): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select p.id, p.name, p.title, p.role, p.attitude, p.version, t.also_roles, t.influence, boss.id as boss, t.counterpart_id,
      m.name as counterpart, t.x, t.y, last.happened_at as touch_at, last.kind as touch_kind, last.owner_id as touch_by,
      last.name as touch_name, coalesce(fresh.touches, 0)::int as touches
    from contact p
      left join contact_tie t on t.org_id = p.org_id and t.contact_id = p.id
      left join contact boss on boss.org_id = p.org_id and boss.id = t.reports_to_id and boss.customer_id = p.customer_id and boss.deleted_at is null
      left join member m on m.org_id = p.org_id and m.id = t.counterpart_id
      left join lateral (
        select a.happened_at, a.kind, a.owner_id, o.name
        from activity_contact x join activity a on a.org_id = x.org_id and a.id = x.activity_id and a.deleted_at is null
          join member o on o.org_id = a.org_id and o.id = a.owner_id
        where x.org_id = p.org_id and x.contact_id = p.id and a.happened_at <= ${now}
        order by a.happened_at desc limit 1) last on true
      left join lateral (
        select count(*) as touches
        from activity_contact x join activity a on a.org_id = x.org_id and a.id = x.activity_id and a.deleted_at is null
        where x.org_id = p.org_id and x.contact_id = p.id and a.happened_at <= ${now}
          and a.happened_at > ${now}::timestamptz - make_interval(days => ${touchDays})) fresh on true
    where p.org_id = ${orgId} and p.customer_id = ${customerId} and p.deleted_at is null
    order by array_position(array['decider', 'influencer', 'user', 'gatekeeper', 'coach'], p.role) nulls last, p.id
    limit ${sql.lit(shown + 1)}`.execute(tx)
  return rows
}
