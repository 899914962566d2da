import { sql, type RawBuilder } from 'kysely'
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
  // each table in one pass, put together here: what the planner thinks of tables that were just filled makes no difference
  const { rows: ofCustomers } = await sql<Moved<{ customer: string }>>`
    select id as deal, customer_id as customer from opportunity
     where org_id = ${orgId} and id = any(${ids}::uuid[]) and customer_id is not null`.execute(tx)
  const dealsOf = new Map<string, Growing[]>()
  for (const { deal, customer } of ofCustomers) append(dealsOf, customer, timelines.get(deal)!)
  const roles = await readContacts(tx, orgId, dealsOf)
  await readActivities(tx, orgId, timelines, dealsOf, roles)
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

const append = <T>(lists: Map<string, T[]>, key: string, value: T): void => {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** The people of these customers into the timelines of their deals; returns the role of each, of those archived since as well. */
async function readContacts(tx: Tx, orgId: string, dealsOf: ReadonlyMap<string, Growing[]>) {
  const roles = new Map<string, PurchaseRole | null>()
  const { rows } = await sql<{
    id: string
    customer: string
    role: PurchaseRole | null
    attitude: string | null
    reachable: boolean
    at: Date
    gone: boolean
  }>`
    select id, customer_id as customer, role, attitude, (phone is not null or email is not null) as reachable, created_at as at,
           deleted_at is not null as gone
      from contact where org_id = ${orgId} and customer_id = any(${[...dealsOf.keys()]}::uuid[])`.execute(tx)
  for (const { id, customer, at, gone, role, attitude, reachable } of rows) {
    roles.set(id, role)
    if (gone) continue
    const contact = { from: time(at), role, attitude, reachable }
    for (const { contacts } of dealsOf.get(customer)!) contacts.push(contact)
  }
  return roles
}

/** Activities of the deals and, of their customers, those that name no deal. */
async function readActivities(
  tx: Tx,
  orgId: string,
  timelines: ReadonlyMap<string, Growing>,
  dealsOf: ReadonlyMap<string, Growing[]>,
  roleOf: Map<string, PurchaseRole | null>,
): Promise<void> {
  interface Row {
    id: string
    deal: string | null
    customer: string
    type: string
    purpose: boolean
    feedback: boolean
    characters: number
    minutes: number
    at: Date
  }
  const activities = (which: RawBuilder<unknown>) => sql<Row>`
    select id, opportunity_id as deal, customer_id as customer, kind as type, coalesce(purpose, '') <> '' as purpose,
           coalesce(feedback, '') <> '' as feedback, length(content) + length(coalesce(feedback, '')) as characters,
           coalesce(duration_minutes, 0) as minutes, happened_at as at
      from activity where org_id = ${orgId} and ${which} and deleted_at is null`
  const own = await activities(sql`opportunity_id = any(${[...timelines.keys()]}::uuid[])`).execute(tx)
  const loose = await activities(sql`customer_id = any(${[...dealsOf.keys()]}::uuid[]) and opportunity_id is null`).execute(tx)
  const rows = [...own.rows, ...loose.rows]
  const took = await readRoles(tx, orgId, rows, roleOf)
  for (const { id, deal, customer, at, type, purpose, feedback, characters, minutes } of rows) {
    const roles = took.get(id) ?? []
    const activity = { at: time(at), type, purpose, feedback, characters, minutes, roles, own: deal !== null }
    for (const timeline of deal === null ? dealsOf.get(customer)! : [timelines.get(deal)!]) timeline.activities.push(activity)
  }
}

/** In which roles people took part in each activity. */
async function readRoles(
  tx: Tx,
  orgId: string,
  activities: readonly { id: string }[],
  roleOf: Map<string, PurchaseRole | null>,
): Promise<Map<string, PurchaseRole[]>> {
  const { rows } = await sql<{ activity: string; contact: string }>`
    select activity_id as activity, contact_id as contact from activity_contact
     where org_id = ${orgId} and activity_id = any(${activities.map(({ id }) => id)}::uuid[])`.execute(tx)
  // people of another customer, once a deal or a person has passed to another one
  const others = [...new Set(rows.map(({ contact }) => contact))].filter((id) => !roleOf.has(id))
  if (others.length > 0) {
    const { rows: strangers } = await sql<{ id: string; role: PurchaseRole | null }>`
      select id, role from contact where org_id = ${orgId} and id = any(${others}::uuid[])`.execute(tx)
    for (const { id, role } of strangers) roleOf.set(id, role)
  }
  const took = new Map<string, PurchaseRole[]>()
  for (const { activity, contact } of rows) {
    const role = roleOf.get(contact)
    if (role && !took.get(activity)?.includes(role)) append(took, activity, role)
  }
  return took
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
