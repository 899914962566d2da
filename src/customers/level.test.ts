import { describe, expect, test } from 'vitest'
import {
  defaultMandatory,
  fitLayer,
  proposeLevel,
  satisfies,
  type Criterion,
  type LevelFacts,
  type TargetProfile,
} from './level.ts'

const unknown: LevelFacts = {
  industry: null,
  mainBusiness: null,
  headcountBand: null,
  headcount: null,
  itShare: null,
  revenueMinor: null,
  revenueTrend: null,
  goals: null,
  standing: null,
  region: null,
  expectsReasonably: null,
  buysAgain: null,
  isLighthouse: false,
  largestDealMinor: null,
}
const known: LevelFacts = {
  ...unknown,
  industry: '汽车零部件',
  headcountBand: '500-999',
  revenueMinor: 50_000_000_00,
  region: '苏州',
}
const criterion = (given: Partial<Criterion>): Criterion => ({
  field: 'industry',
  operator: 'one-of',
  values: [],
  number: null,
  weight: 1,
  knockOut: false,
  ...given,
})
const ofIndustry = criterion({ values: ['汽车零部件', '电子制造'], weight: 3 })
const large = criterion({ field: 'headcount', operator: 'at-least', number: 1000, weight: 2 })
const nearby = criterion({ field: 'region', values: ['苏州', '上海'], weight: 1 })
const profile: TargetProfile = {
  mandatory: ['industry', 'headcount'],
  criteria: [ofIndustry, large, nearby],
  premium: { revenueMinor: 30_000_000_00, dealMinor: null },
}

describe('the level of a customer', () => {
  test('is potential while a mandatory answer is missing, and says which', () =>
    expect(proposeLevel(profile, { ...known, industry: null })).toMatchObject({
      level: 'potential',
      rule: { kind: 'not-identified', missing: ['industry'] },
    }))
  test('nobody of whom nothing is known is called a mismatch', () =>
    expect(proposeLevel({ ...profile, mandatory: defaultMandatory }, unknown)).toMatchObject({ level: 'potential', fit: null }))
  test('is target at 60 % of the known weight', () =>
    expect(proposeLevel(profile, known)).toMatchObject({
      level: 'target',
      fit: 4 / 6,
      known: 1,
      rule: { kind: 'target', lacking: ['expectation', 'repeat'] },
    }))
  test('what is unknown counts neither way', () =>
    expect(proposeLevel(profile, { ...known, headcountBand: '500-999', region: null })).toMatchObject({
      fit: 3 / 5,
      known: 5 / 6,
      level: 'target',
    }))
  test('is a mismatch below that line', () =>
    expect(proposeLevel(profile, { ...known, industry: '餐饮' })).toMatchObject({
      level: 'no-match',
      rule: { kind: 'below-line', fit: 1 / 6 },
    }))
  test('a knock-out decides alone, even without a weight', () => {
    const out = criterion({ field: 'revenueTrend', values: ['growing', 'steady'], weight: 0, knockOut: true })
    const strict = { ...profile, criteria: [...profile.criteria, out] }
    expect(proposeLevel(strict, { ...known, revenueTrend: 'shrinking' })).toMatchObject({
      level: 'no-match',
      rule: { kind: 'knocked-out', criterion: out },
    })
    expect(proposeLevel(strict, known).level).toBe('target')
  })
  test('premium asks for reason, power and repeat at once', () => {
    const good = { ...known, expectsReasonably: true, buysAgain: true }
    expect(proposeLevel(profile, good)).toMatchObject({ level: 'premium', rule: { kind: 'premium' } })
    expect(proposeLevel(profile, { ...good, revenueMinor: 100 })).toMatchObject({ level: 'target', rule: { lacking: ['power'] } })
    const byDeal = { ...profile, premium: { revenueMinor: 30_000_000_00, dealMinor: 5_000_00 } }
    expect(proposeLevel(byDeal, { ...good, revenueMinor: null, largestDealMinor: 6_000_00 }).level).toBe('premium')
  })
  test('a lighthouse is strategic when it is a target, and without the tests of a premium one', () => {
    expect(proposeLevel(profile, { ...known, isLighthouse: true })).toMatchObject({
      level: 'strategic',
      rule: { kind: 'lighthouse' },
    })
    expect(proposeLevel(profile, { ...known, industry: '餐饮', isLighthouse: true }).level).toBe('no-match')
  })
  test('with all weights zero there is nothing to compare with', () =>
    expect(proposeLevel({ ...profile, criteria: [{ ...ofIndustry, weight: 0 }] }, known)).toMatchObject({
      level: 'potential',
      rule: { kind: 'nothing-to-compare' },
      known: 0,
    }))
  test('a size class answers where all of it lies on one side', () => {
    const atLeast = (number: number) => satisfies(criterion({ field: 'headcount', operator: 'at-least', number }), known)
    expect([atLeast(500), atLeast(600), atLeast(1000)]).toEqual([true, null, false])
    const atMost = (number: number) => satisfies(criterion({ field: 'headcount', operator: 'at-most', number }), known)
    expect([atMost(999), atMost(600), atMost(100)]).toEqual([true, null, false])
    expect(
      satisfies(criterion({ field: 'headcount', operator: 'at-least', number: 90_000 }), { ...known, headcountBand: '5000+' }),
    ).toBe(null)
  })
  test('texts are found by a part of them, without regard to case', () => {
    const says = criterion({ field: 'mainBusiness', operator: 'contains', values: ['PCB', '电路'] })
    expect(satisfies(says, { ...known, mainBusiness: '多层pcb打样' })).toBe(true)
    expect(satisfies(says, { ...known, mainBusiness: '餐饮' })).toBe(false)
    expect(satisfies(says, known)).toBe(null)
  })
  test('three layers lie around the best customer of a product', () =>
    expect([0.9, 0.85, 0.7, 0.6, 0.59].map(fitLayer)).toEqual(['best', 'best', 'near', 'edge', null]))
})
