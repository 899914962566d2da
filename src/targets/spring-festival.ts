import { addDays } from '../platform/time.ts'

/** New Year's Day of the Chinese calendar, month and day, from 2000 on: a fact to be looked up, for ICU is a day out where the new moon falls at midnight. */
const firstYear = 2000
const newYears = (
  '0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 ' +
  '0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 ' +
  '0219 0208 0128 0215 0204 0124 0212 0201 0122 0210 0130 0217 0206 0126 0214 0202 0123'
).split(' ')

/** The first day of the Chinese year that begins in this year. Beyond 2050 the day nineteen years before, which is at most a day out. */
export function springFestivalOf(year: number): string {
  let like = year
  while (like >= firstYear + newYears.length) like -= 19
  while (like < firstYear) like += 19
  const day = newYears[like - firstYear]!
  return `${year}-${day.slice(0, 2)}-${day.slice(2)}`
}

/** Days around the festival that move with it: the slack before, the week itself, and the start after it. */
const daysAround = 21

const dayNumber = (day: string, year: number): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(year, 0, 1)) / 86_400_000)

/**
 * Twelve months of a past year as they would have been had the Spring Festival fallen when it does in `target`: the days around it
 * move with it, the other days of the first quarter close up in their order. The sum stays. `daily` holds what each day brought.
 */
export function movedWithTheFestival(daily: ReadonlyMap<string, number>, past: number, target: number): number[] {
  const months = Array.from({ length: 12 }, () => 0)
  const quarter = (year: number): string[] =>
    Array.from({ length: dayNumber(`${year}-04-01`, year) }, (_, at) => addDays(`${year}-01-01`, at))
  const isAround = (day: string, year: number): boolean =>
    Math.abs(dayNumber(day, year) - dayNumber(springFestivalOf(year), year)) <= daysAround
  const from = quarter(past)
  const to = quarter(target)
  const goesTo = new Map<string, string>()
  for (const around of [true, false]) {
    const days = from.filter((day) => isAround(day, past) === around)
    const places = to.filter((day) => isAround(day, target) === around)
    // a festival early in January's end or a leap year: what has no place of its own goes to the last
    days.forEach((day, at) => goesTo.set(day, places[Math.min(at, places.length - 1)]!))
  }
  for (const [day, value] of daily) {
    if (!day.startsWith(`${past}-`)) continue
    months[Number((goesTo.get(day) ?? day).slice(5, 7)) - 1]! += value
  }
  return months
}
