import { sql } from 'kysely'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import type { Caller } from '../../platform/session.ts'
import type { Named } from '../../pipelines/stage.ts'
import { assigneeFor, type Colleague, type TeamOf } from '../assignee.ts'
import { readColleagues } from '../queries/colleagues.ts'
import { insertTasks } from '../store.ts'

/** Something that a rule asks people to do about a customer. */
export interface RaisedTask {
  /** What it is about; a task that was raised under the same key is not raised again. */
  key: string
  customerId: string
  ownerId: string
  /** For whom: the owner, or whoever leads the owner. Where both are one person, the task is raised once. */
  role: 'owner' | 'supervisor'
  /** Who is to do it, where that has been found already. */
  assigneeId?: string
  title: Named
  expectedResult: Named | null
  dueOn: string
  /** What several tasks come from: where they would be one person's, only the first is raised. Left out, tasks of one title are one. */
  occasion?: string
  /** Where it is done, which ends it; without one whoever has it ticks it off. */
  page?: string
}

/** Raises tasks in the name of each assignee, so that nobody seems to have ordered them. Returns how many are new. */
export async function raiseTasks(tx: Tx, caller: Omit<Caller, 'memberId'>, wanted: readonly RaisedTask[]): Promise<number> {
  if (wanted.length === 0) return 0
  const { orgId } = caller
  const [{ colleagues, teams }, { rows: known }] = await Promise.all([
    readColleagues(tx, orgId),
    sql<{ key: string }>`select external_id as key from task
      where org_id = ${orgId} and external_id = any(${wanted.map(({ key }) => key)}::text[])`.execute(tx),
  ])
  const done = new Set(known.map(({ key }) => key))
  const seen = new Set<string>()
  const byAssignee = new Map<string, RaisedTask[]>()
  for (const task of wanted) {
    const assigneeId = assigneeOf(task, colleagues, teams)
    const once = `${assigneeId} ${task.customerId} ${task.occasion ?? task.title['zh-CN']}`
    if (done.has(task.key) || assigneeId === null || seen.has(once)) continue
    seen.add(once)
    const own = byAssignee.get(assigneeId)
    if (own) own.push(task)
    else byAssignee.set(assigneeId, [task])
  }
  for (const [memberId, tasks] of byAssignee) await write(tx, { ...caller, memberId }, tasks)
  return seen.size
}

/** Null when nobody is there any more. */
function assigneeOf(task: RaisedTask, people: readonly Colleague[], teams: readonly TeamOf[]): string | null {
  const isHere = (id: string): boolean => people.some((person) => person.id === id)
  if (task.assigneeId !== undefined && isHere(task.assigneeId)) return task.assigneeId
  const found = assigneeFor(task.role, { id: task.customerId, ownerId: task.ownerId }, people, teams)
  if (isHere(found)) return found
  const leader = assigneeFor('supervisor', { id: task.customerId, ownerId: task.ownerId }, people, teams)
  return isHere(leader) ? leader : null
}

async function write(tx: Tx, caller: Caller, tasks: readonly RaisedTask[]): Promise<void> {
  const rows = tasks.map((task) => ({
    id: newId(),
    opportunityId: null,
    customerId: task.customerId,
    title: task.title,
    expectedResult: task.expectedResult,
    role: task.role,
    assigneeId: caller.memberId,
    dueOn: task.dueOn,
    externalId: task.key,
    page: task.page ?? null,
  }))
  await insertTasks(tx, caller, rows)
  await Promise.all([
    record(
      tx,
      caller,
      rows.map(({ id, title, dueOn, customerId }) => ({
        entityKind: 'task',
        entityId: id,
        action: 'created',
        after: { title: title[caller.locale], dueOn, customerId },
      })),
    ),
    announce(
      tx,
      caller.orgId,
      rows.map(({ id }) => ({ topic: 'task.created', entityKind: 'task', entityId: id, ownerId: caller.memberId })),
    ),
  ])
}

/** Withdraws what was raised under these keys and is still open: what it was about has passed. Returns how many. */
export async function withdrawRaised(tx: Tx, orgId: string, keys: readonly string[], now: Date): Promise<number> {
  if (keys.length === 0) return 0
  const rows = await tx
    .updateTable('task')
    .set({ cancelled_at: now, updated_at: now, version: sql`version + 1` })
    .where('org_id', '=', orgId)
    // one parameter for all: a statement takes no more than 65,535
    .where(sql<boolean>`external_id = any(${[...keys]}::text[])`)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .returning(['id', 'assignee_id'])
    .execute()
  await announce(
    tx,
    orgId,
    rows.map(({ id, assignee_id }) => ({ topic: 'task.changed', entityKind: 'task', entityId: id, ownerId: assignee_id })),
  )
  return rows.length
}
