import { expect, test } from 'vitest'
import { learnWeights, priorDeviations, type LearningRow } from './element-learning.ts'

// FUNNEL-SCIENCE §2, Learning: budget and access less a par of .8, an intercept, τ = .5 for all three; offset logit .6
const given: [number, number, boolean][] = [
  [1, 1, true],
  [1, 0.5, true],
  [1, 0, false],
  [0.5, 1, true],
  [0, 1, true],
  [0, 0, false],
  [0, 0.5, false],
  [1, 1, true],
  [0.5, 0.5, false],
  [0, 0, false],
  [1, 1, false],
  [0.5, 1, true],
]
const rows: LearningRow[] = given.map(([budget, access, won]) => ({
  values: [budget - 0.8, access - 0.8, 1],
  won,
  offset: Math.log(0.6 / 0.4),
}))
const priors = [
  { mean: 0.48, deviation: priorDeviations.element },
  { mean: 0.48, deviation: priorDeviations.element },
  { mean: 0, deviation: 0.5 },
]
const close = (found: readonly number[], expected: readonly number[]) =>
  expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 4))

test('weights move from what was configured as far as twelve deals can move them', () => {
  const learned = learnWeights(rows, priors)
  close(learned.weights, [0.5706, 0.8025, -0.0504])
  close(learned.deviations, [0.4652, 0.4705, 0.3868])
  close(learned.learnedShares, [0.1343, 0.1145, 0.4015])
})

test('ten times the deals move them further', () => {
  close(learnWeights(Array.from({ length: 10 }, () => rows).flat(), priors).weights, [0.7141, 2.1551, 0.1008])
})

test('without deals the configured weights come out', () => {
  const learned = learnWeights([], priors)
  close(learned.weights, [0.48, 0.48, 0])
  close(learned.learnedShares, [0, 0, 0])
})

test('rows that weigh nothing say nothing', () => {
  expect(
    learnWeights(
      rows.map((row) => ({ ...row, weight: 0 })),
      priors,
    ).weights,
  ).toEqual([0.48, 0.48, 0])
})
