import type { Locale } from '../platform/words.ts'

/**
 * Numbers and times as people read them. Pure: the language and the time zone are arguments; the components in
 * Figures.tsx and the hook `useFormat()` fill them in.
 */

const cache = new Map<string, Intl.NumberFormat>()
const numberFormat = (locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = locale + JSON.stringify(options)
  const known = cache.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, options)
  cache.set(key, made)
  return made
}

/** How many decimals a currency's minor unit has: CNY 2, JPY 0. */
export const minorDigits = (currency: string): number => {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

export const toMajor = (amountMinor: number, currency: string): number => amountMinor / 10 ** minorDigits(currency)

/** From what a person types (元) to the integer that is stored (分); rounds half away from zero. */
export const toMinor = (major: number, currency: string): number => {
  const scaled = Math.abs(major) * 10 ** minorDigits(currency)
  return Math.sign(major) * Math.round(Number(scaled.toPrecision(15)))
}

/** 3 significant digits with 万/亿 (K/M in English); exact below the first unit. */
export const compact = (value: number, locale: Locale): string => {
  const limit = locale === 'en' ? 1_000 : 10_000
  if (Math.abs(value) < limit) return numberFormat(locale, { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 }).format(value)
  return numberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 }).format(value)
}

const currencySign = (locale: Locale, currency: string): string => {
  try {
    const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0)
    return parts.find(({ type }) => type === 'currency')?.value ?? currency
  } catch {
    return currency
  }
}

/** `¥1,234,500`, or compact `¥123万`. The sign stands before the currency; minor units only where there are any. */
export const money = (amountMinor: number, currency: string, locale: Locale, style: 'exact' | 'compact' = 'exact'): string => {
  const major = toMajor(amountMinor, currency)
  const sign = major < 0 ? '-' : ''
  const size = Math.abs(major)
  const whole = Number.isInteger(size)
  const digits = minorDigits(currency)
  const figure =
    style === 'compact'
      ? compact(size >= 1_000 ? Math.round(size) : size, locale)
      : numberFormat(locale, { minimumFractionDigits: whole ? 0 : digits, maximumFractionDigits: digits }).format(size)
  return `${sign}${currencySign(locale, currency)}${figure}`
}

export const count = (value: number, locale: Locale, style: 'exact' | 'compact' = 'exact'): string =>
  style === 'compact' ? compact(value, locale) : numberFormat(locale, { maximumFractionDigits: 2 }).format(value)

/** 0.0333 → `3.3%`; one decimal below 10 %, none above, unless more digits are asked for. */
export const share = (value: number, locale: Locale, digits?: number): string => {
  const decimals = digits ?? (Math.abs(value) < 0.0995 && value !== 0 ? 1 : 0)
  return numberFormat(locale, { style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: decimals }).format(value)
}

/** Days as a decimal number → days, hours or minutes with at most one decimal. */
export interface DurationParts {
  unit: 'days' | 'hours' | 'minutes'
  value: string
}
export const duration = (days: number, locale: Locale): DurationParts => {
  const figure = (value: number): string =>
    numberFormat(locale, { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 }).format(value)
  if (days === 0 || Math.abs(days) >= 0.95) return { unit: 'days', value: figure(days) }
  if (Math.abs(days) * 24 >= 0.95) return { unit: 'hours', value: figure(days * 24) }
  return { unit: 'minutes', value: figure(Math.round(days * 1440)) }
}

export type DayStyle = 'short' | 'weekday' | 'full' | 'iso'

const dayParts: Record<Exclude<DayStyle, 'iso'>, Intl.DateTimeFormatOptions> = {
  short: { month: 'short', day: 'numeric' },
  weekday: { month: 'short', day: 'numeric', weekday: 'short' },
  full: { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' },
}

/** A business day `YYYY-MM-DD`. `short` leaves out the year when it is that of `today`. */
export const day = (value: string, locale: Locale, style: DayStyle = 'iso', today = ''): string => {
  if (style === 'iso') return value.slice(0, 10)
  const date = new Date(`${value.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return value
  const otherYear = style === 'short' && today !== '' && !value.startsWith(today.slice(0, 4))
  return new Intl.DateTimeFormat(locale, { ...dayParts[style], ...(otherYear && { year: 'numeric' }), timeZone: 'UTC' }).format(
    date,
  )
}

/** The business day on which a moment falls in a time zone. */
export const dayOf = (moment: Date | string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(moment))

/** `2026-11-22 14:05` in the organisation's time zone. */
export const moment = (value: string, timeZone: string, style: 'minute' | 'second' | 'clock' = 'minute'): string => {
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return value
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(style === 'second' && { second: '2-digit' }),
  }).format(date)
  return style === 'clock' ? clock : `${dayOf(date, timeZone)} ${clock}`
}

const justNow: Record<Locale, string> = { 'zh-CN': '刚刚', 'zh-TW': '剛剛', en: 'just now' }

/** `3 天前`, `in 2 hours`: for recent things; older than 30 days it is the day itself. */
export const ago = (value: string, now: Date, locale: Locale, timeZone: string): string => {
  const seconds = (new Date(value).getTime() - now.getTime()) / 1000
  const size = Math.abs(seconds)
  if (size > 30 * 86_400) return dayOf(value, timeZone)
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  // “now” of something that is over reads as if it still went on
  if (size < 45) return seconds > 0 ? relative.format(0, 'second') : justNow[locale]
  if (size < 3_300) return relative.format(Math.round(seconds / 60), 'minute')
  if (size < 79_200) return relative.format(Math.round(seconds / 3_600), 'hour')
  return relative.format(Math.round(seconds / 86_400), 'day')
}

/** Adds days to a business day. */
export const addDays = (value: string, days: number): string => {
  const date = new Date(`${value}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Whole days from one business day to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

export const bytes = (size: number, locale: Locale): string => {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = size < 1 ? 0 : Math.min(3, Math.floor(Math.log(size) / Math.log(1024)))
  const unit = units[step] ?? 'byte'
  return numberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(size / 1024 ** step)
}
