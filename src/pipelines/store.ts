import { sql } from 'kysely'
import { insertMany } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import type { Caller } from '../platform/session.ts'
import type { PipelineFull, StageFull } from './definition.ts'
import type { Named } from './stage.ts'

const stageColumns = (stage: StageFull) => ({
  key: stage.key,
  phase: stage.phase,
  probability: stage.probability,
  expected_days: stage.expectedDays,
  warning_days: stage.warningDays,
  critical_days: stage.criticalDays,
})

export async function insertPipeline(
  tx: Tx,
  caller: Caller,
  given: { key: string; names: Named; template: string | null; isDefault: boolean; position: number; definition: PipelineFull },
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('pipeline')
    .values({
      org_id: caller.orgId,
      id,
      key: given.key,
      name: JSON.stringify(given.names),
      template: given.template,
      is_default: given.isDefault,
      position: given.position,
      created_at: caller.now,
    })
    .execute()
  const stages = given.definition.stages.map((stage) => ({ ...stage, id: newId() }))
  await insertStages(tx, caller, id, stages, 1)
  await insertVersion(tx, caller, id, 1, { ...given.definition, stages })
  return id
}

type Identified = StageFull & { id: string }

const insertStages = (tx: Tx, caller: Caller, pipelineId: string, stages: readonly Identified[], from: number) =>
  insertMany(
    tx,
    'stage',
    stages.map((stage, index) => ({
      org_id: caller.orgId,
      id: stage.id,
      pipeline_id: pipelineId,
      position: from + index,
      ...stageColumns(stage),
      name: stage.name,
      customer_looks: stage.customerLooks,
      outcomes: [...stage.outcomes],
    })),
  )

/** Writes a version down; it is never changed afterwards. */
export async function insertVersion(
  tx: Tx,
  caller: Caller,
  pipelineId: string,
  number: number,
  definition: PipelineFull,
): Promise<void> {
  await tx
    .insertInto('pipeline_version')
    .values({
      org_id: caller.orgId,
      pipeline_id: pipelineId,
      number,
      definition: JSON.stringify(definition),
      published_at: caller.now,
      published_by: caller.memberId,
    })
    .execute()
}

/**
 * Makes the rows of stage what the definition says: new ones come, changed ones change, those left out retire.
 * Order numbers that deals and spans carry follow. Returns the definition with the ids of all stages.
 */
export async function writeStages(tx: Tx, caller: Caller, pipelineId: string, definition: PipelineFull): Promise<PipelineFull> {
  const present = await tx
    .selectFrom('stage')
    .select(['id', 'key', 'position', 'retired_at'])
    .where('org_id', '=', caller.orgId)
    .where('pipeline_id', '=', pipelineId)
    .forUpdate()
    .execute()
  const known = new Map(present.flatMap(({ id, key }) => [[id, id] as const, [key, id] as const]))
  const stages = definition.stages.map((stage) => ({
    ...stage,
    id: known.get(stage.id ?? '') ?? known.get(stage.key) ?? newId(),
    isNew: !known.has(stage.id ?? '') && !known.has(stage.key),
  }))
  // order numbers are unique among stages in use: out of the way first
  await sql`update stage set retired_at = coalesce(retired_at, ${caller.now})
            where org_id = ${caller.orgId} and pipeline_id = ${pipelineId}`.execute(tx)
  for (const [index, { isNew, ...stage }] of stages.entries()) {
    if (isNew) {
      await insertStages(tx, caller, pipelineId, [stage], index + 1)
      continue
    }
    await tx
      .updateTable('stage')
      .set({
        ...stageColumns(stage),
        name: JSON.stringify(stage.name),
        customer_looks: JSON.stringify(stage.customerLooks),
        outcomes: [...stage.outcomes],
        position: index + 1,
        retired_at: null,
      })
      .where('org_id', '=', caller.orgId)
      .where('id', '=', stage.id)
      .execute()
  }
  const before = new Map(present.map(({ id, position }) => [id, position]))
  const reordered = stages.some(({ id, isNew }, index) => !isNew && before.get(id) !== index + 1)
  if (reordered) await renumber(tx, caller, pipelineId)
  return { ...definition, stages: stages.map(({ isNew: _, ...stage }) => stage) }
}

/** Order numbers of stages are repeated on spans and deals, for the sake of reports: they follow a new order here. */
async function renumber(tx: Tx, caller: Caller, pipelineId: string): Promise<void> {
  await sql`update opportunity_span sp set stage_position = s.position from stage s
            where s.org_id = sp.org_id and s.id = sp.stage_id and sp.org_id = ${caller.orgId} and sp.pipeline_id = ${pipelineId}
              and sp.stage_position <> s.position`.execute(tx)
  await sql`update opportunity o set stage_position = now.position, max_position = now.furthest, stages_entered = now.entered
            from (select sp.opportunity_id, max(sp.stage_position) as furthest, bit_or(1::bigint << (sp.stage_position - 1)) as entered, st.position
                    from opportunity_span sp
                    join opportunity of on of.org_id = sp.org_id and of.id = sp.opportunity_id
                    join stage st on st.org_id = of.org_id and st.id = of.stage_id
                   where sp.org_id = ${caller.orgId} and sp.pipeline_id = ${pipelineId}
                   group by sp.opportunity_id, st.position) now
            where o.org_id = ${caller.orgId} and o.id = now.opportunity_id and o.pipeline_id = ${pipelineId}
              and (o.stage_position, o.max_position, o.stages_entered) is distinct from (now.position, now.furthest, now.entered)`.execute(
    tx,
  )
}
