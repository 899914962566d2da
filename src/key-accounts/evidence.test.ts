import { describe, expect, test } from 'vitest'
import { nothingSaid, valuesOf, type Evidence } from './evidence.ts'

const evidence = (given: Partial<Evidence> = {}): Evidence => ({
  firstWonOn: '2022-06-20',
  wonMinor: 260_0000_00,
  wonBeforeMinor: 200_0000_00,
  employees: 320,
  facts: nothingSaid,
  ...given,
})
const on = '2026-06-15'

describe('what is known of a customer', () => {
  test('deals tell tenure in whole months, revenue in ten thousands and growth', () => {
    const { years, revenue, growth, ...rest } = valuesOf(evidence(), on)
    expect(years).toBeCloseTo(47 / 12, 10)
    expect([revenue, growth]).toEqual([260, expect.closeTo(0.3, 10)])
    expect(rest).toEqual({ walletShare: null, margin: null, daysLate: null, strategic: null, employees: 320 })
  })
  test('an order before the system’s time counts where somebody knows of it, and the earlier day holds', () => {
    const facts = { ...nothingSaid, customerSince: '2015-06-15' }
    expect(valuesOf(evidence({ facts }), on).years).toBe(11)
    expect(valuesOf(evidence({ firstWonOn: '2010-06-15', facts }), on).years).toBe(16)
  })
  test('who never bought has no tenure and no revenue; growth of nothing is unknown, not endless', () => {
    const never = valuesOf(evidence({ firstWonOn: null, wonMinor: 0, wonBeforeMinor: 0 }), on)
    expect([never.years, never.revenue, never.growth]).toEqual([0, 0, null])
    expect(valuesOf(evidence({ wonMinor: 0 }), on).growth).toBe(-1)
  })
})
