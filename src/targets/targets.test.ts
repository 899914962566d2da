import { getSolarDateFromLunar } from 'chinese-days'
import { describe, expect, test } from 'vitest'
import { breakDown } from '../capacity/breakdown.ts'
import { gapAsWork, pipelineNeeded } from '../capacity/coverage.ts'
import { calendarOf } from '../people/working-days.ts'
import { addDays } from '../platform/time.ts'
import { attained, ranks } from './attainment.ts'
import { dayPlan } from './day-plan.ts'
import { drawUp } from './draw-up.ts'
import { lastYear, seasons } from './history.ts'
import { stateAfter } from './plan-state.ts'
import { planWithin } from './prorate.ts'
import { monthsOfNode, type PlanNode } from './sheet.ts'
import { movedWithTheFestival, springFestivalOf } from './spring-festival.ts'
import { activityKindsOf, isMeasure, measureOfKinds } from './measure.ts'
import { measureName } from './measure-name.ts'
import { monthlyWeights } from './weights.ts'
import { withUnpublishedYears, workdaysOfYear } from './year-calendar.ts'

const week = calendarOf([])

describe('a year is drawn up', () => {
  const nodes: PlanNode[] = [
    { id: 'company', parentId: null },
    { id: 'east', parentId: 'company' },
    { id: 'li', parentId: 'east' },
    { id: 'wang', parentId: 'east' },
    { id: 'chen', parentId: 'company' },
  ]
  const history = [
    [60, 40, 90, 80, 85, 110, 70, 75, 100, 80, 95, 115],
    [70, 45, 100, 85, 95, 125, 75, 80, 115, 85, 100, 125],
  ]
  const workdays = [21, 16, 22, 21, 20, 21, 23, 21, 22, 18, 20, 23]
  const weights = new Map(['li', 'wang', 'chen'].map((id, at) => [id, Array.from({ length: 12 }, () => [1, 0.33, 1.2][at]!)]))

  test('12,000 by past seasons and working days ⇒ 879 630 1075 979 998 1180 971 951 1147 907 1041 1242, whole on every level', () => {
    const lines = drawUp(12_000, nodes, { history, workdays, weights })
    const months = (id: string): number[] => monthsOfNode({ nodes, lines }, id)
    expect(months('company')).toEqual([879, 630, 1075, 979, 998, 1180, 971, 951, 1147, 907, 1041, 1242])
    expect(months('east').map((value, month) => value + months('chen')[month]!)).toEqual(months('company'))
    expect(months('east')[0]).toBe(Math.round((879 * 1.33) / 2.53))
    expect(months('li')[0]! + months('wang')[0]!).toBe(months('east')[0])
  })
  test('a company that is one row takes the whole', () => {
    const lines = drawUp(7, [{ id: 'company', parentId: null }], { history: [], workdays, weights: new Map() })
    expect([...lines.values()].flat().reduce((sum, value) => sum + value, 0)).toBe(7)
  })
  test('somebody new carries a third, two thirds, then all; nothing before the start', () => {
    expect(monthlyWeights({ seniority: 1, startsOn: '2026-03-15' }, 2026)).toEqual([
      0, 0, 0.33, 0.33, 0.33, 0.66, 0.66, 0.66, 1, 1, 1, 1,
    ])
    expect(monthlyWeights({ seniority: 1.5, startsOn: null }, 2026)).toEqual(Array.from({ length: 12 }, () => 1.5))
    expect(monthlyWeights({ seniority: 1, startsOn: '2025-11-01' }, 2026).slice(0, 4)).toEqual([0.33, 0.66, 0.66, 0.66])
  })
  test('time with the company weighs, and the own factor multiplies it: senior from the fourth year on', () => {
    expect(monthlyWeights({ seniority: 1, startsOn: '2023-05-20' }, 2026)).toEqual([
      1,
      1,
      1,
      1,
      ...Array.from({ length: 8 }, () => 1.2),
    ])
    expect(monthlyWeights({ seniority: 0.5, startsOn: '2010-01-01' }, 2026)).toEqual(Array.from({ length: 12 }, () => 0.6))
    // the worked example of the specification: two usual ones, two in their ramp, one senior
    const joined = ['2024-01-01', '2024-01-01', '2025-09-01', '2025-11-01', '2020-01-01']
    const january = joined.map((startsOn) => monthlyWeights({ seniority: 1, startsOn }, 2026)[0]!)
    expect(january).toEqual([1, 1, 0.66, 0.33, 1.2])
    expect(breakDown(1000, january)).toEqual([239, 239, 157, 79, 286])
  })
  test('parts sum to the whole also where doubles are too coarse', () => {
    const parts = breakDown(8_999_999_999_999_999, [3, 1, 7, 0.1, 5e12])
    expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(8_999_999_999_999_999n)
  })
})

describe('the Spring Festival moves with the calendar', () => {
  test('its day is that of the lunar tables', () => {
    const years = Array.from({ length: 51 }, (_, at) => 2000 + at)
    expect(years.map(springFestivalOf)).toEqual(years.map((year) => getSolarDateFromLunar(`${year}-01-01`).date))
    expect(springFestivalOf(2027)).toBe('2027-02-06')
  })
  test('a January emptied by the festival of 2025 becomes a February emptied by that of 2026; the sum stays', () => {
    const daily = new Map<string, number>()
    for (let day = '2025-01-01'; day < '2026-01-01'; day = addDays(day, 1))
      daily.set(day, day >= '2025-01-27' && day <= '2025-02-05' ? 0 : 10)
    const moved = movedWithTheFestival(daily, 2025, 2026)
    expect(moved.slice(0, 3)).toEqual([310, 180, 310])
    expect(moved.reduce((sum, value) => sum + value, 0)).toBe([...daily.values()].reduce((sum, value) => sum + value, 0))
  })
  test('a leap year loses no day', () => {
    const daily = new Map<string, number>()
    for (let day = '2024-01-01'; day < '2025-01-01'; day = addDays(day, 1)) daily.set(day, 1)
    expect(movedWithTheFestival(daily, 2024, 2026).reduce((sum, value) => sum + value, 0)).toBe(366)
  })
  test('a year that nobody has published yet is estimated by its statutory days', () => {
    const days = workdaysOfYear(2028, withUnpublishedYears(week, [2028], 'Asia/Shanghai'))
    expect(days.slice(0, 3)).toEqual([16, 21, 23])
    expect(days[9]).toBe(19)
    expect(workdaysOfYear(2028, withUnpublishedYears(week, [2028], 'Europe/Berlin'))[0]).toBe(21)
  })
})

describe('what the past says', () => {
  const daily = new Map([
    ['2024-06-10', 5],
    ['2025-01-10', 40],
    ['2025-07-10', 60],
    ['2026-02-10', 30],
  ])
  test('only whole years are seasons', () => {
    expect(seasons(daily, 2026, '2026-03-01', false)).toEqual([[40, 0, 0, 0, 0, 0, 60, 0, 0, 0, 0, 0]])
    expect(seasons(daily, 2026, '2025-12-01', false)).toEqual([])
  })
  test('the last twelve months before the year, or before today', () => {
    expect(lastYear(daily, 2026, '2026-03-01')).toEqual({ from: '2025-01-01', to: '2026-01-01', sum: 100 })
    expect(lastYear(daily, 2027, '2026-03-01')).toEqual({ from: '2025-03-01', to: '2026-03-01', sum: 90 })
    expect(lastYear(new Map(), 2027, '2026-03-01')).toBeNull()
  })
  test('half a year on record is scaled to a whole', () => {
    expect(lastYear(new Map([['2026-01-01', 100]]), 2027, '2026-07-02')?.sum).toBe(Math.round((100 * 365) / 182))
  })
})

describe('attainment', () => {
  const plan = Array.from({ length: 12 }, () => 300_000)
  const actual = [120_000, ...Array.from({ length: 11 }, () => 0)]
  const at = (today: string, months = [0]) => attained(plan, actual, { year: 2026, months, today, calendar: week })
  test('(300,000 − 120,000) ÷ 12 working days left = 15,000 a day', () => {
    const half = at('2026-01-15')
    expect([half.workdaysLeft, half.workdays]).toEqual([12, 22])
    expect(half).toMatchObject({ target: 300_000, actual: 120_000, gap: 180_000, share: 0.4, catchUpPerDay: 15_000 })
    expect(half.due).toBe(Math.round((300_000 * 10) / 22))
    expect(half.flatPerDay).toBeCloseTo(300_000 / 22)
  })
  test('before the period nothing is due, after it everything and nothing can be caught up', () => {
    expect(at('2025-12-31')).toMatchObject({ due: 0, pace: null, workdaysLeft: 22 })
    expect(at('2026-02-01')).toMatchObject({ due: 300_000, pace: 0.4, workdaysLeft: 0, catchUpPerDay: null })
  })
  test('without a target there is no share', () => {
    expect(
      attained(
        Array.from({ length: 12 }, () => 0),
        actual,
        { year: 2026, months: [0], today: '2026-01-15', calendar: week },
      ),
    ).toMatchObject({
      share: null,
      gap: 0,
      catchUpPerDay: 0,
    })
  })
  test('places: equal shares share one, who has no target has none', () => {
    expect(ranks([0.5, 1.2, null, 0.5, 0.1])).toEqual([2, 1, null, 2, 4])
  })
  test('the gap as work: 600,000 ÷ 150,000 = 4 deals ÷ .25 = 16 opportunities × 3.2 visits = 51.2 visits', () => {
    expect(gapAsWork(600_000, { dealMinor: 150_000, winRate: 0.25, visits: 3.2 })).toEqual({
      deals: 4,
      opportunities: 16,
      visits: 51.2,
    })
    expect(pipelineNeeded({ targetMinor: 5000, wonMinor: 1500, expectedNewMinor: 400, conversion: 0.31 })).toBeCloseTo(10_000)
  })
})

describe('days', () => {
  test('the flat plan sums to the month, only working days carry it, and the days left catch up', () => {
    const days = dayPlan({ year: 2026, month: 0, figure: 300_001 }, new Map([['2026-01-05', 120_001]]), '2026-01-15', week)
    expect(days.reduce((sum, { planned }) => sum + planned, 0)).toBe(300_001)
    expect(days.filter(({ isWorked, planned }) => !isWorked && planned > 0)).toEqual([])
    expect(days.find(({ day }) => day === '2026-01-15')).toMatchObject({ catchUp: 15_000, actual: 0 })
    expect(days.find(({ day }) => day === '2026-01-16')).toMatchObject({ actual: null })
    expect(days.find(({ day }) => day === '2026-01-14')).toMatchObject({ catchUp: null })
  })
  test('part of a month is part of its working days', () => {
    const plan = [2200, ...Array.from({ length: 11 }, () => 100)]
    expect(planWithin(plan, 2026, '2026-01-01', '2026-02-01', week)).toBe(2200)
    expect(planWithin(plan, 2026, '2026-01-15', '2026-03-01', week)).toBe(1300)
    expect(planWithin(plan, 2026, '2027-01-01', '2027-03-01', week)).toBe(0)
  })
})

test('a version is drafted, submitted, approved; nothing else leads there', () => {
  expect(stateAfter('draft', 'submit')).toBe('submitted')
  expect(stateAfter('submitted', 'return')).toBe('draft')
  expect(stateAfter('draft', 'approve')).toMatchObject({ code: 'target-not-in-state' })
  expect(stateAfter('approved', 'withdraw')).toMatchObject({ code: 'target-not-in-state' })
})

describe('activities of several kinds count together', () => {
  test('kinds stand in their usual order, each once; what is none is none', () => {
    expect(measureOfKinds(['visit', 'call', 'visit'])).toBe('activity-call.visit')
    expect(measureOfKinds(['visit'])).toBe('activity-visit')
    expect(measureOfKinds(['dance'])).toBeNull()
    expect(activityKindsOf('activity-call.visit')).toEqual(['call', 'visit'])
    expect(activityKindsOf('won-deals')).toEqual([])
    for (const text of ['won-amount', 'activity-visit', 'activity-call.visit', 'activity-call.visit.meeting'])
      expect(isMeasure(text), text).toBe(true)
    for (const text of ['activity-', 'activity-visit.call', 'activity-call.call', 'activity-dance', 'call.visit', 'won', ''])
      expect(isMeasure(text), text).toBe(false)
  })
  test('they are called by all their names', () => {
    expect(measureName('zh-CN', 'activity-call.visit.demo')).toBe('电话数、拜访数和演示数')
    expect(measureName('en', 'activity-call.visit')).toBe('Calls and Visits')
  })
})
