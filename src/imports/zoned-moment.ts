import type { DateValue } from './dates.ts'

const formatters = new Map<string, Intl.DateTimeFormat>()

const formatter = (timeZone: string): Intl.DateTimeFormat => {
  let found = formatters.get(timeZone)
  if (!found) {
    const parts = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    } as const
    found = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', ...parts })
    formatters.set(timeZone, found)
  }
  return found
}

/** Milliseconds by which the wall clock of the zone is ahead of UTC at this moment. */
function offsetAt(utc: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(utc)
      .map(({ type, value }) => [type, value]),
  )
  return (
    Date.UTC(
      Number(parts.year),
      Number(parts.month) - 1,
      Number(parts.day),
      Number(parts.hour),
      Number(parts.minute),
      Number(parts.second),
    ) - utc
  )
}

/** The moment of a date value: its own offset where the file gives one, else the wall clock of the zone; a day begins at 00:00. */
export function momentOf({ day, time, offset }: DateValue, timeZone: string): Date {
  if (offset) return new Date(`${day}T${time ?? '00:00:00'}${offset}`)
  const wall = Date.parse(`${day}T${time ?? '00:00:00'}Z`)
  const guess = wall - offsetAt(wall, timeZone)
  return new Date(wall - offsetAt(guess, timeZone))
}
