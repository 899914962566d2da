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
const short = (value: number): string => plain.format(Number(value.toPrecision(3)))

const units: Record<'zh-CN' | 'zh-TW', { wan: string; yi: string }> = {
  'zh-CN': { wan: '万', yi: '亿' },
  'zh-TW': { wan: '萬', yi: '億' },
}
const symbols: Record<string, Record<'zh-CN' | 'zh-TW', string>> = {
  CNY: { 'zh-CN': '元', 'zh-TW': '元人民幣' },
  TWD: { 'zh-CN': '元新台币', 'zh-TW': '元' },
}

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

/** An amount in minor units as people say it: 123 万元, 1.2 亿元; ¥1.23M in English. */
export function money(amountMinor: number, currency: string, locale: Locale): string {
  const amount = amountMinor / 10 ** digitsOf(currency)
  const size = Math.abs(amount)
  if (locale === 'en') {
    const [value, unit] =
      size >= 1e9 ? [size / 1e9, 'B'] : size >= 1e6 ? [size / 1e6, 'M'] : size >= 1e4 ? [size / 1e3, 'K'] : [size, '']
    return `${amount < 0 ? '-' : ''}${signOf(currency)}${grouped.format(Number(short(value)))}${unit}`
  }
  const { wan, yi } = units[locale]
  const [value, unit] = size >= 1e8 ? [amount / 1e8, yi] : size >= 1e4 ? [amount / 1e4, wan] : [amount, '']
  const name = symbols[currency]?.[locale] ?? ` ${currency}`
  return `${short(value)} ${unit}${name}`.replace('  ', ' ')
}
