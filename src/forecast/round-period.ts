/** A month (2026-11) or a quarter (2026-Q4): its name, its first day and the day after its last. */
export interface ForecastPeriod {
  key: string
  from: string
  to: string
}

const firstOf = (year: number, month: number): string =>
  `${year + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, '0')}-01`

/** The period of this kind that a day (YYYY-MM-DD) lies in. */
export function periodWith(day: string, kind: 'month' | 'quarter'): ForecastPeriod {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  if (kind === 'month') return { key: day.slice(0, 7), from: firstOf(year, month), to: firstOf(year, month + 1) }
  const quarter = Math.ceil(month / 3)
  return { key: `${year}-Q${quarter}`, from: firstOf(year, quarter * 3 - 2), to: firstOf(year, quarter * 3 + 1) }
}

/** The period of a name; null where it is none. */
export function periodNamed(key: string): ForecastPeriod | null {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(key)
  if (quarter) return periodWith(`${quarter[1]}-${String(Number(quarter[2]) * 3).padStart(2, '0')}-01`, 'quarter')
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(key) ? periodWith(`${key}-01`, 'month') : null
}

/** Which share of a period has gone by on a day, 0–1. */
export function shareGone({ from, to }: ForecastPeriod, day: string): number {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  return Math.min(1, Math.max(0, (Date.parse(day) - start) / (end - start)))
}
