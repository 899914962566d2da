import { describe, expect, test } from 'vitest'
import { defaultCadence, judge, type Evidence } from './evidence.ts'
import { drivers, healthOf } from './health-score.ts'
import { raisesOf, unknownDrivers } from './raising.ts'

const nothing: Evidence = {
  orders: 0, firstOrderOn: null, lastOrderOn: null, contractEndsOn: null, nps: null, satisfaction: null, margin: null, walletShare: null,
  referrals: 0, daysLate: null, overdueDays: null, lastContactOn: null, grade: null, deciderIsAgainstUs: false, severeComplaints: 0,
  usage: [],
} // prettier-ignore
const on = '2026-06-30'
const judged = (evidence: Partial<Evidence>) => judge({ ...nothing, ...evidence }, on, defaultCadence)

describe('what a customer is judged by', () => {
  test('nothing on record is nothing known, and no alarm', () => {
    const { points, flags } = judged({})
    expect([Object.values(points).every((value) => value === null), flags]).toEqual([true, []])
  })
  test('orders by their own rhythm: one gap is on time, three are gone; who ordered once is given a year', () => {
    const retention = (orders: number, first: string, last: string) => judged({ orders, firstOrderOn: first, lastOrderOn: last }).points.retention // prettier-ignore
    expect(retention(3, '2026-01-01', '2026-05-01')).toBe(100)
    expect(retention(2, '2025-09-03', '2025-12-02')).toBeCloseTo(33.33, 1)
    expect(retention(2, '2025-01-01', '2025-03-02')).toBe(0)
    expect(retention(1, '2025-06-30', '2025-06-30')).toBe(100)
    expect(judged({ orders: 2, firstOrderOn: '2025-01-01', lastOrderOn: '2025-03-02', contractEndsOn: '2026-09-28' }).points.retention).toBe(100) // prettier-ignore
  })
  test('answers, share, referrals, margin and payment by fixed bands', () =>
    expect(judged({ nps: 9, satisfaction: 70, walletShare: 0.3, referrals: 2, margin: 0.3, daysLate: 15 }).points).toEqual({
      satisfaction: 80, retention: null, margin: 75, loyalty: 100, usage: null, payment: 70, contact: null,
    })) // prettier-ignore
  test('contact by the cadence of the grade; twice of it is silence, and an order is a contact', () => {
    const of = (grade: number | null, lastContactOn: string) => judged({ grade, lastContactOn })
    expect([of(1, '2026-06-09').points.contact, of(1, '2026-05-19').points.contact, of(1, '2026-05-19').flags]).toEqual([
      100,
      0,
      [],
    ])
    expect(of(1, '2026-05-18').flags).toEqual(['silence'])
    expect(of(5, '2026-05-18').flags).toEqual([])
    expect(judged({ grade: 1, lastContactOn: '2026-01-01', orders: 1, firstOrderOn: '2026-06-20', lastOrderOn: '2026-06-20' }).flags).toEqual([]) // prettier-ignore
  })
  test('alarms of every kind', () =>
    expect(judged({ overdueDays: 61, deciderIsAgainstUs: true, severeComplaints: 1, lastContactOn: '2025-01-01' }).flags).toEqual([
      'overdue', 'decider-against-us', 'severe-complaint', 'silence',
    ])) // prettier-ignore
})

test('what would raise the score: the alarm first, then what weighs most; one alarm of two does nothing alone', () => {
  const points = { satisfaction: 75, retention: 90, margin: 60, loyalty: 50, usage: null, payment: 70, contact: 40 }
  expect(raisesOf(points, [], drivers)[0]).toEqual({ kind: 'driver', driver: 'loyalty', score: expect.closeTo(75.5556, 3) })
  const withFlag = raisesOf(points, ['severe-complaint'], drivers)
  expect(withFlag).toEqual([{ kind: 'flag', flag: 'severe-complaint', score: healthOf(points).score }])
  expect(raisesOf(points, ['overdue', 'severe-complaint'], drivers).map(({ score }) => score)).toEqual([59, 59])
  expect(unknownDrivers({ ...points, retention: null }, drivers)).toEqual(['retention', 'usage'])
})
