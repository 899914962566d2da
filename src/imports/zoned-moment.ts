import { offsetAt, startOfDay } from '../platform/time.ts'
import type { DateValue } from './dates.ts'

const starts = new Map<string, Date>()

/** The moment of a date value: its own offset where the file gives one, else the wall clock of the zone; a day begins at 00:00. */
export function momentOf({ day, time, offset }: DateValue, timeZone: string): Date {
  if (offset) return new Date(`${day}T${time ?? '00:00:00'}${offset}`)
  if (!time) return startOf(day, timeZone)
  const wall = Date.parse(`${day}T${time}Z`)
  const guess = wall - offsetAt(new Date(wall), timeZone)
  return new Date(wall - offsetAt(new Date(guess), timeZone))
}

// a file repeats its days by the thousand
function startOf(day: string, timeZone: string): Date {
  const key = `${timeZone} ${day}`
  let start = starts.get(key)
  if (!start) {
    if (starts.size > 20_000) starts.clear()
    start = startOfDay(day, timeZone)
    starts.set(key, start)
  }
  return start
}
