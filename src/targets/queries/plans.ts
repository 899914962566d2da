import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Column, Level, Measure } from '../measure.ts'
import type { Plan } from '../plan.ts'
import type { PlanState } from '../plan-state.ts'

/** One version with all its rows, whoever reads; null when there is none. */
export const loadPlan = (tx: Tx, orgId: string, id: string): Promise<Plan | null> => load(tx, orgId, sql`t.id = ${id}`)

/** The version of a year that is in force; null when none was approved. */
export const planInForce = (tx: Tx, orgId: string, year: number, measure: Measure): Promise<Plan | null> =>
  load(tx, orgId, sql`t.year = ${year} and t.measure = ${measure} and t.state = 'approved' and t.deleted_at is null`)

/** The version of a year that is being worked on or waits for its approval; null when there is none. */
export const openPlan = (tx: Tx, orgId: string, year: number, measure: Measure): Promise<Plan | null> =>
  load(tx, orgId, sql`t.year = ${year} and t.measure = ${measure} and t.state in ('draft', 'submitted') and t.deleted_at is null`)

async function load(tx: Tx, orgId: string, which: RawBuilder<unknown>): Promise<Plan | null> {
  const { rows } = await sql<Omit<Plan, 'nodes' | 'lines' | 'locks' | 'archived'> & { deletedAt: Date | null }>`
    select t.id, t.year, t.measure, t.number, t.state, t.note, t.based_on as "basedOn", t.version, t.created_at as "createdAt",
      t.created_by as "createdBy", t.updated_at as "updatedAt", t.submitted_at as "submittedAt", t.submitted_by as "submittedBy",
      t.decided_at as "decidedAt", t.decided_by as "decidedBy", t.deleted_at as "deletedAt"
    from target t where t.org_id = ${orgId} and ${which}`.execute(tx)
  if (!rows[0]) return null
  const { deletedAt, ...row } = rows[0]
  const [nodes, lines, locks] = await Promise.all([
    tx
      .selectFrom('target_node')
      .select([
        'id',
        'parent_id as parentId',
        'team_id as teamId',
        'member_id as memberId',
        'position',
        'seniority',
        'starts_on as startsOn',
      ])
      .where('org_id', '=', orgId)
      .where('target_id', '=', row.id)
      .orderBy('position')
      .execute(),
    tx
      .selectFrom('target_line')
      .select(['node_id as nodeId', 'level', 'months'])
      .where('org_id', '=', orgId)
      .where('target_id', '=', row.id)
      .execute(),
    tx
      .selectFrom('target_lock')
      .select(['node_id as nodeId', 'level', 'period as column'])
      .where('org_id', '=', orgId)
      .where('target_id', '=', row.id)
      .execute(),
  ])
  return {
    ...row,
    measure: row.measure as Measure,
    state: row.state as PlanState,
    archived: deletedAt !== null,
    nodes,
    lines: lines.map((line) => ({ ...line, level: line.level as Level })),
    locks: locks.map(({ nodeId, level, column }) => ({ nodeId, level: level as Level, column: column as Column })),
  }
}
