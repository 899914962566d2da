import { sql, type RawBuilder } from 'kysely'
import { membersBelow } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf, mondayOf, startOfDay } from '../../platform/time.ts'
import { ofLivingRecords, taskJoins, visibleTask, withinReach } from './tasks.ts'

export interface ProgressFilter {
  team?: string | undefined
  assignee?: string[] | undefined
  pipeline?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

const usualDays = 90

/**
 * How tasks stand within reach: by person what is open, overdue and was done this week; by stage task how often it was late
 * among those due in the time asked for (the last 90 days until today). Late: done after its day, or not done although it has passed.
 */
export async function readTaskProgress(tx: Tx, caller: Caller, filter: ProgressFilter) {
  const today = dayOf(caller.now, caller.timeZone)
  const weekFrom = mondayOf(today)
  const to = filter.to ?? (filter.from && filter.from > today ? filter.from : today)
  const from = filter.from ?? addDays(to, -usualDays)
  const which = [sql`t.deleted_at is null and t.cancelled_at is null`]
  if (filter.team) which.push(sql`t.assignee_id = any(${await membersBelow(tx, caller.orgId, filter.team)}::uuid[])`)
  if (filter.assignee?.length) which.push(sql`t.assignee_id = any(${filter.assignee}::uuid[])`)
  const where = (more: RawBuilder<unknown>): RawBuilder<unknown> => {
    const ofTask = sql.join([...which, more], sql` and `)
    const ofPipeline = filter.pipeline ? sql`o.pipeline_id = ${filter.pipeline}` : sql`true`
    return sql`t.org_id = ${caller.orgId} and ${ofTask} and ${withinReach(caller, ofTask)} and ${visibleTask(caller)} and ${ofLivingRecords} and ${ofPipeline}`
  }
  const [people, stageTasks] = await Promise.all([
    byPerson(tx, where, { today, weekStart: startOfDay(weekFrom, caller.timeZone) }),
    byStageTask(tx, caller, where, { today, from, to }),
  ])
  const count = (key: 'open' | 'overdue' | 'dueToday' | 'doneThisWeek') => people.reduce((sum, one) => sum + one[key], 0)
  return {
    today,
    weekFrom,
    from,
    to,
    total: { open: count('open'), overdue: count('overdue'), dueToday: count('dueToday'), doneThisWeek: count('doneThisWeek') },
    people,
    stageTasks,
  }
}

type Where = (ofTask: RawBuilder<unknown>) => RawBuilder<unknown>

async function byPerson(tx: Tx, where: Where, { today, weekStart }: { today: string; weekStart: Date }) {
  const { rows } = await sql<{
    id: string
    name: string | null
    open: number
    overdue: number
    due_today: number
    done_this_week: number
  }>`
    select t.assignee_id as id, a.name,
           count(*) filter (where t.done_at is null)::int as open,
           count(*) filter (where t.done_at is null and t.due_on < ${today}::date)::int as overdue,
           count(*) filter (where t.done_at is null and t.due_on = ${today}::date)::int as due_today,
           count(*) filter (where t.done_at >= ${weekStart})::int as done_this_week
    ${taskJoins} left join member a on a.org_id = t.org_id and a.id = t.assignee_id
    where ${where(sql`(t.done_at is null or t.done_at >= ${weekStart})`)}
    group by t.assignee_id, a.name order by overdue desc, open desc, t.assignee_id limit 1000`.execute(tx)
  return rows.map(({ id, name, open, overdue, due_today: dueToday, done_this_week: doneThisWeek }) => ({
    member: { id, name: name ?? '' },
    open,
    overdue,
    dueToday,
    doneThisWeek,
  }))
}

async function byStageTask(
  tx: Tx,
  caller: Caller,
  where: Where,
  { today, from, to }: { today: string; from: string; to: string },
) {
  const { rows } = await sql<{
    pipeline_id: string
    pipeline_name: string
    stage_id: string
    stage_key: string
    stage_name: string
    position: number
    key: string
    title: string
    due: number
    done: number
    late: number
  }>`
    select p.id as pipeline_id, p.name ->> ${caller.locale} as pipeline_name, s.id as stage_id, s.key as stage_key,
           s.name ->> ${caller.locale} as stage_name, s.position, t.key, (array_agg(t.title order by t.id desc))[1] ->> ${caller.locale} as title,
           count(*)::int as due, count(t.done_at)::int as done,
           count(*) filter (where coalesce((t.done_at at time zone ${caller.timeZone})::date, ${today}::date) > t.due_on)::int as late
    ${taskJoins}
    join stage s on s.org_id = t.org_id and s.id = t.stage_id
    join pipeline p on p.org_id = s.org_id and p.id = s.pipeline_id
    where ${where(sql`t.key is not null and t.due_on between ${from}::date and ${to}::date`)}
    group by p.id, p.name, p.position, s.id, s.key, s.name, s.position, t.key
    order by p.position, p.id, s.position, late desc, t.key limit 2000`.execute(tx)
  return rows.map((row) => ({
    pipeline: { id: row.pipeline_id, name: row.pipeline_name },
    stage: { id: row.stage_id, key: row.stage_key, name: row.stage_name, position: row.position },
    key: row.key,
    title: row.title,
    due: row.due,
    done: row.done,
    late: row.late,
    lateShare: row.due > 0 ? row.late / row.due : null,
  }))
}
