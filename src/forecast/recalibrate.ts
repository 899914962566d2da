import { clampChance, logit } from '../opportunities/elements.ts'
import { learnWeights } from '../opportunities/element-learning.ts'
import type { Told } from '../platform/scoring.ts'

/** logit p' = a + b · logit p */
export interface Recalibration {
  a: number
  b: number
}

export const asTold: Recalibration = { a: 0, b: 1 }
/** Fewer outcomes than this say too little about how chances are off. */
export const enoughToRecalibrate = 200
const priors = [
  { mean: 0, deviation: 1 },
  { mean: 1, deviation: 0.5 },
]

/** How told chances have to be bent to be right, with priors a ~ N(0, 1), b ~ N(1, .5²) (FUNNEL-SCIENCE §3.3). */
export function recalibrationOf(told: readonly Told[]): Recalibration {
  const rows = told.map(({ p, won }) => ({ values: [1, logit(inside(p))], won, offset: 0 }))
  const [a, b] = learnWeights(rows, priors).weights as [number, number]
  return { a, b }
}

const inside = (p: number): number => Math.min(1 - 1e-6, Math.max(1e-6, p))

/** A chance bent; chances of open deals stay within .01–.99, but 0 stays 0: what cannot happen any more cannot. */
export function recalibrated(p: number, { a, b }: Recalibration): number {
  if (p <= 0) return 0
  return clampChance(1 / (1 + Math.exp(-(a + b * logit(inside(p))))))
}
