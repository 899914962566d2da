import { catchUpPerDay } from '../capacity/coverage.ts'
import type { WorkCalendar } from '../people/working-days.ts'
import { firstOfMonth, workdaysWithin } from './year-calendar.ts'

/** Twelve months of plan and of what happened, and how much of the plan should be there by now. */
export interface Attained {
  target: number
  actual: number
  /** What the plan expects by the end of yesterday, whole units: full months, and of the present one by its working days. */
  due: number
  /** actual ÷ target; null without a target. */
  share: number | null
  /** actual ÷ due; null while nothing is due. */
  pace: number | null
  /** target − actual; 0 when it is met. */
  gap: number
  /** actual − due: below 0 when behind the plan. */
  ahead: number
  workdays: number
  workdaysLeft: number
  /** What each working day left must bring; null when none is left and the target is missed. */
  catchUpPerDay: number | null
  /** What a working day was to bring from the start. */
  flatPerDay: number | null
}

/** The part of a month's figure that is due before `today`. */
const dueOf = (figure: number, year: number, month: number, today: string, calendar: WorkCalendar): number => {
  const from = firstOfMonth(year, month)
  const to = firstOfMonth(year, month + 1)
  if (today >= to) return figure
  if (today <= from) return 0
  const all = workdaysWithin(from, to, calendar)
  return all === 0 ? 0 : (figure * workdaysWithin(from, today, calendar)) / all
}

/**
 * How far a plan has come over some months of a year, seen at the beginning of `today` in the organisation's zone, which still
 * counts as a working day left. `plan` and `actual` are twelve months, minor units or counts.
 */
export function attained(
  plan: readonly number[],
  actual: readonly number[],
  { year, months, today, calendar }: { year: number; months: readonly number[]; today: string; calendar: WorkCalendar },
): Attained {
  const sum = (of: readonly number[]): number => months.reduce((total, month) => total + (of[month] ?? 0), 0)
  const target = sum(plan)
  const done = sum(actual)
  const due = Math.round(months.reduce((total, month) => total + dueOf(plan[month] ?? 0, year, month, today, calendar), 0))
  const from = firstOfMonth(year, months[0]!)
  const to = firstOfMonth(year, months.at(-1)! + 1)
  const workdays = workdaysWithin(from, to, calendar)
  const workdaysLeft = workdaysWithin(today > from ? today : from, to, calendar)
  return {
    target,
    actual: done,
    due,
    share: target > 0 ? done / target : null,
    pace: due > 0 ? done / due : null,
    gap: Math.max(0, target - done),
    ahead: done - due,
    workdays,
    workdaysLeft,
    catchUpPerDay: catchUpPerDay(target, done, workdaysLeft),
    flatPerDay: workdays > 0 ? target / workdays : null,
  }
}

/**
 * Places among peers by attainment, best first: 1, 2, 2, 4. Who has no target has no place. Equal shares share a place.
 */
export function ranks(shares: readonly (number | null)[]): (number | null)[] {
  return shares.map((share) => (share === null ? null : 1 + shares.filter((other) => other !== null && other > share).length))
}
