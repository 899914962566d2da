import type { Tx } from '../../platform/database/connect.ts'
import { isEnough } from '../element-statistics.ts'
import { stageChance, type StageWeights } from '../elements.ts'

/** What the past says about the stages of a pipeline, by stage id. */
export interface PastOfStage {
  resolved: number
  won: number
  pars: Record<string, number>
  weights: StageWeights | undefined
  computedAt: Date
  /** What the forecast tells deals of this stage by; absent before its first training. */
  published?: { chance: number; version: string }
}

export async function readStatistics(tx: Tx, orgId: string, pipelineId: string): Promise<Map<string, PastOfStage>> {
  const rows = await tx
    .selectFrom('stage_statistic')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pipeline_id', '=', pipelineId)
    .execute()
  return new Map(
    rows.map((row) => {
      const weights = row.weights as unknown as StageWeights | Record<string, never>
      return [
        row.stage_id,
        {
          resolved: row.resolved,
          won: row.won,
          pars: row.pars as Record<string, number>,
          weights: 'elements' in weights ? (weights as StageWeights) : undefined,
          computedAt: row.computed_at,
        },
      ]
    }),
  )
}

/**
 * What the chance of a deal is told from, by stage: what the last training of the forecast published; before it, or for a stage that
 * came since, what the past says every night. Forecast, deal page and list of the day all ask this.
 */
export async function readChanceGround(tx: Tx, orgId: string, pipelineId: string): Promise<Map<string, PastOfStage>> {
  const [nightly, rows] = await Promise.all([
    readStatistics(tx, orgId, pipelineId),
    tx.selectFrom('stage_published').selectAll().where('org_id', '=', orgId).where('pipeline_id', '=', pipelineId).execute(),
  ])
  for (const row of rows) {
    const weights = row.weights as unknown as StageWeights | Record<string, never>
    const past = nightly.get(row.stage_id)
    nightly.set(row.stage_id, {
      resolved: past?.resolved ?? 0,
      won: past?.won ?? 0,
      pars: row.pars as Record<string, number>,
      weights: 'elements' in weights ? (weights as StageWeights) : undefined,
      computedAt: row.published_at,
      published: { chance: row.chance, version: row.version },
    })
  }
  return nightly
}

/** The stage's own chance: the published one; before there is one, learned as soon as enough deals of the pipeline have ended. */
export function stageBase(probability: number | undefined, past: PastOfStage | undefined, all: readonly PastOfStage[]) {
  const configured = probability ?? 0
  const { resolved, won } = past ?? { resolved: 0, won: 0 }
  if (past?.published && probability !== undefined) {
    const { chance } = past.published
    const counts = Math.abs(chance - configured) > 1e-9 ? ('learned' as const) : ('configured' as const)
    return { chance, told: { configured, learned: chance, counts, resolved, won } }
  }
  const learned = resolved > 0 && probability !== undefined ? stageChance(configured, won, resolved) : null
  const enough = isEnough({
    resolved: Math.max(0, ...all.map((each) => each.resolved)),
    won: Math.max(0, ...all.map((each) => each.won)),
  })
  const counts = enough && learned !== null ? ('learned' as const) : ('configured' as const)
  return {
    chance: counts === 'learned' ? learned! : configured,
    told: { configured, learned, counts, resolved, won },
  }
}
