import type { z } from 'zod'
import { say, type Locale } from '../platform/words.ts'
import type { auditEntryShape } from './contract.ts'
import { valueWord } from './value-word.ts'
import { words } from './words.ts'

export type Entry = z.output<typeof auditEntryShape>
type Change = Entry['changes'][number]
type Cell = string | number | null
type Key = keyof (typeof words)['zh-CN']

interface Reader {
  locale: Locale
  timeZone: string
  /** Decimals of the organisation's currency. */
  digits: number
}

/** Widths of the columns below, in characters. */
export const columnWidths = [20, 12, 12, 12, 28, 10, 18, 30, 30]

/**
 * The trail as rows of a sheet, headings first: one row per changed field, an entry without fields (a sign-in) is one row too.
 * Moments by the organisation's clock, money in major units, codes in words.
 */
export function* auditRows(entries: Iterable<Entry>, reader: Reader): Generator<Cell[]> {
  const t = (key: Key): string => say(reader.locale, words, key)
  const inWords = (group: string, code: string): string =>
    `${group}.${code}` in words['zh-CN'] ? t(`${group}.${code}` as Key) : code
  yield (['at', 'actor', 'action', 'entityKind', 'entity', 'via', 'field', 'before', 'after'] as const).map(t)
  for (const { at, actor, action, entityKind, entityName, via, changes } of entries) {
    const about: Cell[] = [
      wallClock(at, reader.timeZone),
      actor.name,
      inWords('action', action),
      inWords('kind', entityKind),
      entityName,
      inWords('via', via),
    ]
    if (changes.length === 0) yield [...about, null, null, null]
    for (const change of changes) {
      const cell = (value: unknown): Cell => cellOf(change, value, reader, (code) => valueWord(reader.locale, code))
      yield [...about, change.label, cell(change.before), cell(change.after)]
    }
  }
}

function cellOf(change: Change, value: unknown, reader: Reader, inWords: (code: string) => string): Cell {
  if (value === null || value === undefined || value === '') return null
  if (Array.isArray(value)) return value.map((one) => inWords(String(one))).join('、')
  if (typeof value === 'boolean') return say(reader.locale, words, value ? 'yes' : 'no')
  if (typeof value === 'number') return change.form === 'money' ? value / 10 ** reader.digits : value
  if (change.form === 'moment') return wallClock(String(value), reader.timeZone)
  return String(value).split(' · ').map(inWords).join(' · ')
}

const wallClock = (iso: string, timeZone: string): string =>
  new Date(iso).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
