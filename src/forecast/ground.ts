import { configuredBeta, gamma, parOf } from '../opportunities/elements.ts'
import type { ElementDefinition } from '../pipelines/element-definition.ts'
import { startOfDay } from '../platform/time.ts'
import type { PastDeals, TraitName } from './past-deals.ts'
import { before, periodWith, type Period, type PeriodKind } from './period.ts'

/** A stage as a forecast needs it; `id` as the database has it. */
export interface StageGround {
  id: string
  key: string
  phase: string
  /** Configured chance to win from here, 0–1. */
  probability: number
}

export interface PipelineGround {
  id: string
  stages: readonly StageGround[]
  elements: readonly ElementDefinition[]
}

/** A column that came with the ends of deals and may not be used. */
export type RefusedColumn = 'amount' | 'due' | 'elements' | TraitName

/** Everything that a forecast of any moment is made of. */
export interface Ground {
  past: PastDeals
  pipelines: readonly PipelineGround[]
  timeZone: string
  refused: ReadonlySet<RefusedColumn>
}

/** A period in milliseconds. */
export interface Bounds {
  key: string
  from: number
  to: number
  /** Number of the period within its year, from 0. */
  season: number
}

export const boundsOf = (period: Period, timeZone: string): Bounds => ({
  key: period.key,
  from: startOfDay(period.from, timeZone).getTime(),
  to: startOfDay(period.to, timeZone).getTime(),
  season: period.kind === 'year' ? 0 : Math.floor((Number(period.from.slice(5, 7)) - 1) / (period.kind === 'quarter' ? 3 : 1)),
})

/** The `count` periods of a kind before the one of a day, the latest first. */
export const periodsBefore = (kind: PeriodKind, day: string, count: number, timeZone: string): Bounds[] =>
  Array.from({ length: count }, (_, index) => boundsOf(before(periodWith(kind, day), index + 1), timeZone))

/** Ends of the quarters around a day, ascending. */
export const quarterEndsAround = (day: string, timeZone: string): number[] =>
  Array.from({ length: 48 }, (_, index) => startOfDay(before(periodWith('quarter', day), 40 - index).from, timeZone).getTime())

/** Configured weights of a pipeline's elements in the log-odds, and what a normal deal has: [stage][element]. */
export interface ElementWeights {
  count: number
  beta: Float64Array
  par: Float64Array
}

export function elementWeights({ stages, elements }: PipelineGround): ElementWeights {
  const order = stages.map(({ key }) => key)
  const each = (of: (definition: ElementDefinition, stage: string) => number) =>
    Float64Array.from(stages.flatMap(({ key }) => elements.map((definition) => of(definition, key))))
  return {
    count: elements.length,
    beta: each((definition, stage) => configuredBeta(definition, stage)),
    par: each((definition, stage) => parOf(definition, stage, order)),
  }
}

/** The largest shift that elements are believed in where they are one feature among others. */
export const mostShift = gamma
