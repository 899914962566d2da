import { expect, test } from 'vitest'
import { usualElements } from '../pipelines/templates/usual-elements.ts'
import { completeness, elementChance, explanation, isDue, isStale, parOf, stageChance, type ElementKnown } from './elements.ts'

// FUNNEL-SCIENCE §2, the worked example in commercial negotiation
const order = ['lead-capture', 'need-discovery', 'solution', 'negotiation', 'closing']
const known: ElementKnown[] = [
  { key: 'demand', state: 'confirmed' },
  { key: 'value-fit', state: 'partial' },
  { key: 'budget', state: 'unknown' },
  { key: 'approval', state: 'confirmed' },
  { key: 'decision-chain', state: 'partial' },
  { key: 'decider-access', state: 'unknown' },
  { key: 'champion', state: 'confirmed' },
  { key: 'timing', state: 'partial' },
  { key: 'competition', state: 'unfavourable' },
  { key: 'criteria', state: 'partial' },
  { key: 'terms', state: 'unknown' },
]
const result = () => elementChance(usualElements, known, 'negotiation', 0.6, { order })
const points = (share: number) => Math.round(share * 10_000) / 100

test('completeness says how much is known, not whether it is good', () => {
  expect(completeness(usualElements, known, 'negotiation')).toBeCloseTo(0.54, 10)
  expect(completeness(usualElements, [], 'negotiation')).toBe(0)
  expect(completeness([], [], 'negotiation')).toBeNull()
})

test('the chance of the worked example is .2158', () => {
  expect(result().shift).toBeCloseTo(-1.696, 10)
  expect(result().chance).toBeCloseTo(0.2158, 4)
})

test('every element says by how many points it moves the chance', () => {
  const by = Object.fromEntries(result().contributions.map(({ key, contribution }) => [key, points(contribution)]))
  expect(by).toEqual({
    demand: 0.8,
    'value-fit': -1.67,
    budget: -7.19,
    approval: 1.58,
    'decision-chain': -2.1,
    'decider-access': -7.19,
    champion: 1.32,
    timing: -1.67,
    competition: -14.54,
    criteria: 0,
    terms: -2.1,
  })
})

test('the fastest gains come first', () => {
  const gains = Object.fromEntries(result().contributions.map(({ key, gain }) => [key, points(gain)]))
  expect(gains).toMatchObject({
    competition: 16.4,
    budget: 9.2,
    'decider-access': 9.2,
    terms: 4.34,
    'decision-chain': 3.58,
    'value-fit': 2.83,
    timing: 2.83,
    criteria: 2.1,
  })
  const { up, down, gains: first } = explanation(result().contributions, 1_000_000)
  expect(up.map(({ key }) => key)).toEqual(['approval', 'champion', 'demand'])
  expect(down[0]!.key).toBe('competition')
  expect(first.map(({ key, gainMinor }) => [key, gainMinor])[0]).toEqual(['competition', 164_005])
})

test('a chance is never certain', () => {
  const all = usualElements.map(({ key }) => ({ key, state: 'confirmed' as const }))
  expect(elementChance(usualElements, all, 'closing', 0.99, { order }).chance).toBe(0.99)
})

test('nine wins of thirty pull a default of one half down to .38', () => expect(stageChance(0.5, 9, 30)).toBeCloseTo(0.38, 10))

test('what was due earlier is expected, what is due later is not', () => {
  const [demand, terms] = [usualElements[0]!, usualElements[10]!]
  expect(parOf(demand, 'solution', order)).toBe(0.8)
  expect(parOf(demand, 'need-discovery', order)).toBe(0.5)
  expect(parOf(terms, 'need-discovery', order)).toBe(0.2)
})

test('what is due and unknown is told; what is old is stale', () => {
  const demand = usualElements[0]!
  expect(isDue(demand, 'unknown', 'need-discovery', order)).toBe(true)
  expect(isDue(demand, 'partial', 'need-discovery', order)).toBe(false)
  expect(isDue(demand, 'unknown', 'lead-capture', order)).toBe(false)
  const day = 86_400_000
  const old = { key: 'demand', state: 'confirmed' as const, asOf: 0 }
  expect(isStale({ ...demand, staleDays: 90 }, old, 90 * day)).toBe(false)
  expect(isStale({ ...demand, staleDays: 90 }, old, 91 * day)).toBe(true)
  expect(isStale({ ...demand, staleDays: null }, old, 900 * day)).toBe(false)
})
