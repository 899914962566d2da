import type { ElementState } from '../pipelines/criteria.ts'
import type { ElementDefinition } from '../pipelines/element-definition.ts'

// Everything here follows FUNNEL-SCIENCE §2.

/** What is known about one element of a deal. `answer` is the key of a custom answer; times are milliseconds since 1970. */
export interface ElementKnown {
  key: string
  state: ElementState
  answer?: string | null
  asOf?: number | null
}

const values: Record<ElementState, number> = { unknown: 0, partial: 0.5, confirmed: 1, unfavourable: -1 }
const knownness: Record<ElementState, number> = { unknown: 0, partial: 0.5, confirmed: 1, unfavourable: 1 }

/** Value x of an element, −1 to 1: that of its answer where it has one, else that of its state. */
export const valueOf = (definition: ElementDefinition, known: ElementKnown | undefined): number =>
  definition.answers?.find(({ key }) => key === known?.answer)?.value ?? values[known?.state ?? 'unknown']

/** How much of an element's weight in the odds: β = γ·w/100 (a design decision of §2). */
export const gamma = 4
export const lowestChance = 0.01
export const highestChance = 0.99

const weightAt = (definition: ElementDefinition, stageKey: string): number => definition.weights[stageKey] ?? 0
export const logit = (p: number): number => Math.log(p / (1 - p))
const chanceOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))
export const clampChance = (p: number): number => Math.min(highestChance, Math.max(lowestChance, p))

/** 配齐度, 0–1: how much of what matters in this stage is known (not whether it is good); null where nothing has weight. */
export function completeness(
  definitions: readonly ElementDefinition[],
  known: readonly ElementKnown[],
  stageKey: string,
): number | null {
  const states = new Map(known.map((element) => [element.key, element.state]))
  let [sum, total] = [0, 0]
  for (const definition of definitions) {
    const weight = weightAt(definition, stageKey)
    total += weight
    sum += weight * knownness[states.get(definition.key) ?? 'unknown']
  }
  return total > 0 ? sum / total : null
}

/** From so many deals on, the mean of what they really knew on entry replaces the rule of thumb for par. */
export const enoughForPar = 30

/** What a normal deal has at that stage: .8 of what was due earlier, half of what is due now, .2 of what is due later. */
export function parOf(definition: ElementDefinition, stageKey: string, order: readonly string[]): number {
  const [here, due] = [order.indexOf(stageKey), order.indexOf(definition.dueStage ?? '')]
  if (due === -1 || due > here) return 0.2
  return due === here ? 0.5 : 0.8
}

/** Chance to win from a stage, learned: (won + 20·default) / (resolved + 20) over the deals that entered it and ended. */
export const stageChance = (configured: number, won: number, resolved: number): number =>
  (won + 20 * configured) / (resolved + 20)

/** One element's part in the chance, in shares (0.01 = one percentage point). */
export interface Contribution {
  key: string
  value: number
  par: number
  /** By how much the element moves the chance, against a deal that is normal in it. */
  contribution: number
  /** By how much the chance grows when it is confirmed; 0 or less where nothing is to be gained. */
  gain: number
}

export interface ElementChance {
  /** Clamped to .01–.99: certainty is for deals that have ended. */
  chance: number
  /** Log-odds that the elements, and what was learned beside them, add to those of the stage. */
  shift: number
  contributions: Contribution[]
}

/** A weight that data have moved: its value, how sure it is, and how much of it they made (0 as configured – 1 by data alone). */
export interface LearnedWeight {
  weight: number
  deviation: number
  share: number
}

/**
 * What the past says about one element in one stage. `prior` is the configured β it was learned from: with another one
 * configured since, it no longer holds. Elements with answers have a weight for each (`''`: not answered), to be read against
 * `reference`, what a normal deal of the past had.
 */
export interface LearnedElement extends LearnedWeight {
  prior: number
  answers?: Record<string, LearnedWeight & { prior: number; rows: number }>
  reference?: number
}

/** Learned weights of a stage. `deals` ended after having been in it, observed in `rows`. */
export interface StageWeights {
  deals: number
  rows: number
  /** Log-odds beside the elements. */
  intercept: LearnedWeight
  elements: Record<string, LearnedElement>
}

/** What is known of a stage besides its configuration; `order` are the stages' keys in order. */
export interface StageKnowledge {
  order: readonly string[]
  /** Mean value of each element on entry. */
  pars?: Readonly<Record<string, number>> | undefined
  weights?: StageWeights | undefined
}

/** Configured weight of an element in the log-odds. */
export const configuredBeta = (definition: ElementDefinition, stageKey: string): number =>
  (gamma * weightAt(definition, stageKey)) / 100

/** The learned weight of an element, unless its configuration has changed since. */
export function learnedOf(
  definition: ElementDefinition,
  stageKey: string,
  weights: StageWeights | undefined,
): LearnedElement | undefined {
  const found = weights?.elements[definition.key]
  if (!found || Math.abs(found.prior - configuredBeta(definition, stageKey)) > 1e-9) return undefined
  const answers = definition.answers ?? []
  const asThen = answers.every(({ key, value }) => {
    const then = found.answers?.[key]
    return !then || Math.abs(then.prior - found.prior * value) <= 1e-9
  })
  return asThen && answers.length > 0 === (found.answers !== undefined) ? found : undefined
}

/** What an element adds to the log-odds against a deal that is normal in it, and what it would add if it were as good as can be. */
function effectOf(
  definition: ElementDefinition,
  known: ElementKnown | undefined,
  stageKey: string,
  { order, pars, weights }: StageKnowledge,
): { value: number; par: number; effect: number; best: number } {
  const value = valueOf(definition, known)
  const par = pars?.[definition.key] ?? parOf(definition, stageKey, order)
  const learned = learnedOf(definition, stageKey, weights)
  const beta = learned?.weight ?? configuredBeta(definition, stageKey)
  const answers = definition.answers ?? []
  if (!learned?.answers) {
    const highest = answers.length > 0 ? Math.max(...answers.map((answer) => answer.value)) : 1
    return { value, par, effect: beta * (value - par), best: beta * (highest - par) }
  }
  const reference = learned.reference ?? 0
  const given = answerKey(definition, known)
  const of = (key: string | null, x: number) => (key === null ? undefined : learned.answers![key]?.weight) ?? learned.prior * x
  return {
    value,
    par,
    effect: of(given, value) - reference,
    best: Math.max(...answers.map((answer) => of(answer.key, answer.value))) - reference,
  }
}

/** The answer on record, `''` where nothing is known; null for a state that was set without one of the answers. */
export function answerKey(definition: ElementDefinition, known: ElementKnown | undefined): string | null {
  if (known?.answer && definition.answers?.some(({ key }) => key === known.answer)) return known.answer
  return (known?.state ?? 'unknown') === 'unknown' ? '' : null
}

/**
 * Chance to win of a deal in this stage: the stage's own chance moved by what is known,
 * p = σ(logit p_k + Σ β·(x − par)), with what each element adds to it. Learned weights, answers and pars take the place of
 * the configured ones where there are any.
 */
export function elementChance(
  definitions: readonly ElementDefinition[],
  known: readonly ElementKnown[],
  stageKey: string,
  stageBase: number,
  knowledge: StageKnowledge,
): ElementChance {
  const byKey = new Map(known.map((element) => [element.key, element]))
  const parts = definitions.map((definition) => ({
    key: definition.key,
    ...effectOf(definition, byKey.get(definition.key), stageKey, knowledge),
  }))
  const shift = parts.reduce((sum, { effect }) => sum + effect, knowledge.weights?.intercept.weight ?? 0)
  const odds = logit(clampChance(stageBase)) + shift
  const chance = chanceOf(odds)
  return {
    chance: clampChance(chance),
    shift,
    contributions: parts.map(({ key, value, par, effect, best }) => ({
      key,
      value,
      par,
      contribution: chance - chanceOf(odds - effect),
      gain: chanceOf(odds - effect + best) - chance,
    })),
  }
}

/** The three that lift it most, the three that weigh on it most, and the three that are worth confirming first (gain × amount). */
export function explanation(contributions: readonly Contribution[], amountMinor: number | null) {
  const shown = (list: Contribution[]) => list.slice(0, 3)
  return {
    up: shown(contributions.filter(({ contribution }) => contribution > 0).sort((a, b) => b.contribution - a.contribution)),
    down: shown(contributions.filter(({ contribution }) => contribution < 0).sort((a, b) => a.contribution - b.contribution)),
    gains: shown(contributions.filter(({ gain }) => gain > 0).sort((a, b) => b.gain - a.gain)).map((part) => ({
      ...part,
      gainMinor: amountMinor === null ? null : Math.round(part.gain * amountMinor),
    })),
  }
}

/** Known, but so long ago that nobody should rely on it. */
export const isStale = (definition: ElementDefinition, known: ElementKnown | undefined, now: number): boolean =>
  definition.staleDays !== null &&
  known !== undefined &&
  known.state !== 'unknown' &&
  typeof known.asOf === 'number' &&
  now - known.asOf > definition.staleDays * 86_400_000

/** When an element should be known, seen from a stage; `never` where no stage demands it or demands one that is gone. */
export function dueOf(
  definition: ElementDefinition,
  stageKey: string,
  order: readonly string[],
): 'earlier' | 'now' | 'later' | 'never' {
  const [here, due] = [order.indexOf(stageKey), order.indexOf(definition.dueStage ?? '')]
  if (due === -1) return 'never'
  return due === here ? 'now' : due < here ? 'earlier' : 'later'
}

/** Due by the end of this stage or of an earlier one. */
export const isDueBy = (definition: ElementDefinition, stageKey: string, order: readonly string[]): boolean =>
  ['earlier', 'now'].includes(dueOf(definition, stageKey, order))

/** Due, and not known. */
export const isDue = (definition: ElementDefinition, state: ElementState, stageKey: string, order: readonly string[]): boolean =>
  state === 'unknown' && isDueBy(definition, stageKey, order)

/** The state that an answer stands for where none is said: good needs evidence to be confirmed. An answer of the key "unknown" is none. */
export function stateOfAnswer(answer: { key: string; value: number }, proved: boolean): ElementState {
  if (answer.key === 'unknown') return 'unknown'
  if (answer.value < 0) return 'unfavourable'
  return answer.value > 0 && proved ? 'confirmed' : 'partial'
}
