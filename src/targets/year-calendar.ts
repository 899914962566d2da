import { calendarOf, isWorkingDay, workingDaysBetween, type WorkCalendar } from '../people/working-days.ts'
import { addDays } from '../platform/time.ts'
import { springFestivalOf } from './spring-festival.ts'

/** Where the Chinese New Year empties offices. */
const festive = new Set([
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Chongqing',
  'Asia/Harbin',
  'PRC',
  'Asia/Taipei',
  'Asia/Hong_Kong',
  'Asia/Macau',
  'Asia/Singapore',
])
export const keepsSpringFestival = (timeZone: string): boolean => festive.has(timeZone)

/**
 * The calendar with the years in it about which nothing is published yet (the State Council tells a year in the November before):
 * their statutory days are free, each that falls on a weekend makes the next working day free, and nobody works a weekend for it.
 * Festivals of the lunar calendar besides the New Year are left out: they cost a day. Only where the New Year is kept.
 */
export function withUnpublishedYears(calendar: WorkCalendar, years: readonly number[], timeZone: string): WorkCalendar {
  const unknown = years.filter((year) => !calendar.knownYears.has(year))
  if (!keepsSpringFestival(timeZone) || unknown.length === 0) return calendar
  const exceptions = new Map(calendar.exceptions)
  for (const year of unknown) {
    const week = calendarOf([])
    const taken = new Set<string>()
    for (const day of statutoryDays(year)) {
      let free = day
      while (!isWorkingDay(free, week) || taken.has(free)) free = addDays(free, 1)
      taken.add(free)
      exceptions.set(free, 'holiday')
    }
  }
  return { exceptions, knownYears: calendar.knownYears }
}

function statutoryDays(year: number): string[] {
  const newYear = springFestivalOf(year)
  return [
    `${year}-01-01`,
    ...[-1, 0, 1, 2].map((at) => addDays(newYear, at)),
    `${year}-04-05`,
    ...['01', '02'].map((day) => `${year}-05-${day}`),
    ...['01', '02', '03'].map((day) => `${year}-10-${day}`),
  ]
}

const two = (number: number): string => String(number).padStart(2, '0')
export const firstOfMonth = (year: number, month: number): string =>
  month > 11 ? `${year + 1}-01-01` : `${year}-${two(month + 1)}-01`

/** Working days of each month. */
export const workdaysOfYear = (year: number, calendar: WorkCalendar): number[] =>
  Array.from({ length: 12 }, (_, month) => workdaysWithin(firstOfMonth(year, month), firstOfMonth(year, month + 1), calendar))

/** Working days of [from, to). */
export const workdaysWithin = (from: string, to: string, calendar: WorkCalendar): number =>
  to <= from ? 0 : workingDaysBetween(addDays(from, -1), addDays(to, -1), calendar)

/** The days of a month. */
export function daysOfMonth(year: number, month: number): string[] {
  const days: string[] = []
  for (let day = firstOfMonth(year, month); day < firstOfMonth(year, month + 1); day = addDays(day, 1)) days.push(day)
  return days
}
