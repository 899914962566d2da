import { parsePhoneNumberFromString, validatePhoneNumberLength, type CountryCode } from 'libphonenumber-js/max'

/** Country whose numbering plan a number without country code is read by (ISO 3166). */
export type PhoneRegion = CountryCode

export type PhoneFlaw = 'not-a-number' | 'scientific' | 'several' | 'too-short' | 'too-long' | 'not-assigned'

export type ParsedPhone = { ok: true; e164: string; extension?: string } | { ok: false; reason: PhoneFlaw }

/**
 * One telephone number as people type it → E.164 and the extension.
 * Reads full-width digits, 0086 and +86, brackets, dots and dashes, 转801 / 分机801 / ext. 801 / #801 / 021-68888888-801,
 * labels and names around the number (手机：…, …（王总）). 09 and eight more digits are no mainland number, so where the mainland
 * is the default they are a Taiwan mobile; likewise 13… to 19… with eleven digits are a mainland mobile in Taiwan, Hong Kong and Macau.
 * Refuses text without a number, Excel's 1.38E+10 (digits are lost), several numbers (see parsePhones), and numbers
 * that no plan assigns: a number is never guessed right.
 * @example parsePhone('021-6888 8888转801', 'CN') // { ok: true, e164: '+862168888888', extension: '801' }
 */
export function parsePhone(text: string, defaultRegion: PhoneRegion): ParsedPhone {
  const plain = plainPhone(text)
  if (!/\d/.test(plain)) return { ok: false, reason: 'not-a-number' }
  if (/^\d(\.\d+)?e\+?\d+$/i.test(plain.replace(/\s/g, ''))) return { ok: false, reason: 'scientific' }
  if (splitPhones(text).length > 1) return { ok: false, reason: 'several' }

  const { number, extension } = splitExtension(withoutRemarks(plain))
  if (!/^\+?[\d\s().·-]+$/.test(number)) return { ok: false, reason: 'not-a-number' }
  const dialled = number.replace(/^\s*00(?=[1-9])/, '+').replace(/^\s*86(?=1\d{10}$)/, '+86')
  const region = acrossTheStrait(dialled, defaultRegion) ?? defaultRegion

  const found = parsePhoneNumberFromString(dialled, region)
  if (!found?.isValid()) return { ok: false, reason: lengthFlaw(dialled, region) }
  return { ok: true, e164: found.number, ...(extension === undefined ? {} : { extension }) }
}

/** Every number of a cell that may hold several, each judged by itself: "13800138000/13900139000" gives two. */
export const parsePhones = (text: string, defaultRegion: PhoneRegion): ParsedPhone[] =>
  splitPhones(text).map((part) => parsePhone(part, defaultRegion))

/**
 * The pieces of a cell that hold one number each: cut at / 、 ; | 或 and line breaks, and at a comma or blank only between two
 * complete numbers. A short tail stays with its number: "021-68888888/9" is one number and its neighbour line.
 */
export function splitPhones(text: string): string[] {
  const parts = plainPhone(text)
    .split(/[/;、|\n]|\s+(?:or|and)\s+|或|和/i)
    .flatMap((part) => (/\d{7,}\s*,\s*\+?\d[\d\s()-]{5,}\d/.test(part) ? part.split(',') : [part]))
    .flatMap((part) => (/^\s*1\d{10}(\s+1\d{10})+\s*$/.test(part) ? part.trim().split(/\s+/) : [part]))
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return parts.filter((part, index) => index === 0 || part.replace(/\D/g, '').length >= 7)
}

/** The country whose numbers a company most likely writes: by its own name or address first, else the fallback. */
export function phoneRegionOf(companyText: string, fallback: PhoneRegion): PhoneRegion {
  if (/[台臺](?:[灣湾北中南東东])|新北|高雄|桃園|新竹|taiwan|taipei/i.test(companyText)) return 'TW'
  if (/香港|九龍|九龙|hong\s?kong/i.test(companyText)) return 'HK'
  if (/澳門|澳门|maca[uo]/i.test(companyText)) return 'MO'
  return fallback
}

const homes: Record<string, PhoneRegion> = {
  'Asia/Taipei': 'TW',
  'Asia/Hong_Kong': 'HK',
  'Asia/Macau': 'MO',
  'Asia/Singapore': 'SG',
  'Asia/Kuala_Lumpur': 'MY',
  'Asia/Tokyo': 'JP',
  'Asia/Seoul': 'KR',
  'America/New_York': 'US',
  'America/Chicago': 'US',
  'America/Los_Angeles': 'US',
  'Europe/London': 'GB',
  'Europe/Berlin': 'DE',
  'Europe/Paris': 'FR',
}

/** The numbering plan an organisation writes in, by its time zone; the mainland's where the zone does not tell. */
export const homePhoneRegion = (timeZone: string): PhoneRegion => homes[timeZone] ?? 'CN'

/** Numbers that the region's plan has no place for, and its neighbour's has. */
function acrossTheStrait(number: string, region: PhoneRegion): PhoneRegion | undefined {
  const digits = number.replace(/\D/g, '')
  if (number.startsWith('+')) return undefined
  if (region === 'CN' && /^09\d{8}$/.test(digits)) return 'TW'
  return ['TW', 'HK', 'MO'].includes(region) && /^1[3-9]\d{9}$/.test(digits) ? 'CN' : undefined
}

const plainPhone = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/\u00a0/g, ' ')
    .trim()

const withoutRemarks = (text: string): string =>
  text
    .replace(/\([^()\d]*\p{L}[^()\d]*\)/gu, ' ')
    .replace(/^[\p{Script=Han}\s:]+|^(?:tel|phone|mobile|cell|fax)\b[\s.:]*/iu, '')
    .replace(/[\p{Script=Han}\s]+$/u, '')
    .trim()

function splitExtension(text: string): { number: string; extension: string | undefined } {
  const spoken = /^(.*?\d[\s).]*)(?:[-,;\s]*)(?:转|轉|分机|分機|内线|內線|extension|ext\.?|x|#)\s*:?\s*(\d{1,7})\s*$/iu.exec(text)
  const dashed = /^(\(?0\d{2,3}\)?[\s-]*\d{3,4}\s?\d{4})-(\d{1,6})$/.exec(text)
  const [, number, extension] = spoken ?? dashed ?? []
  return number === undefined ? { number: text, extension: undefined } : { number: number.trim(), extension }
}

function lengthFlaw(number: string, region: PhoneRegion): PhoneFlaw {
  const length = validatePhoneNumberLength(number, region)
  if (length === 'TOO_LONG') return 'too-long'
  if (length === 'TOO_SHORT') return 'too-short'
  const digits = number.replace(/\D/g, '')
  if (region !== 'CN' || number.startsWith('+')) return 'not-assigned'
  return digits.length < 11 ? 'too-short' : /^1\d{11,}$/.test(digits) ? 'too-long' : 'not-assigned'
}
