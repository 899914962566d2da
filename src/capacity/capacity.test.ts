import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { breakDown, monthWeights } from './breakdown.ts'
import { catchUpPerDay, gapAsWork, pipelineNeeded } from './coverage.ts'
import { diagnose } from './diagnosis.ts'
import { capacity, type CapacityInputs } from './model.ts'

const seed: CapacityInputs = {
  targetMinor: 44_000_000,
  dealMinor: 1_000_000,
  workdays: 22,
  conversion: 0.08,
  touches: 2.4,
  minutesNew: 40,
  minutesFollowUp: 15,
  minutesOld: 10,
  oldPerDay: 5,
  adminMinutes: 60,
  reps: 4,
  arrivals: 18,
  followUpsDue: 60,
  followUpsDone: 40,
}

describe('from the target to the day', () => {
  test('440 000 a month ask for 2 deals, 25 prospects and 60 follow-ups a day: 7 reps, and there are 4', () => {
    const figures = capacity(seed)!
    expect(figures.deals).toBeCloseTo(2, 10)
    expect(figures.prospects).toBeCloseTo(25, 10)
    expect(figures.followUps).toBeCloseTo(60, 10)
    expect(figures.minutes).toBeCloseTo(1900, 8)
    expect(figures.netMinutes).toBeCloseTo(298, 8)
    expect(figures.load).toBeCloseTo(1.594, 4)
    expect(figures.repsNeeded).toBe(7)
    expect(figures.utilisation).toBeCloseTo(0.9167, 4)
    expect(figures.adminShare).toBeCloseTo(0.125, 10)
    expect(figures.followUpCoverage).toBeCloseTo(0.6667, 4)
  })
  test('a share or a price of nothing gives no figures instead of infinite ones', () => {
    for (const key of ['targetMinor', 'dealMinor', 'workdays', 'conversion'] as const)
      expect(capacity({ ...seed, [key]: 0 })).toBeNull()
    expect(capacity({ ...seed, adminMinutes: 480 })).toMatchObject({ load: null, repsNeeded: null })
    expect(capacity({ ...seed, reps: 0 })).toMatchObject({ load: null, utilisation: null, repsNeeded: 7 })
    expect(capacity({ ...seed, followUpsDue: 0 })!.followUpCoverage).toBeNull()
  })
  test('exactly as many reps as needed are not one too few', () => {
    // 22 prospects · (40 + 2.4·15) … made to fill four reps to the minute
    const full = { ...seed, minutesNew: (4 * 298) / 25 - 36 }
    expect(capacity(full)).toMatchObject({ repsNeeded: 4 })
  })
  test('all figures are finite whatever is typed', () => {
    const amount = fc.nat(1_000_000_000)
    const shape = Object.fromEntries(
      Object.keys(seed).map((key) => [key, key === 'conversion' ? fc.double({ min: 1e-4, max: 1, noNaN: true }) : amount]),
    )
    fc.assert(
      fc.property(fc.record(shape) as unknown as fc.Arbitrary<CapacityInputs>, (given) => {
        const figures = capacity(given)
        for (const value of Object.values(figures ?? {})) expect(value === null || Number.isFinite(value)).toBe(true)
        for (const { perDay } of diagnose(given)) expect(perDay).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('the diagnosis', () => {
  test('the seed’s shop: too few visitors, too little follow-up, too few people, each with its price a day', () => {
    const found = diagnose(seed)
    expect(found.map(({ line }) => line)).toEqual(['short-handed', 'too-little-follow-up', 'too-few-prospects'])
    const cost = Object.fromEntries(found.map(({ line, perDay }) => [line, perDay]))
    expect(cost['too-few-prospects']).toBeCloseTo(560_000, 4)
    expect(cost['too-little-follow-up']).toBeCloseTo(666_666.6667, 3)
    expect(cost['short-handed']).toBeCloseTo(2_000_000 * (1 - 1 / capacity(seed)!.load!), 4)
  })
  test('chores above 30 % of the day are said, at no price while nobody lacks the time', () => {
    const busy = { ...seed, adminMinutes: 150 }
    expect(diagnose(busy).find(({ line }) => line === 'chores')).toMatchObject({ value: 150 / 480, limit: 0.3 })
    expect(diagnose(busy).find(({ line }) => line === 'chores')!.perDay).toBeCloseTo((24 / 1900) * 2_000_000, 6)
    expect(diagnose({ ...busy, reps: 40 }).find(({ line }) => line === 'chores')!.perDay).toBe(0)
  })
  test('low conversion is a lack of skill only when it is no chance and nothing else explains it', () => {
    const fine = { ...seed, reps: 8, arrivals: 25, followUpsDone: 60 }
    expect(diagnose(fine, { tally: { successes: 40, n: 100 }, benchmark: 0.6 })).toMatchObject([
      { line: 'skill', value: 0.4, limit: 0.6 },
    ])
    expect(diagnose(fine, { tally: { successes: 8, n: 20 }, benchmark: 0.6 })).toEqual([])
    expect(diagnose(fine, { tally: { successes: 0, n: 9 }, benchmark: 0.6 })).toEqual([])
    expect(diagnose(seed, { tally: { successes: 40, n: 100 }, benchmark: 0.6 }).map(({ line }) => line)).not.toContain('skill')
  })
  test('enough visitors and idle people: too little effort', () => {
    const idle = { ...seed, reps: 12, arrivals: 30, followUpsDone: 60, oldPerDay: 0 }
    expect(diagnose(idle).map(({ line }) => line)).toEqual(['effort'])
    expect(diagnose({ ...idle, arrivals: 10 }).map(({ line }) => line)).toEqual(['too-few-prospects'])
  })
  test('nothing is said of a team without a target', () => expect(diagnose({ ...seed, targetMinor: 0 })).toEqual([]))
})

describe('coverage and catching up', () => {
  test('by what the open pipeline brings within the period, not by the win rate', () => {
    expect(pipelineNeeded({ targetMinor: 5000, wonMinor: 1500, expectedNewMinor: 400, conversion: 0.31 })).toBeCloseTo(10_000, 6)
    expect(pipelineNeeded({ targetMinor: 5000, wonMinor: 1500, expectedNewMinor: 0, conversion: 0.24 })).toBeCloseTo(
      14_583.3333,
      3,
    )
    expect(pipelineNeeded({ targetMinor: 5000, wonMinor: 5000, expectedNewMinor: 0, conversion: 0 })).toBe(0)
    expect(pipelineNeeded({ targetMinor: 5000, wonMinor: 0, expectedNewMinor: 0, conversion: 0 })).toBeNull()
  })
  test('600 000 are 4 deals, 16 opportunities, 51.2 visits', () => {
    const work = gapAsWork(600_000, { dealMinor: 150_000, winRate: 0.25, visits: 3.2 })!
    expect([work.deals, work.opportunities]).toEqual([4, 16])
    expect(work.visits).toBeCloseTo(51.2, 10)
    expect(gapAsWork(600_000, { dealMinor: 0, winRate: 0.25, visits: 3.2 })).toBeNull()
  })
  test('300 000 with 120 000 won and 12 days left ask for 15 000 a day', () => {
    expect(catchUpPerDay(300_000, 120_000, 12)).toBe(15_000)
    expect(catchUpPerDay(300_000, 300_000, 0)).toBe(0)
    expect(catchUpPerDay(300_000, 120_000, 0)).toBeNull()
  })
})

describe('a target cut into parts', () => {
  test('by the past and by working days, always whole', () => {
    const history = [
      [60, 40, 90, 80, 85, 110, 70, 75, 100, 80, 95, 115],
      [70, 45, 100, 85, 95, 125, 75, 80, 115, 85, 100, 125],
    ]
    const days = [21, 16, 22, 21, 20, 21, 23, 21, 22, 18, 20, 23]
    expect(breakDown(12_000, monthWeights(history, days))).toEqual([
      879, 630, 1075, 979, 998, 1180, 971, 951, 1147, 907, 1041, 1242,
    ])
    const fresh = monthWeights([], days)
    expect(fresh[0]).toBeCloseTo(21 / 248, 10)
  })
  test('by seniority', () => expect(breakDown(1000, [1, 1, 0.66, 0.33, 1.2])).toEqual([239, 239, 157, 79, 286]))
  test('the parts sum to the whole', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000_000),
        fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (whole, weights) => {
          expect(breakDown(whole, weights).reduce((sum, part) => sum + part, 0)).toBe(whole)
        },
      ),
    )
  })
  test('refuses what cannot be cut', () => {
    expect(() => breakDown(10, [])).toThrow(RangeError)
    expect(() => breakDown(1.5, [1])).toThrow(RangeError)
    expect(() => breakDown(10, [1, -1])).toThrow(RangeError)
  })
})
