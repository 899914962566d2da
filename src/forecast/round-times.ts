import { addDays, mondayOf, startOfDay } from '../platform/time.ts'
import { isWorkingDay, type WorkCalendar } from '../people/working-days.ts'

/** How an organisation asks for forecasts. Times of day are HH:MM in its time zone. */
export interface RoundSetting {
  active: boolean
  periodKind: 'month' | 'quarter'
  /** 1 Monday – 5 Friday. */
  weekday: number
  opensAt: string
  /** Later submissions are marked. */
  dueAt: string
  /** Later ones are refused. */
  locksAt: string
  /** Calendar days from opening to locking, 0 the same day; moved to a working day. */
  lockAfterDays: number
  /** Minutes before `dueAt` at which who is missing is told. */
  remindMinutes: number
}

export const usualSetting: RoundSetting = {
  active: true,
  periodKind: 'quarter',
  weekday: 1,
  opensAt: '08:00',
  dueAt: '12:00',
  locksAt: '18:00',
  lockAfterDays: 0,
  remindMinutes: 120,
}

export interface RoundTimes {
  /** Monday of the week, which names the round. */
  weekOn: string
  opensOn: string
  opensAt: Date
  remindAt: Date
  dueAt: Date
  locksAt: Date
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
// a day of 23 or 25 hours moves what follows its change by that hour; the nights in which clocks change are no working days
const at = (day: string, time: string, timeZone: string): Date =>
  new Date(startOfDay(day, timeZone).getTime() + minutesOf(time) * 60_000)

/** The first working day from `day` on, before `until`; null where there is none. */
function workedFrom(day: string, until: string, calendar: WorkCalendar): string | null {
  for (let on = day; on < until; on = addDays(on, 1)) if (isWorkingDay(on, calendar)) return on
  return null
}

/**
 * When the round of the week of `day` opens, reminds, is due and locks: on the weekday asked for, or the next working day of that
 * week where it is free; null where the rest of the week is free. A lock that would fall on a free day moves to the next worked
 * one. Days in the organisation's time zone.
 */
export function roundTimes(day: string, setting: RoundSetting, calendar: WorkCalendar, timeZone: string): RoundTimes | null {
  const weekOn = mondayOf(day)
  const opensOn = workedFrom(addDays(weekOn, setting.weekday - 1), addDays(weekOn, 7), calendar)
  if (opensOn === null) return null
  const locksOn = addDays(opensOn, setting.lockAfterDays)
  const dueAt = at(opensOn, setting.dueAt, timeZone)
  const locksAt = at(workedFrom(locksOn, addDays(locksOn, 21), calendar) ?? locksOn, setting.locksAt, timeZone)
  return {
    weekOn,
    opensOn,
    opensAt: at(opensOn, setting.opensAt, timeZone),
    remindAt: new Date(dueAt.getTime() - setting.remindMinutes * 60_000),
    dueAt,
    locksAt,
  }
}

/** The next opening after a moment, within two months; null where the organisation asks for none. */
export function nextOpening(
  now: Date,
  today: string,
  setting: RoundSetting,
  calendar: WorkCalendar,
  timeZone: string,
): RoundTimes | null {
  if (!setting.active) return null
  for (let week = 0; week < 9; week++) {
    const times = roundTimes(addDays(today, week * 7), setting, calendar, timeZone)
    if (times && times.opensAt > now) return times
  }
  return null
}

/** Whether the times of a setting can stand together: it opens, is due and locks in this order. */
export const isInOrder = ({ opensAt, dueAt, locksAt, lockAfterDays }: RoundSetting): boolean =>
  minutesOf(opensAt) < minutesOf(dueAt) && (lockAfterDays > 0 || minutesOf(dueAt) <= minutesOf(locksAt))

export type RoundState = 'open' | 'overdue' | 'locked'

/**
 * What may be done with a round now: until it is due, until it locks, and then nothing. Its times decide, not when a job came by;
 * a lock that somebody set holds for all who come to the round after it, also for who asked a moment before and waited.
 */
export function stateOf(round: { dueAt: Date; locksAt: Date; lockedAt?: Date | null }, now: Date): RoundState {
  if (round.lockedAt || now >= round.locksAt) return 'locked'
  return now > round.dueAt ? 'overdue' : 'open'
}
