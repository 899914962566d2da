import { describe, expect, test } from 'vitest'
import { contactPoints, drivers, healthOf, isFalling, isSilent, npsPoints, slopeOf, unbroken, type DriverPoints } from './health-score.ts' // prettier-ignore

const points: DriverPoints = { satisfaction: 75, retention: 90, margin: 60, loyalty: 50, usage: null, payment: 70, contact: 40 }
const none = Object.fromEntries(Object.keys(points).map((driver) => [driver, null])) as DriverPoints

describe('the health of a customer', () => {
  test('leaves out what is unknown and says how much is known', () => {
    const { score, coverage, colour } = healthOf(points)
    expect(score).toBeCloseTo(67.2222, 4)
    expect([coverage, colour]).toEqual([0.9, 'yellow'])
  })
  test('is 59 at most with a red flag', () => {
    expect(healthOf(points, ['overdue'])).toMatchObject({ score: 59, colour: 'orange', isCapped: true })
    expect(healthOf({ ...none, payment: 20 }, ['silence'])).toMatchObject({ score: 20, colour: 'red', isCapped: false })
  })
  test('is weighed by the house; a driver without weight counts neither as known nor as missing', () => {
    const weights = { ...drivers, satisfaction: 0, usage: 0, contact: 50 }
    // 90·20 + 60·15 + 50·15 + 70·10 + 40·50 over 110
    expect(healthOf(points, [], weights)).toMatchObject({ coverage: 1, score: expect.closeTo(55.909, 3), colour: 'orange' })
  })
  test('goes on from month to month; a month nobody knows begins anew', () => {
    const months = (...list: string[]) => list.map((month, at) => ({ month: `${month}-01`, score: at }))
    expect(unbroken(months('2025-11', '2025-12', '2026-01'))).toEqual([0, 1, 2])
    expect(unbroken(months('2025-09', '2025-11', '2025-12'))).toEqual([1, 2])
    expect(unbroken([])).toEqual([])
  })
  test('is unknown when nothing is known', () =>
    expect(healthOf(none)).toEqual({ score: null, coverage: 0, colour: null, isCapped: false }))
  test('colours change at 80, 60 and 40', () =>
    expect([80, 79.9, 60, 59.9, 40, 39.9].map((value) => healthOf({ ...none, usage: value }).colour)).toEqual([
      'green', 'yellow', 'yellow', 'orange', 'orange', 'red',
    ])) // prettier-ignore
  test('contact counts fully until the cadence and nothing at twice of it', () => {
    expect([0, 30, 45, 60, 90].map((days) => contactPoints(days, 30))).toEqual([100, 100, 50, 0, 0])
    expect([isSilent(60, 30), isSilent(61, 30), npsPoints(9)]).toEqual([false, true, 90])
  })
  test('six months that lose 2.4 points each are falling', () => {
    expect(slopeOf([78, 77, 79, 72, 70, 66])).toBeCloseTo(-2.4, 10)
    expect([isFalling(-2.4), isFalling(-2), isFalling(-1.9), isFalling(slopeOf([70]))]).toEqual([true, true, false, false])
    expect(slopeOf([0, 100, 78, 77, 79, 72, 70, 66])).toBeCloseTo(-2.4, 10)
  })
})
