import { describe, expect, it } from 'vitest'
import { factorAt, minorFactor } from './rates.ts'

describe('what other currencies are worth', () => {
  it('counts smallest units, of which the yen has a hundredth', () => {
    expect(minorFactor(7.1, 'USD', 'CNY')).toBeCloseTo(7.1, 12)
    expect(minorFactor(0.048, 'JPY', 'CNY')).toBeCloseTo(4.8, 12)
    expect(minorFactor(20, 'CNY', 'JPY')).toBeCloseTo(0.2, 12)
  })
  it('is the rate of the day: each holds until the next, the first also before', () => {
    const rates = { from: [100, 200, 300], factor: [7, 7.2, 6.9] }
    expect([0, 99, 100, 199, 200, 299, 300, 9999].map((at) => factorAt(rates, at))).toEqual([7, 7, 7, 7, 7.2, 7.2, 6.9, 6.9])
    expect(factorAt({ from: [], factor: [] }, 5)).toBeNaN()
  })
})
