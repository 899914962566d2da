import { sql, type RawBuilder } from 'kysely'
import { membersBelow, reachable } from '../../people/queries.ts'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { carriesGrams, holds } from '../../platform/database/search-grams.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { simplified } from '../../platform/text/script.ts'
import { startOfDay } from '../../platform/time.ts'
import type { ActivityKind } from '../activity.ts'
import { correctingActivity } from '../permissions.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** SQL twin of `seesActivity`, over an activity `a` joined with its customer `c`, lead `l` and opportunity `o`. */
export function visibleActivity(caller: Caller): RawBuilder<boolean> {
  const concerns = (ability: string, alias: string, customer?: string): RawBuilder<boolean> =>
    caller.abilities.has(ability)
      ? sql<boolean>`(${sql.ref(`${alias}.id`)} is not null and (${reachable(caller, `${alias}.owner_id`, customer)} or ${reachable(caller, 'a.owner_id')}))`
      : sql<boolean>`false`
  const own = caller.abilities.has('activities.write') ? sql<boolean>`a.owner_id = ${caller.memberId}` : sql<boolean>`false`
  return sql<boolean>`(${own} or ${concerns('customers.read', 'c', 'c.id')} or ${concerns('leads.read', 'l')} or ${concerns('opportunities.read', 'o', 'o.customer_id')})`
}

const joined = sql`
  from activity a
  left join customer c on c.org_id = a.org_id and c.id = a.customer_id
  left join lead l on l.org_id = a.org_id and l.id = a.lead_id
  left join opportunity o on o.org_id = a.org_id and o.id = a.opportunity_id
  join member m on m.org_id = a.org_id and m.id = a.owner_id`

interface ActivityRow {
  id: string
  kind: ActivityKind
  customer_id: string | null
  customer_name: string | null
  lead_id: string | null
  lead_name: string | null
  opportunity_id: string | null
  opportunity_name: string | null
  owner_id: string
  owner_name: string
  created_by: string
  contacts: { id: string; name: string }[]
  people: string | null
  happened_at: Date
  recorded_at: Date
  late: boolean
  duration_minutes: number | null
  place: string | null
  purpose: string | null
  content: string
  feedback: string | null
  result: string | null
  next_step: string | null
  next_step_on: string | null
  corrected: boolean
  external_id: string | null
  version: number
  deleted_at: Date | null
}

const columns = sql`
  a.id, a.kind, a.customer_id, c.name as customer_name, a.lead_id, l.company as lead_name, a.opportunity_id, o.name as opportunity_name,
  a.owner_id, m.name as owner_name, a.created_by, a.people, a.happened_at, a.recorded_at, a.late, a.duration_minutes, a.place, a.purpose,
  a.content, a.feedback, a.result, a.next_step, a.next_step_on, a.external_id, a.version, a.deleted_at,
  coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name) order by k.name, k.id)
            from activity_contact ac join contact k on k.org_id = ac.org_id and k.id = ac.contact_id
            where ac.org_id = a.org_id and ac.activity_id = a.id), '[]') as contacts,
  exists (select from audit_entry e where e.org_id = a.org_id and e.entity_kind = 'activity' and e.entity_id = a.id and e.action = 'changed') as corrected`

const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })

function shape(caller: Caller, row: ActivityRow) {
  const correcting = verdictOf(correctingActivity(caller, { ownerId: row.owner_id, createdBy: row.created_by }), caller.locale)
  return {
    id: row.id,
    kind: row.kind,
    customer: named(row.customer_id, row.customer_name),
    lead: named(row.lead_id, row.lead_name),
    opportunity: named(row.opportunity_id, row.opportunity_name),
    owner: { id: row.owner_id, name: row.owner_name },
    contacts: row.contacts,
    people: row.people,
    happenedAt: row.happened_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    late: row.late,
    durationMinutes: row.duration_minutes,
    place: row.place,
    purpose: row.purpose,
    content: row.content,
    feedback: row.feedback,
    result: row.result,
    nextStep: row.next_step,
    nextStepOn: row.next_step_on,
    corrected: row.corrected,
    externalId: row.external_id,
    version: row.version,
    archived: row.deleted_at !== null,
    permissions: { correct: correcting, archive: correcting },
  }
}

export type ActivityView = ReturnType<typeof shape>

type JustRecorded = Omit<ActivityRow, 'corrected' | 'version' | 'deleted_at'> & { author_name: string }

/** An activity as reading it would show it just after it was recorded. */
export const shapeRecorded = (caller: Caller, row: JustRecorded) => ({
  ...shape(caller, { ...row, corrected: false, version: 1, deleted_at: null }),
  createdBy: { id: row.created_by, name: row.author_name },
  corrections: [] as Awaited<ReturnType<typeof readCorrections>>,
})

export interface ActivityFilter {
  limit: number
  cursor?: string | undefined
  owner?: string[] | undefined
  team?: string | undefined
  customer?: string | undefined
  opportunity?: string | undefined
  lead?: string | undefined
  contact?: string | undefined
  kind?: ActivityKind[] | undefined
  from?: string | undefined
  to?: string | undefined
  late?: boolean | undefined
  q?: string | undefined
  archived?: boolean | undefined
}

/** Where the last page ended; a cursor that does not fit is as none. */
function placeOf(cursor: string | undefined): { at: Date; id: string } | null {
  const [at, id] = decodeCursor(cursor, 2) ?? []
  const moment = new Date(String(at))
  return typeof id === 'string' && uuid.test(id) && !Number.isNaN(moment.getTime()) ? { at: moment, id } : null
}

const containing = (caller: Caller, q: string): RawBuilder<boolean> => {
  const text = sql`lower(concat_ws(' ', a.content, a.purpose, a.feedback, a.result, a.next_step, a.people))`
  const byName = [carriesGrams(caller.orgId, 'customer', q, 'a.customer_id'), carriesGrams(caller.orgId, 'lead', q, 'a.lead_id')]
  return sql<boolean>`(${sql.join([holds(simplified(q.toLowerCase()), text), ...byName.filter((one) => one !== null)], sql` or `)})`
}

export async function listActivities(tx: Tx, caller: Caller, filter: ActivityFilter) {
  const after = placeOf(filter.cursor)
  const teamMembers = filter.team ? await membersBelow(tx, caller.orgId, filter.team) : null
  const conditions: RawBuilder<unknown>[] = [
    sql`a.org_id = ${caller.orgId}`,
    filter.archived === true ? sql`a.deleted_at is not null` : sql`a.deleted_at is null`,
    visibleActivity(caller),
  ]
  if (filter.owner?.length) conditions.push(sql`a.owner_id = any(${filter.owner}::uuid[])`)
  if (teamMembers) conditions.push(sql`a.owner_id = any(${teamMembers}::uuid[])`)
  if (filter.customer) conditions.push(sql`a.customer_id = ${filter.customer}`)
  if (filter.opportunity) conditions.push(sql`a.opportunity_id = ${filter.opportunity}`)
  if (filter.lead) conditions.push(sql`a.lead_id = ${filter.lead}`)
  if (filter.contact)
    conditions.push(
      sql`exists (select from activity_contact ac where ac.org_id = a.org_id and ac.activity_id = a.id and ac.contact_id = ${filter.contact})`,
    )
  if (filter.kind?.length) conditions.push(sql`a.kind = any(${filter.kind}::text[])`)
  if (filter.from) conditions.push(sql`a.happened_at >= ${startOfDay(filter.from, caller.timeZone)}`)
  if (filter.to) conditions.push(sql`a.happened_at < ${startOfDay(filter.to, caller.timeZone, 1)}`)
  if (filter.late !== undefined) conditions.push(sql`a.late = ${filter.late}`)
  if (filter.q) conditions.push(containing(caller, filter.q))
  if (after) conditions.push(sql`(a.happened_at < ${after.at} or (a.happened_at = ${after.at} and a.id > ${after.id}::uuid))`)
  const { rows } = await sql<ActivityRow>`
    select ${columns} ${joined} where ${sql.join(conditions, sql` and `)}
    order by a.happened_at desc, a.id limit ${sql.lit(filter.limit + 1)}`.execute(tx)
  const { items, nextCursor } = pageOf(rows, filter.limit, (row) => [row.happened_at.toISOString(), row.id])
  return { items: items.map((row) => shape(caller, row)), nextCursor }
}

export async function readActivity(tx: Tx, caller: Caller, id: string) {
  const [{ rows }, corrections] = await Promise.all([
    sql<ActivityRow & { author_name: string | null }>`
      select ${columns}, (select name from member w where w.org_id = a.org_id and w.id = a.created_by) as author_name
      ${joined} where a.org_id = ${caller.orgId} and a.id = ${id} and ${visibleActivity(caller)}`.execute(tx),
    readCorrections(tx, caller.orgId, id),
  ])
  const row = rows[0]
  if (!row) return null
  return {
    ...shape(caller, row),
    createdBy: { id: row.created_by, name: row.author_name ?? '' },
    corrections,
  }
}

/** What the activity said before each correction, newest first; people and deals by name. */
async function readCorrections(tx: Tx, orgId: string, activityId: string) {
  const entries = await tx
    .selectFrom('audit_entry as e')
    .leftJoin('member as m', (join) => join.onRef('m.org_id', '=', 'e.org_id').onRef('m.id', '=', 'e.actor_id'))
    .select(['e.at', 'e.actor_id', 'm.name as actor_name', 'e.before', 'e.after'])
    .where('e.org_id', '=', orgId)
    .where('e.entity_kind', '=', 'activity')
    .where('e.entity_id', '=', activityId)
    .where('e.action', '=', 'changed')
    .orderBy('e.id', 'desc')
    .limit(100)
    .execute()
  const sides = entries.flatMap(({ before, after }) => [before, after]) as (Record<string, unknown> | null)[]
  const names = await namesOf(
    tx,
    orgId,
    sides.flatMap((side) => [side?.['contactIds'] ?? [], side?.['opportunityId'] ?? []].flat()).map(String),
  )
  const text = (value: unknown): string | null => {
    if (Array.isArray(value))
      return value.length === 0 ? null : value.map((one) => names.get(String(one)) ?? String(one)).join('、')
    return value === null || value === undefined ? null : (names.get(String(value)) ?? String(value))
  }
  return entries.map((entry) => {
    const [before, after] = [entry.before, entry.after] as (Record<string, unknown> | null)[]
    return {
      at: entry.at.toISOString(),
      actor: { id: entry.actor_id, name: entry.actor_name ?? '' },
      changes: Object.keys(after ?? {}).map((field) => ({ field, before: text(before?.[field]), after: text(after?.[field]) })),
    }
  })
}

async function namesOf(tx: Tx, orgId: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from contact where org_id = ${orgId} and id = any(${ids}::uuid[])
    union all select id, name from opportunity where org_id = ${orgId} and id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
