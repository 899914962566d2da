const formatters = new Map<string, Intl.DateTimeFormat>()

const formatter = (timeZone: string): Intl.DateTimeFormat => {
  let found = formatters.get(timeZone)
  if (!found) {
    found = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formatters.set(timeZone, found)
  }
  return found
}

const partsOf = (moment: Date, timeZone: string): Record<string, string> =>
  Object.fromEntries(
    formatter(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  )

/** The calendar day (YYYY-MM-DD) on which a moment falls in a time zone. */
export function dayOf(moment: Date, timeZone: string): string {
  const { year, month, day } = partsOf(moment, timeZone)
  return `${year!.padStart(4, '0')}-${month}-${day}`
}

/** How far the zone is ahead of UTC at a moment, in milliseconds. */
export function offsetAt(moment: Date, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(moment, timeZone)
  return (
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) -
    Math.floor(moment.getTime() / 1000) * 1000
  )
}

/** The moment at which a day (plus `addDays`) begins in a time zone. Where a clock change skips midnight, the first moment after. */
export function startOfDay(day: string, timeZone: string, addDays = 0): Date {
  const [year, month, date] = day.split('-').map(Number)
  const wall = Date.UTC(year!, month! - 1, date! + addDays)
  const guess = wall - offsetAt(new Date(wall), timeZone)
  return new Date(wall - offsetAt(new Date(guess), timeZone))
}

/** The day `count` days after another; calendar days, no zone. */
export function addDays(day: string, count: number): string {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(Date.UTC(year!, month! - 1, date! + count)).toISOString().slice(0, 10)
}

/** Decimal days between two moments. */
export const daysBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 86_400_000
