import type { Random } from '../platform/random.ts'
import { addDays, dayOf, startOfDay } from '../platform/time.ts'

const minute = 60_000

const starts = new Map<string, number>()
const days = new Map<string, string>()
const kept = <K, V>(cache: Map<K, V>, key: K, find: () => V): V => {
  const known = cache.get(key) ?? find()
  cache.set(key, known)
  return known
}

/** When a day begins; remembered, as a company asks it tens of thousands of times. */
export const dayStart = (day: string, timeZone: string): number =>
  kept(starts, `${timeZone} ${day}`, () => startOfDay(day, timeZone).getTime())

/** The day a moment falls on; remembered by the quarter of an hour, within which no zone changes its day. */
export const dayAt = (at: number, timeZone: string): string => {
  const quarter = Math.floor(at / 900_000)
  return kept(days, `${timeZone} ${quarter}`, () => dayOf(new Date(quarter * 900_000), timeZone))
}

/** New business by month, January first: a thin Spring Festival, a strong March, the push before the year ends. */
const byMonth = [0.8, 0.5, 1.15, 1.1, 1, 1.05, 0.9, 0.85, 1.1, 0.9, 1.25, 1.3]

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' })
const holidayOf = new Map<string, boolean>()

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** The week and a half around the Chinese New Year, and the first week of October: hardly anybody works. */
export function isHoliday(day: string): boolean {
  let known = holidayOf.get(day)
  if (known === undefined) {
    const [month, date] = day.slice(5).split('-').map(Number) as [number, number]
    const [moon, moonDay] = lunar
      .format(new Date(`${day}T00:00:00Z`))
      .split('/')
      .map((part) => Number(part))
    known = (month === 10 && date <= 7) || (moon === 1 && moonDay! <= 7) || (moon === 12 && moonDay! >= 28 && month <= 2)
    holidayOf.set(day, known)
  }
  return known
}

export const isWorkday = (day: string): boolean => ![0, 6].includes(weekday(day)) && !isHoliday(day)

const later = new Map<string, string>()

/** The day so many working days after another one; remembered, as ten thousand tasks ask it. */
export const workdaysAfter = (day: string, count: number): string =>
  kept(later, `${day} ${count}`, () => {
    let at = day
    for (let left = count; left > 0;) {
      at = addDays(at, 1)
      if (isWorkday(at)) left--
    }
    return at
  })

/** How much new business a day brings, about 1 on a usual working day. */
export const arrivalWeight = (day: string): number =>
  (isWorkday(day) ? 1 : isHoliday(day) ? 0.01 : 0.06) * byMonth[Number(day.slice(5, 7)) - 1]!

/** Time moves faster before the year ends, for customers too. */
export const isYearEnd = (day: string): boolean => day.slice(5, 7) >= '11'

/** A moment in working hours of this day, or of the next working day when nobody works on it. */
export function workingMoment(day: string, timeZone: string, random: Random): number {
  let on = day
  while (!isWorkday(on) && !(isHoliday(on) ? false : random.chance(0.05))) on = addDays(on, 1)
  // 9:00 to 18:30 with a thin lunch hour, now and then in the evening
  const time = random.chance(0.05)
    ? random.whole(1140, 1290)
    : random.chance(0.45)
      ? random.whole(545, 715)
      : random.whole(800, 1105)
  return dayStart(on, timeZone) + time * minute + random.whole(0, 59) * 1000
}
