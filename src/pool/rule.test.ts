import { expect, test } from 'vitest'
import { claimsLeft, defaultRule, dueOf, flawOf, limitBroken, lockedUntil, protectionOf } from './rule.ts'
import { spread } from './spread.ts'

const zone = 'Asia/Shanghai'
const at = (text: string): Date => new Date(text)

test('a customer falls so many days after the last sign of life, by the earlier of two rules, in days of the organisation', () => {
  const signs = { ownedSince: at('2026-01-01T00:00:00Z'), lastContactAt: at('2026-03-01T17:00:00Z'), lastProgressAt: at('2026-02-01T00:00:00Z') } // prettier-ignore
  // 17:00 in London is one in the morning of the next day in Shanghai
  expect(dueOf(signs, { contactDays: 30, progressDays: null }, zone)).toEqual({ on: '2026-04-01', why: 'contact', days: 30 })
  expect(dueOf(signs, { contactDays: 30, progressDays: 45 }, zone)).toEqual({ on: '2026-03-18', why: 'progress', days: 45 })
  expect(dueOf(signs, { contactDays: null, progressDays: null }, zone)).toBeNull()
})
test('whoever took a customer over has all days before them', () => {
  const taken = { ownedSince: at('2026-05-01T00:00:00Z'), lastContactAt: at('2025-01-01T00:00:00Z'), lastProgressAt: null }
  expect(dueOf(taken, { contactDays: 10, progressDays: 60 }, zone)).toEqual({ on: '2026-05-11', why: 'contact', days: 10 })
})
test('open deals, the levels, grades and tiers named never fall', () => {
  const plain = { openDeals: 0, level: 'target' as const, grade: null, tier: null }
  expect(protectionOf(plain, defaultRule)).toBeNull()
  expect(protectionOf({ ...plain, openDeals: 1 }, defaultRule)).toBe('open-deals')
  expect(protectionOf({ ...plain, level: 'strategic' }, defaultRule)).toBe('level')
  expect(protectionOf({ ...plain, grade: 1 }, defaultRule)).toBe('grade')
  expect(protectionOf({ ...plain, tier: 'A' }, defaultRule)).toBe('tier')
  expect(protectionOf({ ...plain, tier: 'B', grade: 2 }, defaultRule)).toBeNull()
})
test('a rule that is on takes a condition, and warns later than on the first day', () => {
  expect(flawOf(defaultRule)).toBeNull()
  expect(flawOf({ ...defaultRule, isOn: true, contactDays: null })).toBe('nothing-makes-fall')
  expect(flawOf({ ...defaultRule, contactDays: null })).toBeNull()
  expect(flawOf({ ...defaultRule, progressDays: 7 })).toBe('warned-from-the-first-day')
})
test('limits count what is held, claimed today and this month', () => {
  const rule = { claimsPerDay: 2, claimsPerMonth: 5, holdings: 10 }
  expect(limitBroken({ today: 1, thisMonth: 4, held: 9 }, rule)).toBeNull()
  expect(limitBroken({ today: 2, thisMonth: 4, held: 9 }, rule)).toEqual({ code: 'pool-claims-of-day', most: 2 })
  expect(limitBroken({ today: 0, thisMonth: 5, held: 9 }, rule)).toEqual({ code: 'pool-claims-of-month', most: 5 })
  expect(limitBroken({ today: 2, thisMonth: 5, held: 10 }, rule)).toEqual({ code: 'pool-holdings', most: 10 })
  expect(claimsLeft({ today: 1, thisMonth: 3, held: 0 }, rule)).toBe(1)
  expect(claimsLeft({ today: 1, thisMonth: 3, held: 40 }, rule)).toBe(0)
  expect(claimsLeft({ today: 9, thisMonth: 9, held: 9 }, { claimsPerDay: null, claimsPerMonth: null, holdings: null })).toBeNull()
})
test('the last owner is locked out from the day of the fall on', () => {
  expect(lockedUntil(at('2026-03-01T00:00:00Z'), 30, zone)).toBe('2026-03-31')
  expect(lockedUntil(at('2026-03-01T00:00:00Z'), 0, zone)).toBeNull()
})
test('customers are spread in equal numbers, first to who holds less, and nobody gets more than may be held', () => {
  const { given, left } = spread(['a', 'b', 'c', 'd', 'e'], [{ id: 'li', held: 8 }, { id: 'wang', held: 3 }, { id: 'chen', held: 10 }], 10) // prettier-ignore
  expect([...given]).toEqual([
    ['a', 'wang'],
    ['b', 'li'],
    ['c', 'wang'],
    ['d', 'li'],
    ['e', 'wang'],
  ])
  expect(left).toEqual([])
  expect(spread(['a', 'b'], [{ id: 'li', held: 9 }], 10)).toEqual({ given: new Map([['a', 'li']]), left: ['b'] })
  expect(spread(['a'], [], null).left).toEqual(['a'])
})
