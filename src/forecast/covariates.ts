import { learnWeights, type LearningRow, priorDeviations } from '../opportunities/element-learning.ts'
import { decay } from '../opportunities/element-statistics.ts'
import { clampChance, logit } from '../opportunities/elements.ts'
import type { Told } from '../platform/scoring.ts'
import { type Ground, type PipelineGround } from './ground.ts'
import { statusCode, type TraitName, traitNames } from './past-deals.ts'
import { publishingGate, type GateVerdict, type Trial } from './publishing-gate.ts'
import { seenOne, type SeenDeal, type SeenEnd, weightsAt } from './seen.ts'
import { stageChances } from './fit.ts'
import { week } from './hazard.ts'

// What a deal may be told apart by beside stage and elements (FUNNEL-SCIENCE §2: source, industry, rep, log age, idle time, log
// amount; prior N(0, .3²)): learned on top of them, and used only once it has passed the gate.

/** A trait's value that is common enough for a weight of its own. */
export interface TraitColumn {
  trait: TraitName
  code: number
}

export interface CovariateModel {
  columns: TraitColumn[]
  /** Of the columns, then log age, log idle time, log amount, and what all have in common. */
  weights: number[]
  logAmount: { mean: number; deviation: number }
}

/** A value on fewer deals than this has no weight. */
const enoughDeals = 20
const mostColumns = 60
/** So many deals are learned from, the latest; so many looks at each. */
const mostDeals = 8000
const mostLooks = 3
const thirtyDays = 30 * 86_400_000

interface Look {
  deal: SeenDeal
  won: boolean
  endedAt: number
  weight: number
}

/** The looks that a deal's history allows before its end: on entering each stage, and every thirty days in it. */
function looksOf(ground: Ground, pipeline: PipelineGround, ends: readonly SeenEnd[], at: number): Look[] {
  const { past } = ground
  const weights = weightsAt(ground, at)
  return ends
    .filter(({ last, terminated }) => !terminated || pipeline.stages[last]?.phase !== 'lead')
    .sort((a, b) => b.at - a.at || a.row - b.row)
    .slice(0, mostDeals)
    .flatMap((end) => {
      const moments: number[] = []
      for (let span = past.first[end.row]!; span < past.first[end.row]! + past.spans[end.row]!; span++) {
        if (past.status[span] !== statusCode.open || !Number.isFinite(past.from[span]!)) continue
        for (let at = past.from[span]!; at < Math.min(past.to[span]!, end.at) && moments.length < 40; at += thirtyDays)
          moments.push(at)
      }
      const every = Math.ceil(moments.length / mostLooks)
      const seen = moments
        .filter((_, index) => index % Math.max(1, every) === 0)
        .map((look) => seenOne(ground, weights, end.row, look))
        .filter((deal) => deal !== null)
      return seen.map((deal): Look => ({ deal, won: end.won, endedAt: end.at, weight: 1 / seen.length }))
    })
}

function valuesOf({ columns, logAmount }: Omit<CovariateModel, 'weights'>, deal: SeenDeal): number[] {
  const own = columns.map(({ trait, code }) => (deal.traits[traitNames.indexOf(trait)] === code ? 1 : 0))
  const log = (time: number): number => (Number.isFinite(time) ? Math.log1p(Math.max(0, time) / week) - 1 : 1)
  const size = deal.amount > 0 ? (Math.log(deal.amount) - logAmount.mean) / logAmount.deviation : 0
  return [...own, log(deal.spent), log(deal.idle), Math.max(-3, Math.min(3, size)), 1]
}

function learn(looks: readonly Look[], chances: readonly number[], at: number): CovariateModel {
  const counts = new Map<string, number>()
  for (const { deal, weight } of looks)
    deal.traits.forEach((code, trait) => {
      if (code > 0) counts.set(`${trait} ${code}`, (counts.get(`${trait} ${code}`) ?? 0) + weight)
    })
  const columns = [...counts]
    .filter(([, count]) => count >= enoughDeals)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostColumns)
    .map(([key]): TraitColumn => ({ trait: traitNames[Number(key.split(' ')[0])]!, code: Number(key.split(' ')[1]) }))
  const logs = looks.filter(({ deal }) => deal.amount > 0).map(({ deal }) => Math.log(deal.amount))
  const mean = logs.length > 0 ? logs.reduce((sum, each) => sum + each, 0) / logs.length : 0
  const deviation = logs.length > 1 ? Math.sqrt(logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / logs.length) : 1
  const frame = { columns, logAmount: { mean, deviation: deviation > 0 ? deviation : 1 } }
  const rows = looks.map(({ deal, won, endedAt, weight }): LearningRow => ({
    values: valuesOf(frame, deal),
    won,
    offset: offsetOf(deal, chances),
    weight: weight * decay(endedAt, at),
  }))
  const wide = columns.length + 4
  const priors = Array.from({ length: wide }, (_, column) => ({
    mean: 0,
    deviation: column === wide - 1 ? priorDeviations.intercept : priorDeviations.covariate,
  }))
  return { ...frame, weights: learnWeights(rows, priors).weights }
}

const offsetOf = (deal: SeenDeal, chances: readonly number[]): number =>
  logit(clampChance(chances[deal.stage] ?? 0.5)) + deal.shift

/** What the covariates add to a deal's log-odds. */
export function covariateShift(model: CovariateModel, deal: SeenDeal): number {
  return valuesOf(model, deal).reduce((sum, value, column) => sum + value * model.weights[column]!, 0)
}

const folds = 4

export interface CovariateTrial extends Trial {
  verdict: GateVerdict
  model: CovariateModel | null
  /** What the engine would have told of the held-out deals with the published model, before the trial. */
  told: { candidate: Told[]; present: Told[]; baseRate: Told[] }
}

/**
 * Rolling origin over the later half of the outcomes, in four parts: each part is told by what was learned from all outcomes before it.
 * The model is published only if it passes the gate. `ends` are those of one pipeline.
 */
export function tryCovariates(ground: Ground, number: number, ends: readonly SeenEnd[], at: number): CovariateTrial {
  const pipeline = ground.pipelines[number]!
  const looks = looksOf(ground, pipeline, ends, at).sort((a, b) => a.endedAt - b.endedAt || a.deal.row - b.deal.row)
  const told: CovariateTrial['told'] = { candidate: [], present: [], baseRate: [] }
  for (let fold = 0; fold < folds; fold++) {
    const bound = (part: number): number => looks[Math.floor(looks.length * part)]?.endedAt ?? Infinity
    const [from, to] = [
      bound(0.5 + (fold * 0.5) / folds),
      fold === folds - 1 ? Infinity : bound(0.5 + ((fold + 1) * 0.5) / folds),
    ]
    const before = looks.filter(({ endedAt }) => endedAt < from)
    const held = onePerDeal(looks.filter(({ endedAt }) => endedAt >= from && endedAt < to))
    if (before.length < enoughDeals || held.length === 0) continue
    const known = ends.filter((end) => end.at < from)
    const chances = stageChances(pipeline, known)
    const model = learn(before, chances, from)
    const share = clampChance(known.filter((end) => end.won).length / known.length)
    for (const { deal, won } of held) {
      const offset = offsetOf(deal, chances)
      told.present.push({ p: sigmoid(offset), won })
      told.candidate.push({ p: sigmoid(offset + covariateShift(model, deal)), won })
      told.baseRate.push({ p: share, won })
    }
  }
  const trial: Trial = {
    outcomes: told.present.length,
    won: told.present.filter(({ won }) => won).length,
    candidate: logLoss(told.candidate),
    present: logLoss(told.present),
    baseRate: logLoss(told.baseRate),
  }
  const verdict = publishingGate(trial)
  return { ...trial, verdict, told, model: verdict.publish ? learn(looks, stageChances(pipeline, ends), at) : null }
}

const sigmoid = (odds: number): number => clampChance(1 / (1 + Math.exp(-odds)))
const logLoss = (told: readonly Told[]): number =>
  told.length === 0 ? 0 : -told.reduce((sum, { p, won }) => sum + Math.log(won ? p : 1 - p), 0) / told.length

/** The look in the middle of each deal's: every outcome counts once. */
function onePerDeal(looks: readonly Look[]): Look[] {
  const byDeal = new Map<number, Look[]>()
  for (const look of looks) byDeal.set(look.deal.row, [...(byDeal.get(look.deal.row) ?? []), look])
  return [...byDeal.values()].map((own) => own[Math.floor(own.length / 2)]!)
}
