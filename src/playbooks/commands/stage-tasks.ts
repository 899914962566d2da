import { sql, type RawBuilder } from 'kysely'
import { readWorkCalendar } from '../../people/queries.ts'
import { addWorkingDays, calendarFrom, workingDaysBetween, type WorkCalendar } from '../../people/working-days.ts'
import type { StageFull } from '../../pipelines/definition.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { statement } from '../../platform/database/statement.ts'
import { newId } from '../../platform/ids.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { assigneeFor, type Colleague, type TeamOf } from '../assignee.ts'
import { insertTasks, type NewTask, type TouchedTask } from '../store.ts'

/** A deal as its tasks need it. */
export interface DealOfTasks {
  id: string
  ownerId: string
}

interface Entry {
  opportunity: DealOfTasks
  stage: StageFull
  /** Number of the stay in the stage (see `stayOf`). */
  stay: number
  enteredAt: Date
}

/**
 * Makes the tasks of a stage for a deal that stands in it. Those of this very stay that are there already stay as they are;
 * those that were cancelled begin anew. Returns those made.
 */
export const makeStageTasks = async (tx: Tx, caller: Caller, entry: Entry): Promise<TouchedTask[]> =>
  insertTasks(tx, caller, await planStageTasks(tx, caller, entry))

/** What tasks are planned by: the working days from a day on, as far as they are due, and who could do them; null where nobody but the owner does. */
export interface PlanningGround {
  from: string
  calendar: WorkCalendar
  others: { people: Colleague[]; teams: TeamOf[] } | null
}

/** What the tasks of a stage would be planned by if a deal entered it now; null where the stage has none. */
export async function readPlanningGround(
  tx: Tx,
  caller: Caller,
  { tasks }: Pick<StageFull, 'tasks'>,
  enteredAt = caller.now,
): Promise<PlanningGround | null> {
  if (tasks.length === 0) return null
  const from = dayOf(enteredAt, caller.timeZone)
  // long holidays and all: so many working days never take longer
  const span = 2 * Math.max(...tasks.map(({ dueDays }) => dueDays)) + 60
  const needsOthers = tasks.some(({ role }) => role !== 'owner')
  const [row] = await statement<{
    days: string | null
    people: Colleague[] | null
    teams: TeamOf[] | null
  }>`
    select (select string_agg(c.day || ' ' || c.kind, ',') from calendar_day c
             where c.org_id = ${caller.orgId} and c.day between ${from}::date and ${addDays(from, span)}::date) as days,
           case when ${needsOthers}::boolean then (
             select json_agg(json_build_object('id', m.id, 'role', m.role, 'teamId', m.team_id)) from member m
              where m.org_id = ${caller.orgId} and m.status = 'active') end as people,
           case when ${needsOthers}::boolean then (
             select json_agg(json_build_object('id', t.id, 'parentId', t.parent_id, 'isRegion', t.is_region)) from team t
              where t.org_id = ${caller.orgId} and t.deleted_at is null) end as teams`.on(tx)
  const calendar = calendarFrom(row?.days ?? '')
  const others = needsOthers ? { people: row?.people ?? [], teams: row?.teams ?? [] } : null
  return { from, calendar, others }
}

/** The tasks that entering a stage makes: each due so many working days after the day of entry, each for whoever has its role. */
export async function planStageTasks(
  tx: Tx,
  caller: Caller,
  { opportunity, stage, stay, enteredAt }: Entry,
  known?: PlanningGround | null,
): Promise<NewTask[]> {
  const stageId = stage.id
  if (stageId === null) return []
  const ground = known === undefined ? await readPlanningGround(tx, caller, stage, enteredAt) : known
  if (!ground) return []
  const { from, calendar, others } = ground
  const due = new Map(stage.tasks.map(({ dueDays }) => [dueDays, addWorkingDays(from, dueDays, calendar)]))
  return stage.tasks.map((task) => ({
    id: newId(),
    opportunityId: opportunity.id,
    customerId: null,
    stage: { id: stageId, key: task.key, stay },
    title: task.name,
    standard: task.standard,
    expectedResult: task.expectedResult,
    role: task.role,
    assigneeId: others ? assigneeFor(task.role, opportunity, others.people, others.teams) : opportunity.ownerId,
    dueOn: due.get(task.dueDays)!,
  }))
}

/** The stage tasks of a deal that are neither done nor archived. */
const pending = (caller: Caller, opportunity: DealOfTasks): RawBuilder<unknown> =>
  sql`t.org_id = ${caller.orgId} and t.opportunity_id = ${opportunity.id} and t.key is not null and t.done_at is null and t.deleted_at is null`
const touched = sql`t.id, t.assignee_id as "assigneeId", t.title`

/**
 * Cancels the deal's open stage tasks that the condition names, on account of an event of its history: they have become
 * needless. What people wrote stays. Returns those cancelled.
 */
export async function cancelOpenTasks(
  tx: Tx,
  caller: Caller,
  opportunity: DealOfTasks,
  eventId: RawBuilder<unknown>,
  which: RawBuilder<unknown> = sql`true`,
): Promise<TouchedTask[]> {
  const { rows } = await sql<TouchedTask>`
    update task t set cancelled_at = ${caller.now}, cancelled_event_id = ${eventId}, updated_at = ${caller.now}, version = t.version + 1
    where ${pending(caller, opportunity)} and t.cancelled_at is null and ${which}
    returning ${touched}`.execute(tx)
  return rows
}

/**
 * Brings cancelled tasks back that the condition names. The clock stood still for them: their day moves by as many working
 * days as they were cancelled for. Returns those that are back.
 */
export async function reviveTasks(
  tx: Tx,
  caller: Caller,
  opportunity: DealOfTasks,
  which: RawBuilder<unknown>,
): Promise<TouchedTask[]> {
  const { rows } = await sql<TouchedTask & { due_on: string | null; cancelled_at: Date }>`
    select ${touched}, t.due_on, t.cancelled_at from task t
    where ${pending(caller, opportunity)} and t.cancelled_at is not null and ${which} order by t.id for update`.execute(tx)
  if (rows.length === 0) return []
  const today = dayOf(caller.now, caller.timeZone)
  const since = rows.map(({ cancelled_at }) => dayOf(cancelled_at, caller.timeZone))
  const earliest = since.reduce((first, day) => (day < first ? day : first))
  const calendar = await readWorkCalendar(tx, caller.orgId, earliest)
  const due = rows.map(({ due_on: on }, index) => {
    const pause = workingDaysBetween(since[index]!, today, calendar)
    return on === null || pause <= 0 ? on : addWorkingDays(on, pause, calendar)
  })
  await sql`
    update task t set cancelled_at = null, cancelled_event_id = null, due_on = back.due_on, updated_at = ${caller.now}, version = t.version + 1
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${due}::date[]) as back (id, due_on)
    where t.org_id = ${caller.orgId} and t.id = back.id`.execute(tx)
  return rows
}

/** Open tasks of the deal's former owner are the new owner's; those of other roles stay with whoever does them. */
export async function passOnTasks(
  tx: Tx,
  caller: Caller,
  opportunity: DealOfTasks,
  formerOwnerId: string,
): Promise<TouchedTask[]> {
  const { rows } = await sql<TouchedTask>`
    update task t set assignee_id = ${opportunity.ownerId}, updated_at = ${caller.now}, version = t.version + 1
    where t.org_id = ${caller.orgId} and t.opportunity_id = ${opportunity.id} and t.assignee_id = ${formerOwnerId} and t.role = 'owner'
      and t.done_at is null and t.deleted_at is null
    returning ${touched}`.execute(tx)
  return rows
}
