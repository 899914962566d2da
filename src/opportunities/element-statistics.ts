import type { ElementDefinition } from '../pipelines/element-definition.ts'
import { learningSteps, priorDeviations, type LearningRow, type Prior } from './element-learning.ts'
import { firstRecording, knownAt, looksAt, wasKept, type DealPast } from './element-past.ts'
import {
  answerKey,
  clampChance,
  configuredBeta,
  enoughForPar,
  logit,
  parOf,
  valueOf,
  type ElementKnown,
  type LearnedElement,
  type StageWeights,
} from './elements.ts'

/** Fewer ended or won deals of a pipeline than this, and everything stays as configured (FUNNEL-SCIENCE §3.4, level 0). */
export const enoughToLearn = { resolved: 20, won: 5 } as const
export const isEnough = ({ resolved, won }: { resolved: number; won: number }): boolean =>
  resolved >= enoughToLearn.resolved && won >= enoughToLearn.won

const month = 30.4375 * 86_400_000
/** An outcome of 18 months ago weighs half as much as one of today. */
export const decayMonths = 18
/** 2^(−age/18 months); an outcome in the future weighs as one of now. */
export const decay = (outcomeAt: number, now: number): number => 2 ** (-Math.max(0, now - outcomeAt) / month / decayMonths)

/** Mean value of each element over the deals that entered the stage, as recorded on entry; none under thirty deals. Yields now and then. */
export function* parSteps(
  definitions: readonly ElementDefinition[],
  stageId: string,
  pasts: readonly DealPast[],
): Generator<undefined, Record<string, number>> {
  const first = firstRecording(pasts)
  const sums = new Map(definitions.map(({ key }) => [key, 0]))
  let entered = 0
  for (const [index, past] of pasts.entries()) {
    if (index % 500 === 499) yield
    const stay = past.stays.find((each) => each.stageId === stageId)
    const at = stay?.from ?? -Infinity
    if (!stay || !wasKept(past, at, first)) continue
    entered++
    const known = knownAt(past, at)
    for (const definition of definitions)
      sums.set(definition.key, sums.get(definition.key)! + valueOf(definition, known.get(definition.key)))
  }
  return entered < enoughForPar ? {} : Object.fromEntries([...sums].map(([key, sum]) => [key, sum / entered]))
}

/** As parSteps, at once. */
export function parsOf(
  definitions: readonly ElementDefinition[],
  stageId: string,
  pasts: readonly DealPast[],
): Record<string, number> {
  const steps = parSteps(definitions, stageId, pasts)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** A column of the regression: an element, or one of its answers (`''`: not answered). */
interface Column extends Prior {
  key: string
  answer: string | null
}

const columnsOf = (definitions: readonly ElementDefinition[], stageKey: string): Column[] =>
  definitions.flatMap((definition): Column[] => {
    const mean = configuredBeta(definition, stageKey)
    const column = { key: definition.key, answer: null, mean, deviation: priorDeviations.element }
    if (!definition.answers?.length) return [column]
    const answers = [...definition.answers, { key: '', value: 0 }]
    return answers.map(({ key, value }) => ({
      ...column,
      answer: key,
      mean: mean * value,
      deviation: priorDeviations.answer,
    }))
  })

/** An observation: the columns' values, and the log-odds that no column stands for (pars of answered elements, states without an answer). */
function observe(
  definitions: readonly ElementDefinition[],
  known: ReadonlyMap<string, ElementKnown>,
  parFor: ReadonlyMap<string, number>,
  stageKey: string,
): { values: number[]; fixed: number } {
  let fixed = 0
  const values = definitions.flatMap((definition) => {
    const here = known.get(definition.key)
    const par = parFor.get(definition.key)!
    if (!definition.answers?.length) return [valueOf(definition, here) - par]
    const beta = configuredBeta(definition, stageKey)
    const given = answerKey(definition, here)
    fixed += beta * ((given === null ? valueOf(definition, here) : 0) - par)
    return [...definition.answers.map(({ key }) => key), ''].map((key) => (key === given ? 1 : 0))
  })
  return { values: [...values, 1], fixed }
}

export interface StageToLearn {
  id: string
  key: string
  /** The stage's own chance, learned or configured: what the elements move. */
  base: number
  pars: Readonly<Record<string, number>>
}

/**
 * Weights of a stage's elements from the deals that ended after having been in it: maximum a posteriori, the prior centred on the
 * configured weights. One observation on entry and one for every 30 days in the stage, each with what was recorded by then and before
 * the end; a deal weighs 1 altogether, halved for every 18 months since it ended. Every answer of an element has a weight of its own,
 * "not answered" too: that nobody could find out is an answer. Yields now and then; returns null when no deal teaches anything.
 */
export function* learnStage(
  definitions: readonly ElementDefinition[],
  { id, key: stageKey, base, pars }: StageToLearn,
  order: readonly string[],
  pasts: readonly DealPast[],
  now: number,
): Generator<undefined, StageWeights | null> {
  const parFor = new Map(
    definitions.map((definition) => [definition.key, pars[definition.key] ?? parOf(definition, stageKey, order)]),
  )
  const first = firstRecording(pasts)
  const rows: LearningRow[] = []
  let deals = 0
  for (const [index, past] of pasts.entries()) {
    if (index % 500 === 499) yield
    const outcomeAt = past.closedAt ?? past.closingRecordedAt
    if (!past.outcome || outcomeAt === null) continue
    const looks = past.stays
      .filter(({ stageId }) => stageId === id)
      .flatMap((stay) => looksAt(past, stay))
      .filter((at) => wasKept(past, at, first))
    if (looks.length > 0) deals++
    for (const at of looks) {
      const { values, fixed } = observe(definitions, knownAt(past, at), parFor, stageKey)
      const weight = decay(outcomeAt, now) / looks.length
      rows.push({ values, won: past.outcome === 'won', offset: logit(clampChance(base)) + fixed, weight })
    }
  }
  if (rows.length === 0) return null
  const columns = columnsOf(definitions, stageKey)
  const learned = yield* learningSteps(rows, [...columns, { mean: 0, deviation: priorDeviations.intercept }])
  return weightsOf(definitions, stageKey, columns, rows, learned, parFor, deals)
}

/** The regression's columns as weights of elements; what answered elements have in common goes into the intercept. */
function weightsOf(
  definitions: readonly ElementDefinition[],
  stageKey: string,
  columns: readonly Column[],
  rows: readonly LearningRow[],
  learned: { weights: number[]; deviations: number[]; learnedShares: number[] },
  parFor: ReadonlyMap<string, number>,
  deals: number,
): StageWeights {
  const total = rows.reduce((sum, { weight }) => sum + (weight ?? 1), 0)
  const at = (column: number) => ({
    weight: learned.weights[column]!,
    deviation: learned.deviations[column]!,
    share: learned.learnedShares[column]!,
  })
  const intercept = at(columns.length)
  const elements: Record<string, LearnedElement> = {}
  for (const definition of definitions) {
    const prior = configuredBeta(definition, stageKey)
    const own = columns.flatMap((column, index) => (column.key === definition.key ? [{ column, index }] : []))
    if (!definition.answers?.length) {
      elements[definition.key] = { prior, ...at(own[0]!.index) }
      continue
    }
    const counted = own.map(({ column, index }) => {
      const here = rows.filter(({ values }) => values[index] === 1)
      const weight = here.reduce((sum, row) => sum + (row.weight ?? 1), 0)
      return { answer: column.answer!, prior: column.mean, part: total > 0 ? weight / total : 0, rows: here.length, ...at(index) }
    })
    const reference = counted.reduce((sum, { part, weight }) => sum + part * weight, 0)
    intercept.weight += reference - prior * parFor.get(definition.key)!
    elements[definition.key] = {
      prior,
      weight: prior,
      deviation: priorDeviations.answer,
      share: counted.reduce((sum, { part, share }) => sum + part * share, 0),
      reference,
      answers: Object.fromEntries(
        counted.map(({ answer, prior: mean, weight, deviation, share, rows: looks }) => [
          answer,
          { prior: mean, weight, deviation, share, rows: looks },
        ]),
      ),
    }
  }
  return { deals, rows: rows.length, intercept, elements }
}
