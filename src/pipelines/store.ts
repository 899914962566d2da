import { insertMany } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import type { Caller } from '../platform/session.ts'
import { type Named, type Phase, type StageOutcome } from './stage.ts'

export interface StageInput {
  id?: string | undefined
  key: string
  phase: Phase
  names: Named
  customerLooks?: Named | undefined
  probability: number
  expectedDays: number | null
  warningDays: number | null
  criticalDays: number | null
  outcomes: readonly StageOutcome[]
}

const stageColumns = (stage: StageInput) => ({
  key: stage.key,
  phase: stage.phase,
  name: stage.names,
  probability: stage.probability,
  expected_days: stage.expectedDays,
  warning_days: stage.warningDays,
  critical_days: stage.criticalDays,
  outcomes: [...stage.outcomes],
})

export async function insertPipeline(
  tx: Tx,
  caller: Caller,
  given: {
    key: string
    names: Named
    template: string | null
    isDefault: boolean
    position: number
    stages: readonly StageInput[]
  },
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
  await insertStages(
    tx,
    caller,
    id,
    given.stages.map((stage, index) => ({ ...stage, position: index + 1 })),
  )
  await publish(tx, caller, id, 1)
  return id
}

export const insertStages = (
  tx: Tx,
  caller: Caller,
  pipelineId: string,
  stages: readonly (StageInput & { position: number })[],
) =>
  insertMany(
    tx,
    'stage',
    stages.map((stage) => ({
      org_id: caller.orgId,
      id: newId(),
      pipeline_id: pipelineId,
      position: stage.position,
      ...stageColumns(stage),
      customer_looks: stage.customerLooks ?? {},
      entry_criteria: [],
      exit_criteria: [],
      tasks: [],
    })),
  )

export async function updateStage(tx: Tx, caller: Caller, id: string, stage: StageInput, position: number): Promise<void> {
  const { name, outcomes: allowed, ...columns } = stageColumns(stage)
  await tx
    .updateTable('stage')
    .set({ ...columns, name: JSON.stringify(name), outcomes: allowed, position, retired_at: null })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}

/** Writes down the pipeline as it now is, under its new version number. */
export async function publish(tx: Tx, caller: Caller, pipelineId: string, number: number): Promise<void> {
  const stages = await tx
    .selectFrom('stage')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('pipeline_id', '=', pipelineId)
    .where('retired_at', 'is', null)
    .orderBy('position')
    .execute()
  const definition = stages.map(({ org_id: _, pipeline_id: __, ...stage }) => stage)
  await tx
    .insertInto('pipeline_version')
    .values({
      org_id: caller.orgId,
      pipeline_id: pipelineId,
      number,
      definition: JSON.stringify({ stages: definition }),
      published_at: caller.now,
      published_by: caller.memberId,
    })
    .execute()
}
