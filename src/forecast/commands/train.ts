import { sql } from 'kysely'
import { setImmediate } from 'node:timers/promises'
import { publishChances } from '../../opportunities/commands/publish-chances.ts'
import { readPasts } from '../../opportunities/queries/elements-past.ts'
import { inOrganisation, type Db } from '../../platform/database/connect.ts'
import { dayOf, startOfDay } from '../../platform/time.ts'
import { backtestSteps } from '../backtest.ts'
import { engineAt, levelAt } from '../learn.ts'
import { type Backtest, earnedMethod } from '../track.ts'
import { tryCovariates } from '../covariates.ts'
import { foldsOf, learnElements, tryElements } from '../element-trial.ts'
import { boundsOf, type Ground, periodsBefore, type PipelineGround, type RefusedColumn } from '../ground.ts'
import { week } from '../hazard.ts'
import { paceOf } from '../pace.ts'
import { collecting } from '../past-deals.ts'
import { periodWith } from '../period.ts'
import { Coder, ratesFor, readHistories, readPipelineGrounds } from '../queries/histories.ts'
import type { Engine } from '../predict.ts'
import { readModel } from '../queries/models.ts'
import type { TrainingStep } from '../running-contract.ts'
import { screen } from '../screened.ts'
import { endsBy } from '../seen.ts'
import { seedOf } from '../simulate.ts'
import { beginTraining, endTraining, insertModel, tellProgress } from '../store/trainings.ts'
import { chancesOf, publishedStages, type StoredGate, type StoredModel, type StoredPipeline } from '../stored-model.ts'
import { wonByWeeks } from '../won-by.ts'

/** A training as plain values: a thread can be given it. */
export interface TrainingTask {
  orgId: string
  trainingId: string
  /** Moment whose knowledge it learns, milliseconds. */
  now: number
}

class Stopped extends Error {}

const atOnce = 2000
/** Deals whose elements are learned from, as everywhere else in the product, and tried out with. */
const mostElements = 12_000
/** Weeks left of a period for which snapshot models are learned: one for every fortnight of a quarter. */
const leads = [1, 3, 5, 7, 9, 11, 13]

/**
 * Learns the forecast anew from the whole history and tests it on past periods. Nothing is written before the end, then everything at
 * once: a training that is stopped, cancelled or dies leaves the model as it was. The same history, day and organisation give the same
 * model.
 */
export async function train(db: Db, { orgId, trainingId, now }: TrainingTask): Promise<void> {
  const began = performance.now()
  if (!(await beginTraining(db, orgId, trainingId, new Date()))) return
  const tell = telling(db, orgId, trainingId)
  try {
    const read = await readGround(db, orgId, tell)
    const today = dayOf(new Date(now), read.timeZone)
    const { ground, archived, removed, backdated } = read
    const refused = screen(ground)
    const screened: Ground = { ...ground, refused: new Set(refused.map(({ name }) => name)) }
    const backtest = await inTurns(backtestSteps(screened, 'quarter', today), (share) => tell(0.2 + share * 0.5, 'testing'))
    const { stored, gates, choice, history, version } = await learn(db, orgId, screened, backtest, read.coder, {
      today,
      now,
      tell,
    })
    await tell(0.97, 'storing')
    const first = endsBy(ground, now).reduce((least, end) => Math.min(least, end.at), now)
    await inOrganisation(db, orgId, async (tx) => {
      const ended = await endTraining(tx, orgId, trainingId, {
        status: 'done',
        at: new Date(),
        seconds: (performance.now() - began) / 1000,
      })
      // another attempt has stored it, or somebody cancelled it at the last moment
      if (!ended) return
      await insertModel(tx, orgId, {
        trainingId,
        trainedAt: new Date(),
        trainedOn: today,
        windowFrom: dayOf(new Date(first), read.timeZone),
        windowTo: today,
        deals: ground.past.count,
        seed: seedOf(`${orgId}|${today}`),
        version,
        model: stored,
        backtest: {
          points: backtest.points,
          chances: chancesOf(backtest.told),
          challengers: backtest.challengers,
          gates,
          refused,
          choice,
          history,
          archived,
          removed,
          backdated,
        },
      })
      await publishChances(tx, orgId, { version, at: new Date(), stages: stored.pipelines.flatMap(publishedStages) })
    })
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    await inOrganisation(db, orgId, (tx) => endTraining(tx, orgId, trainingId, { status: 'cancelled', at: new Date() }))
  }
}

type Tell = (progress: number, step: TrainingStep, deals?: number) => Promise<void>

/** Tells progress at most every quarter of a second; throws once somebody wants it stopped. */
function telling(db: Db, orgId: string, trainingId: string): Tell {
  let last = 0
  return async (progress, step, deals) => {
    const at = performance.now()
    if (deals === undefined && at - last < 250) return
    last = at
    const { stop } = await tellProgress(db, orgId, trainingId, { progress, step, ...(deals === undefined ? {} : { deals }) })
    if (stop) throw new Stopped()
  }
}

async function inTurns<T>(steps: Generator<number, T>, tell: (share: number) => Promise<void>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await setImmediate()
    await tell(step.value)
  }
}

async function readGround(db: Db, orgId: string, tell: Tell) {
  const { currency, timeZone, pipelines, total, rates } = await inOrganisation(db, orgId, async (tx) => {
    const { rows } = await sql<{ currency: string; time_zone: string; total: number }>`
      select currency, time_zone, (select count(*) from opportunity where org_id = ${orgId})::int as total
      from organisation where org_id = ${orgId}`.execute(tx)
    const { currency, time_zone, total } = rows[0]!
    const [pipelines, rates] = await Promise.all([
      readPipelineGrounds(tx, orgId),
      ratesFor(tx, { orgId, currency, timeZone: time_zone }),
    ])
    return { currency, timeZone: time_zone, total, pipelines, rates }
  })
  const coder = new Coder()
  const { add, done } = collecting(rates.rates)
  let [after, archived, removed, backdated, count] = [null as string | null, 0, 0, 0, 0]
  do {
    const asked = { orgId, currency, rates, timeZone, pipelines, coder, after, most: atOnce }
    const found = await inOrganisation(db, orgId, (tx) => readHistories(tx, asked))
    for (const deal of found.deals) add(deal)
    archived += found.archived
    removed += found.removed
    backdated += found.backdated
    count += found.deals.length
    after = found.last
    await tell(0.2 * Math.min(1, count / Math.max(1, total)), 'reading')
  } while (after !== null)
  await tell(0.2, 'reading', count)
  const ground: Ground = { past: done(), pipelines, timeZone, refused: new Set<RefusedColumn>() }
  return { ground, coder, archived, removed, backdated, timeZone }
}

interface Learning {
  today: string
  now: number
  tell: Tell
}

async function learn(db: Db, orgId: string, ground: Ground, backtest: Backtest, coder: Coder, { today, now, tell }: Learning) {
  const ends = endsBy(ground, now)
  const { level, ...history } = levelAt(ends, now)
  const { to } = boundsOf(periodWith('quarter', today), ground.timeZone)
  const told = (backtest.told.hazard ?? []).slice(-20_000)
  const engines: Engine[] = []
  for (const lead of leads) {
    await tell(0.7 + 0.08 * (lead / 13), 'learning')
    engines.push(
      engineAt(
        ground,
        now,
        Math.min(lead * week, Math.max(week, to - now + 13 * week)),
        periodsBefore('quarter', today, 16, ground.timeZone),
        told,
        engines[0]?.fit,
      ),
    )
  }
  const { fit, recalibration } = engines[0]!
  const paces = paceOf(ground, now)
  const before = await inOrganisation(db, orgId, (tx) => readModel(tx, orgId))
  const gates: StoredGate[] = []
  const pipelines: StoredPipeline[] = []
  for (const [number, pipeline] of ground.pipelines.entries()) {
    await tell(0.8 + (0.16 * number) / ground.pipelines.length, 'trying')
    const own = ends.filter(({ row }) => ground.past.pipeline[row] === number)
    const former = before?.model.pipelines.find(({ id, stageIds }) => id === pipeline.id && sameStages(stageIds, pipeline))
    const sameTraits = before !== null && before.model.dictionary.product.every((value, at) => coder.lists.product[at] === value)
    const covariates = tryCovariates(ground, number, own, now)
    gates.push(gateOf(pipeline.id, 'covariates', covariates, sameTraits && former?.covariates != null))
    const elements = await tryLearnedElements(db, orgId, pipeline, now)
    if (elements) gates.push(gateOf(pipeline.id, 'elements', elements.trial, former?.learned != null))
    const weights = fit.weights[number]!
    pipelines.push({
      id: pipeline.id,
      stageIds: pipeline.stages.map(({ id }) => id),
      hazard: [...fit.pipelines[number]!.hazard.chances],
      segments: fit.pipelines[number]!.segments,
      stageChance: fit.pipelines[number]!.stageChance,
      usual: [...fit.pipelines[number]!.usual],
      elements: { keys: pipeline.elements.map(({ key }) => key), beta: [...weights.beta], par: [...weights.par] },
      pace: paces[number]!,
      learned: elements?.trial.verdict.publish ? elements.learned : (former?.learned ?? null),
      covariates: covariates.model ?? (sameTraits ? (former?.covariates ?? null) : null),
    })
  }
  const stored: StoredModel = {
    pipelines,
    dictionary: coder.lists,
    snapshots: engines.flatMap(({ snapshots }) => snapshots),
    recalibration,
    ...wonByWeeks(ground, now),
    level,
    refused: [...ground.refused],
  }
  const published = gates.filter(({ published: is, kept }) => is || kept).length
  return {
    stored,
    gates,
    history,
    choice: earnedMethod(backtest.points, level, backtest.challengers),
    version: `${today}.${published}`,
  }
}

const sameStages = (ids: readonly string[], { stages }: PipelineGround): boolean =>
  ids.length === stages.length && stages.every(({ id }, at) => ids[at] === id)

function gateOf(
  pipelineId: string,
  what: StoredGate['what'],
  trial: {
    outcomes: number
    candidate: number
    present: number
    baseRate: number
    verdict: { publish: boolean; reason: StoredGate['reason'] }
  },
  hasFormer: boolean,
): StoredGate {
  const tried = trial.outcomes > 0
  return {
    pipelineId,
    what,
    published: trial.verdict.publish,
    kept: !trial.verdict.publish && hasFormer,
    reason: tried ? trial.verdict.reason : 'nothing-to-learn',
    outcomes: trial.outcomes,
    candidate: tried ? trial.candidate : null,
    present: tried ? trial.present : null,
    baseRate: tried ? trial.baseRate : null,
  }
}

async function tryLearnedElements(db: Db, orgId: string, pipeline: PipelineGround, now: number) {
  if (pipeline.elements.length === 0) return null
  const pasts = await inOrganisation(db, orgId, (tx) =>
    readPasts(tx, { orgId, pipelineId: pipeline.id, endedOnly: true, most: mostElements }),
  )
  const own = pasts.filter(({ changes }) => changes.length > 0)
  if (own.length === 0) return null
  const { foldOf, rolling } = foldsOf(own)
  const trial = tryElements(pipeline, own, foldOf, rolling, now)
  return { trial, learned: trial.verdict.publish ? learnElements(pipeline, own, now) : null }
}

/** Start of the day after: a forecast as of a day knows everything written on it. */
export const endOfDay = (day: string, timeZone: string): number => startOfDay(day, timeZone, 1).getTime()
