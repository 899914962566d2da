import { plainWidth } from './cell.ts'

export type DateStyle = 'ymd' | 'mdy' | 'dmy'

/** A day, with a time of day where one was given; `offset` (+08:00, Z) only where the file names it. */
export interface DateValue {
  day: string
  time: string | null
  offset: string | null
}

export type DateReading = { ok: true; value: DateValue } | { ok: true; value: null } | { ok: false }

/**
 * Reads a date as people and programs write it: 2017-03-01, 2017/3/1, 2017年3月1日 下午2:05, 民國106年3月1日, 20170301,
 * 1-Mar-2017, March 1, 2017, ISO 8601 with offset, a spreadsheet's serial number (42795 = 2017-03-01, fractions are time of
 * day), milliseconds since 1970. `style` decides only where the order cannot be seen. A zero date (00/00/0000) is null.
 */
export function parseDate(raw: string, style: DateStyle): DateReading {
  const text = plainWidth(raw).trim()
  if (/^0{1,4}[-/.]0{1,2}[-/.]0{1,4}([ T]0{1,2}:00(:00)?)?$/.test(text)) return { ok: true, value: null }
  if (/^\d+(\.\d+)?$/.test(text)) return fromNumber(text)

  const { rest, time, offset } = splitTime(text)
  const day = dayOf(rest, style)
  return day ? { ok: true, value: { day, time, offset } } : { ok: false }
}

/** Which orders of day and month this text allows; null when the order can be seen or it is no date of that kind. */
export function orderEvidence(raw: string): { mdy: boolean; dmy: boolean; ymd: boolean } | null {
  const match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})(?!\d)/.exec(plainWidth(raw).trim())
  if (!match) return null
  const [a, b, c] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (a === 0 && b === 0) return null
  const real = (month: number, day: number) => month >= 1 && month <= 12 && day >= 1 && day <= 31
  return { mdy: real(a, b), dmy: real(b, a), ymd: match[3]!.length === 2 && real(b, c) && match[1]!.length === 2 }
}

export interface DateStyleFound {
  style: DateStyle
  /** `certain`: a value proves it; `ambiguous`: every value can be read both ways; `mixed`: values contradict each other. */
  certainty: 'certain' | 'ambiguous' | 'mixed'
}

/** How often each order is possible and how often it is the only one, over all values of a column. */
export interface DateOrders {
  ordered: number
  onlyMdy: number
  onlyDmy: number
  onlyYmd: number
  dots: number
}

export const noOrders = (): DateOrders => ({ ordered: 0, onlyMdy: 0, onlyDmy: 0, onlyYmd: 0, dots: 0 })

export function countOrder(orders: DateOrders, raw: string): void {
  const seen = orderEvidence(raw)
  if (!seen) return
  orders.ordered++
  if (/^\d+[.-]/.test(raw.trim())) orders.dots++
  if (seen.mdy && !seen.dmy && !seen.ymd) orders.onlyMdy++
  if (seen.dmy && !seen.mdy && !seen.ymd) orders.onlyDmy++
  if (seen.ymd && !seen.mdy && !seen.dmy) orders.onlyYmd++
}

/**
 * The date style of a column. Without values whose order matters it is year first and certain. Where every value can be read
 * both ways, dots and hyphens speak for the day first, slashes for the month first, and it is called ambiguous.
 */
export function inferDateStyle(orders: DateOrders): DateStyleFound {
  const { ordered, onlyMdy, onlyDmy, onlyYmd, dots } = orders
  if (ordered === 0) return { style: 'ymd', certainty: 'certain' }
  const proofs = [
    { style: 'mdy' as const, count: onlyMdy },
    { style: 'dmy' as const, count: onlyDmy },
    { style: 'ymd' as const, count: onlyYmd },
  ].sort((a, b) => b.count - a.count)
  const best = proofs[0]!
  if (best.count > 0) return { style: best.style, certainty: proofs[1]!.count > 0 ? 'mixed' : 'certain' }
  return { style: dots > ordered / 2 ? 'dmy' : 'mdy', certainty: 'ambiguous' }
}

function fromNumber(text: string): DateReading {
  if (/^\d{8}$/.test(text)) return whole(calendarDay(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))))
  if (/^\d{14}$/.test(text)) {
    const day = calendarDay(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8)))
    const time = `${text.slice(8, 10)}:${text.slice(10, 12)}:${text.slice(12)}`
    return day && isTime(time) ? { ok: true, value: { day, time, offset: null } } : { ok: false }
  }
  if (/^\d{13}$/.test(text)) {
    const iso = new Date(Number(text)).toISOString()
    return { ok: true, value: { day: iso.slice(0, 10), time: iso.slice(11, 19), offset: 'Z' } }
  }
  const serial = Number(text)
  // 1954 to 2119: what a serial number in a list of deals can mean
  if (serial < 20_000 || serial >= 80_000) return serial === 0 ? { ok: true, value: null } : { ok: false }
  const iso = new Date(Math.round((serial - 25_569) * 86_400) * 1000).toISOString()
  return { ok: true, value: { day: iso.slice(0, 10), time: Number.isInteger(serial) ? null : iso.slice(11, 19), offset: null } }
}

const whole = (day: string | null): DateReading => (day ? { ok: true, value: { day, time: null, offset: null } } : { ok: false })

const clock =
  /(?:,?[T\s]+|(?<=日))(?:星期.|周.|週.)?\s*(上午|下午|凌晨|早上|中午|晚上)?\s*(\d{1,2})[:时時点點](\d{1,2})?(?:[:分](\d{1,2})(?:[.,]\d+)?)?\s*[分秒]?\s*(am|pm|a\.m\.|p\.m\.)?\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?$/i

function splitTime(text: string): { rest: string; time: string | null; offset: string | null } {
  const match = clock.exec(text)
  if (!match) return { rest: text.replace(/\s*(星期.|周.|週.)$/, ''), time: null, offset: null }
  const [, half, hour, minute, second, meridiem, offset] = match
  const late = /下午|晚上/.test(half ?? '') || /^p/i.test(meridiem ?? '')
  const early = /上午|凌晨|早上/.test(half ?? '') || /^a/i.test(meridiem ?? '')
  const hours = Number(hour) === 12 ? (early ? 0 : 12) : Number(hour) + (late && Number(hour) < 12 ? 12 : 0)
  const time = [hours, Number(minute ?? 0), Number(second ?? 0)].map((part) => String(part).padStart(2, '0')).join(':')
  if (!isTime(time)) return { rest: text, time: null, offset: null }
  const zone = offset
    ? /^[a-z]/i.test(offset)
      ? 'Z'
      : `${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}`
    : null
  return { rest: text.slice(0, match.index), time, offset: zone }
}

const isTime = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time)

function dayOf(text: string, style: DateStyle): string | null {
  const rest = text.trim()
  const chinese = /^(民国|民國)?\s*(\d{2,4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?$/.exec(rest)
  if (chinese)
    return calendarDay(chinese[1] ? Number(chinese[2]) + 1911 : fullYear(chinese[2]!), Number(chinese[3]), Number(chinese[4]))

  const numbers = /^(\d{1,4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,4})$/.exec(rest)
  if (numbers) return ordered(numbers[1]!, numbers[2]!, numbers[3]!, style)

  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{2}|\d{4})$/i.exec(rest)
  if (dayFirst) return calendarDay(fullYear(dayFirst[3]!), monthNumber(dayFirst[2]!), Number(dayFirst[1]))
  const monthFirst = /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{2}|\d{4})$/i.exec(rest)
  return monthFirst ? calendarDay(fullYear(monthFirst[3]!), monthNumber(monthFirst[1]!), Number(monthFirst[2])) : null
}

function ordered(a: string, b: string, c: string, style: DateStyle): string | null {
  if (a.length === 4) return calendarDay(Number(a), Number(b), Number(c))
  // three digits first: a year of the Republic of China calendar
  if (a.length === 3) return calendarDay(Number(a) + 1911, Number(b), Number(c))
  if (c.length === 1 || c.length === 3) return null
  if (style === 'ymd') return c.length === 4 ? null : calendarDay(fullYear(a), Number(b), Number(c))
  return style === 'mdy' ? calendarDay(fullYear(c), Number(a), Number(b)) : calendarDay(fullYear(c), Number(b), Number(a))
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthNumber = (name: string): number => months.indexOf(name.slice(0, 3).toLowerCase()) + 1

/** Two digits: 70 to 99 are the last century. */
const fullYear = (year: string): number => (year.length === 2 ? (Number(year) < 70 ? 2000 : 1900) + Number(year) : Number(year))

/** `YYYY-MM-DD`, or null where the calendar has no such day or the year is not between 1900 and 2200. */
function calendarDay(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return null
  const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return new Date(`${iso}T00:00:00Z`).toISOString().slice(0, 10) === iso ? iso : null
}
