import { describe, expect, it } from 'vitest'
import { newBusinessByRate, newBusinessOf } from './new-business.ts'

const week = 7 * 86_400_000
const quarters = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    from: -13 * (index + 1) * week,
    to: -13 * index * week,
    season: (((-index - 1) % 4) + 4) % 4,
  }))

describe('what deals not yet opened will bring', () => {
  it('is a rate times the share won in the time left, where too few periods are known', () => {
    const found = newBusinessByRate(3, [0, 0, 0.01, 0.025, 0.045, 0.065, 0.085], 40, 6)
    expect(found.money).toBeCloseTo(22.5, 10)
    expect(newBusinessByRate(3, [], 40, 6).money).toBe(0)
    expect(newBusinessByRate(3, [0, 1], 40, 0).money).toBe(0)
  })
  it('is the mean of what came so late in the last six periods', () => {
    const wins = quarters(8).flatMap(({ from, to }, index) => [
      { entered: to - 5 * week, at: to - week, amount: 100 + index },
      { entered: to - 9 * week, at: to - week, amount: 1000 },
      { entered: to - 5 * week, at: to + week, amount: 5000 },
      { entered: -Infinity, at: from + week, amount: 700 },
    ])
    const found = newBusinessOf(wins, quarters(7), 6 * week, 0)!
    expect(found.money).toBeCloseTo((100 + 101 + 102 + 103 + 104 + 105) / 6)
    expect(found).toMatchObject({ count: 1, periods: 6 })
    expect(newBusinessOf(wins, quarters(3), 6 * week, 0)).toBeNull()
  })
  it('is more in a season that was always stronger, and half believed', () => {
    const strong = quarters(12).map(({ to, season }) => ({
      entered: to - week,
      at: to - week / 2,
      amount: season === 3 ? 300 : 100,
    }))
    const next = newBusinessOf(strong, quarters(12), 6 * week, 3)!.money
    const plain = newBusinessOf(strong, quarters(12), 6 * week, 1)!.money
    expect(next).toBeGreaterThan(plain)
    expect(next).toBeLessThan(300)
  })
})
