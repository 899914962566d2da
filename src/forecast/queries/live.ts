import { sql } from 'kysely'
import { rateOfDay } from '../../people/queries/rates.ts'
import { resolveScope, type Scope, within } from '../../capacity/queries/scope.ts'
import { remembering, type Remember } from '../../funnel/queries/memory.ts'
import { type FunnelPipeline, readPipeline } from '../../funnel/queries/pipeline.ts'
import type { ElementKnown } from '../../opportunities/elements.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf, startOfDay } from '../../platform/time.ts'
import { type DataLevel, dataLevel, type History, levelMonths } from '../data-level.ts'
import { fitAt } from '../fit.ts'
import { boundsOf, type Bounds, type Ground, type PipelineGround, quarterEndsAround } from '../ground.ts'
import { pastDealsOf } from '../past-deals.ts'
import { periodOf, periodWith, type Period } from '../period.ts'
import { type Engine, foretell, type Foretold } from '../predict.ts'
import { seenAt, type SeenDeal } from '../seen.ts'
import { engineOf } from '../stored-model.ts'
import { chanceWith, lastNight, readKnown, shifts, stageBase, standIn, type Published } from './chances.ts'
import { Coder, ratesFor, readHistories, readPipelineGrounds } from './histories.ts'
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
  /** What stages and elements are told by, by pipeline; absent: as configured. */
  published: readonly (Published | undefined)[]
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
  const [scope, pipeline, remember, model, night] = await Promise.all([
    resolveScope(tx, caller, asked),
    asked.pipeline === undefined ? accept(null) : readPipeline(tx, caller, asked.pipeline),
    remembering(tx, caller),
    readModel(tx, caller.orgId, day),
    lastNight(tx, caller.orgId),
  ])
  if (!scope.ok) return scope
  if (!pipeline.ok) return pipeline
  const { value: whose } = scope
  // neither a new model nor what the night has counted is news of deals: they belong to the question
  const question = [asked, period.key, day, whose.kind, whose.id, model?.id ?? null, night, Math.floor(at / 600_000)]
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
  const [pipelines, rates] = await Promise.all([readPipelineGrounds(tx, caller.orgId), ratesFor(tx, caller)])
  const coder = new Coder(model?.model.dictionary)
  const ended = new Date(Math.min(bounds.from, at))
  const { deals } = await readHistories(tx, {
    orgId: caller.orgId,
    currency: caller.currency,
    rates,
    timeZone: caller.timeZone,
    pipelines,
    coder,
    after: null,
    most: 1_000_000,
    where: sql<boolean>`o.deleted_at is null and (o.status in ('open', 'on-hold') or o.closed_at >= ${ended})
      and ${within(caller, scope, 'o.credit_owner_id')}
      ${pipeline ? sql`and o.pipeline_id = ${pipeline.id}` : sql``} ${asked.deal ? sql`and o.id = ${asked.deal}` : sql``}`,
  })
  const past = pastDealsOf(deals, rates.rates)
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
  const isPast = day < dayOf(caller.now, caller.timeZone)
  const published = isKnown
    ? pipelines.map(({ id }) => model.model.pipelines.find((one) => one.id === id))
    : isPast
      ? pipelines.map(() => undefined)
      : await Promise.all(pipelines.map((pipeline) => standIn(tx, caller.orgId, pipeline)))
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
    published,
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
    select string_agg(float8send(coalesce(date_part('epoch', o.entered_at), '-Infinity')) || float8send(date_part('epoch', o.closed_at)) || float8send(o.amount_minor * coalesce(r.factor, 1)), '' order by o.closed_at) as packed
    from opportunity o ${rateOfDay(caller, sql`o.currency`, sql`o.closed_at`)}
    where o.org_id = ${caller.orgId} and o.status = 'won' and o.deleted_at is null and (o.currency = ${caller.currency} or r.factor is not null)
      and o.amount_minor > 0 and o.closed_at <= ${new Date(at)} and o.closed_at > ${new Date(at - 4.3 * 365.25 * 86_400_000)}
      and ${within(caller, scope, 'o.credit_owner_id')} ${pipeline ? sql`and o.pipeline_id = ${pipeline.id}` : sql``}`.execute(tx)
  const packed = rows[0]?.packed
  return Array.from({ length: (packed?.length ?? 0) / 24 }, (_, index) => ({
    entered: packed!.readDoubleBE(index * 24) * 1000,
    at: packed!.readDoubleBE(index * 24 + 8) * 1000,
    amount: packed!.readDoubleBE(index * 24 + 16),
  }))
}
