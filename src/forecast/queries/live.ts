import { sql } from 'kysely'
import { resolveScope, type Scope, within } from '../../capacity/queries/scope.ts'
import { remembering, type Remember } from '../../funnel/queries/memory.ts'
import { type FunnelPipeline, readPipeline } from '../../funnel/queries/pipeline.ts'
import { elementChance, type ElementKnown } from '../../opportunities/elements.ts'
import type { ElementState } from '../../pipelines/criteria.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf, startOfDay } from '../../platform/time.ts'
import { covariateShift } from '../covariates.ts'
import { type DataLevel, dataLevel, type History, levelMonths } from '../data-level.ts'
import { fitAt } from '../fit.ts'
import { boundsOf, type Bounds, type Ground, type PipelineGround, quarterEndsAround } from '../ground.ts'
import { pastDealsOf } from '../past-deals.ts'
import { periodOf, periodWith, type Period } from '../period.ts'
import { type Engine, foretell, type Foretold } from '../predict.ts'
import { seenAt, type SeenDeal } from '../seen.ts'
import { engineOf, type StoredPipeline } from '../stored-model.ts'
import { Coder, readHistories, readPipelineGrounds } from './histories.ts'
import { type KeptModel, readModel } from './models.ts'

export interface LiveAsked {
  pipeline?: string | undefined
  team?: string | undefined
  owner?: string | undefined
  period?: string | undefined
  asOf?: string | undefined
  /** One deal alone. */
  deal?: string | undefined
}

/** Everything a forecast of now, or of a past day, is made of. */
export interface Live {
  period: Period
  bounds: Bounds
  at: number
  /** Day whose knowledge is used. */
  day: string
  scope: Scope
  pipeline: FunnelPipeline | null
  ground: Ground
  model: KeptModel | null
  level: DataLevel
  history: History
  engine: Engine
  quarterEnds: number[]
  foretold: Foretold[]
  /** Log-odds that elements and covariates of the published weights add beside the stage. */
  shiftOf: (deal: SeenDeal) => number
  known: Map<string, ElementKnown[]>
  remember: Remember
}

/** Looks a question up and foretells every open deal of it. Refuses a period, pipeline or scope that is not there. */
export async function readLive(tx: Tx, caller: Caller, asked: LiveAsked): Promise<Outcome<Live>> {
  const today = dayOf(caller.now, caller.timeZone)
  const period = asked.period === undefined ? periodWith('quarter', today) : periodOf(asked.period)
  if (!period) return refuse('period-unknown')
  const isPast = asked.asOf !== undefined && asked.asOf < today
  const day = isPast ? asked.asOf! : today
  const at = isPast ? startOfDay(day, caller.timeZone, 1).getTime() : caller.now.getTime()
  const [scope, pipeline, remember, model] = await Promise.all([
    resolveScope(tx, caller, asked),
    asked.pipeline === undefined ? accept(null) : readPipeline(tx, caller, asked.pipeline),
    remembering(tx, caller),
    readModel(tx, caller.orgId, day),
  ])
  if (!scope.ok) return scope
  if (!pipeline.ok) return pipeline
  const { value: whose } = scope
  // a new model is no news of deals: it belongs to the question
  const question = [asked, period.key, day, whose.kind, whose.id, model?.id ?? null, Math.floor(at / 600_000)]
  const ready = await remember(['forecast', question], () =>
    prepare(tx, caller, { asked, period, day, at, scope: whose, pipeline: pipeline.value, model }),
  )
  return accept({ ...ready, remember })
}

interface LookedUp {
  asked: LiveAsked
  period: Period
  day: string
  at: number
  scope: Scope
  pipeline: FunnelPipeline | null
  model: KeptModel | null
}

async function prepare(
  tx: Tx,
  caller: Caller,
  { asked, period, day, at, scope, pipeline, model }: LookedUp,
): Promise<Omit<Live, 'remember'>> {
  const bounds = boundsOf(period, caller.timeZone)
  const pipelines = await readPipelineGrounds(tx, caller.orgId)
  const coder = new Coder(model?.model.dictionary)
  const ended = new Date(Math.min(bounds.from, at))
  const { deals } = await readHistories(tx, {
    orgId: caller.orgId,
    currency: caller.currency,
    timeZone: caller.timeZone,
    pipelines,
    coder,
    after: null,
    most: 1_000_000,
    where: sql<boolean>`o.deleted_at is null and (o.status in ('open', 'on-hold') or o.closed_at >= ${ended})
      and ${within(caller, scope, 'o.credit_owner_id')}
      ${pipeline ? sql`and o.pipeline_id = ${pipeline.id}` : sql``} ${asked.deal ? sql`and o.id = ${asked.deal}` : sql``}`,
  })
  const past = pastDealsOf(deals)
  const ground: Ground = { past, pipelines, timeZone: caller.timeZone, refused: new Set(model?.model.refused ?? []) }
  const quarterEnds = quarterEndsAround(day, caller.timeZone)
  const history = await readHistory(tx, caller, at)
  const stored =
    model &&
    engineOf(
      model.model,
      pipelines.map(({ id }) => id),
      at,
    )
  const isKnown = stored && fits(model, pipelines)
  const level = isKnown ? dataLevel(history) : 0
  const engine: Engine = isKnown ? stored : { fit: configured(ground, at, quarterEnds), snapshots: [], recalibration: null }
  const seen = seenAt(ground, at, engine.fit.weights)
  const published = pipelines.map(({ id }) => (isKnown ? model.model.pipelines.find((one) => one.id === id) : undefined))
  const known = await readKnown(
    tx,
    caller,
    seen.map(({ row }) => past.ids[row]!),
    published,
    day,
    caller,
  )
  const shiftOf = shifts(pipelines, published, engine, known, past.ids)
  const eventual = (deal: SeenDeal): number => chanceWith(stageBase(engine, published, deal), shiftOf(deal))
  const foretold = foretell(engine, seen, { at, from: bounds.from, to: bounds.to, quarterEnds }, eventual)
  return {
    period,
    bounds,
    at,
    day,
    scope,
    pipeline,
    ground,
    model: isKnown ? model : null,
    level,
    history,
    engine,
    quarterEnds,
    foretold,
    shiftOf,
    known,
  }
}

/** Without a model nothing is learned: stage chances are as configured. */
const configured = (ground: Ground, at: number, quarterEnds: readonly number[]) =>
  fitAt({ ...ground, past: pastDealsOf([]) }, at, quarterEnds, [])

/** Whether the model knows all stages as they are now; a pipeline that was changed since waits for the next training. */
const fits = (model: KeptModel, pipelines: readonly PipelineGround[]): boolean =>
  pipelines.every(({ id, stages }) =>
    model.model.pipelines.some(
      (one) =>
        one.id === id && one.stageIds.length === stages.length && stages.every((stage, at) => one.stageIds[at] === stage.id),
    ),
  )

const chanceWith = (base: number, shift: number): number => {
  const odds = Math.log(base / (1 - base)) + shift
  return Math.min(0.99, Math.max(0.01, 1 / (1 + Math.exp(-odds))))
}

export const stageBase = (engine: Engine, published: readonly (StoredPipeline | undefined)[], deal: SeenDeal): number =>
  Math.min(
    0.99,
    Math.max(
      0.01,
      published[deal.pipeline]?.learned?.[deal.stage]?.base ??
        engine.fit.pipelines[deal.pipeline]!.stageChance[deal.stage] ??
        0.5,
    ),
  )

function shifts(
  pipelines: readonly PipelineGround[],
  published: readonly (StoredPipeline | undefined)[],
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
async function readKnown(
  tx: Tx,
  { orgId, timeZone }: Caller,
  ids: readonly string[],
  published: readonly (StoredPipeline | undefined)[],
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

/** Deals of two years that ended, and since when: what decides the level. */
async function readHistory(tx: Tx, { orgId }: Caller, at: number): Promise<History> {
  const now = new Date(at)
  const from = new Date(at - levelMonths * 30.4375 * 86_400_000)
  const { rows } = await sql<{ won: number; lost: number; first: Date | null }>`
    select count(*) filter (where o.status = 'won' and o.closed_at >= ${from})::int as won,
      count(*) filter (where o.closed_at >= ${from} and (o.status = 'lost' or (o.status = 'terminated' and s.phase <> 'lead')))::int as lost,
      min(o.closed_at) as first
    from opportunity o join stage s on s.org_id = o.org_id and s.id = o.stage_id
    where o.org_id = ${orgId} and o.status in ('won', 'lost', 'terminated') and o.closed_at <= ${now}`.execute(tx)
  const { won, lost, first } = rows[0]!
  const quarters = first ? Math.floor((at - first.getTime()) / (3 * 30.4375 * 86_400_000) + 0.05) : 0
  return { won, lost, quarters }
}

/** What was won in a scope: for new business, run rate and the year before. */
export async function readWins(
  tx: Tx,
  caller: Caller,
  { scope, pipeline, at }: Live,
): Promise<{ entered: number; at: number; amount: number }[]> {
  const { rows } = await sql<{ packed: Buffer | null }>`
    select string_agg(float8send(coalesce(date_part('epoch', o.entered_at), '-Infinity')) || float8send(date_part('epoch', o.closed_at)) || float8send(o.amount_minor), '' order by o.closed_at) as packed
    from opportunity o where o.org_id = ${caller.orgId} and o.status = 'won' and o.deleted_at is null and o.currency = ${caller.currency}
      and o.amount_minor > 0 and o.closed_at <= ${new Date(at)} and o.closed_at > ${new Date(at - 4.3 * 365.25 * 86_400_000)}
      and ${within(caller, scope, 'o.credit_owner_id')} ${pipeline ? sql`and o.pipeline_id = ${pipeline.id}` : sql``}`.execute(tx)
  const packed = rows[0]?.packed
  return Array.from({ length: (packed?.length ?? 0) / 24 }, (_, index) => ({
    entered: packed!.readDoubleBE(index * 24) * 1000,
    at: packed!.readDoubleBE(index * 24 + 8) * 1000,
    amount: packed!.readDoubleBE(index * 24 + 16),
  }))
}
