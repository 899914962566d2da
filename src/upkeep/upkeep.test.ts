import { describe, expect, test } from 'vitest'
import { calendarOf } from '../people/working-days.ts'
import { drawUp, type Planned } from './day-list.ts'
import { eventAtHand } from './events.ts'
import { groupsOf, planUpkeep, together, type Group } from './planning.ts'
import { defaultUpkeep, flawOf } from './setting.ts'
import { marginOf, splitTheDay } from './split.ts'
import { countWorkDays } from './work-days.ts'

const calendar = calendarOf([{ day: '2026-02-14', kind: 'workday' }, { day: '2026-02-16', kind: 'holiday' }]) // prettier-ignore
const days = countWorkDays('2025-01-01', '2027-06-30', calendar)

describe('working days counted once', () => {
  test('the Saturday that is worked counts, the holiday does not', () => {
    expect(days.between('2026-02-13', '2026-02-17')).toBe(2)
    expect(days.after('2026-02-13', 2)).toBe('2026-02-17')
    expect(days.between('2026-02-17', '2026-02-13')).toBe(0)
  })
})

describe('what upkeep costs', () => {
  /** 600 customers after five years of ten new ones a month. */
  const six: Group[] = [[1, 20], [2, 60], [3, 140], [5, 380]].map(([grade, count]) => ({ grade: grade as 1, count: count!, isFalling: false })) // prettier-ignore
  test('600 customers: all alike every 60 working days at ten a day, every 12 at fifty; by value 15, 30, 44.3 and 108.4', () => {
    const plan = planUpkeep(six, defaultUpkeep)
    expect(plan.allAlike).toBe(60)
    expect(planUpkeep(six, { ...defaultUpkeep, contactsADay: 50 }).allAlike).toBe(12)
    expect(plan.groups.map(({ cadence }) => Number(cadence.toFixed(1)))).toEqual([15, 30, 44.3, 108.4])
    expect(plan.groups.map(({ unbounded }) => Number(unbounded.toFixed(1)))).toEqual([22.8, 29.5, 41.7, 102])
    expect(plan.contactsADay).toBeCloseTo(10, 3)
    expect(plan.minutesADay).toBeCloseTo(40 + 40 + (140 / 44.29) * 15 + (380 / 108.4) * 10, 0)
  })
  test('of two people it is the sum, their cadences the customers’ mean', () => {
    const one = planUpkeep(six, defaultUpkeep)
    const both = together([one, one])
    expect([both.customers, both.groups[2]!.count]).toEqual([1200, 280])
    expect(both.groups[2]!.cadence).toBeCloseTo(one.groups[2]!.cadence, 10)
    expect(together([]).customers).toBe(0)
  })
  test('nobody to keep costs nothing', () => expect(planUpkeep(groupsOf([]), defaultUpkeep)).toMatchObject({ customers: 0, contactsADay: 0 })) // prettier-ignore
  test('bounds that run back and contacts longer than the day are called out', () => {
    const bent = { ...defaultUpkeep, byGrade: { ...defaultUpkeep.byGrade, 2: { shortest: 31, longest: 30, minutes: 20 } } }
    expect(flawOf(defaultUpkeep)).toBeNull()
    expect(flawOf(bent)).toEqual({ code: 'upkeep-bounds-run-back', grade: 2 })
    expect(flawOf({ ...defaultUpkeep, minutesADay: 25 })).toEqual({ code: 'upkeep-contact-too-long', grade: 1 })
  })
})

const today = '2026-06-15'
const back = (count: number): string => {
  let day = today
  while (days.between(day, today) < count) day = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
  return day
}
const one = (id: string, grade: 1 | 2 | 3, daysSince: number, cadence: number, minutes: number, more: Partial<Planned> = {}): Planned => ({ id, grade, cadence, minutes, isFalling: false, contactedOn: back(daysSince), dueOn: '2026-01-01', lateOn: days.after(back(daysSince), Math.floor(2 * cadence) + 1), event: null, eventOn: null, listedOn: null, meantFor: null, ...more }) // prettier-ignore
const five = [
  one('甲', 1, 20, 14, 30),
  one('乙', 2, 45, 30, 20),
  one('丙', 3, 59, 60, 15),
  one('丁', 3, 150, 60, 15, { listedOn: back(1) }),
  one('戊', 2, 10, 30, 15, { dueOn: '2026-12-31', event: 'delivery', eventOn: today }),
]

describe('the list of a day', () => {
  test('is that of the specification: 戊 160, 丁 144, 乙 126, 甲 125.71, 丙 22, each with its reason', () => {
    const list = drawUp(five, 480, today, days)
    expect(list.map(({ id, perHour, reason }) => [id, perHour, reason])).toEqual([
      ['戊', 160, 'delivery'],
      ['丁', 144, 'late'],
      ['乙', 126, 'due'],
      ['甲', 125.71, 'due'],
      ['丙', 22, 'soon'],
    ])
  })
  test('whom one meant to contact comes before all, and whoever was passed over for ten days next', () => {
    const meant = one('己', 3, 1, 60, 15, { dueOn: '2026-12-31', meantFor: '2026-06-12' })
    const passed = one('庚', 3, 150, 60, 15)
    expect(drawUp([...five, meant, passed], 45, today, days).map(({ id, reason }) => [id, reason])).toEqual([
      ['己', 'meant'],
      ['庚', 'overlooked'],
      ['戊', 'delivery'],
    ])
  })
  test('nobody beyond twice the cadence stays off the list for more than ten working days, even where time is short', () => {
    const many = Array.from({ length: 19 }, (_, at) => one(`c${at}`, 1, 40, 15, 30))
    let kept = [...many, one('late', 3, 150, 60, 15, { listedOn: back(1) })]
    let waited = 0
    for (let day = today; ; day = days.after(day, 1)) {
      const listed = new Set(drawUp(kept, 60, day, days).map(({ id }) => id))
      if (listed.has('late')) break
      waited += 1
      // what is listed is contacted, but others go on being late
      kept = kept.map((each) => (listed.has(each.id) ? { ...each, listedOn: day } : each))
      expect(waited).toBeLessThan(25)
    }
    expect(waited).toBeLessThanOrEqual(10)
  })
})

describe('what is at hand', () => {
  const asked = { dates: [], firstOrderOn: null, contactedOn: '2026-01-05', today, days }
  test('a renewal from sixty days before, again ten working days after a contact', () => {
    const dates = [{ kind: 'contract-end', on: '2026-08-14' }] as const
    expect(eventAtHand({ ...asked, dates })).toEqual(dates[0])
    expect(eventAtHand({ ...asked, dates: [{ kind: 'contract-end', on: '2026-08-15' }] })).toBeNull()
    expect(eventAtHand({ ...asked, dates, contactedOn: today })).toBeNull()
    expect(
      eventAtHand({ ...asked, dates: [{ kind: 'contract-end', on: '2026-06-30' }], contactedOn: '2026-05-29' }),
    ).not.toBeNull()
  })
  test('the anniversary of the first order in its week, unless it was used; never in the first year', () => {
    expect(eventAtHand({ ...asked, firstOrderOn: '2024-06-16' })).toEqual({ kind: 'anniversary', on: '2026-06-16' })
    expect(eventAtHand({ ...asked, firstOrderOn: '2024-06-16', contactedOn: '2026-06-14' })).toBeNull()
    expect(eventAtHand({ ...asked, firstOrderOn: '2026-06-14' })).toBeNull()
  })
  test('an answered complaint goes before all', () =>
    expect(eventAtHand({ ...asked, dates: [{ kind: 'delivery', on: today }, { kind: 'complaint-answered', on: '2026-06-10' }] })?.kind).toBe('complaint-answered')) // prettier-ignore
})

describe('the split of the day', () => {
  test('blocks go where the next one brings most; a part whose work is done gives way; every part keeps 15 %', () => {
    const works = {
      new: [{ value: 300, minutes: 40 }],
      'follow-up': Array.from({ length: 20 }, () => ({ value: 100, minutes: 15 })),
      old: [{ value: 60, minutes: 20 }],
    }
    expect(marginOf(works.new)(30)).toBeCloseTo(75, 10)
    const split = splitTheDay(408, works)
    expect(split.map(({ part, minutes }) => [part, minutes])).toEqual([['new', 75], ['follow-up', 255], ['old', 75]]) // prettier-ignore
    expect(split[1]!.curve.at(-1)).toEqual({ minutes: 405, value: 2000 })
  })
})
