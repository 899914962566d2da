import { dayOf, startOfDay } from '../platform/time.ts'

/** What a clock on the wall shows in a time zone: `14:05`. */
export const clockOf = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment)

const minutesOf = (clock: string): number => {
  const [hours, minutes] = clock.split(':').map(Number)
  return (hours ?? 0) * 60 + (minutes ?? 0)
}

/**
 * The moment at which a clock in the zone shows this day (YYYY-MM-DD) and time (HH:mm). A time that a clock change leaves out
 * becomes the same distance after the change; of a time that comes twice, the first.
 */
export function momentAt(day: string, time: string, timeZone: string): Date {
  const guess = new Date(startOfDay(day, timeZone).getTime() + minutesOf(time) * 60_000)
  const days = Math.round((Date.parse(day) - Date.parse(dayOf(guess, timeZone))) / 86_400_000)
  const off = days * 1440 + minutesOf(time) - minutesOf(clockOf(guess, timeZone))
  const corrected = new Date(guess.getTime() + off * 60_000)
  return clockOf(corrected, timeZone) === time ? corrected : guess
}
