import chineseDays from 'chinese-days'
import { addDays } from '../platform/time.ts'

const mainland = new Set(['Asia/Shanghai', 'Asia/Chongqing', 'Asia/Harbin', 'Asia/Urumqi', 'PRC'])

/** Whether people work on this day: the mainland's calendar with its holidays and make-up days, elsewhere Monday to Friday. */
export function isWorkingDay(day: string, timeZone: string): boolean {
  if (mainland.has(timeZone)) return chineseDays.isWorkday(day)
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** The last working day before `day`: the one whose records should be complete by now. Holidays last two weeks at most. */
export function lastWorkingDay(day: string, timeZone: string): string {
  let before = addDays(day, -1)
  for (let tries = 0; tries < 21 && !isWorkingDay(before, timeZone); tries++) before = addDays(before, -1)
  return before
}
