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
const logit = (p: number): number => Math.log(p / (1 - p))
const chanceOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))
const clamp = (p: number): number => Math.min(highestChance, Math.max(lowestChance, p))

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
  /** Log-odds that the elements add to those of the stage. */
  shift: number
  contributions: Contribution[]
}

/**
 * Chance to win of a deal in this stage: the stage's own chance moved by what is known,
 * p = σ(logit p_k + Σ β·(x − par)), with what each element adds to it. `weightOf` gives learned β where there are any,
 * `par` learned means.
 */
export function elementChance(
  definitions: readonly ElementDefinition[],
  known: readonly ElementKnown[],
  stageKey: string,
  stageBase: number,
  learned: {
    weightOf?: (key: string) => number | undefined
    parOf?: (key: string) => number | undefined
    order: readonly string[]
  },
): ElementChance {
  const byKey = new Map(known.map((element) => [element.key, element]))
  const parts = definitions.map((definition) => {
    const beta = learned.weightOf?.(definition.key) ?? (gamma * weightAt(definition, stageKey)) / 100
    const par = learned.parOf?.(definition.key) ?? parOf(definition, stageKey, learned.order)
    return { key: definition.key, value: valueOf(definition, byKey.get(definition.key)), par, beta }
  })
  const shift = parts.reduce((sum, { beta, value, par }) => sum + beta * (value - par), 0)
  const odds = logit(clamp(stageBase)) + shift
  const chance = chanceOf(odds)
  return {
    chance: clamp(chance),
    shift,
    contributions: parts.map(({ key, value, par, beta }) => {
      const without = odds - beta * (value - par)
      return { key, value, par, contribution: chance - chanceOf(without), gain: chanceOf(without + beta * (1 - par)) - chance }
    }),
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

/** Due by the end of this stage or of an earlier one, and not known. */
export const isDue = (
  definition: ElementDefinition,
  state: ElementState,
  stageKey: string,
  order: readonly string[],
): boolean => {
  const due = order.indexOf(definition.dueStage ?? '')
  return state === 'unknown' && due !== -1 && due <= order.indexOf(stageKey)
}
