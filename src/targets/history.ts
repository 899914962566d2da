import { movedWithTheFestival } from './spring-festival.ts'

/** What a day brought, by day (YYYY-MM-DD). */
export type Daily = ReadonlyMap<string, number>

/** Years before the planned one that say something of its seasons. */
const yearsBack = 3

/**
 * The months of past years as seasons for `year`, oldest first. Only whole years count, of which the records show the beginning and
 * the end: half a year would say that nothing is sold in spring. Where the New Year is kept, its weeks move to where they will be.
 */
export function seasons(daily: Daily, year: number, today: string, moves: boolean): number[][] {
  const first = [...daily].filter(([, value]) => value > 0).reduce((least, [day]) => (day < least ? day : least), '9999')
  const whole = Array.from({ length: yearsBack }, (_, at) => year - yearsBack + at).filter(
    (past) => first <= `${past}-01-31` && today > `${past}-12-31`,
  )
  return whole.map((past) => (moves ? movedWithTheFestival(daily, past, year) : plainMonths(daily, past)))
}

function plainMonths(daily: Daily, year: number): number[] {
  const months = Array.from({ length: 12 }, () => 0)
  for (const [day, value] of daily) if (day.startsWith(`${year}-`)) months[Number(day.slice(5, 7)) - 1]! += value
  return months
}

/**
 * What the last twelve months before the planned year, or before today where that comes first, brought: [from, to). Null when nothing
 * is on record. With less than a year on record it is scaled up from the days that are.
 */
export function lastYear(daily: Daily, year: number, today: string): { from: string; to: string; sum: number } | null {
  const to = today < `${year}-01-01` ? today : `${year}-01-01`
  const from = `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`
  const within = [...daily].filter(([day, value]) => value > 0 && day >= from && day < to)
  if (within.length === 0) return null
  const first = [...daily].filter(([, value]) => value > 0).reduce((least, [day]) => (day < least ? day : least), to)
  const days = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000
  const covered = first > from ? Math.max(30, days(first, to)) : days(from, to)
  const sum = within.reduce((total, [, value]) => total + value, 0)
  return { from: first > from ? first : from, to, sum: Math.round((sum * days(from, to)) / covered) }
}
