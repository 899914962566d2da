import { sql } from 'kysely'
import { needs } from '../people/permissions.ts'
import { reachable } from '../people/queries.ts'
import { verdictOf } from '../platform/http/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import type { Named, Phase, StageOutcome } from './stage.ts'

/** All pipelines of the organisation with their stages in use; `id` for one of them. */
export async function readPipelines(tx: Tx, caller: Caller, id?: string) {
  const pipelines = await tx
    .selectFrom('pipeline')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .orderBy('position')
    .orderBy('id')
    .execute()
  const stages = await tx
    .selectFrom('stage')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('retired_at', 'is', null)
    .orderBy('position')
    .execute()
  const { rows: counts } = await sql<{ pipeline_id: string; count: number }>`
    select o.pipeline_id, count(*)::int as count from opportunity o
    where o.org_id = ${caller.orgId} and o.status = 'open' and o.deleted_at is null and ${reachable(caller, 'o.owner_id')} group by o.pipeline_id`.execute(
    tx,
  )
  return pipelines.map((pipeline) => ({
    id: pipeline.id,
    key: pipeline.key,
    name: (pipeline.name as Named)[caller.locale],
    names: pipeline.name as Named,
    template: pipeline.template,
    isDefault: pipeline.is_default,
    active: pipeline.active,
    position: pipeline.position,
    currentVersion: pipeline.current_version,
    version: pipeline.version,
    openOpportunities: counts.find(({ pipeline_id }) => pipeline_id === pipeline.id)?.count ?? 0,
    permissions: { edit: verdictOf(needs(caller, 'catalogue.manage'), caller.locale) },
    stages: stages
      .filter(({ pipeline_id }) => pipeline_id === pipeline.id)
      .map((stage) => ({
        id: stage.id,
        key: stage.key,
        position: stage.position,
        phase: stage.phase as Phase,
        name: (stage.name as Named)[caller.locale],
        names: stage.name as Named,
        customerLooks: (stage.customer_looks as Partial<Named>)[caller.locale] ?? null,
        probability: stage.probability,
        expectedDays: stage.expected_days,
        warningDays: stage.warning_days,
        criticalDays: stage.critical_days,
        outcomes: stage.outcomes as StageOutcome[],
      })),
  }))
}

export async function listLossReasons(tx: Tx, caller: Caller) {
  const rows = await tx
    .selectFrom('loss_reason')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .orderBy('position')
    .orderBy('key')
    .execute()
  return rows.map((row) => ({
    key: row.key,
    parentKey: row.parent_key,
    name: (row.name as Named)[caller.locale],
    names: row.name as Named,
    needsCompetitor: row.needs_competitor,
    active: row.active,
  }))
}
