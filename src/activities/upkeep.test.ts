import { describe, expect, test } from 'vitest'
import { contactsADay, rhythms, type RhythmGroup } from './contact-rhythm.ts'
import { listForToday, splitOfDay, worthAnHour, type UpkeepCandidate } from './upkeep-list.ts'

/** 600 customers after five years of ten new ones a month. */
const customers: RhythmGroup[] = [
  { grade: 1, count: 20 },
  { grade: 2, count: 60 },
  { grade: 3, count: 140 },
  { grade: 5, count: 380 },
]
const rounded = (days: readonly number[]): number[] => days.map((each) => Number(each.toFixed(1)))

describe('how often old customers are contacted', () => {
  test('ten contacts a day among 600 customers, by the root of their value', () => {
    const days = rhythms(customers, 10, null)
    expect(rounded(days)).toEqual([22.8, 29.5, 41.7, 102])
    expect(contactsADay(customers, days)).toBeCloseTo(10, 10)
  })
  test('within the bounds of their grades, using exactly the ten', () => {
    const days = rhythms(customers, 10)
    expect(rounded(days)).toEqual([15, 30, 44.3, 108.4])
    expect(contactsADay(customers, days)).toBeCloseTo(10, 3)
  })
  test('a budget too small for the longest rhythms is exceeded, and told', () => {
    const days = rhythms(customers, 1)
    expect(days).toEqual([15, 30, 60, 130])
    expect(contactsADay(customers, days)).toBeGreaterThan(1)
  })
  test('more time than needed stops at the shortest rhythms', () => expect(rhythms(customers, 1000)).toEqual([5, 10, 20, 40]))
  test('falling health comes nearer', () => {
    const [well, ill] = rhythms([{ grade: 3, count: 10 }, { grade: 3, count: 10, isFalling: true }], 0.5, null) // prettier-ignore
    expect(well! / ill!).toBeCloseTo(Math.SQRT2, 10)
  })
})

const one = (id: string, value: number, daysSince: number, rhythm: number, minutes: number, hasEvent = false): UpkeepCandidate => ({ id, value, daysSince, rhythm, minutes, hasEvent }) // prettier-ignore
const candidates = [
  one('甲', 100, 20, 14, 30),
  one('乙', 60, 45, 30, 20),
  one('丙', 30, 59, 60, 15),
  one('丁', 30, 150, 60, 15),
  one('戊', 60, 10, 30, 15, true),
]

describe('whom to contact today', () => {
  test('is ranked by worth an hour', () => {
    expect(candidates.map((each) => Number(worthAnHour(each).toFixed(2)))).toEqual([125.71, 126, 22, 144, 160])
    expect(listForToday(candidates, 480).map(({ id }) => id)).toEqual(['戊', '丁', '乙', '甲', '丙'])
  })
  test('fills the minutes there are', () => {
    expect(listForToday(candidates, 50).map(({ id }) => id)).toEqual(['戊', '丁', '乙'])
    expect(listForToday(candidates, 10)).toEqual([])
  })
  test('who was beyond twice the rhythm and unlisted for ten days comes first', () => {
    const passedOver = { ...one('己', 5, 300, 100, 15), unlistedDays: 10 }
    expect(listForToday([...candidates, passedOver], 30).map(({ id }) => id)).toEqual(['己', '戊'])
  })
  test('nobody is contacted for nothing', () => expect(listForToday([one('庚', 100, 5, 14, 30)], 480)).toEqual([]))
})

describe('the split of the day', () => {
  test('each block goes where it brings most, and every part keeps 15 %', () => {
    const flat = (margin: number) => () => margin
    expect(splitOfDay(480, { new: flat(1), 'follow-up': flat(5), old: flat(2) })).toEqual({ new: 75, 'follow-up': 330, old: 75 })
    const falling = (first: number) => (spent: number) => first / (1 + spent / 60)
    const { new: fresh, old } = splitOfDay(480, { new: falling(1), 'follow-up': falling(2), old: falling(1) })
    expect(Math.abs(fresh - old)).toBeLessThanOrEqual(15)
  })
  test('a day too short for parts is told as it is', () =>
    expect(splitOfDay(0, { new: () => 1, 'follow-up': () => 1, old: () => 1 })).toEqual({ new: 0, 'follow-up': 0, old: 0 }))
})
