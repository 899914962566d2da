import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import type { PipelineFull } from '../../pipelines/definition.ts'
import type { DealPast } from '../element-past.ts'
import { isEnough, learnStage, parSteps } from '../element-statistics.ts'
import { stageChance, type StageWeights } from '../elements.ts'
import { readPasts } from '../queries/elements-past.ts'

/** The latest deals of a pipeline that are learned from; more of them would hardly move a weight. */
const mostDeals = 40_000

interface Counts {
  stage_id: string
  entered: number
  resolved: number
  won: number
}

/**
 * What the past says about every stage of an organisation's pipelines, computed anew: how many deals entered a stage, how many that
 * got as far or further ended and were won, what they knew on entry, and the weights of the elements. A win does not count as
 * reaching stages that the deal never came to: else a stage that is often skipped would look sure. `now` decides how old outcomes are;
 * the same history and `now` give the same figures.
 */
export async function recomputeStatistics(tx: Tx, orgId: string, now: Date): Promise<void> {
  const pipelines = await tx
    .selectFrom('pipeline')
    .select(['id', 'current_version'])
    .where('org_id', '=', orgId)
    .orderBy('id')
    .execute()
  for (const { id, current_version } of pipelines) {
    const definition = await readDefinition(tx, orgId, id, current_version)
    const counts = await countStages(tx, orgId, id)
    const pasts = definition.elements.length > 0 ? await readPasts(tx, { orgId, pipelineId: id, most: mostDeals }) : []
    await writeStatistics(tx, orgId, id, await learnPipeline(definition, counts, pasts, now), now)
  }
}

/** Deals that really entered each stage; of those that came as far, how many ended and how many were won. */
async function countStages(tx: Tx, orgId: string, pipelineId: string): Promise<Counts[]> {
  const { rows } = await sql<Counts>`
    select s.id as stage_id,
           count(o.id) filter (where o.stages_entered & (1 << (s.position - 1)) <> 0)::int as entered,
           count(o.id) filter (where o.max_position >= s.position and o.counts)::int as resolved,
           count(o.id) filter (where o.max_position >= s.position and o.status = 'won')::int as won
      from stage s
      left join (select o.id, o.stages_entered, o.max_position, o.status,
                        o.status in ('won', 'lost') or (o.status = 'terminated' and c.phase <> 'lead') as counts
                   from opportunity o join stage c on c.org_id = o.org_id and c.id = o.stage_id
                  where o.org_id = ${orgId} and o.pipeline_id = ${pipelineId} and o.deleted_at is null) o on true
     where s.org_id = ${orgId} and s.pipeline_id = ${pipelineId}
     group by s.id, s.position order by s.position`.execute(tx)
  return rows
}

interface Statistic extends Counts {
  pars: Record<string, number>
  weights: StageWeights | null
}

async function learnPipeline(
  definition: PipelineFull,
  counts: readonly Counts[],
  pasts: readonly DealPast[],
  now: Date,
): Promise<Statistic[]> {
  const order = definition.stages.map(({ key }) => key)
  const enough = isEnough({
    resolved: Math.max(0, ...counts.map(({ resolved }) => resolved)),
    won: Math.max(0, ...counts.map(({ won }) => won)),
  })
  const statistics: Statistic[] = []
  for (const count of counts) {
    const stage = definition.stages.find(({ id }) => id === count.stage_id)
    if (!stage || definition.elements.length === 0) {
      statistics.push({ ...count, pars: {}, weights: null })
      continue
    }
    const pars = await inTurns(parSteps(definition.elements, count.stage_id, pasts))
    const base = stageChance(stage.probability, count.won, count.resolved)
    const asked = { id: count.stage_id, key: stage.key, base, pars }
    const weights = enough ? await inTurns(learnStage(definition.elements, asked, order, pasts, now.getTime())) : null
    statistics.push({ ...count, pars, weights })
  }
  return statistics
}

/** Runs a long computation in short pieces, with everything else that waits in between. */
async function inTurns<T>(steps: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await setImmediate()
  }
}

async function writeStatistics(
  tx: Tx,
  orgId: string,
  pipelineId: string,
  statistics: readonly Statistic[],
  now: Date,
): Promise<void> {
  await tx.deleteFrom('stage_statistic').where('org_id', '=', orgId).where('pipeline_id', '=', pipelineId).execute()
  if (statistics.length === 0) return
  await tx
    .insertInto('stage_statistic')
    .values(
      statistics.map(({ stage_id, entered, resolved, won, pars, weights }) => ({
        org_id: orgId,
        pipeline_id: pipelineId,
        stage_id,
        entered,
        resolved,
        won,
        pars: JSON.stringify(pars),
        weights: JSON.stringify(weights ?? {}),
        computed_at: now,
      })),
    )
    .execute()
}
