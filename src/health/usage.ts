import { pointsIn } from '../key-accounts/score.ts'
import type { Band } from '../key-accounts/score.ts'

/** How much was used in a month (YYYY-MM-DD, its first day), in the unit of the house, and how much might have been. */
export interface UsedMonth {
  month: string
  used: number
  paidFor: number | null
}

/** What use is judged by: the latest month, and the mean of those before it (null without any). */
export interface Usage extends UsedMonth {
  usual: number | null
}

/** Points by the share of what was paid for. */
const ofPaidFor: Band = [[0, 0], [0.3, 40], [0.6, 80], [0.8, 100]] // prettier-ignore
/** Points by the latest month over the mean of those before it. */
const ofUsual: Band = [[0, 0], [0.5, 40], [0.8, 80], [1, 100]] // prettier-ignore
/** An older month says nothing of today. */
const freshMonths = 3
const comparedMonths = 3

/** Months since the year 0, of a day of that month. */
export const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

/** The latest of the months told, with the mean of up to three within the three months before it; null when it is older than three months. */
export function usageOf(months: readonly UsedMonth[], today: string): Usage | null {
  const last = months.toSorted((a, b) => (a.month < b.month ? -1 : 1)).at(-1)
  if (!last || monthNumber(today) - monthNumber(last.month) > freshMonths) return null
  const before = months.filter(
    ({ month }) => month < last.month && monthNumber(last.month) - monthNumber(month) <= comparedMonths,
  )
  const usual = before.length === 0 ? null : before.reduce((sum, { used }) => sum + used, 0) / before.length
  return { ...last, usual }
}

/** 0-100: the mean of what was used of what was paid for and of how the month stands to those before; null when neither can be told. */
export function usagePoints({ used, paidFor, usual }: Usage): number | null {
  const parts = [
    ...(paidFor === null ? [] : [pointsIn(ofPaidFor, used / paidFor)]),
    ...(usual === null ? [] : [usual === 0 ? (used > 0 ? 100 : 0) : pointsIn(ofUsual, used / usual)]),
  ]
  return parts.length === 0 ? null : parts.reduce((sum, points) => sum + points, 0) / parts.length
}
