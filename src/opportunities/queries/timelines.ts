import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { ApprovalKind, ElementState, PurchaseRole } from '../../pipelines/criteria.ts'
import type { Timeline } from '../gate-trial.ts'
import { fieldsObject } from './evidence.ts'

/** A timeline under construction. */
interface Growing {
  fields: Record<string, { from: number; value: string | number | null }[]>
  contacts: Timeline['contacts'][number][]
  activities: Timeline['activities'][number][]
  elements: Timeline['elements'][number][]
  tasks: Timeline['tasks'][number][]
  documents: Timeline['documents'][number][]
  approvals: Timeline['approvals'][number][]
}

type Moved<T> = T & { deal: string }
const time = (value: string | Date): number => new Date(value).getTime()

/** Fields whose history is kept; all others are taken as they are today. */
const tracked = ['amountMinor', 'expectedCloseOn'] as const

/** Timelines of many deals, each list read once for all of them. */
export async function readTimelines(
  tx: Tx,
  orgId: string,
  dealIds: readonly string[],
  fields: readonly string[],
): Promise<Map<string, Timeline>> {
  const timelines = new Map<string, Growing>(
    dealIds.map((id) => [
      id,
      { fields: {}, contacts: [], activities: [], elements: [], tasks: [], documents: [], approvals: [] },
    ]),
  )
  if (dealIds.length === 0) return timelines
  const ids = [...dealIds]
  // deal by deal, each list along its index: what the planner thinks of tables that were just filled makes no difference
  const customerOf = sql`select o.customer_id from opportunity o where o.org_id = ${orgId} and o.id = d.id`
  const { rows: contacts } = await sql<
    Moved<{ role: PurchaseRole | null; attitude: string | null; reachable: boolean; at: Date }>
  >`
    select d.id as deal, p.role, p.attitude, p.reachable, p.at from unnest(${ids}::uuid[]) d (id)
     cross join lateral (
       select role, attitude, (phone is not null or email is not null) as reachable, created_at as at from contact
        where org_id = ${orgId} and customer_id = (${customerOf}) and deleted_at is null) p`.execute(tx)
  for (const { deal, at, ...contact } of contacts) timelines.get(deal)!.contacts.push({ from: time(at), ...contact })

  const { rows: activities } = await sql<
    Moved<{
      type: string
      purpose: boolean
      feedback: boolean
      characters: number
      minutes: number
      roles: PurchaseRole[] | null
      at: Date
      own: boolean
    }>
  >`
    select d.id as deal, a.kind as type, coalesce(a.purpose, '') <> '' as purpose, coalesce(a.feedback, '') <> '' as feedback,
           length(a.content) + length(coalesce(a.feedback, '')) as characters, coalesce(a.duration_minutes, 0) as minutes,
           (select array_agg(distinct p.role) from activity_contact ac join contact p on p.org_id = ac.org_id and p.id = ac.contact_id
             where ac.org_id = ${orgId} and ac.activity_id = a.id and p.role is not null) as roles,
           a.happened_at as at, a.opportunity_id is not null as own
      from unnest(${ids}::uuid[]) d (id)
     cross join lateral (
       select * from activity where org_id = ${orgId} and opportunity_id = d.id and deleted_at is null
       union all
       select * from activity where org_id = ${orgId} and customer_id = (${customerOf}) and opportunity_id is null and deleted_at is null) a`.execute(
    tx,
  )
  for (const { deal, at, roles, ...activity } of activities)
    timelines.get(deal)!.activities.push({ ...activity, roles: roles ?? [], at: time(at) })

  const { rows: changes } = await sql<Moved<{ id: string; field: string; old: unknown; new: unknown; at: Date }>>`
    select opportunity_id as deal, id, field, old, new, recorded_at as at from field_event
     where org_id = ${orgId} and opportunity_id = any(${ids}::uuid[]) order by recorded_at, id`.execute(tx)
  for (const { deal, field, old, new: value, at } of changes) {
    const timeline = timelines.get(deal)!
    if (field.startsWith('element:')) {
      const state = (value as { state?: ElementState } | null)?.state ?? (value as ElementState | null) ?? 'unknown'
      timeline.elements.push({ from: time(at), key: field.slice('element:'.length), state })
    } else if ((tracked as readonly string[]).includes(field)) {
      timeline.fields[field] ??= [{ from: -Infinity, value: old as string | number | null }]
      timeline.fields[field].push({ from: time(at), value: value as string | number | null })
    }
  }
  const { rows: tasks } = await sql<Moved<{ key: string; at: Date }>>`
    select opportunity_id as deal, key, done_at as at from task
     where org_id = ${orgId} and opportunity_id = any(${ids}::uuid[]) and key is not null and done_at is not null and deleted_at is null`.execute(
    tx,
  )
  for (const { deal, key, at } of tasks) timelines.get(deal)!.tasks.push({ from: time(at), key })
  const { rows: documents } = await sql<Moved<{ category: string; at: Date; gone: Date | null }>>`
    select opportunity_id as deal, category, uploaded_at as at, deleted_at as gone from document
     where org_id = ${orgId} and opportunity_id = any(${ids}::uuid[])`.execute(tx)
  for (const { deal, category, at, gone } of documents)
    timelines.get(deal)!.documents.push({ from: time(at), until: gone === null ? null : time(gone), category })
  const { rows: approvals } = await sql<Moved<{ kind: ApprovalKind; at: Date }>>`
    select opportunity_id as deal, kind, decided_at as at from approval
     where org_id = ${orgId} and opportunity_id = any(${ids}::uuid[]) and state = 'approved'`.execute(tx)
  for (const { deal, kind, at } of approvals) timelines.get(deal)!.approvals.push({ from: time(at), kind })
  await presentFields(tx, orgId, ids, fields, timelines)
  return timelines
}

/** Fields without a history of their own, as they are now. */
async function presentFields(
  tx: Tx,
  orgId: string,
  ids: readonly string[],
  fields: readonly string[],
  timelines: Map<string, Growing>,
): Promise<void> {
  if (fields.length === 0) return
  const { rows } = await sql<Moved<{ fields: Record<string, string | number | null> | null }>>`
    select o.id as deal, ${fieldsObject(fields)} as fields
      from opportunity o left join customer c on c.org_id = o.org_id and c.id = o.customer_id
     where o.org_id = ${orgId} and o.id = any(${[...ids]}::uuid[])`.execute(tx)
  for (const { deal, fields: present } of rows)
    for (const [key, value] of Object.entries(present ?? {})) timelines.get(deal)!.fields[key] ??= [{ from: -Infinity, value }]
}
