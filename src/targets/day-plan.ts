import { breakDown } from '../capacity/breakdown.ts'
import { catchUpPerDay } from '../capacity/coverage.ts'
import { isWorkingDay, type WorkCalendar } from '../people/working-days.ts'
import { daysOfMonth } from './year-calendar.ts'

export interface PlannedDay {
  day: string
  isWorked: boolean
  /** The month's figure spread flat over its working days; 0 on days off. */
  planned: number
  /** Null on days to come. */
  actual: number | null
  /** What each working day from today on must bring to reach the month's figure; null on days gone and days off. */
  catchUp: number | null
}

/**
 * A month by days (FUNNEL-SCIENCE §6): the flat plan, which sums to the month's figure, and what the days left must bring.
 * `actual` is by day; today counts as a day left. A month without working days puts everything on its last day.
 */
export function dayPlan(
  { year, month, figure }: { year: number; month: number; figure: number },
  actual: ReadonlyMap<string, number>,
  today: string,
  calendar: WorkCalendar,
): PlannedDay[] {
  const days = daysOfMonth(year, month)
  const worked = days.map((day) => isWorkingDay(day, calendar))
  const isEmpty = !worked.includes(true)
  const flat = breakDown(
    figure,
    days.map((_, at) => (worked[at] || (isEmpty && at === days.length - 1) ? 1 : 0)),
  )
  const won = days.filter((day) => day < today).reduce((sum, day) => sum + (actual.get(day) ?? 0), 0)
  const left = days.filter((day, at) => day >= today && worked[at]).length
  const perDay = catchUpPerDay(figure, won, left)
  return days.map((day, at) => ({
    day,
    isWorked: worked[at]!,
    planned: flat[at]!,
    actual: day > today ? null : (actual.get(day) ?? 0),
    catchUp: day >= today && worked[at] ? (perDay ?? 0) : null,
  }))
}
