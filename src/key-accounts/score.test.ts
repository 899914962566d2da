import { describe, expect, test } from 'vitest'
import { defaultIndicators, flawOf, isBeyondCapacity, scoreKeyAccount, type IndicatorValues } from './score.ts'

const values = (years: number | null, walletShare: number | null, revenue: number | null, growth: number | null, margin: number | null, daysLate: number | null, strategic: number | null): IndicatorValues => ({ years, walletShare, revenue, growth, margin, daysLate, strategic, employees: 90_000 }) // prettier-ignore
const none = Object.fromEntries(Object.entries(defaultIndicators).map(([key, one]) => [key, { ...one, weight: 0 }])) as typeof defaultIndicators // prettier-ignore
const good = values(4, 0.35, 260, 0.12, 0.31, 8, 2)

describe('the score of a key account', () => {
  test('is the weighted mean of fixed bands', () => {
    const { score, parts, tier, coverage, caps } = scoreKeyAccount(good)
    const expected = { years: 85, walletShare: 75, revenue: 84, growth: 70, margin: 77.5, daysLate: 84, strategic: 100 }
    for (const [indicator, points] of Object.entries(expected)) expect(parts[indicator as 'years']).toBeCloseTo(points, 10)
    expect(score).toBeCloseTo(81.575, 10)
    expect([tier, coverage, caps]).toEqual(['A', 1, []])
  })
  test('a famous big company that hardly buys is C', () => {
    const { score, tier } = scoreKeyAccount(values(0.5, 0.02, 30, 0, 0.18, 35, 2))
    expect(score).toBeCloseTo(36.2389, 4)
    expect(tier).toBe('C')
  })
  test('with 60 % known a perfect score is A at most, and it says so', () =>
    expect(scoreKeyAccount(values(5, null, 500, null, 0.4, 0, null))).toMatchObject({
      score: 100,
      coverage: 0.6,
      tier: 'A',
      caps: ['coverage'],
    }))
  test('who owes for more than 90 days is B at most', () => {
    expect(scoreKeyAccount(good, 91)).toMatchObject({ tier: 'B', caps: ['overdue'] })
    expect(scoreKeyAccount(good, 90).tier).toBe('A')
  })
  test('nothing known, or no weights at all, is no score and C', () => {
    expect(scoreKeyAccount(values(null, null, null, null, null, null, null))).toMatchObject({
      score: null,
      coverage: 0,
      tier: 'C',
    })
    expect(scoreKeyAccount(good, 0, none)).toMatchObject({ score: null, tier: 'C' })
  })
  test('how many people it employs counts for nothing, unless the house wants it to', () => {
    expect(scoreKeyAccount(good).parts.employees).toBe(undefined)
    const weighed = { ...defaultIndicators, employees: { ...defaultIndicators.employees, weight: 10 } }
    expect(scoreKeyAccount(good, 0, weighed).parts.employees).toBe(100)
  })
  test('of the S customers those beyond capacity are named, nobody else, and none where there is no limit', () => {
    expect([1, 2, 3].map((place) => isBeyondCapacity('S', place, 2))).toEqual([false, false, true])
    expect(isBeyondCapacity('A', 9, 2)).toBe(false)
    expect(isBeyondCapacity('S', 9, null)).toBe(false)
    expect(isBeyondCapacity('S', 1, 0)).toBe(true)
  })
})

describe('how a house judges', () => {
  test('is refused where nothing weighs, or a band runs back on itself', () => {
    expect(flawOf(defaultIndicators)).toBe(null)
    expect(flawOf(none)).toEqual({ code: 'nothing-weighs' })
    const bent = { ...defaultIndicators, margin: { weight: 15, band: [[0, 0], [0.4, 50], [0.4, 100]] as const } } // prettier-ignore
    expect(flawOf(bent)).toEqual({ code: 'band-does-not-rise', indicator: 'margin' })
  })
})
