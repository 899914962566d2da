import { addDays } from '../platform/time.ts'

/** A year, quarter or month of the calendar. */
export type PeriodKind = 'year' | 'quarter' | 'month'
export interface Period {
  /** 2026, 2026-Q4 or 2026-11. */
  key: string
  kind: PeriodKind
  /** First day, and the day after the last. */
  from: string
  to: string
}

const months: Record<PeriodKind, number> = { year: 12, quarter: 3, month: 1 }
export const periodPattern = /^(20\d{2})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/

const dayOfMonth = (index: number): string =>
  `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`

const make = (kind: PeriodKind, first: number): Period => {
  const [year, month] = [Math.floor(first / 12), first % 12]
  const key =
    kind === 'year'
      ? `${year}`
      : kind === 'quarter'
        ? `${year}-Q${month / 3 + 1}`
        : `${year}-${String(month + 1).padStart(2, '0')}`
  return { key, kind, from: dayOfMonth(first), to: dayOfMonth(first + months[kind]) }
}

const firstMonth = ({ from }: Period): number => Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1

/** A period by its key; null where the text names none. */
export function periodOf(key: string): Period | null {
  const [, year, quarter, month] = periodPattern.exec(key) ?? []
  if (!year) return null
  if (quarter) return make('quarter', Number(year) * 12 + (Number(quarter) - 1) * 3)
  return month ? make('month', Number(year) * 12 + Number(month) - 1) : make('year', Number(year) * 12)
}

/** The period of a kind in which a day lies. */
export function periodWith(kind: PeriodKind, day: string): Period {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  return make(kind, Math.floor(month / months[kind]) * months[kind])
}

/** The period of the same kind `count` before (or, negative, after). */
export const before = (period: Period, count: number): Period =>
  make(period.kind, firstMonth(period) - count * months[period.kind])

/** The same period of the year before. */
export const yearBefore = (period: Period): Period => before(period, 12 / months[period.kind])

/** Calendar days of a period. */
export const daysIn = ({ from, to }: Pick<Period, 'from' | 'to'>): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** The day on which a share of a period is over: its first day for 0. */
export const dayAt = (period: Period, share: number): string => addDays(period.from, Math.round(daysIn(period) * share))
