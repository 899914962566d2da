import { describe, expect as check, test } from 'vitest'
import { mulberry32 } from '../platform/random.ts'
import { contractAtHand } from './customer-dates.ts'
import { expect, historyOf, methodFor } from './expectation.ts'
import { heldOut } from './held-out.ts'

const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const today = 20_000
const todayOn = '2026-06-15'
const base = { ends: [], lastOrderOn: null, method: 'gamma', model: null, today, todayOn } as const
const of = (days: number[], wonMinor = 1000) => ({ days, wonMinor })

describe('the way the data allow', () => {
  test('a model from 100 repeat buyers, a rate below, fifths alone below the first level', () => {
    check(methodFor({ repeaters: 100, level: 0 })).toBe('bg-nbd')
    check(methodFor({ repeaters: 99, level: 1 })).toBe('gamma')
    check(methodFor({ repeaters: 99, level: 0 })).toBe('segments')
  })
})

describe('what is expected of a customer', () => {
  test('by the rate: five orders in two years are 2.4 in the next, nothing is known of being alive', () => {
    const days = [0, 180, 360, 540, 700].map((day) => today - 731 + day)
    const told = expect({ ...base, orders: of(days, 2_000_000) })!
    check(told).toMatchObject({ method: 'gamma', state: 'steady', alive: null, isOverdue: false, atRiskMinor: 0 })
    check(told.expectedOrders).toBeCloseTo(2.4, 2)
    check(told.usualMinor).toBe(Math.round(2_000_000 / (731 / 365.25)))
  })
  test('overdue: all of its usual year is at risk; one order alone is never overdue', () => {
    check(expect({ ...base, orders: of([today - 400, today - 370, today - 340], 900) })).toMatchObject({ state: 'overdue', isOverdue: true, atRiskMinor: Math.round(900 / (400 / 365.25)) }) // prettier-ignore
    check(expect({ ...base, orders: of([today - 400], 900) })).toMatchObject({ state: 'once', isOverdue: null, atRiskMinor: 0 })
  })
  test('fading: the part that is likely gone is at risk', () => {
    const told = expect({ ...base, method: 'bg-nbd', model: published, orders: of([0, 30, 60, 90, 120, 150, 180].map((day) => today - 520 + day * 1.7), 7000) })! // prettier-ignore
    check(told.alive).toBeLessThan(0.5)
    check(['fading', 'overdue']).toContain(told.state)
    check(told.atRiskMinor).toBeGreaterThan(0)
  })
  test('below the first level nothing is expected, whatever was bought', () =>
    check(expect({ ...base, method: 'segments', orders: of([today - 10, today]) })!.expectedOrders).toBeNull())
  test('the end of a contract goes before any model; its own amount is at risk within 60 days', () => {
    const ends = [{ on: '2026-08-14', amountMinor: 77 }]
    check(expect({ ...base, orders: of([]), ends })).toMatchObject({ method: 'contract', state: 'contract-due', atRiskMinor: 77, expectedOrders: null }) // prettier-ignore
    check(expect({ ...base, orders: of([]), ends: [{ on: '2026-08-15', amountMinor: 77 }] })).toMatchObject({ state: 'steady', atRiskMinor: 0 }) // prettier-ignore
    check(expect({ ...base, orders: of([]) })).toBeNull()
  })
  test('a contract that ended matters for 90 days, unless something was bought since; the next one goes before it', () => {
    const past = { on: '2026-05-01', amountMinor: null }
    check(contractAtHand([past], '2026-04-01', todayOn)).toBe(past)
    check(contractAtHand([past], '2026-05-02', todayOn)).toBeNull()
    check(contractAtHand([{ ...past, on: '2026-03-01' }], null, todayOn)).toBeNull()
    check(contractAtHand([past, { on: '2027-05-01', amountMinor: 1 }], null, todayOn)?.on).toBe('2027-05-01')
  })
})

describe('the year held out', () => {
  /** Buyers of very different pace, some of whom stop: what BG/NBD is made for. */
  const random = mulberry32(7)
  const customers = Array.from({ length: 400 }, (_, at) => {
    const gap = 30 + 300 * random()
    const stops = random() < 0.5 ? today - 1100 + 700 * random() : today
    const days: number[] = []
    for (let day = today - 1100 + at; day <= stops; day += gap * -Math.log(1 - random()) + 1) days.push(Math.round(day))
    return days
  })
  test('the model errs less than the plain rate, and the sum it tells is near what came', () => {
    const told = heldOut(customers, today, true)!
    check(told.months).toBe(12)
    const [model, rate, same] = told.ways
    check(model!.meanError).toBeLessThan(rate!.meanError)
    check(model!.meanError).toBeLessThan(same!.meanError)
    check(Math.abs(model!.told / told.came - 1)).toBeLessThan(0.25)
  })
  test('too short a time tells nothing', () => {
    check(heldOut([[today - 100, today]], today, false)).toBeNull()
    check(heldOut([], today, true)).toBeNull()
    check(historyOf([today + 1], today)).toBeNull()
  })
})
