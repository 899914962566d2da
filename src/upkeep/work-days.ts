import { isWorkingDay, type WorkCalendar } from '../people/working-days.ts'
import { addDays } from '../platform/time.ts'

/** Working days counted once for a stretch of time, so that thousands of customers ask for nothing but differences. */
export interface WorkDays {
  /** Working days after `from` up to and including `to`; 0 when `to` is not later. */
  between: (from: string, to: string) => number
  /** The working day that is `count` working days after `day`. */
  after: (day: string, count: number) => string
}

/** Counts the working days from `first` to `last`; days outside are taken as the nearest one within. */
export function countWorkDays(first: string, last: string, calendar: WorkCalendar): WorkDays {
  const passed = new Map<string, number>()
  const worked: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (isWorkingDay(day, calendar)) worked.push(day)
    passed.set(day, worked.length)
  }
  const until = (day: string): number => passed.get(day < first ? first : day > last ? last : day)!
  return {
    between: (from, to) => Math.max(0, until(to) - until(from)),
    after: (day, count) => worked[until(day) + count - 1] ?? last,
  }
}
