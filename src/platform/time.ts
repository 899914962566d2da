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

const hour = 3_600_000
const dayLong = 24 * hour
/** From here to the end of 9999 a day is written with the four digits of its year. */
const firstWritten = Date.UTC(1000, 0, 2)
const lastWritten = Date.UTC(9999, 11, 30)

/** The calendar day (YYYY-MM-DD) on which a moment falls in a time zone. */
export function dayOf(moment: Date, timeZone: string): string {
  const time = moment.getTime()
  if (time >= firstWritten && time <= lastWritten) return new Date(time + offsetAt(moment, timeZone)).toISOString().slice(0, 10)
  const { year, month, day } = partsOf(moment, timeZone)
  return `${year!.padStart(4, '0')}-${month}-${day}`
}

/** By zone and hour since 1970: how far the zone is ahead for the whole of that hour. */
const offsets = new Map<string, Map<number, number>>()
const mostOffsets = 2000

/** How far the zone is ahead of UTC at a moment, in milliseconds. Asking a calendar costs more than most answers that need it. */
export function offsetAt(moment: Date, timeZone: string): number {
  const since = Math.floor(moment.getTime() / hour)
  const known = offsets.get(timeZone)
  const found = known?.get(since)
  if (found !== undefined) return found
  const exact = readOffset(moment.getTime(), timeZone)
  // an hour in which the clocks change is asked about each time
  if (readOffset(since * hour, timeZone) !== exact || readOffset((since + 1) * hour - 1, timeZone) !== exact) return exact
  const kept = known && known.size < mostOffsets ? known : new Map<number, number>()
  kept.set(since, exact)
  offsets.set(timeZone, kept)
  return exact
}

function readOffset(time: number, timeZone: string): number {
  const { year, month, day, hour: hours, minute, second } = partsOf(new Date(time), timeZone)
  return (
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hours), Number(minute), Number(second)) -
    Math.floor(time / 1000) * 1000
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
  const began = Date.parse(`${day}T00:00:00Z`)
  if (!Number.isNaN(began)) return new Date(began + count * dayLong).toISOString().slice(0, 10)
  const [year, month, date] = day.split('-').map(Number)
  return new Date(Date.UTC(year!, month! - 1, date! + count)).toISOString().slice(0, 10)
}

/** Decimal days between two moments. */
export const daysBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 86_400_000

/** Monday of the week of a day. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
