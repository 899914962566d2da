import { sql } from 'kysely'
import { insertMany } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import type { Caller } from '../platform/session.ts'
import type { Measure } from './measure.ts'
import type { Plan, PlanRow } from './plan.ts'
import type { PlanState } from './plan-state.ts'

/** Serialises everybody who begins, changes or decides a plan of this year and measure. */
export const lockYear = (tx: Tx, orgId: string, year: number, measure: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`targets ${orgId} ${year} ${measure}`}, 0))`.execute(tx)

/** Locks a version; null when there is none. */
export const lockPlan = (tx: Tx, orgId: string, id: string) =>
  tx
    .selectFrom('target')
    .select(['id', 'year', 'measure', 'version'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export async function insertPlan(
  tx: Tx,
  caller: Caller,
  plan: { id: string; year: number; measure: Measure; number: number; note: string; basedOn: string | null },
): Promise<void> {
  const { basedOn, ...columns } = plan
  await tx
    .insertInto('target')
    .values({
      org_id: caller.orgId,
      ...columns,
      based_on: basedOn,
      created_at: caller.now,
      created_by: caller.memberId,
      updated_at: caller.now,
    })
    .execute()
}

export const insertRows = (tx: Tx, orgId: string, targetId: string, rows: readonly PlanRow[]): Promise<void> =>
  insertMany(
    tx,
    'target_node',
    rows.map(({ id, parentId, teamId, memberId, position, seniority, startsOn }) => ({
      org_id: orgId,
      target_id: targetId,
      id,
      parent_id: parentId,
      team_id: teamId,
      member_id: memberId,
      position,
      seniority,
      starts_on: startsOn,
    })),
  )

/** Writes lines over what they were. */
export const saveLines = (tx: Tx, orgId: string, targetId: string, lines: Plan['lines']): Promise<void> =>
  insertMany(
    tx,
    'target_line',
    lines.map(({ nodeId, level, months }) => ({
      org_id: orgId,
      target_id: targetId,
      node_id: nodeId,
      level,
      months: [...months],
    })),
    'on conflict (org_id, target_id, node_id, level) do update set months = excluded.months',
  )

export async function removeLines(tx: Tx, orgId: string, targetId: string, nodeIds: readonly string[]): Promise<void> {
  if (nodeIds.length === 0) return
  await tx
    .deleteFrom('target_line')
    .where('org_id', '=', orgId)
    .where('target_id', '=', targetId)
    .where('node_id', 'in', [...nodeIds])
    .execute()
}

export async function removeRows(tx: Tx, orgId: string, targetId: string, nodeIds: readonly string[]): Promise<void> {
  if (nodeIds.length === 0) return
  await tx
    .deleteFrom('target_node')
    .where('org_id', '=', orgId)
    .where('target_id', '=', targetId)
    .where('id', 'in', [...nodeIds])
    .execute()
}

export async function weighRow(
  tx: Tx,
  orgId: string,
  targetId: string,
  nodeId: string,
  { seniority, startsOn }: { seniority: number; startsOn: string | null },
): Promise<void> {
  await tx
    .updateTable('target_node')
    .set({ seniority, starts_on: startsOn })
    .where('org_id', '=', orgId)
    .where('target_id', '=', targetId)
    .where('id', '=', nodeId)
    .execute()
}

export const insertLocks = (tx: Tx, orgId: string, targetId: string, locks: Plan['locks']): Promise<void> =>
  insertMany(
    tx,
    'target_lock',
    locks.map(({ nodeId, level, column }) => ({ org_id: orgId, target_id: targetId, node_id: nodeId, level, period: column })),
    'on conflict do nothing',
  )

export async function removeLock(tx: Tx, orgId: string, targetId: string, lock: Plan['locks'][number]): Promise<void> {
  await tx
    .deleteFrom('target_lock')
    .where('org_id', '=', orgId)
    .where('target_id', '=', targetId)
    .where('node_id', '=', lock.nodeId)
    .where('level', '=', lock.level)
    .where('period', '=', lock.column)
    .execute()
}

export interface PlanColumns {
  state?: PlanState
  note?: string
  submitted_at?: Date | null
  submitted_by?: string | null
  decided_at?: Date | null
  decided_by?: string | null
  deleted_at?: Date | null
}

/** Every change of a plan, of its cells too, makes another version of the record. */
export async function savePlan(tx: Tx, caller: Caller, id: string, columns: PlanColumns): Promise<void> {
  await tx
    .updateTable('target')
    .set({ ...columns, version: sql`version + 1`, updated_at: caller.now })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}

/** What cells held before a change, so that it can be taken back. */
export interface Before {
  lines?: Plan['lines']
  locks?: { added?: Plan['locks']; removed?: Plan['locks'] }
  weigh?: { nodeId: string; seniority: number; startsOn: string | null }
  /** Rows that the change added. */
  added?: string[]
  /** Lines that rows lost when they got rows below them. */
  lost?: Plan['lines']
}

export async function insertEdit(
  tx: Tx,
  caller: Caller,
  targetId: string,
  edit: { kind: string; facts: Record<string, unknown>; before: Before },
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('target_edit')
    .values({
      org_id: caller.orgId,
      id,
      target_id: targetId,
      at: caller.now,
      actor_id: caller.memberId,
      kind: edit.kind,
      facts: JSON.stringify(edit.facts),
      before: JSON.stringify(edit.before),
    })
    .execute()
  return id
}

/** The last change of a draft that nobody has taken back. */
export const lastEdit = (tx: Tx, orgId: string, targetId: string) =>
  tx
    .selectFrom('target_edit')
    .select(['id', 'kind', 'facts', 'before', 'actor_id as actorId', 'at'])
    .where('org_id', '=', orgId)
    .where('target_id', '=', targetId)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export async function markUndone(tx: Tx, caller: Caller, editId: string): Promise<void> {
  await tx
    .updateTable('target_edit')
    .set({ undone_at: caller.now })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', editId)
    .execute()
}

export async function insertStep(tx: Tx, caller: Caller, targetId: string, step: string, note: string): Promise<void> {
  await tx
    .insertInto('target_step')
    .values({ org_id: caller.orgId, id: newId(), target_id: targetId, at: caller.now, actor_id: caller.memberId, step, note })
    .execute()
}
