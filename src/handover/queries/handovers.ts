import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { reaches } from '../../people/reach.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { handingOver } from '../permissions.ts'

interface Row {
  id: string
  from: string
  from_name: string
  to: string
  to_name: string
  by: string
  by_name: string
  at: Date
  reason: string | null
  customers: number
  contacts: number
  opportunities: number
  leads: number
  tasks: number
  undone_at: Date | null
}

/** Hand-overs of people within reach, latest first; one of them with `id`. */
export async function listHandovers(
  tx: Tx,
  caller: Caller,
  asked: { limit: number; cursor?: string | undefined; member?: string | undefined; id?: string | undefined },
) {
  const after = placeAfter(asked.cursor, ['id'])
  const size = (table: string) => sql`jsonb_array_length(h.moved -> ${table}::text)`
  const { rows } = await sql<Row>`
    select h.id, h.from_member_id as "from", f.name as from_name, h.to_member_id as "to", t.name as to_name, h.handed_by as "by",
           b.name as by_name, h.handed_at as at, h.reason, h.undone_at, ${size('customer')} as customers, ${size('contact')} as contacts,
           ${size('opportunity')} as opportunities, ${size('lead')} as leads, ${size('task')} as tasks
      from handover h join member f on f.org_id = h.org_id and f.id = h.from_member_id
      join member t on t.org_id = h.org_id and t.id = h.to_member_id join member b on b.org_id = h.org_id and b.id = h.handed_by
     where h.org_id = ${caller.orgId} and (${reachable(caller, 'h.from_member_id')} or ${reachable(caller, 'h.to_member_id')})
       and (${asked.member ?? null}::uuid is null or ${asked.member ?? null}::uuid in (h.from_member_id, h.to_member_id))
       and (${asked.id ?? null}::uuid is null or h.id = ${asked.id ?? null}::uuid)
       and (${(after?.[0] as string | undefined) ?? null}::uuid is null or h.id < ${(after?.[0] as string | undefined) ?? null}::uuid)
     order by h.id desc limit ${asked.limit + 1}`.execute(tx)
  const { items, nextCursor } = pageOf(rows, asked.limit, (row) => [row.id])
  return {
    nextCursor,
    items: items.map((row) => ({
      id: row.id,
      from: { id: row.from, name: row.from_name },
      to: { id: row.to, name: row.to_name },
      by: { id: row.by, name: row.by_name },
      at: row.at.toISOString(),
      reason: row.reason,
      moved: {
        customers: row.customers,
        contacts: row.contacts,
        opportunities: row.opportunities,
        leads: row.leads,
        tasks: row.tasks,
      },
      undoneAt: row.undone_at?.toISOString() ?? null,
      mayUndo: row.undone_at === null && reaches(caller, row.from) && handingOver(caller, row.to) === null,
    })),
  }
}

/** What a member looks after, counted; null when there is no such member. */
export async function readPortfolio(tx: Tx, caller: Caller, memberId: string) {
  const of = (table: string, column = 'owner_id') =>
    sql`from ${sql.table(table)} where org_id = ${caller.orgId} and ${sql.ref(column)} = ${memberId}`
  const { rows } = await sql<{
    name: string
    customers: number
    contacts: number
    openDeals: number
    closedDeals: number
    leads: number
    tasks: number
  }>`
    select m.name, (select count(*)::int ${of('customer')}) as customers, (select count(*)::int ${of('contact')}) as contacts,
           (select count(*)::int ${of('opportunity')} and status in ('open', 'on-hold')) as "openDeals",
           (select count(*)::int ${of('opportunity')} and status not in ('open', 'on-hold')) as "closedDeals",
           (select count(*)::int ${of('lead')}) as leads,
           (select count(*)::int ${of('task', 'assignee_id')} and done_at is null and deleted_at is null) as tasks
      from member m where m.org_id = ${caller.orgId} and m.id = ${memberId} and not m.is_pool`.execute(tx)
  const [row] = rows
  if (!row) return null
  const { name, ...counts } = row
  return { member: { id: memberId, name }, counts }
}

/** The lines of a hand-over sheet: kind, name, whose it is by customer, where it stands, amount. */
export async function readSheet(tx: Tx, caller: Caller, id: string) {
  const { rows } = await sql<{
    kind: 'customer' | 'opportunity' | 'lead' | 'task'
    name: string
    customer: string | null
    standing: string | null
    amount: number | null
    currency: string | null
  }>`
    with h as (select moved from handover where org_id = ${caller.orgId} and id = ${id}),
         ids as (select k.key as kind, (jsonb_array_elements_text(k.value))::uuid as id from h, jsonb_each(h.moved) k)
    select 'customer' as kind, c.name, null as customer, c.region as standing, null::bigint as amount, null as currency
      from ids join customer c on c.org_id = ${caller.orgId} and c.id = ids.id where ids.kind = 'customer'
    union all
    select 'opportunity', o.name, c.name, case when o.status = 'open' then s.name ->> ${caller.locale} else 'status.' || o.status end, o.amount_minor, o.currency
      from ids join opportunity o on o.org_id = ${caller.orgId} and o.id = ids.id join stage s on s.org_id = o.org_id and s.id = o.stage_id
      left join customer c on c.org_id = o.org_id and c.id = o.customer_id where ids.kind = 'opportunity'
    union all
    select 'lead', l.company, null, l.contact_name, null, null
      from ids join lead l on l.org_id = ${caller.orgId} and l.id = ids.id where ids.kind = 'lead'
    union all
    select 'task', t.title ->> ${caller.locale}, c.name, t.due_on::text, null, null
      from ids join task t on t.org_id = ${caller.orgId} and t.id = ids.id left join customer c on c.org_id = t.org_id and c.id = t.customer_id
     where ids.kind = 'task'
    order by 1, 2`.execute(tx)
  return rows
}
