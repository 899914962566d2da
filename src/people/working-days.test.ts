import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../platform/time.ts'
import { keepsChineseHolidays, publishedDays, publishedName } from './published-holidays.ts'
import { addWorkingDays, calendarOf, isWorkingDay, workingDaysBetween, type DayKind } from './working-days.ts'

const chinese = calendarOf(publishedDays('zh-CN'))
const week = calendarOf([])

describe('the Chinese calendar of 2026', () => {
  test('the Spring Festival is free from 15 to 23 February; the Saturdays around it are worked', () => {
    const free = Array.from({ length: 9 }, (_, index) => addDays('2026-02-15', index))
    expect(free.map((day) => isWorkingDay(day, chinese))).toEqual(free.map(() => false))
    expect(['2026-02-14', '2026-02-28'].map((day) => isWorkingDay(day, chinese))).toEqual([true, true])
    expect(isWorkingDay('2026-02-28', week)).toBe(false)
  })

  test('a task due three working days after the Friday before waits for the festival to end', () => {
    expect(addWorkingDays('2026-02-13', 1, chinese)).toBe('2026-02-14')
    expect(addWorkingDays('2026-02-13', 2, chinese)).toBe('2026-02-24')
    expect(addWorkingDays('2026-02-13', 3, chinese)).toBe('2026-02-25')
    expect(workingDaysBetween('2026-02-13', '2026-02-28', chinese)).toBe(6)
  })

  test('before National Day a Sunday is worked, and a Saturday after it', () => {
    expect(isWorkingDay('2026-09-20', chinese)).toBe(true)
    expect(addWorkingDays('2026-09-30', 1, chinese)).toBe('2026-10-08')
    expect(addWorkingDays('2026-10-09', 1, chinese)).toBe('2026-10-10')
    expect(addWorkingDays('2026-10-10', 1, chinese)).toBe('2026-10-12')
  })

  test('zero working days from a holiday is the first day worked after it', () => {
    expect(addWorkingDays('2026-10-03', 0, chinese)).toBe('2026-10-08')
    expect(addWorkingDays('2026-10-08', 0, chinese)).toBe('2026-10-08')
  })
})

describe('a year that was not published', () => {
  test('is not known, and counts Monday to Friday', () => {
    expect([2026, 2031].map((year) => chinese.knownYears.has(year))).toEqual([true, false])
    expect(addWorkingDays('2030-12-31', 1, chinese)).toBe('2031-01-01')
    expect(workingDaysBetween('2030-12-31', '2031-12-31', chinese)).toBe(261)
  })

  test('is not known by a day off of the company, but by its public holidays', () => {
    const free = ['2031-01-01', '2031-01-22', '2031-01-23', '2031-01-24', '2031-01-25', '2031-04-04'].map((day) => ({
      day,
      kind: 'holiday' as const,
    }))
    const known = (days: typeof free) => calendarOf(days).knownYears.has(2031)
    // 25 January is a Saturday
    expect([known([]), known(free.slice(0, 1)), known(free.slice(0, 5)), known(free)]).toEqual([false, false, false, true])
  })

  test('brings no days', () => {
    const years = new Set(publishedDays('zh-CN').map(({ day }) => Number(day.slice(0, 4))))
    expect([...years]).toEqual(Array.from({ length: years.size }, (_, index) => 2004 + index))
    expect(Math.max(...years)).toBeGreaterThanOrEqual(2026)
  })
})

test('holidays are called in every language, and kept where mainland China is', () => {
  const locales = ['zh-CN', 'zh-TW', 'en'] as const
  const named = locales.map((locale) => publishedDays(locale).find(({ day }) => day === '2026-10-01')?.name)
  expect(named).toEqual(['国庆节', '國慶節', 'National Day'])
  // a holiday that the library adds needs its name here
  const unnamed = publishedDays('en').filter(({ day }) => locales.some((locale) => !publishedName(day, locale)))
  expect(unnamed).toEqual([])
  expect(['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Taipei', 'Europe/Berlin'].map(keepsChineseHolidays)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('a number of working days is whole and not negative', () => {
  for (const wrong of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => addWorkingDays('2026-11-22', wrong, week)).toThrow(RangeError)
})

describe('for every calendar', () => {
  const first = '2026-01-01'
  const day = fc.integer({ min: 0, max: 500 }).map((offset) => addDays(first, offset))
  const calendar = fc
    .array(fc.tuple(day, fc.constantFrom<DayKind>('holiday', 'workday')), { maxLength: 120 })
    .map((entries) => calendarOf(entries.map(([on, kind]) => ({ day: on, kind }))))
  const count = fc.integer({ min: 0, max: 40 })

  test('adding working days lands on a working day, never before, and counts back', () => {
    fc.assert(
      fc.property(day, count, calendar, (from, days, given) => {
        const reached = addWorkingDays(from, days, given)
        expect(isWorkingDay(reached, given)).toBe(true)
        expect(reached >= from).toBe(true)
        if (days > 0) expect(workingDaysBetween(from, reached, given)).toBe(days)
      }),
    )
  })

  test('more days and later starts never end earlier', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 30 }), count, count, calendar, (from, later, fewer, more, given) => {
        const [few, many] = fewer <= more ? [fewer, more] : [more, fewer]
        expect(addWorkingDays(from, few, given) <= addWorkingDays(from, many, given)).toBe(true)
        expect(addWorkingDays(from, few, given) <= addWorkingDays(addDays(from, later), few, given)).toBe(true)
      }),
    )
  })

  test('there and back is the same number, and parts add up', () => {
    fc.assert(
      fc.property(day, day, day, calendar, (a, b, c, given) => {
        expect(workingDaysBetween(a, b, given) + workingDaysBetween(b, a, given)).toBe(0)
        expect(workingDaysBetween(a, b, given) + workingDaysBetween(b, c, given)).toBe(workingDaysBetween(a, c, given))
      }),
    )
  })
})
