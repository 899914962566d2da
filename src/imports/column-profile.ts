import { countMark, parseAmount, type DecimalMarks } from './amounts.ts'
import { readCell } from './cell.ts'
import { countOrder, noOrders, parseDate, type DateOrders } from './dates.ts'
import { splitPhones } from '../contacts/phone.ts'
import { isStageWord } from './stage-words.ts'

/** What the values of one column look like, gathered while the file streams by. */
export interface ColumnProfile {
  name: string
  rows: number
  filled: number
  nullWords: number
  noneWords: number
  unknownWords: number
  /** Distinct values with their counts, up to `distinctLimit`. */
  distinct: Map<string, number>
  overflow: boolean
  longest: number
  /** Among the distinct values looked at: how many read as … */
  looked: number
  dates: number
  amounts: number
  phones: number
  emails: number
  yesNo: number
  stageWords: number
  orders: DateOrders
  marks: DecimalMarks
}

export const distinctLimit = 5000

export const newProfile = (name: string): ColumnProfile => ({
  name,
  ...{ rows: 0, filled: 0, nullWords: 0, noneWords: 0, unknownWords: 0 },
  ...{ distinct: new Map<string, number>(), overflow: false, longest: 0 },
  ...{ looked: 0, dates: 0, amounts: 0, phones: 0, emails: 0, yesNo: 0, stageWords: 0 },
  orders: noOrders(),
  marks: { comma: 0, point: 0 },
})

/** Takes one more cell of the column into account. Each distinct value is looked at once; date orders count every value. */
export function addCell(profile: ColumnProfile, raw: string): void {
  profile.rows++
  if (raw === '') return
  const before = profile.distinct.get(raw)
  if (before !== undefined) {
    profile.filled++
    return void profile.distinct.set(raw, before + 1)
  }
  const cell = readCell(raw)
  if (cell.kind !== 'given') {
    if (cell.kind === 'null-word') profile.nullWords++
    if (cell.kind === 'none') profile.noneWords++
    if (cell.kind === 'unknown') profile.unknownWords++
    return
  }
  profile.filled++
  const { text } = cell
  if (text.length > profile.longest) profile.longest = text.length
  const times = profile.distinct.get(text)
  if (times !== undefined) return void profile.distinct.set(text, times + 1)
  if (profile.distinct.size < distinctLimit) {
    profile.distinct.set(text, 1)
    look(profile, text)
    return
  }
  profile.overflow = true
  if (profile.dates > profile.looked / 2) countOrder(profile.orders, text)
  if (profile.amounts > profile.looked / 2) countMark(profile.marks, text)
}

function look(profile: ColumnProfile, text: string): void {
  profile.looked++
  countOrder(profile.orders, text)
  if (text.length > 60) return
  const hasDigit = /[\d０-９]/.test(text)
  if (hasDigit && (['ymd', 'mdy', 'dmy'] as const).some((style) => parseDate(text, style).ok)) profile.dates++
  if (hasDigit && (parseAmount(text, 'point') ?? parseAmount(text, 'comma'))) {
    profile.amounts++
    countMark(profile.marks, text)
  }
  if (hasDigit && isPhoneLike(text)) profile.phones++
  if (/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text)) profile.emails++
  if (/^(是|否|有|y|n|yes|no|true|false|1|0|男|女)$/i.test(text)) profile.yesNo++
  if (isStageWord(text)) profile.stageWords++
}

const isPhoneLike = (text: string): boolean =>
  splitPhones(text).every((part) => {
    const digits = part.replace(/\D/g, '')
    return digits.length >= 7 && digits.length <= 18 && /^[+(\d\s)\-.#*x转轉分机ext]+$/i.test(part) && !/^\d+\.\d+$/.test(part)
  })

/** 0 to 1 of the distinct values looked at; null where the column holds nothing. */
export const shareOf = (profile: ColumnProfile, count: number): number | null =>
  profile.looked === 0 ? null : count / profile.looked

/** The most frequent values first. */
export const samples = (profile: ColumnProfile, count: number): string[] =>
  [...profile.distinct.entries()]
    .sort((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([text]) => text)
