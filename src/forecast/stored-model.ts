import type { Backtest } from './track.ts'
import { scoreOf, type Told } from '../platform/scoring.ts'
import type { ChallengerTrials } from './challengers.ts'
import type { CovariateModel } from './covariates.ts'
import type { DataLevel } from './data-level.ts'
import type { Choice, MethodKey } from './default-method.ts'
import type { LearnedStage } from './element-trial.ts'
import type { Fit } from './fit.ts'
import type { RefusedColumn } from './ground.ts'
import type { LeakReason } from './leak-screen.ts'
import { reliability, type ReliabilityBin } from './measures.ts'
import type { StagePace } from './pace.ts'
import type { TraitName } from './past-deals.ts'
import type { Engine } from './predict.ts'
import type { GateReason } from './publishing-gate.ts'
import type { Recalibration } from './recalibrate.ts'
import type { Segments } from './segments.ts'

/** A number as JSON keeps it: not-a-number and infinities are null there. */
type Kept = number[]

/** What a training keeps of a pipeline. Stages by their ids in order. */
export interface StoredPipeline {
  id: string
  stageIds: string[]
  hazard: Kept
  /** Absent in models of before there were segments. */
  segments?: Segments | null
  stageChance: Kept
  /** Usual amount by code of the product, 0 over all. */
  usual: [product: number, amount: number][]
  elements: { keys: string[]; beta: Kept; par: Kept }
  pace: StagePace[]
  /** Published weights of the elements; null: as configured. */
  learned: LearnedStage[] | null
  /** Published covariates; null: none. */
  covariates: CovariateModel | null
}

export interface StoredModel {
  pipelines: StoredPipeline[]
  /** Values that codes of traits stand for, from code 1 on. */
  dictionary: Record<TraitName, string[]>
  snapshots: Engine['snapshots']
  recalibration: Recalibration | null
  perWeek: number
  wonBy: Kept
  level: DataLevel
  refused: RefusedColumn[]
}

/** One model that asked to be published. */
export interface StoredGate {
  pipelineId: string
  what: 'elements' | 'covariates'
  published: boolean
  /** An older one stays published although this one was not. */
  kept: boolean
  reason: GateReason | 'nothing-to-learn' | null
  outcomes: number
  candidate: number | null
  present: number | null
  baseRate: number | null
}

export interface StoredChances {
  key: MethodKey
  outcomes: number
  logLoss: number
  baseRateLogLoss: number
  brier: number
  auc: number | null
  ece: number
  bins: ReliabilityBin[]
}

export interface StoredBacktest {
  points: Backtest['points']
  chances: StoredChances[]
  /** Absent in trainings of before the gate judged methods. */
  challengers?: ChallengerTrials
  gates: StoredGate[]
  refused: { name: RefusedColumn; reason: LeakReason }[]
  choice: Choice
  history: { won: number; lost: number; quarters: number }
  /** Deals that were archived after they had ended: they count. */
  archived: number
  /** Deals that were archived while they were open: counted until then. Absent in older trainings. */
  removed?: number
  /** Deals whose end was written down more than a month after its date: it counts from when it was written. Absent in older trainings. */
  backdated?: number
}

/** The engine that a stored model is, for the pipelines given (their ids in the order of their numbers); null for one it does not know. */
export function engineOf(stored: StoredModel, pipelineIds: readonly string[], at: number): Engine | null {
  const own = pipelineIds.map((id) => stored.pipelines.find((pipeline) => pipeline.id === id))
  if (own.some((pipeline) => pipeline === undefined)) return null
  const pipelines = own.map((pipeline) => pipeline!)
  const fit: Fit = {
    at,
    realised: 1,
    weights: pipelines.map(({ elements }) => ({
      count: elements.keys.length,
      beta: Float64Array.from(elements.beta),
      par: Float64Array.from(elements.par),
    })),
    pipelines: pipelines.map(({ hazard, segments, stageIds, stageChance, usual }) => ({
      hazard: { stages: stageIds.length, chances: Float64Array.from(hazard) },
      segments: segments ?? null,
      stageChance,
      usual: new Map(usual),
    })),
  }
  return { fit, snapshots: stored.snapshots, recalibration: stored.recalibration }
}

/** What every stage of a pipeline is told by: learned weights where the gate let them through, configured ones otherwise. */
export function publishedStages({ id, stageIds, stageChance, elements: { keys, par }, learned }: StoredPipeline) {
  return stageIds.map((stageId, stage) => ({
    pipelineId: id,
    stageId,
    chance: learned?.[stage]?.base ?? stageChance[stage] ?? 0.5,
    pars: learned?.[stage]?.pars ?? Object.fromEntries(keys.map((key, element) => [key, par[stage * keys.length + element]!])),
    weights: learned?.[stage]?.weights ?? null,
  }))
}

/** Scores of told chances with their curve, beside always telling the share that was won. */
export function chancesOf(told: Partial<Record<MethodKey, readonly Told[]>>): StoredChances[] {
  return Object.entries(told).flatMap(([key, list]) => {
    if (!list || list.length === 0) return []
    const { logLoss, brier, auc, ece } = scoreOf(list)
    const share = list.filter(({ won }) => won).length / list.length
    const base = share > 0 && share < 1 ? -(share * Math.log(share) + (1 - share) * Math.log(1 - share)) : 0
    const bins = reliability(list)
    return [{ key: key as MethodKey, outcomes: list.length, logLoss, baseRateLogLoss: base, brier, auc, ece, bins }]
  })
}
