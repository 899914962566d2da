import { read } from 'hucre'
import { readXlsx, streamXlsxRows, writeXlsx, writeXlsxStream } from 'hucre/xlsx'
import type { FileFormat, Row, SheetName } from './sheet.ts'

// The only file that knows the spreadsheet library.

type Cell = string | number | boolean | Date | null

export interface WorkbookFound {
  format: Exclude<FileFormat, 'csv'>
  sheets: SheetName[]
  /** The first visible sheet that looks like a table. */
  best: string
}

export const workbookFormat = (entries: readonly string[]): Exclude<FileFormat, 'csv' | 'xls'> | null =>
  entries.some((name) => name.endsWith('xl/workbook.bin'))
    ? 'xlsb'
    : entries.some((name) => name.endsWith('workbook.xml'))
      ? 'xlsx'
      : entries.includes('content.xml')
        ? 'ods'
        : null

export async function inspectWorkbook(bytes: Uint8Array, format: Exclude<FileFormat, 'csv'>): Promise<WorkbookFound> {
  if (format === 'xlsx') {
    const sheets: SheetName[] = []
    await readXlsx(bytes, {
      sheets: ({ name, hidden, veryHidden }) => (sheets.push({ name, hidden: !!hidden || !!veryHidden }), false),
    })
    const visible = sheets.filter(({ hidden }) => !hidden).map(({ name }) => name)
    const peek = await readXlsx(bytes, { sheets: visible.slice(0, 20), maxRows: 40 })
    return { format, sheets, best: bestSheet(peek.sheets, visible) }
  }
  const book = await read(bytes)
  const sheets = book.sheets.map(({ name }) => ({ name, hidden: false }))
  return {
    format,
    sheets,
    best: bestSheet(
      book.sheets,
      sheets.map(({ name }) => name),
    ),
  }
}

export async function* rowsOfSheet(bytes: Uint8Array, format: Exclude<FileFormat, 'csv'>, sheet: string): AsyncGenerator<Row> {
  if (format === 'xlsx') {
    const filled = await mergedCells(bytes, sheet)
    let next = 0
    for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
      // rows that the file leaves out are empty rows: row numbers must stay those that a person sees
      for (; next < index; next++) yield filled(next, [])
      yield filled(next, values.map(cellText))
      next = index + 1
    }
    return
  }
  const book = await read(bytes)
  const found = book.sheets.find(({ name }) => name === sheet)
  const filled = filling(found?.merges ?? [])
  for (const [index, row] of (found?.rows ?? []).entries()) yield filled(index, row.map(cellText))
}

interface Merge {
  startRow: number
  startCol: number
  endRow: number
  endCol: number
}

async function mergedCells(bytes: Uint8Array, sheet: string) {
  const peek = await readXlsx(bytes, { sheets: [sheet], maxRows: 1 })
  return filling(peek.sheets[0]?.merges ?? [])
}

/**
 * Cells merged over several rows say the same for each of them, as a person reads them (a region beside its customers); the value
 * goes downwards into every row, and in a column of its own only: what is merged sideways is a title and stays where it begins.
 * Rows come in their order.
 */
function filling(merges: readonly Merge[]): (index: number, row: Row) => Row {
  const waiting = merges
    .filter(({ startRow, endRow, startCol, endCol }) => endRow > startRow && startCol === endCol)
    .sort((a, b) => a.startRow - b.startRow)
  let [next, open] = [0, [] as { merge: Merge; text: string }[]]
  return (index, row) => {
    if (waiting.length === 0) return row
    open = open.filter(({ merge }) => merge.endRow >= index)
    for (const { merge, text } of open) {
      while (row.length <= merge.startCol) row.push('')
      row[merge.startCol] ||= text
    }
    for (; next < waiting.length && waiting[next]!.startRow <= index; next++)
      if (waiting[next]!.startRow === index) open.push({ merge: waiting[next]!, text: row[waiting[next]!.startCol] ?? '' })
    return row
  }
}

const bestSheet = (sheets: { name: string; rows: Cell[][] }[], fallback: string[]): string =>
  (
    sheets.find(({ rows }) => rows.filter((row) => row.filter((cell) => cell !== null && cell !== '').length >= 2).length >= 2) ??
    sheets.find(({ rows }) => rows.some((row) => row.some((cell) => cell !== null && cell !== '')))
  )?.name ??
  fallback[0] ??
  ''

/** 15 digits is what a spreadsheet keeps: 0.1 + 0.2 is 0.3 there. A date without time is a day. */
function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return Number.isInteger(cell) ? plainInteger(cell) : String(Number(cell.toPrecision(15)))
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  const iso = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ')
}

const plainInteger = (value: number): string => (Number.isSafeInteger(value) ? String(value) : BigInt(value).toString())

/** An XLSX as bytes while the rows come in; memory does not grow with the rows. */
export const workbookStream = (
  rows: AsyncIterable<(string | number | null)[]>,
  sheet: string,
  widths: readonly number[],
): ReadableStream<Uint8Array> =>
  writeXlsxStream(rows, { name: sheet, columns: widths.map((width) => ({ width })), freezePane: { rows: 1 } })

export interface SheetOut {
  name: string
  rows: Exclude<Cell, Date | boolean>[][]
  widths: readonly number[]
}

/** Several sheets in one file; for tables small enough to be held at once. Texts stay texts. */
export const workbookOf = (sheets: readonly SheetOut[]): Promise<Uint8Array> =>
  writeXlsx({ sheets: sheets.map(({ name, rows, widths }) => ({ name, rows, columns: widths.map((width) => ({ width })) })) })
