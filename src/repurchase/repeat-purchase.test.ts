import { describe, expect, test } from 'vitest'
import { isOverdue, ordersPerMonth, rfm } from './repeat-purchase.ts'

describe('repeat purchases where there are few', () => {
  test('5 orders in 24 months are 0.2 a month', () => expect(ordersPerMonth(5, 24)).toBeCloseTo(0.2, 12))
  test('nobody who bought once in his first month is expected to buy every month', () =>
    expect(ordersPerMonth(1, 1)).toBeCloseTo(2 / 7, 12))
  test('overdue is twice the mean gap', () => {
    expect(isOverdue([0, 30, 60], 120)).toBe(false)
    expect(isOverdue([60, 0, 30], 121)).toBe(true)
    expect(isOverdue([10], 500)).toBe(null)
  })
  test('fifths put equals together and the best at 5', () => {
    const customers = [10, 20, 30, 40, 50].map((days, at) => ({ daysSinceLast: days, orders: 1, amountMinor: at * 100 }))
    expect(rfm(customers)).toEqual([
      { recency: 5, frequency: 1, money: 1 },
      { recency: 4, frequency: 1, money: 2 },
      { recency: 3, frequency: 1, money: 3 },
      { recency: 2, frequency: 1, money: 4 },
      { recency: 1, frequency: 1, money: 5 },
    ])
    expect(rfm([])).toEqual([])
  })
})
