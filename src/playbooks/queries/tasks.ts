import { sql, type RawBuilder } from 'kysely'
import { membersBelow, reachable } from '../../people/queries.ts'
import { reaches } from '../../people/reach.ts'
import type { StageTask } from '../../pipelines/definition.ts'
import type { Named } from '../../pipelines/stage.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { archivingTask, completingTask, editingTask, undoingTask, type Doable } from '../permissions.ts'
import { stateOf, type TaskKind, type TaskState } from '../task.ts'
import { carryingWord } from './task-search.ts'

/** SQL twin of `seesTask`, over a task `t` joined with its deal `o` and the customer `c` of either. */
export function visibleTask(caller: Caller): RawBuilder<boolean> {
  const may = (ability: string, column: string, customer?: string): RawBuilder<boolean> =>
    caller.abilities.has(ability)
      ? sql<boolean>`(${reachable(caller, column, customer)} or ${reachable(caller, 't.assignee_id')})`
      : sql<boolean>`false`
  const own = (column: string): RawBuilder<boolean> =>
    caller.abilities.has('tasks.write') ? sql<boolean>`${sql.ref(column)} = ${caller.memberId}` : sql<boolean>`false`
  return sql<boolean>`(${own('t.assignee_id')} or case
    when t.opportunity_id is not null then ${may('opportunities.read', 'o.owner_id', 'o.customer_id')}
    when t.customer_id is not null then ${may('customers.read', 'c.owner_id', 'c.id')}
    else ${own('t.created_by')} or ${may('opportunities.read', 't.assignee_id')} end)`
}

/**
 * A task with its deal and with the deal's customer, or the one it belongs to: by `case`, for PostgreSQL does not trust `coalesce`
 * before it has looked whose row it is, and would read all customers for each task.
 */
export const taskJoins = sql`
  from task t
  left join opportunity o on o.org_id = t.org_id and o.id = t.opportunity_id
  left join customer c on c.org_id = t.org_id and c.id = case when t.customer_id is null then o.customer_id else t.customer_id end`

/** Tasks of what was archived are out of sight with it. */
export const ofLivingRecords = sql`(t.opportunity_id is null or o.deleted_at is null) and (t.customer_id is null or c.deleted_at is null)`

interface TaskRow {
  id: string
  key: string | null
  title: Named
  standard: Named | null
  expected_result: Named | null
  role: string
  due_on: string | null
  opportunity_id: string | null
  opportunity_name: string | null
  opportunity_status: string | null
  opportunity_owner_id: string | null
  customer_id: string | null
  customer_name: string | null
  customer_owner_id: string | null
  stage_id: string | null
  stage_key: string | null
  stage_name: string | null
  stage_visit: number | null
  assignee_id: string
  assignee_name: string | null
  created_by: string
  creator_name: string | null
  created_at: Date
  done_at: Date | null
  done_by: string | null
  doer_name: string | null
  result: string | null
  cancelled_at: Date | null
  external_id: string | null
  page: string | null
  version: number
  deleted_at: Date | null
}

const selectTasks = (caller: Caller) => sql`
  select t.id, t.key, t.title, t.standard, t.expected_result, t.role, t.due_on, t.opportunity_id, o.name as opportunity_name,
         o.status as opportunity_status, o.owner_id as opportunity_owner_id, c.id as customer_id, c.name as customer_name,
         case when t.customer_id is not null then c.owner_id end as customer_owner_id, t.stage_id, s.key as stage_key,
         s.name ->> ${caller.locale} as stage_name, t.stage_visit, t.assignee_id, a.name as assignee_name, t.created_by,
         w.name as creator_name, t.created_at, t.done_at, t.done_by, d.name as doer_name, t.result, t.cancelled_at, t.external_id, t.page,
         t.version, t.deleted_at
  ${taskJoins}
  left join stage s on s.org_id = t.org_id and s.id = t.stage_id
  left join member a on a.org_id = t.org_id and a.id = t.assignee_id
  left join member d on d.org_id = t.org_id and d.id = t.done_by
  left join member w on w.org_id = t.org_id and w.id = t.created_by`

const ref = (id: string, name: string | null) => ({ id, name: name ?? '' })

/** What permission sentences ask of a task. */
const doableOf = (row: TaskRow): Doable => ({
  assigneeId: row.assignee_id,
  createdBy: row.created_by,
  opportunityOwnerId: row.opportunity_owner_id,
  customerOwnerId: row.customer_owner_id,
  isStageTask: row.key !== null,
  endsItself: row.page !== null,
  done: row.done_at !== null,
  cancelled: row.cancelled_at !== null,
  archived: row.deleted_at !== null,
})

function shapeTask(caller: Caller, row: TaskRow, today: string) {
  const doable = doableOf(row)
  const sentence = (refusal: Parameters<typeof verdictOf>[0]) => verdictOf(refusal, caller.locale)
  const editing = editingTask(caller, doable)
  return {
    id: row.id,
    kind: (row.key === null ? 'own' : 'stage') as TaskKind,
    title: row.title[caller.locale],
    titles: row.title,
    standard: row.standard?.[caller.locale] || null,
    expectedResult: row.expected_result?.[caller.locale] || null,
    role: row.role as StageTask['role'],
    state: stateOf({ ...doable, dueOn: row.due_on }, today),
    dueOn: row.due_on,
    opportunity: row.opportunity_id
      ? {
          ...ref(row.opportunity_id, row.opportunity_name),
          status: row.opportunity_status ?? '',
          reachable:
            caller.abilities.has('opportunities.read') && reaches(caller, row.opportunity_owner_id ?? '', row.customer_id),
        }
      : null,
    customer: row.customer_id ? ref(row.customer_id, row.customer_name) : null,
    stage: row.stage_id ? { id: row.stage_id, key: row.stage_key ?? '', name: row.stage_name ?? '' } : null,
    key: row.key,
    assignee: ref(row.assignee_id, row.assignee_name),
    createdBy: ref(row.created_by, row.creator_name),
    createdAt: row.created_at.toISOString(),
    doneAt: row.done_at?.toISOString() ?? null,
    doneBy: row.done_by ? ref(row.done_by, row.doer_name) : null,
    result: row.result,
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    externalId: row.external_id,
    page: row.page,
    version: row.version,
    archived: row.deleted_at !== null,
    permissions: {
      edit: sentence(editing),
      retitle: sentence(editing ?? (doable.isStageTask ? refuse('stage-task-as-published').refusal : null)),
      complete: sentence(completingTask(caller, doable)),
      undo: sentence(undoingTask(caller, doable)),
      archive: sentence(archivingTask(caller, doable)),
    },
  }
}

export type TaskView = ReturnType<typeof shapeTask>

const today = (caller: Caller): string => dayOf(caller.now, caller.timeZone)

/** One task, archived or not; null outside reach. */
export async function readTask(tx: Tx, caller: Caller, id: string): Promise<TaskView | null> {
  const { rows } = await sql<TaskRow>`
    ${selectTasks(caller)} where t.org_id = ${caller.orgId} and t.id = ${id} and ${visibleTask(caller)}`.execute(tx)
  return rows[0] ? shapeTask(caller, rows[0], today(caller)) : null
}

/** All tasks of a deal that the caller has been found to reach; those of stages with the number of their stay. */
export async function tasksOfDeal(tx: Tx, caller: Caller, opportunityId: string) {
  const { rows } = await sql<TaskRow>`
    ${selectTasks(caller)} where t.org_id = ${caller.orgId} and t.opportunity_id = ${opportunityId} and t.deleted_at is null
    order by t.due_on nulls last, t.id limit 2000`.execute(tx)
  return rows.map((row) => ({ stay: row.stage_visit, task: shapeTask(caller, row, today(caller)) }))
}

export interface TaskFilter {
  limit: number
  cursor?: string | undefined
  mine?: boolean | undefined
  assignee?: string[] | undefined
  team?: string | undefined
  opportunity?: string | undefined
  customer?: string | undefined
  state?: TaskState[] | undefined
  kind?: TaskKind | undefined
  dueFrom?: string | undefined
  dueTo?: string | undefined
  q?: string | undefined
  archived?: boolean | undefined
  sort: 'due' | 'newest'
}

/** SQL twin of `stateOf`; here `open` holds the overdue ones as well, as a list of what is to be done. */
const inState = (state: TaskState, day: string): RawBuilder<unknown> => {
  switch (state) {
    case 'done':
      return sql`t.done_at is not null`
    case 'cancelled':
      return sql`(t.done_at is null and t.cancelled_at is not null)`
    case 'overdue':
      return sql`(t.done_at is null and t.cancelled_at is null and t.due_on < ${day}::date)`
    case 'open':
      return sql`(t.done_at is null and t.cancelled_at is null)`
  }
}

/** Tasks without a day come after all that have one. */
const dueOrNever = sql`coalesce(t.due_on, '9999-12-31'::date)`
const placeOfDue = (cursor: string | undefined) => {
  const place = placeAfter(cursor, ['text', 'id'])
  return place && /^\d{4}-\d{2}-\d{2}$/.test(String(place[0])) ? place : null
}

/** Who reaches more members than this finds a page of theirs among everybody's sooner than by looking for each one's. */
const fewMembers = 5

/**
 * For a caller who reaches few members: where to look, so that indexes lead there and not everybody's tasks are read. It is
 * never narrower than `visibleTask` with `ofLivingRecords`, which decide. `which` are conditions on the task `t` alone.
 */
export function withinReach({ orgId, memberId, reach, accounts }: Caller, which: RawBuilder<unknown>): RawBuilder<unknown> {
  if (reach === 'organisation' || reach.length > fewMembers) return sql`true`
  const people = sql`any(${[...new Set([memberId, ...reach])]}::uuid[])`
  const from = (rest: RawBuilder<unknown>) => sql`select t.id from task t ${rest} and t.org_id = ${orgId} and ${which}`
  return sql`t.id in (
    ${from(sql`where t.assignee_id = ${people}`)}
    union all ${from(sql`join opportunity d on d.org_id = t.org_id and d.id = t.opportunity_id where d.owner_id = ${people} and d.deleted_at is null`)}
    union all ${from(sql`join customer k on k.org_id = t.org_id and k.id = t.customer_id where k.owner_id = ${people} and k.deleted_at is null`)}
    ${
      accounts && accounts.read.length > 0
        ? sql`union all ${from(sql`join opportunity d on d.org_id = t.org_id and d.id = t.opportunity_id where d.customer_id = any(${[...accounts.read]}::uuid[]) and d.deleted_at is null`)}
    union all ${from(sql`where t.customer_id = any(${[...accounts.read]}::uuid[])`)}`
        : sql``
    }
    union all ${from(sql`where t.created_by = ${memberId} and t.opportunity_id is null and t.customer_id is null`)})`
}

/** What a filter says about the task `t` alone. */
async function ofTask(tx: Tx, caller: Caller, filter: TaskFilter): Promise<RawBuilder<unknown>> {
  const day = today(caller)
  const { mine, assignee, team, opportunity, state, kind, dueFrom, dueTo, archived } = filter
  const conditions = [archived ? sql`t.deleted_at is not null` : sql`t.deleted_at is null`]
  if (mine !== undefined)
    conditions.push(mine ? sql`t.assignee_id = ${caller.memberId}` : sql`t.assignee_id <> ${caller.memberId}`)
  if (assignee?.length) conditions.push(sql`t.assignee_id = any(${assignee}::uuid[])`)
  if (team) conditions.push(sql`t.assignee_id = any(${await membersBelow(tx, caller.orgId, team)}::uuid[])`)
  if (opportunity) conditions.push(sql`t.opportunity_id = ${opportunity}`)
  if (state?.length)
    conditions.push(
      sql`(${sql.join(
        [...state].map((one) => inState(one, day)),
        sql` or `,
      )})`,
    )
  if (kind) conditions.push(kind === 'stage' ? sql`t.key is not null` : sql`t.key is null`)
  if (dueFrom) conditions.push(sql`t.due_on >= ${dueFrom}::date`)
  if (dueTo) conditions.push(sql`t.due_on <= ${dueTo}::date`)
  return sql.join(conditions, sql` and `)
}

export async function listTasks(tx: Tx, caller: Caller, filter: TaskFilter) {
  const which = await ofTask(tx, caller, filter)
  const conditions: RawBuilder<unknown>[] = [
    sql`t.org_id = ${caller.orgId}`,
    which,
    visibleTask(caller),
    ...(filter.archived ? [] : [ofLivingRecords, withinReach(caller, which)]),
  ]
  if (filter.customer) conditions.push(sql`c.id = ${filter.customer}`)
  const byDue = filter.sort === 'due'
  const after = byDue ? placeOfDue(filter.cursor) : placeAfter(filter.cursor, ['id'])
  if (after)
    conditions.push(byDue ? sql`(${dueOrNever}, t.id) > (${after[0]}::date, ${after[1]}::uuid)` : sql`t.id < ${after[0]}::uuid`)
  const wanted = filter.limit + 1
  const inOrder = (most: number) => sql`
    where ${sql.join(conditions, sql` and `)} order by ${byDue ? sql`${dueOrNever}, t.id` : sql`t.id desc`} limit ${most}`
  const list = (most: number) => sql`${taskJoins} ${inOrder(most)}`
  if (filter.q) conditions.push(await carryingWord(tx, caller, { q: filter.q, which, list, wanted }))
  const { rows } = await sql<TaskRow>`${selectTasks(caller)} ${inOrder(wanted)}`.execute(tx)
  const { items, nextCursor } = pageOf(rows, filter.limit, (row) => (byDue ? [row.due_on ?? '9999-12-31', row.id] : [row.id]))
  const day = today(caller)
  return { items: items.map((row) => shapeTask(caller, row, day)), nextCursor }
}
