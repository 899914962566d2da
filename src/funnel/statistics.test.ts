import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alarming, judge, shrinkage, shrunk } from './benchmark.ts'
import { quantile } from './quantile.ts'
import { benjaminiHochberg, compareShares, fisher, sampleNeeded, twoProportions } from './significance.ts'
import { stagnation, stagnationLimits } from './stagnation.ts'
import { totalVelocity, velocity } from './velocity.ts'
import { wilson } from '../platform/wilson.ts'

/** The sum over all tables with these margins of those as unlikely as this one, term by term. */
function allTables(a: number, b: number, c: number, d: number): number {
  const logs = [0]
  for (let n = 1; n <= a + b + c + d; n++) logs.push(logs[n - 1]! + Math.log(n))
  const choose = (n: number, k: number): number => logs[n]! - logs[k]! - logs[n - k]!
  const chance = (x: number): number => Math.exp(choose(a + b, x) + choose(c + d, a + c - x) - choose(a + b + c + d, a + c))
  let p = 0
  for (let x = Math.max(0, a - d); x <= Math.min(a + b, a + c); x++) if (chance(x) <= chance(a) * (1 + 1e-7)) p += chance(x)
  return Math.min(1, p)
}

const of = (successes: number, n: number) => ({ successes, n })

describe('no chasing of noise (FUNNEL-SCIENCE 1.7)', () => {
  test('Wilson: 8 of 20 could be 60 %, 40 of 100 could not', () => {
    expect(wilson(8, 20)).toEqual({ low: expect.closeTo(0.2188, 4), high: expect.closeTo(0.6134, 4) })
    expect(wilson(40, 100)).toEqual({ low: expect.closeTo(0.3094, 4), high: expect.closeTo(0.498, 4) })
    expect(wilson(0, 5)).toEqual({ low: 0, high: expect.closeTo(0.4345, 4) })
    expect(judge(of(8, 20), 0.6)).toBe('could-be-chance')
    expect(judge(of(40, 100), 0.6)).toBe('significantly-low')
    expect(judge(of(80, 100), 0.6)).toBe('significantly-high')
    expect(judge(of(0, 9), 0.6)).toBe('too-few')
    expect(judge(of(40, 100), 0.6, 0.2)).toBe('could-be-chance')
  })
  test('two proportions', () => {
    expect(twoProportions(of(8, 20), of(60, 100))).toEqual({ z: expect.closeTo(-1.6477, 4), p: expect.closeTo(0.0994, 4) })
    expect(twoProportions(of(40, 100), of(300, 500))).toEqual({ z: expect.closeTo(-3.6844, 4), p: expect.closeTo(0.000229, 6) })
    // equal shares: no p is above 1
    expect(twoProportions(of(12, 192), of(14, 224))).toEqual({ z: 0, p: 1 })
  })
  test('Fisher, exact', () => {
    expect(fisher(1, 9, 11, 3)).toBeCloseTo(0.002759, 6)
    expect(fisher(2, 8, 12, 18)).toBeCloseTo(0.4457, 4)
    expect(compareShares(of(0, 4), of(4, 4))).toBeCloseTo(2 / 70, 10)
  })
  test('Fisher sums only what adds anything, and comes to the same as the sum of all tables', () => {
    const cell = fc.oneof(fc.nat(12), fc.nat(300))
    fc.assert(
      fc.property(cell, cell, cell, cell, (a, b, c, d) => {
        const plain = allTables(a, b, c, d)
        expect(Math.abs(fisher(a, b, c, d) - plain)).toBeLessThanOrEqual(1e-9 * plain + 1e-300)
      }),
      { numRuns: 300 },
    )
    expect(fisher(30_000, 170_000, 40_000, 560_000)).toBe(0)
    expect(fisher(20_100, 179_900, 60_000, 540_000)).toBeCloseTo(allTables(20_100, 179_900, 60_000, 540_000), 8)
  })
  test('Benjamini–Hochberg', () => {
    expect(benjaminiHochberg([0.01, 0.04, 0.03, 0.2, 0.5]).map((p) => Number(p.toFixed(4)))).toEqual([
      0.05, 0.0667, 0.0667, 0.25, 0.5,
    ])
  })
  test('deals needed to see a difference', () => {
    expect([sampleNeeded(0.4, 0.6), sampleNeeded(0.5, 0.6), sampleNeeded(0.6, 0.6)]).toEqual([48, 191, Infinity])
  })
  test('small groups are drawn towards all', () => {
    expect(shrunk(of(4, 5), 0.25)).toBeCloseTo(0.36, 10)
    expect(shrunk(of(40, 100), 0.25)).toBeCloseTo(0.375, 10)
    const five = [of(12, 40), of(6, 30), of(22, 50), of(5, 35), of(15, 45)]
    expect(shrinkage(five)).toEqual({ overall: 0.3, rho: expect.closeTo(0.040623, 6), m: expect.closeTo(23.62, 2) })
    expect(shrinkage(five.slice(1)).m).toBe(20)
    expect(shrinkage(five.map(() => of(3, 10))).m).toBe(500)
  })
  test('an alarm needs significance and money', () => {
    expect([
      alarming('significantly-low', 5, 100),
      alarming('significantly-low', 4.9, 100),
      alarming('could-be-chance', 50, 100),
    ]).toEqual([true, false, false])
  })
  test('every statistic is finite for any counts, also none, all and nothing', () => {
    const tally = fc.nat(300).chain((n) => fc.record({ n: fc.constant(n), successes: fc.nat(n) }))
    fc.assert(
      fc.property(tally, tally, (a, b) => {
        const { low, high } = wilson(a.successes, a.n)
        expect(0 <= low && low <= high && high <= 1).toBe(true)
        if (a.n > 0) expect(low - 1e-12 <= a.successes / a.n && a.successes / a.n <= high + 1e-12).toBe(true)
        const p = compareShares(a, b)
        expect(p >= 0 && p <= 1).toBe(true)
        const { overall, m } = shrinkage([a, b, a, b, a])
        expect(Number.isFinite(shrunk(a, overall, m)) && m >= 0 && m <= 500).toBe(true)
      }),
    )
  })
})

describe('speed (FUNNEL-SCIENCE 1.5) and standing still (1.6)', () => {
  test('velocity per segment, added', () => {
    expect(velocity({ open: 120, winRate: 0.22, wonAmountMinor: 85_000, cycleDays: 64 })).toBe(35_062.5)
    const small = { open: 100, winRate: 0.1, wonAmountMinor: 20_000, cycleDays: 30 }
    const large = { open: 20, winRate: 0.4, wonAmountMinor: 200_000, cycleDays: 120 }
    expect(velocity(small)).toBeCloseTo(6_666.67, 2)
    expect(totalVelocity([small, large])).toBeCloseTo(20_000, 6)
    expect(velocity({ open: 120, winRate: 0.15, wonAmountMinor: 100_000, cycleDays: 70 })).toBeCloseTo(25_714.29, 2)
    expect(velocity({ ...small, cycleDays: 0 })).toBe(0)
  })
  test('limits are learned from won deals, set by hand, or 30 days', () => {
    const days = [3, 4, 5, 6, 6, 7, 8, 9, 10, 11, 12, 12, 14, 15, 17, 18, 21, 24, 28, 41]
    expect(quantile(days, 0.75)).toBeCloseTo(17.25, 10)
    expect(quantile(days, 0.9)).toBeCloseTo(24.4, 10)
    expect(quantile([], 0.5)).toBeNull()
    expect(stagnationLimits(days)).toMatchObject({ amberDays: 17.25, redDays: expect.closeTo(24.4, 10), source: 'learned' })
    expect(stagnationLimits(days.slice(1))).toMatchObject({ amberDays: 30, redDays: 30, source: 'default' })
    expect(stagnationLimits(days, { amberDays: 10, redDays: 20 })).toEqual({
      amberDays: 10,
      redDays: 20,
      forcedDays: 30,
      source: 'manual',
    })
    expect(stagnationLimits(days.map(() => 1))).toMatchObject({ amberDays: 5, redDays: 5 })
  })
  test('amber, red, then a decision; a deal on hold is left alone', () => {
    const limits = { amberDays: 10, redDays: 20, forcedDays: 30, source: 'manual' as const }
    expect([9, 10, 20, 30].map((days) => stagnation(days, limits))).toEqual(['fresh', 'amber', 'red', 'forced'])
    expect(stagnation(99, limits, true)).toBe('fresh')
  })
})
