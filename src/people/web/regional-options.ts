import type { Locale } from '../../platform/words.ts'

interface Option {
  value: string
  label: string
}

const offsetOf = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
    ?.value.replace('GMT', 'UTC') ?? ''

/** Every time zone the browser knows, with its present distance from UTC, east to west as in an atlas: by name. */
export const timeZoneOptions = (): Option[] => {
  const now = new Date()
  return Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: `${zone} (${offsetOf(zone, now)})` }))
}

const currencies = [
  'CNY',
  'TWD',
  'HKD',
  'MOP',
  'USD',
  'EUR',
  'JPY',
  'KRW',
  'SGD',
  'MYR',
  'THB',
  'VND',
  'IDR',
  'PHP',
  'INR',
  'GBP',
  'AUD',
  'CAD',
  'CHF',
  'AED',
  'BRL',
  'MXN',
]

export const currencyOptions = (locale: Locale): Option[] => {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  return currencies.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }))
}

const homeCurrency: Record<string, string> = {
  'Asia/Shanghai': 'CNY',
  'Asia/Urumqi': 'CNY',
  'Asia/Taipei': 'TWD',
  'Asia/Hong_Kong': 'HKD',
  'Asia/Macau': 'MOP',
  'Asia/Tokyo': 'JPY',
  'Asia/Singapore': 'SGD',
  'Asia/Seoul': 'KRW',
  'Europe/London': 'GBP',
}

/** This browser's time zone and the currency that most likely goes with it, as a first proposal. */
export const proposedRegion = (): { timeZone: string; currency: string } => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const known = timeZone && timeZone !== 'UTC' && !timeZone.startsWith('Etc/') ? timeZone : 'Asia/Shanghai'
  return {
    timeZone: known,
    currency: homeCurrency[known] ?? (known.startsWith('America/') ? 'USD' : known.startsWith('Europe/') ? 'EUR' : 'CNY'),
  }
}
