import { tidy } from './cell.ts'
import { isHeading } from './heading-match.ts'
import { fieldsFor, type ImportKind } from './fields.ts'

type Row = readonly string[]

const filled = (row: Row): number => row.reduce((count, cell) => (tidy(cell) === '' ? count : count + 1), 0)
const looksLikeValue = (cell: string): boolean =>
  /^[\s¥￥$€£(+-]*[\d０-９][\d０-９.,:\s/年月日%-]*\)?$/.test(cell) || /@/.test(cell)

/**
 * The row (1-based, as a spreadsheet numbers it) that holds the headings: among the first 30 the one that is as wide as the table,
 * made of distinct texts instead of values, and knows the most headings of this kind; title and remark rows above it are narrow.
 */
export function findHeaderRow(head: readonly Row[], kind: ImportKind): number {
  const candidates = head.slice(0, 30)
  const width = usualWidth(head)
  const fields = fieldsFor(kind).map(({ key }) => key)
  let best = { row: 1, score: -Infinity }
  candidates.forEach((row, index) => {
    const cells = row.map(tidy).filter((cell) => cell !== '')
    if (cells.length === 0 || cells.length < Math.min(2, width)) return
    const known = cells.filter((cell) => isHeading(kind, fields, cell)).length
    const distinct = new Set(cells).size / cells.length
    const values = cells.filter(looksLikeValue).length / cells.length
    const long = cells.filter((cell) => cell.length > 40).length / cells.length
    const score =
      Math.min(1, cells.length / width) * 2 + (known / cells.length) * 3 + distinct - values * 3 - long * 2 - index * 0.05
    if (score > best.score) best = { row: index + 1, score }
  })
  return best.row
}

function usualWidth(rows: readonly Row[]): number {
  const widths = rows.map(filled).filter((width) => width > 0)
  widths.sort((a, b) => a - b)
  return widths[Math.floor(widths.length / 2)] ?? 1
}

/** Column names as people can tell them apart: an empty heading takes its column letter, a repeated one a number. */
export function columnNames(header: Row, width: number): string[] {
  const seen = new Map<string, number>()
  return Array.from({ length: Math.max(width, header.length) }, (_, index) => {
    const base = tidy(header[index] ?? '').replace(/\s+/g, ' ') || columnLetter(index)
    const times = (seen.get(base) ?? 0) + 1
    seen.set(base, times)
    return times === 1 ? base : `${base} (${times})`
  })
}

const columnLetter = (index: number): string =>
  (index >= 26 ? columnLetter(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

const totalWord =
  /^[\s【[(（]*(本页)?(合计|总计|小计|共计|总和|汇总|合計|總計|小計|共計|總和|grand total|sub-?total|totals?|sum)[\s】\])）:：]*(\d+\s*(条|行|笔|筆|rows)?)?\s*$/iu

/** Whether a row is a sum under the table and no record: it begins with 合计, Total … and leaves most columns empty. */
export function isTotalRow(row: Row, width: number): boolean {
  const first = row.find((cell) => tidy(cell) !== '')
  return first !== undefined && totalWord.test(tidy(first)) && filled(row) <= Math.max(1, width / 2)
}

export const isBlankRow = (row: Row): boolean => row.every((cell) => tidy(cell) === '')
