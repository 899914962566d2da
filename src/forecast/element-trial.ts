import type { DealPast } from '../opportunities/element-past.ts'
import { knownAt, looksAt } from '../opportunities/element-past.ts'
import { isEnough, learnStage, parsOf } from '../opportunities/element-statistics.ts'
import { elementChance, stageChance, type StageKnowledge, type StageWeights } from '../opportunities/elements.ts'
import type { Told } from '../platform/scoring.ts'
import { scoreOf } from '../platform/scoring.ts'
import type { PipelineGround } from './ground.ts'
import { publishingGate, type GateVerdict, type Trial } from './publishing-gate.ts'

/** What was learned of one stage: its own chance, what deals knew on entry, and the weights of its elements. */
export interface LearnedStage {
  base: number
  pars: Record<string, number>
  weights: StageWeights | null
}

const drain = <T>(steps: Generator<unknown, T>): T => {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Learns every stage of a pipeline from deals that have ended, by the element model of the deal page. */
export function learnElements({ stages, elements }: PipelineGround, pasts: readonly DealPast[], now: number): LearnedStage[] {
  const order = stages.map(({ key }) => key)
  return stages.map(({ id, key, probability }) => {
    const ended = pasts.filter(({ outcome, stays }) => outcome !== null && stays.some(({ stageId }) => stageId === id))
    const won = ended.filter(({ outcome }) => outcome === 'won').length
    const base = stageChance(probability, won, ended.length)
    const pars = parsOf(elements, id, pasts)
    const weights = isEnough({ resolved: ended.length, won })
      ? drain(learnStage(elements, { id, key, base, pars }, order, pasts, now))
      : null
    return { base, pars, weights }
  })
}

/** A deal's chance as it stood at a moment in a stage: with learned weights, or as configured. */
function chanceAt(
  { stages, elements }: PipelineGround,
  learned: readonly LearnedStage[],
  past: DealPast,
  stage: number,
  at: number,
  withWeights: boolean,
): number {
  const { base, pars, weights } = learned[stage]!
  const knowledge: StageKnowledge = {
    order: stages.map(({ key }) => key),
    ...(withWeights ? { pars, weights: weights ?? undefined } : {}),
  }
  return elementChance(elements, [...knownAt(past, at).values()], stages[stage]!.key, base, knowledge).chance
}

export interface ElementTrial extends Trial {
  verdict: GateVerdict
  told: { candidate: Told[]; present: Told[]; baseRate: Told[] }
}

/**
 * Whether learned weights of elements beat the configured ones: every part of the outcomes is told by what the others (or, with
 * `folds` in order of time, only those before) teach. `foldOf` numbers the parts from 0; `rolling`: part 0 only teaches.
 */
export function tryElements(
  pipeline: PipelineGround,
  pasts: readonly DealPast[],
  foldOf: (past: DealPast, index: number) => number,
  rolling: boolean,
  now: number,
): ElementTrial {
  const ended = pasts.map((past, index) => ({ past, fold: foldOf(past, index) })).filter(({ past }) => past.outcome !== null)
  const told: ElementTrial['told'] = { candidate: [], present: [], baseRate: [] }
  for (const fold of [...new Set(ended.map((each) => each.fold))].sort((a, b) => a - b)) {
    const teaching = ended.filter((each) => (rolling ? each.fold < fold : each.fold !== fold)).map(({ past }) => past)
    const held = ended.filter((each) => each.fold === fold)
    const won = teaching.filter(({ outcome }) => outcome === 'won').length
    if (!isEnough({ resolved: teaching.length, won })) continue
    const learned = learnElements(pipeline, teaching, now)
    const share = Math.min(0.99, Math.max(0.01, won / teaching.length))
    for (const { past } of held) {
      const look = middleLook(pipeline, past)
      if (!look) continue
      const outcome = past.outcome === 'won'
      told.candidate.push({ p: chanceAt(pipeline, learned, past, look.stage, look.at, true), won: outcome })
      told.present.push({ p: chanceAt(pipeline, learned, past, look.stage, look.at, false), won: outcome })
      told.baseRate.push({ p: share, won: outcome })
    }
  }
  const trial: Trial = {
    outcomes: told.present.length,
    won: told.present.filter((each) => each.won).length,
    candidate: scoreOf(told.candidate).logLoss,
    present: scoreOf(told.present).logLoss,
    baseRate: scoreOf(told.baseRate).logLoss,
  }
  return { ...trial, verdict: publishingGate(trial), told }
}

/** The middle one of all moments at which a deal is observed. */
function middleLook({ stages }: PipelineGround, past: DealPast): { stage: number; at: number } | null {
  const looks = past.stays.flatMap((stay) => {
    const stage = stages.findIndex(({ id }) => id === stay.stageId)
    return stage < 0 ? [] : looksAt(past, stay).map((at) => ({ stage, at }))
  })
  return looks[Math.floor(looks.length / 2)] ?? null
}

const parts = 8
/** Parts of the outcomes in order of time, where their ends are known; else by chance. The first half only teaches. */
export function foldsOf(pasts: readonly DealPast[]): { foldOf: (past: DealPast, index: number) => number; rolling: boolean } {
  const ends = pasts.filter(({ outcome }) => outcome !== null).map(({ closedAt }) => closedAt)
  const dated = ends.filter((end) => end !== null).sort((a, b) => a - b)
  if (dated.length < ends.length * 0.8 || new Set(dated).size < parts) return { foldOf: (_, index) => index % 5, rolling: false }
  const bounds = Array.from({ length: parts - 1 }, (_, index) => dated[Math.floor((dated.length * (index + 1)) / parts)]!)
  const place = (end: number | null): number => bounds.filter((bound) => (end ?? -Infinity) >= bound).length
  return { foldOf: ({ closedAt }) => Math.max(0, place(closedAt) - parts / 2 + 1), rolling: true }
}
