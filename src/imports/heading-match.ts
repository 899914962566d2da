import * as OpenCC from 'opencc-js/t2cn'
import type { ImportKind } from './fields.ts'
import { headingsOf } from './headings.ts'

const toSimplified = OpenCC.Converter({ from: 'tw', to: 'cn' })

/** A heading in comparable form: required marks, bracketed remarks and underscores gone, camelCase cut, simplified, lower case. */
export const headingKey = (heading: string): string =>
  toSimplified(heading.normalize('NFKC'))
    .replace(/[(（[【{][^)）\]】}]*[)）\]】}]/gu, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')

/** 0 to 1: how surely a heading names this field. 1 is a heading of the dictionary. */
export function headingScore(kind: ImportKind, field: string, heading: string): number {
  const key = headingKey(heading)
  if (key === '') return 0
  const compact = key.replaceAll(' ', '')
  let best = key === headingKey(field) ? 0.97 : 0
  headingsOf(kind, field).forEach((known, rank) => {
    best = Math.max(best, compare(key, compact, known) - Math.min(rank, 20) * 0.002)
  })
  return best
}

const knownHeadings = new Map<ImportKind, ReadonlySet<string>>()

/** Whether a cell is a heading of the dictionary for any of these fields: asked of every cell of a table's beginning. */
export function isHeading(kind: ImportKind, fields: readonly string[], cell: string): boolean {
  const known =
    knownHeadings.get(kind) ??
    new Set(
      fields.flatMap((field) => [headingKey(field), ...headingsOf(kind, field)].map((heading) => heading.replaceAll(' ', ''))),
    )
  knownHeadings.set(kind, known)
  return known.has(headingKey(cell).replaceAll(' ', ''))
}

function compare(key: string, compact: string, known: string): number {
  if (key === known || compact === known.replaceAll(' ', '')) return 1
  if (/\p{Script=Han}/u.test(known))
    return known.length >= 2 && compact.includes(known) ? 0.45 + 0.4 * (known.length / compact.length) : 0
  const words = key.split(' ')
  const wanted = known.split(' ')
  if (!wanted.every((word) => words.includes(word))) return 0
  return 0.4 + 0.45 * (wanted.join('').length / words.join('').length)
}

/** What a heading says about the unit of its numbers: 金额（万元） → 4, (千元) → 3, (in millions of USD) → 6; and the currency. */
export function headingUnit(heading: string): { power: number; currency: string | null } {
  const text = heading.normalize('NFKC')
  const power =
    /亿/u.test(text) || /億/u.test(text)
      ? 8
      : /百[万萬]|\bmillions?\b|\bmn\b/iu.test(text)
        ? 6
        : /[万萬]/u.test(text)
          ? 4
          : /千元|\bthousands?\b|\bk\b/iu.test(text)
            ? 3
            : 0
  const code = /\b(CNY|RMB|USD|EUR|HKD|TWD|NTD|GBP|JPY)\b/i.exec(text)?.[1]?.toUpperCase()
  return { power, currency: code ? ({ RMB: 'CNY', NTD: 'TWD' }[code] ?? code) : null }
}
