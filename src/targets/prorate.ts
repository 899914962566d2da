import type { WorkCalendar } from '../people/working-days.ts'
import { firstOfMonth, workdaysWithin } from './year-calendar.ts'

/**
 * What a plan of a year asks of [from, to): whole months as they are, parts of months by working days, rounded once. Days outside
 * the year ask nothing.
 */
export function planWithin(months: readonly number[], year: number, from: string, to: string, calendar: WorkCalendar): number {
  const exact = months.reduce((total, figure, month) => {
    const first = firstOfMonth(year, month)
    const next = firstOfMonth(year, month + 1)
    const start = from > first ? from : first
    const end = to < next ? to : next
    if (end <= start || figure === 0) return total
    if (start === first && end === next) return total + figure
    const all = workdaysWithin(first, next, calendar)
    return all === 0 ? total : total + (figure * workdaysWithin(start, end, calendar)) / all
  }, 0)
  return Math.round(exact)
}
