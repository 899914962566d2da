import { addDays } from '../platform/time.ts'

/** What a day is that differs from the week: free, or worked although a weekend (调休). */
export type DayKind = 'holiday' | 'workday'

/** The days that differ from the week, and the years about which anything is known. */
export interface WorkCalendar {
  exceptions: ReadonlyMap<string, DayKind>
  knownYears: ReadonlySet<number>
}

/** No country has fewer public holidays on weekdays: a company's own day off does not make a year known. */
const fewestHolidays = 5

/** A calendar from its entries: a year is known once at least five of its weekdays are entered as free. */
export function calendarOf(entries: readonly { day: string; kind: DayKind }[]): WorkCalendar {
  const free = new Map<number, number>()
  for (const { day, kind } of entries)
    if (kind === 'holiday' && isWeekday(day)) free.set(yearOf(day), (free.get(yearOf(day)) ?? 0) + 1)
  return {
    exceptions: new Map(entries.map(({ day, kind }) => [day, kind])),
    knownYears: new Set([...free].filter(([, count]) => count >= fewestHolidays).map(([year]) => year)),
  }
}

const written = new Map<string, WorkCalendar>()
const mostWritten = 500

/** A calendar from its entries in one text, `2026-02-14 workday,2026-02-16 holiday`: the same text gives the same calendar, made once. */
export function calendarFrom(text: string): WorkCalendar {
  const known = written.get(text)
  if (known) return known
  const entries = text === '' ? [] : text.split(',').map((entry) => entry.split(' ') as [string, DayKind])
  const made = calendarOf(entries.map(([day, kind]) => ({ day, kind })))
  if (written.size >= mostWritten) written.delete(written.keys().next().value!)
  written.set(text, made)
  return made
}

export const yearOf = (day: string): number => Number(day.slice(0, 4))

/** Monday to Friday, unless the calendar says otherwise. In a year that is not known only the week counts. */
export function isWorkingDay(day: string, { exceptions }: WorkCalendar): boolean {
  const kind = exceptions.get(day)
  if (kind) return kind === 'workday'
  return isWeekday(day)
}

/** Monday to Friday. */
function isWeekday(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/**
 * The working day that is `count` working days after `day` (YYYY-MM-DD); `day` itself does not count. With 0 it is the day
 * itself if that is worked, else the next one that is. Throws on a count that is no whole number from 0.
 * Example: two working days after Friday 2026-02-13 are Tuesday 2026-02-24: the Saturday is worked, then the Spring Festival is free.
 */
export function addWorkingDays(day: string, count: number, calendar: WorkCalendar): string {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is no number of working days`)
  if (count === 0) return isWorkingDay(day, calendar) ? day : workingDaysAfter(day, 1, calendar)[0]!
  return workingDaysAfter(day, count, calendar)[count - 1]!
}

const walked = new WeakMap<WorkCalendar, { from: string; days: string[] }>()

/** At least so many working days after a day. Tasks of a stage are all counted from one day: the walk goes on where it ended. */
function workingDaysAfter(from: string, count: number, calendar: WorkCalendar): readonly string[] {
  const before = walked.get(calendar)
  const walk = before?.from === from ? before : { from, days: [] }
  if (walk !== before) walked.set(calendar, walk)
  let reached = walk.days[walk.days.length - 1] ?? from
  while (walk.days.length < count) {
    reached = addDays(reached, 1)
    if (isWorkingDay(reached, calendar)) walk.days.push(reached)
  }
  return walk.days
}

/** Working days after `from` up to and including `to`; negative when `to` lies before `from`. */
export function workingDaysBetween(from: string, to: string, calendar: WorkCalendar): number {
  if (to < from) {
    const before = workingDaysBetween(to, from, calendar)
    return before === 0 ? 0 : -before
  }
  let count = 0
  for (let day = from; day < to;) {
    day = addDays(day, 1)
    if (isWorkingDay(day, calendar)) count++
  }
  return count
}
