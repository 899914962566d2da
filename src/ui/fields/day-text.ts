import { addDays } from '../format.ts'

const two = (part: string | number): string => String(part).padStart(2, '0')

const existing = (year: number, month: number, date: number): string | null => {
  const made = new Date(Date.UTC(year, month - 1, date))
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? `${year}-${two(month)}-${two(date)}` : null
}

/** What a person typed as a day, or null: 2026-12-3, 2026/12/3, 20261203, 2026年12月3日, 12/3 and 12月3日 (the nearest such day ahead of half a year ago), +7. */
export const dayFromText = (text: string, today: string): string | null => {
  const plain = text.trim().normalize('NFKC')
  const ahead = /^\+(\d{1,3})$/.exec(plain)
  if (ahead) return addDays(today, Number(ahead[1]))
  const whole = /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (whole) return existing(Number(whole[1]), Number(whole[2]), Number(whole[3]))
  const part = /^(\d{1,2})\D+(\d{1,2})\D?$/.exec(plain)
  if (!part) return null
  const year = Number(today.slice(0, 4))
  const here = existing(year, Number(part[1]), Number(part[2]))
  return here !== null && here < addDays(today, -183) ? existing(year + 1, Number(part[1]), Number(part[2])) : here
}

export const endOfMonth = (today: string): string =>
  new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)), 0)).toISOString().slice(0, 10)

export const endOfQuarter = (today: string): string => {
  const quarterEnd = Math.ceil(Number(today.slice(5, 7)) / 3) * 3
  return new Date(Date.UTC(Number(today.slice(0, 4)), quarterEnd, 0)).toISOString().slice(0, 10)
}
