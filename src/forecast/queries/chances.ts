import { sql } from 'kysely'
import { elementChance, type ElementKnown } from '../../opportunities/elements.ts'
import { readChanceGround, stageBase as stageBaseOf } from '../../opportunities/queries/chance-ground.ts'
import type { ElementState } from '../../pipelines/criteria.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import { covariateShift } from '../covariates.ts'
import type { PipelineGround } from '../ground.ts'
import type { Engine } from '../predict.ts'
import type { SeenDeal } from '../seen.ts'
import type { StoredPipeline } from '../stored-model.ts'

/** What deals of a pipeline are told by beside their progress. */
export type Published = Pick<StoredPipeline, 'learned' | 'covariates'>

/** Without a model the chances are those that the deal page tells: of every night, or of what was published before a pipeline changed. */
export async function standIn(tx: Tx, orgId: string, { id, stages }: PipelineGround): Promise<Published> {
  const ground = await readChanceGround(tx, orgId, id)
  const all = [...ground.values()]
  const learned = stages.map((stage) => {
    const past = ground.get(stage.id)
    return { base: stageBaseOf(stage.probability, past, all).chance, pars: past?.pars ?? {}, weights: past?.weights ?? null }
  })
  return { learned, covariates: null }
}

/** When the night counted last what deals without a model are told by; null: never. */
export async function lastNight(tx: Tx, orgId: string): Promise<number | null> {
  const { rows } = await sql<{
    at: Date | null
  }>`select max(computed_at) as at from stage_statistic where org_id = ${orgId}`.execute(tx)
  return rows[0]?.at?.getTime() ?? null
}

export const chanceWith = (base: number, shift: number): number => {
  const odds = Math.log(base / (1 - base)) + shift
  return Math.min(0.99, Math.max(0.01, 1 / (1 + Math.exp(-odds))))
}

export const stageBase = (engine: Engine, published: readonly (Published | undefined)[], deal: SeenDeal): number =>
  Math.min(
    0.99,
    Math.max(
      0.01,
      published[deal.pipeline]?.learned?.[deal.stage]?.base ??
        engine.fit.pipelines[deal.pipeline]!.stageChance[deal.stage] ??
        0.5,
    ),
  )

export function shifts(
  pipelines: readonly PipelineGround[],
  published: readonly (Published | undefined)[],
  engine: Engine,
  known: Map<string, ElementKnown[]>,
  ids: readonly string[],
) {
  return (deal: SeenDeal): number => {
    const own = published[deal.pipeline]
    const pipeline = pipelines[deal.pipeline]!
    const stage = pipeline.stages[deal.stage]!
    const learned = own?.learned?.[deal.stage]
    const elements = learned
      ? elementChance(pipeline.elements, known.get(ids[deal.row]!) ?? [], stage.key, stageBase(engine, published, deal), {
          order: pipeline.stages.map(({ key }) => key),
          pars: learned.pars,
          weights: learned.weights ?? undefined,
        }).shift
      : deal.shift
    return elements + (own?.covariates ? covariateShift(own.covariates, deal) : 0)
  }
}

/** What is on record about the elements of deals whose pipelines have learned weights, as of the end of a day. */
export async function readKnown(
  tx: Tx,
  { orgId, timeZone }: Caller,
  ids: readonly string[],
  published: readonly (Published | undefined)[],
  day: string,
  { now }: Caller,
): Promise<Map<string, ElementKnown[]>> {
  if (ids.length === 0 || (ids.length > 1 && !published.some((one) => one?.learned))) return new Map()
  const until = startOfDay(day, timeZone, 1)
  const { rows } = await sql<{
    id: string
    known: { key: string; state: ElementState; answer: string | null; asOf: number | null }[]
  }>`
    select f.opportunity_id as id, json_agg(json_build_object('key', f.key, 'state', f.new ->> 'state', 'answer', f.new ->> 'answer',
      'asOf', date_part('epoch', coalesce(f.occurred_at, f.recorded_at)) * 1000)) as known
    from (select distinct on (opportunity_id, field) opportunity_id, substr(field, 9) as key, new, occurred_at, recorded_at from field_event
          where org_id = ${orgId} and opportunity_id = any(${[...ids]}::uuid[]) and field like 'element:%'
            and recorded_at < ${until < now ? until : now}::timestamptz + interval '1 second'
          order by opportunity_id, field, recorded_at desc, id desc) f
    group by 1`.execute(tx)
  return new Map(rows.map(({ id, known }) => [id, known]))
}
