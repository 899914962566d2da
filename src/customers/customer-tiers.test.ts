import { expect, test } from 'vitest'
import { bestDeal, fitLayer, potentialTier, strategyKeys, thirdsOf, valueTier } from './customer-tiers.ts'

test('fit has three layers around the best customer, and an outside', () => {
  expect([1, 0.85, 0.8499, 0.7, 0.65, 0.6, 0.5999, 0].map(fitLayer)).toEqual(['best', 'best', 'near', 'near', 'edge', 'edge', 'none', 'none']) // prettier-ignore
  expect(fitLayer(null)).toBe(null)
})

test('value is the third of the pipeline that the amount lies in; strategic customers are of high value', () => {
  const thirds = thirdsOf([90, 10, 20, 30, 40, 50, 60, 70, 80])
  expect(thirds).toEqual([30, 60])
  expect([10, 30, 31, 60, 61].map((amount) => valueTier(amount, thirds, false))).toEqual([
    'low',
    'low',
    'middle',
    'middle',
    'high',
  ])
  expect(valueTier(null, thirds, false)).toBe(null)
  expect(valueTier(10, thirds, true)).toBe('high')
  expect([thirdsOf([]), thirdsOf([7])]).toEqual([null, [7, 7]])
})

test('potential is high when timing and decision chain are known at least in part', () => {
  expect(potentialTier({ timing: 'partial', chain: 'confirmed' })).toBe('high')
  expect(potentialTier({ timing: 'confirmed', chain: 'unfavourable' })).toBe('middle')
  expect(potentialTier({ timing: null, chain: 'unknown' })).toBe('low')
})

test('the best deal speaks for its customer', () => {
  const deals = [
    { id: 'a', value: null, potential: 'high' as const },
    { id: 'b', value: 'middle' as const, potential: 'high' as const },
    { id: 'c', value: 'high' as const, potential: 'low' as const },
    { id: 'd', value: 'high' as const, potential: 'middle' as const },
  ]
  expect(bestDeal(deals)?.id).toBe('d')
  expect(bestDeal([])).toBe(undefined)
  expect(strategyKeys).toHaveLength(13)
})
