import type { Locale } from '../platform/words.ts'

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 10 })

/** A share as people read it: 56.3%; no more digits than it carries. Null where there is none. */
export const told = {
  share: (share: number | null, digits = 1): string =>
    share === null ? '–' : `${(share * 100).toFixed(digits).replace(/\.0$/, '')}%`,
  /** How many there are: 1,234. */
  count: (count: number): string => grouped.format(count),
  /** Deals that need not be whole. */
  deals: (deals: number): string => grouped.format(deals >= 100 ? Math.round(deals) : Number(deals.toPrecision(3))),
  days: (days: number): string => grouped.format(days >= 10 ? Math.round(days) : Number(days.toPrecision(2))),
}

// a formatter takes longer to make than the sentences of a day's lists to say
const knownDigits = new Map<string, number>()
function digitsOf(currency: string): number {
  const known = knownDigits.get(currency)
  if (known !== undefined) return known
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  knownDigits.set(currency, digits)
  return digits
}

const plain = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 2 })
/** At most three digits, never in powers of ten: 12.3, 123, 1230. */
const round = (value: number): number => Number(value.toPrecision(3))
const short = (value: number): string => plain.format(round(value))
/** Below the first unit: 9,999, 12.5. */
const exact = (value: number): string => grouped.format(value < 100 ? Math.round(value * 100) / 100 : Math.round(value))

const knownSigns = new Map<string, string>()
/** The sign that the figures of the pages carry as well. */
function signOf(currency: string): string {
  const known = knownSigns.get(currency)
  if (known !== undefined) return known
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0)
  const sign = parts.find(({ type }) => type === 'currency')?.value ?? currency
  knownSigns.set(currency, sign)
  return sign
}

const tens: Record<Locale, readonly (readonly [number, string])[]> = {
  'zh-CN': [[1e12, '万亿'], [1e8, '亿'], [1e4, '万']],
  'zh-TW': [[1e12, '兆'], [1e8, '億'], [1e4, '萬']],
  en: [[1e12, 'T'], [1e9, 'B'], [1e6, 'M'], [1e3, 'K']],
} // prettier-ignore

/** An amount in minor units, written in sentences as the figures of the pages are: ¥123万, ¥1.2亿; ¥1.23M in English. */
export function money(amountMinor: number, currency: string, locale: Locale): string {
  const amount = amountMinor / 10 ** digitsOf(currency)
  const size = Math.abs(amount)
  const whole = size >= 1e3 ? Math.round(size) : size
  // what rounds up to a million is one, not 1000 thousand; below the smallest unit nothing is rounded
  const [ten, unit] = tens[locale].find(([least], at, { length }) => (at === length - 1 ? whole : round(whole)) >= least) ?? [
    1,
    '',
  ]
  const figure = ten > 1 ? short(whole / ten) : exact(whole)
  return `${amount < 0 ? '-' : ''}${signOf(currency)}${figure}${unit}`
}
