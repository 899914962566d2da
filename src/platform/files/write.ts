import { Readable } from 'node:stream'
import { harmless } from './harmless.ts'
import { workbookStream } from './workbook.ts'

export type CellOut = string | number | boolean | null | undefined

/**
 * Rows as CSV: UTF-8 with a byte order mark (Excel takes it for the local code page otherwise), CRLF. A text that a
 * spreadsheet would run as a formula (= + - @, tab, CR first) gets an apostrophe in front; numbers stay numbers.
 */
export const csvStream = (rows: AsyncIterable<CellOut[]> | Iterable<CellOut[]>): Readable =>
  Readable.from(csvParts(rows), { objectMode: false })

async function* csvParts(rows: AsyncIterable<CellOut[]> | Iterable<CellOut[]>): AsyncGenerator<string> {
  yield '\ufeff'
  let part = ''
  for await (const row of rows) {
    part += csvLine(row)
    if (part.length < 64 * 1024) continue
    yield part
    part = ''
  }
  if (part !== '') yield part
}

export const csvLine = (row: readonly CellOut[]): string => row.map(csvCell).join(',') + '\r\n'

function csvCell(cell: CellOut): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell)
  const safe = harmless(cell)
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as XLSX; the first row is the heading and stays in sight. Texts are stored as texts, so no formula can hide. */
export const xlsxStream = (
  rows: AsyncIterable<CellOut[]> | Iterable<CellOut[]>,
  sheet: string,
  widths: readonly number[],
): Readable =>
  Readable.fromWeb(workbookStream(cells(rows), sheet, widths) as import('node:stream/web').ReadableStream<Uint8Array>)

async function* cells(rows: AsyncIterable<CellOut[]> | Iterable<CellOut[]>): AsyncGenerator<(string | number | null)[]> {
  for await (const row of rows) yield row.map((cell) => (typeof cell === 'boolean' ? String(cell) : (cell ?? null)))
}
