import { sql } from 'kysely'
import { reachable } from '../../../people/queries.ts'
import { moving } from '../../../opportunities/permissions.ts'
import type { Status } from '../../../opportunities/stage-history.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import { verdictOf } from '../../../platform/http/problem.ts'
import type { Caller } from '../../../platform/session.ts'
import { categoryOf, categoryOfPhase, type OpenCategory } from '../../categories.ts'
import { editingStageCategories } from '../../round-permissions.ts'

/** What the deal's history calls a change of its category. */
export const categoryField = 'forecastCategory'
/** What a change keeps: null follows the stage. */
export interface KeptCategory {
  category: OpenCategory | null
  note: string
}

interface Row {
  status: Status
  owner_id: string
  customer_id: string | null
  closed_at: Date | null
  deleted_at: Date | null
  phase: string
  stage_category: OpenCategory | null
  said: OpenCategory | null
  note: string | null
  at: Date | null
  by: string | null
  by_name: string | null
}

interface Change {
  recorded_at: Date
  actor_id: string
  name: string
  old: KeptCategory | null
  new: KeptCategory
}

/** In which category a deal counts and how it came there; null outside reach. */
export async function readCategory(tx: Tx, caller: Caller, id: string) {
  const [{ rows }, { rows: changes }] = await Promise.all([
    sql<Row>`
      select o.status, o.owner_id, o.customer_id, o.closed_at, o.deleted_at, s.phase, fs.category as stage_category, fc.category as said, fc.note,
             fc.updated_at as at, fc.updated_by as by, m.name as by_name
      from opportunity o
      join stage s on s.org_id = o.org_id and s.id = o.stage_id
      left join forecast_stage fs on fs.org_id = o.org_id and fs.stage_id = o.stage_id
      left join forecast_category fc on fc.org_id = o.org_id and fc.opportunity_id = o.id
      left join member m on m.org_id = o.org_id and m.id = fc.updated_by
      where o.org_id = ${caller.orgId} and o.id = ${id} and ${reachable(caller, 'o.owner_id', 'o.customer_id')}`.execute(tx),
    sql<Change>`
      select e.recorded_at, e.actor_id, m.name, e.old, e.new
      from field_event e join member m on m.org_id = e.org_id and m.id = e.actor_id
      where e.org_id = ${caller.orgId} and e.opportunity_id = ${id} and e.field = ${categoryField}
      order by e.id desc limit 50`.execute(tx),
  ])
  const row = rows[0]
  if (!row) return null
  const byStage = row.stage_category ?? categoryOfPhase(row.phase)
  const deal = {
    status: row.status,
    closedAt: row.closed_at?.getTime() ?? null,
    archived: row.deleted_at !== null,
    ownerId: row.owner_id,
    customerId: row.customer_id,
  }
  return {
    category: categoryOf({ status: row.status, byStage, said: row.said }),
    byStage,
    said:
      row.said === null
        ? null
        : { category: row.said, note: row.note!, at: row.at!.toISOString(), by: { id: row.by!, name: row.by_name! } },
    history: changes.map((change) => ({
      at: change.recorded_at.toISOString(),
      by: { id: change.actor_id, name: change.name },
      from: change.old?.category ?? null,
      to: change.new.category,
      note: change.new.note,
    })),
    permissions: { change: verdictOf(moving(caller, deal), caller.locale) },
  }
}

/** What every stage stands for, as configured or by its phase. */
export async function readStageCategories(tx: Tx, caller: Caller) {
  const { rows } = await sql<{
    pipeline_id: string
    pipeline_names: Record<string, string>
    id: string
    names: Record<string, string>
    phase: string
    category: OpenCategory | null
  }>`
    select p.id as pipeline_id, p.name as pipeline_names, s.id, s.name as names, s.phase, fs.category
    from stage s join pipeline p on p.org_id = s.org_id and p.id = s.pipeline_id
    left join forecast_stage fs on fs.org_id = s.org_id and fs.stage_id = s.id
    where s.org_id = ${caller.orgId} and s.retired_at is null and p.active
    order by p.position, p.id, s.position`.execute(tx)
  const named = (names: Record<string, string>): string => names[caller.locale] ?? names['zh-CN'] ?? ''
  const stageOf = (row: (typeof rows)[number]) => {
    const usual = categoryOfPhase(row.phase)
    return { id: row.id, name: named(row.names), category: row.category ?? usual, usual }
  }
  const pipelines = [...new Map(rows.map((row) => [row.pipeline_id, row.pipeline_names]))]
  return {
    items: pipelines.map(([id, names]) => ({
      pipeline: { id, name: named(names) },
      stages: rows.filter((row) => row.pipeline_id === id).map(stageOf),
    })),
    permissions: { edit: verdictOf(editingStageCategories(caller), caller.locale) },
  }
}
