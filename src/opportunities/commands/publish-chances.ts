import type { Tx } from '../../platform/database/connect.ts'
import { clampChance, type StageWeights } from '../elements.ts'

export interface PublishedStage {
  pipelineId: string
  stageId: string
  chance: number
  pars: Readonly<Record<string, number>>
  /** Weights that passed the gate; null: as configured. */
  weights: StageWeights | null
}

/** Puts the chances of all stages of an organisation in force, in place of the former ones. */
export async function publishChances(
  tx: Tx,
  orgId: string,
  { version, at, stages }: { version: string; at: Date; stages: readonly PublishedStage[] },
): Promise<void> {
  await tx.deleteFrom('stage_published').where('org_id', '=', orgId).execute()
  if (stages.length === 0) return
  await tx
    .insertInto('stage_published')
    .values(
      stages.map(({ pipelineId, stageId, chance, pars, weights }) => ({
        org_id: orgId,
        pipeline_id: pipelineId,
        stage_id: stageId,
        chance: clampChance(chance),
        pars: JSON.stringify(pars),
        weights: JSON.stringify(weights ?? {}),
        version,
        published_at: at,
      })),
    )
    .execute()
}
