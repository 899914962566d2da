import { sql } from 'kysely'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { differingFields, usuallyTaken } from '../merge.ts'
import { editingCustomer, mergingCustomers } from '../permissions.ts'
import { fieldsOf, type CustomerRow } from '../store.ts'

const rowOf = (tx: Tx, caller: Caller, id: string) =>
  tx
    .selectFrom('customer')
    .innerJoin('member', (join) =>
      join.onRef('member.org_id', '=', 'customer.org_id').onRef('member.id', '=', 'customer.owner_id'),
    )
    .selectAll('customer')
    .select('member.name as owner_name')
    .where('customer.org_id', '=', caller.orgId)
    .where('customer.id', '=', id)
    .executeTakeFirst()

/** What a merge would keep from whom and move; the same refusals as the merge itself. */
export async function previewMerge(tx: Tx, caller: Caller, keptId: string, otherId: string) {
  const [kept, other] = await Promise.all([rowOf(tx, caller, keptId), rowOf(tx, caller, otherId)])
  if (!kept || !reaches(caller, kept.owner_id)) return refuse('not-found')
  if (keptId === otherId) return refuse('merge-with-itself')
  if (!other || !reaches(caller, other.owner_id)) return refuse('unknown-reference', { field: 'otherId' })
  if (other.merged_into_id) return refuse('customer-merged', {}, 409)
  const refusal = mergingCustomers(caller, standingOf(kept), standingOf(other))
  if (refusal) return { ok: false as const, refusal }
  const [a, b] = [fieldsOf(kept), fieldsOf(other)]
  const taken = new Set(usuallyTaken(a, b))
  const { rows } = await sql<Counts & { same: number }>`
    select ${counted(caller, 'contact', otherId)} as contacts, ${counted(caller, 'lead', otherId)} as leads,
           ${counted(caller, 'opportunity', otherId)} as opportunities, ${counted(caller, 'activity', otherId)} as activities,
           ${counted(caller, 'task', otherId)} as tasks, ${counted(caller, 'document', otherId)} as documents,
           ${counted(caller, 'customer_trust_proof', otherId)} as "trustProofs",
           (select count(*)::int from survey_invitation where org_id = ${caller.orgId} and customer_id = ${otherId}) as surveys,
           (select count(*)::int from customer_complaint where org_id = ${caller.orgId} and customer_id = ${otherId}) as complaints,
           (select count(*)::int from customer_date where org_id = ${caller.orgId} and customer_id = ${otherId}) as dates,
           (select count(*)::int from account_plan where org_id = ${caller.orgId} and customer_id = ${otherId}) as "accountPlans",
           (select count(distinct p.id)::int from contact p join contact q on q.org_id = p.org_id and q.customer_id = ${keptId} and q.deleted_at is null
              and (q.phone = p.phone or q.name = p.name)
             where p.org_id = ${caller.orgId} and p.customer_id = ${otherId} and p.deleted_at is null) as same`.execute(tx)
  const { same, ...moves } = rows[0]!
  return accept({
    kept: namedOf(kept),
    other: namedOf(other),
    fields: differingFields(a, b).map((field) => ({ field, kept: a[field], other: b[field], taken: taken.has(field) })),
    moves,
    samePeople: same,
  })
}

const standingOf = (row: Pick<CustomerRow, 'owner_id' | 'deleted_at'>) => ({
  ownerId: row.owner_id,
  archived: row.deleted_at !== null,
})
const namedOf = (row: CustomerRow & { owner_name: string }) => ({
  id: row.id,
  name: row.name,
  owner: { id: row.owner_id, name: row.owner_name },
})

interface Counts {
  contacts: number
  leads: number
  opportunities: number
  activities: number
  tasks: number
  documents: number
  trustProofs: number
  surveys: number
  complaints: number
  dates: number
  accountPlans: number
}

const counted = (caller: Caller, table: string, customerId: string) =>
  sql`(select count(*)::int from ${sql.table(table)} where org_id = ${caller.orgId} and customer_id = ${customerId} and deleted_at is null)`

/** Records that were merged into a customer, latest first; null when it is out of reach. */
export async function listMerges(tx: Tx, caller: Caller, keptId: string) {
  const kept = await rowOf(tx, caller, keptId)
  if (!kept || !reaches(caller, kept.owner_id)) return null
  const { rows } = await sql<{
    id: string
    merged_id: string
    name: string
    owner_id: string
    at: Date
    by: string
    by_name: string
    undone_at: Date | null
    moved: Record<string, string[]>
  }>`
    select g.id, g.merged_id, c.name, c.owner_id, g.merged_at as at, g.merged_by as by, m.name as by_name, g.undone_at, g.moved
      from customer_merge g join customer c on c.org_id = g.org_id and c.id = g.merged_id
      join member m on m.org_id = g.org_id and m.id = g.merged_by
     where g.org_id = ${caller.orgId} and g.kept_id = ${keptId} order by g.merged_at desc, g.id desc limit 50`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    merged: { id: row.merged_id, name: row.name },
    at: row.at.toISOString(),
    by: { id: row.by, name: row.by_name },
    moves: {
      contacts: row.moved['contact']?.length ?? 0,
      leads: row.moved['lead']?.length ?? 0,
      opportunities: row.moved['opportunity']?.length ?? 0,
      activities: row.moved['activity']?.length ?? 0,
      tasks: row.moved['task']?.length ?? 0,
      documents: row.moved['document']?.length ?? 0,
      trustProofs: row.moved['customer_trust_proof']?.length ?? 0,
      surveys: row.moved['survey_invitation']?.length ?? 0,
      complaints: row.moved['customer_complaint']?.length ?? 0,
      dates: row.moved['customer_date']?.length ?? 0,
      accountPlans: row.moved['account_plan']?.length ?? 0,
    },
    undone: row.undone_at !== null,
    mayUndo:
      row.undone_at === null &&
      reaches(caller, row.owner_id) &&
      editingCustomer(caller, standingOf(kept)) === null &&
      mergingCustomers(caller, standingOf(kept), { ownerId: row.owner_id, archived: false }) === null,
  }))
}
