import { addDays } from '../platform/time.ts'

/** Days whose records make the daily averages. */
export const windowDays = 91
/** How long the prospects are collected of which it is known whether they buy. */
export const cohortDays = 365
/** Time a prospect is given to buy before it counts, where the records say nothing; and the bounds of what they may say. */
export const ripening = { usual: 90, least: 14, most: 180 } as const

export interface Period {
  /** First day of the month and of the next one. */
  monthFrom: string
  monthTo: string
  /** [from, to) of the daily averages. */
  from: string
  to: string
  cohortFrom: string
  cohortTo: string
  /** The cohort before that one, for comparison. */
  pastFrom: string
}

export const monthAfter = (month: string): string => {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

/** The spans that a month (YYYY-MM) is judged by, on `today`: the records end yesterday, or with the month when that is over. */
export function periodOf(month: string, today: string, ripeDays: number): Period {
  const monthFrom = `${month}-01`
  const monthTo = `${monthAfter(month)}-01`
  const to = monthTo < today ? monthTo : today
  const ripe = Math.min(ripening.most, Math.max(ripening.least, Math.ceil(ripeDays)))
  const cohortTo = addDays(to, -ripe)
  const cohortFrom = addDays(cohortTo, -cohortDays)
  return {
    monthFrom,
    monthTo,
    from: addDays(to, -windowDays),
    to,
    cohortFrom,
    cohortTo,
    pastFrom: addDays(cohortFrom, -cohortDays),
  }
}
