import { sql } from 'kysely'
import type { Tx } from '../platform/database/connect.ts'
import { ask, quotedName, textOf } from '../platform/database/statement.ts'
import { reindex } from '../platform/database/search-grams.ts'
import type { Caller } from '../platform/session.ts'
import type { Named } from '../pipelines/stage.ts'
import type { Doable } from './permissions.ts'
import { textsOfTask } from './task-words.ts'

/** A task about to be written. */
export interface NewTask {
  id: string
  opportunityId: string | null
  customerId: string | null
  stage?: { id: string; key: string; stay: number }
  title: Named
  standard?: Named | null
  expectedResult: Named | null
  role: string
  assigneeId: string
  dueOn: string | null
  externalId?: string | null
  /** Where it is done, which ends it. */
  page?: string | null
}

const told = (text: Named | null | undefined): Named | null => (text?.['zh-CN'] || text?.en ? text : null)
const asJson = (text: Named | null): string | null => text && JSON.stringify(text)

/** A task that something has happened to. */
export interface TouchedTask {
  id: string
  assigneeId: string
  title: Named
}

/** One that its stage has made for this stay already is left alone, unless it was cancelled: the stage is entered anew. */
const again = `on conflict (org_id, opportunity_id, stage_id, key, stage_visit) where key is not null do update
  set cancelled_at = null, cancelled_event_id = null, due_on = excluded.due_on, assignee_id = excluded.assignee_id,
      updated_at = excluded.updated_at, version = t.version + 1
  where t.cancelled_at is not null and t.done_at is null and t.deleted_at is null`

/** $1 are the rows as JSON. */
const insertion = (names: readonly string[]): string =>
  textOf(`insert tasks ${names.join()}`, () => {
    const columns = names.map(quotedName).join(', ')
    return `insert into task as t (${columns}) select ${columns} from json_populate_recordset(null::task, $1::json)
      ${again} returning t.id, t.assignee_id as "assigneeId", t.title`
  })

/** Writes tasks. Returns those written, and those that were cancelled and stand again. */
export async function insertTasks(tx: Tx, caller: Caller, tasks: readonly NewTask[]): Promise<TouchedTask[]> {
  if (tasks.length === 0) return []
  const rows = tasks.map((task) => ({
    org_id: caller.orgId,
    id: task.id,
    opportunity_id: task.opportunityId,
    customer_id: task.customerId,
    stage_id: task.stage?.id ?? null,
    key: task.stage?.key ?? null,
    stage_visit: task.stage?.stay ?? null,
    title: task.title,
    standard: told(task.standard),
    expected_result: told(task.expectedResult),
    role: task.role,
    assignee_id: task.assigneeId,
    due_on: task.dueOn,
    external_id: task.externalId ?? null,
    page: task.page ?? null,
    version: 1,
    created_at: caller.now,
    created_by: caller.memberId,
    updated_at: caller.now,
  }))
  const written = ask<TouchedTask>(tx, insertion(Object.keys(rows[0]!)), [JSON.stringify(rows)])
  const own = tasks.filter(({ stage }) => !stage).map(({ id, title }) => ({ id, title, isStageTask: false, result: null }))
  await Promise.all([written, fileWords(tx, caller.orgId, own, { fresh: true })])
  return written
}

/** Files for search what people wrote in these tasks. `fresh`: they were not filed before. */
export const fileWords = (
  tx: Tx,
  orgId: string,
  tasks: readonly (Parameters<typeof textsOfTask>[0] & { id: string })[],
  { fresh = false } = {},
): Promise<void> =>
  reindex(
    tx,
    orgId,
    'task',
    tasks.map((task) => ({ entityId: task.id, texts: textsOfTask(task) })),
    { fresh },
  )

export interface LockedTask extends Doable {
  id: string
  opportunityId: string | null
  customerId: string | null
  title: Named
  expectedResult: Named | null
  role: string
  dueOn: string | null
  result: string | null
  version: number
}

/** The task, locked until the transaction ends, with whose its deal and customer are. */
export async function lockTask(tx: Tx, orgId: string, id: string): Promise<LockedTask | null> {
  const row = await tx
    .selectFrom('task as t')
    .leftJoin('opportunity as o', (join) => join.onRef('o.org_id', '=', 't.org_id').onRef('o.id', '=', 't.opportunity_id'))
    .leftJoin('customer as c', (join) => join.onRef('c.org_id', '=', 't.org_id').onRef('c.id', '=', 't.customer_id'))
    .selectAll('t')
    .select(['o.owner_id as opportunity_owner_id', 'o.customer_id as opportunity_customer_id', 'c.owner_id as customer_owner_id'])
    .where('t.org_id', '=', orgId)
    .where('t.id', '=', id)
    .forUpdate('t')
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    opportunityId: row.opportunity_id,
    customerId: row.customer_id,
    title: row.title as Named,
    expectedResult: row.expected_result as Named | null,
    role: row.role,
    dueOn: row.due_on,
    result: row.result,
    version: row.version,
    assigneeId: row.assignee_id,
    createdBy: row.created_by,
    opportunityOwnerId: row.opportunity_owner_id,
    customerOwnerId: row.customer_owner_id,
    accountId: row.opportunity_customer_id ?? row.customer_id,
    isStageTask: row.key !== null,
    endsItself: row.page !== null,
    done: row.done_at !== null,
    cancelled: row.cancelled_at !== null,
    archived: row.deleted_at !== null,
  }
}

interface TaskColumns {
  title?: Named
  expectedResult?: Named | null
  dueOn?: string | null
  assigneeId?: string
  done?: { at: Date; by: string; result: string } | null
  deletedAt?: Date | null
}

export async function saveTask(tx: Tx, caller: Caller, id: string, change: TaskColumns): Promise<void> {
  const { title, expectedResult, dueOn, assigneeId, done, deletedAt } = change
  await tx
    .updateTable('task')
    .set({
      ...(title === undefined ? {} : { title: JSON.stringify(title) }),
      ...(expectedResult === undefined ? {} : { expected_result: asJson(told(expectedResult)) }),
      ...(dueOn === undefined ? {} : { due_on: dueOn }),
      ...(assigneeId === undefined ? {} : { assignee_id: assigneeId }),
      ...(done === undefined ? {} : { done_at: done?.at ?? null, done_by: done?.by ?? null, result: done?.result ?? null }),
      ...(deletedAt === undefined ? {} : { deleted_at: deletedAt }),
      updated_at: caller.now,
      version: sql`version + 1`,
    })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}
