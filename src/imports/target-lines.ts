import { isMoney, type Level, type Measure } from '../targets/measure.ts'
import type { RowRead } from './row-reader.ts'

/** What a row of a file of targets says, still by name. */
export interface TargetLine {
  row: RowRead
  year: number
  measure: Measure
  level: Level
  owner: string | null
  team: string | null
  months: (number | null)[]
  total: number | null
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const chinese = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

/** A month (0 to 11), with its year where it says one: 3 · 3月 · 三月 · 2026-03 · 2026年3月 · Mar · March 2026. Null: no month. */
export function monthOf(text: string): { month: number; year: number | null } | null {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const year = /(20\d\d)/.exec(plain)?.[1] ?? null
  const rest = plain.replace(/20\d\d\s*[年\-/.]?/, '').trim()
  const number = /^(\d{1,2})(?:\s*月份?)?(?:[-/.]\d{1,2})?$/.exec(rest)?.[1] ?? /^m(\d{1,2})$/.exec(rest)?.[1]
  const han = /^([一二三四五六七八九十]{1,2})月份?$/.exec(rest)?.[1]
  const named = monthNames.indexOf(rest.slice(0, 3))
  const month = number ? Number(number) - 1 : han ? chinese.indexOf(han) : named
  return month >= 0 && month <= 11 ? { month, year: year === null ? null : Number(year) } : null
}

/**
 * Reads a row of targets: a row for a year with its months, or a row for one month. Money is in minor units already; a count comes as if it
 * were money (`unit` minor units to one) and must be whole. Answers the code of what is wrong and the field it is about.
 */
export function targetLine(row: RowRead, unit: number): TargetLine | { code: string; field: string } {
  const { values } = row
  const text = (key: string): string | null => (typeof values[key] === 'string' ? values[key] : null)
  const measure = (text('measure') ?? 'won-amount') as Measure
  const given = text('month')
  const month = given === null ? null : monthOf(given)
  if (given !== null && month === null) return { code: 'target-month-unknown', field: 'month' }
  const year = Number(/20\d\d/.exec(text('year')?.normalize('NFKC') ?? '')?.[0] ?? month?.year ?? NaN)
  if (!Number.isInteger(year)) return { code: 'target-year-missing', field: 'year' }
  const figure = (key: string): number | null => {
    const value = values[key]
    return typeof value !== 'number' ? null : isMoney(measure) ? value : value / unit
  }
  const months = Array.from({ length: 12 }, (_, at) => figure(`m${at + 1}`))
  const amount = figure('amount')
  if (month && amount !== null) months[month.month] = amount
  const total = figure('total') ?? (month === null ? amount : null)
  const wrong = [...months, total].some((value) => value !== null && !Number.isInteger(value))
  if (wrong) return { code: 'target-not-whole', field: 'amount' }
  if (total === null && months.every((value) => value === null)) return { code: 'value-missing', field: 'total' }
  return {
    row,
    year,
    measure,
    level: (text('targetLevel') ?? 'base') as Level,
    owner: text('owner'),
    team: text('team'),
    months,
    total,
  }
}
