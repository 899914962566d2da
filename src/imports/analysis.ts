import { inferDecimalMark } from './amounts.ts'
import { addCell, newProfile, type ColumnProfile } from './column-profile.ts'
import { inferDateStyle } from './dates.ts'
import type { ImportKind } from './fields.ts'
import type { FoundStyles } from './mapping.ts'
import { columnNames, findHeaderRow, isBlankRow, isTotalRow } from './table-shape.ts'

/** What has to be known of a table before its rows can be read. */
export interface TableFound {
  headerRow: number
  headers: string[]
  rows: number
  totalRows: { line: number; text: string }[]
  profiles: Pick<ColumnProfile, 'name' | 'orders' | 'marks'>[]
}

export const tableFound = ({ headerRow, headers, rows, totalRows, profiles }: Analysis): TableFound => ({
  headerRow,
  headers,
  rows,
  totalRows,
  profiles: profiles.map(({ name, orders, marks }) => ({ name, orders, marks })),
})

type Row = readonly string[]
type Batches = AsyncIterable<Row[]>

export interface Analysis {
  /** 1-based row of the headings. */
  headerRow: number
  headers: string[]
  profiles: ColumnProfile[]
  /** Records: neither blank nor totals. */
  rows: number
  totalRows: { line: number; text: string }[]
  blankRows: number
  /** The first records, as given. */
  samples: Row[]
}

/**
 * Reads a table once, row by row, and says what is in it. `headerRow` overrules the search for the headings; `only` are the headings
 * of the columns to be looked into, all where it is left out.
 */
export async function analyse(
  batches: Batches,
  kind: ImportKind,
  headerRow?: number,
  only?: ReadonlySet<string>,
): Promise<Analysis> {
  let looked: { profile: ColumnProfile; index: number }[] = []
  let found: Analysis | null = null
  for await (const { line, row, table } of recordsOf(batches, kind, headerRow)) {
    if (!found) {
      const profiles = table.headers.map(newProfile)
      looked = profiles.flatMap((profile, index) => (!only || only.has(profile.name) ? [{ profile, index }] : []))
      found = { ...table, profiles, rows: 0, totalRows: [], blankRows: 0, samples: [] }
    }
    if (row === 'blank') found.blankRows++
    else if ('total' in row) found.totalRows.push({ line, text: row.total })
    else {
      found.rows++
      if (found.samples.length < 20) found.samples.push(row.cells)
      for (const { profile, index } of looked) addCell(profile, row.cells[index] ?? '')
    }
  }
  return found ?? { headerRow: headerRow ?? 1, headers: [], profiles: [], rows: 0, totalRows: [], blankRows: 0, samples: [] }
}

interface Table {
  headerRow: number
  headers: string[]
}

export interface TableRow {
  line: number
  table: Table
  row: { cells: Row } | { total: string } | 'blank'
}

/** The rows below the headings with their numbers in the file; blank rows and rows of totals are marked as such. */
export async function* recordsOf(batches: Batches, kind: ImportKind, headerRow?: number): AsyncGenerator<TableRow> {
  let table: Table | null = null
  let line = 0
  for await (const batch of batches) {
    if (!table) {
      // the first batch (250 rows at least, or all there are) settles where the table begins and how wide it is
      const at = Math.min(headerRow ?? findHeaderRow(batch, kind), batch.length)
      const width = batch.slice(at, at + 200).reduce((widest, row) => Math.max(widest, lastFilled(row)), 0)
      table = { headerRow: at, headers: columnNames(trimRight(batch[at - 1] ?? []), width) }
      yield { line: at, table, row: 'blank' }
    }
    for (const cells of batch) {
      line++
      if (line <= table.headerRow) continue
      if (isBlankRow(cells)) yield { line, table, row: 'blank' }
      else if (isTotalRow(cells, table.headers.length))
        yield { line, table, row: { total: cells.filter((cell) => cell !== '').join(' · ') } }
      else yield { line, table, row: { cells } }
    }
  }
}

const lastFilled = (row: Row): number => row.reduce((last, cell, index) => (cell.trim() === '' ? last : index + 1), 0)
const trimRight = (row: Row): Row => row.slice(0, lastFilled(row))

/** How dates and decimals are written, column by column. */
export const stylesOf = ({ profiles }: Pick<TableFound, 'profiles'>): Map<string, FoundStyles> =>
  new Map(
    profiles.map((profile) => [
      profile.name,
      { dateStyle: inferDateStyle(profile.orders).style, decimalMark: inferDecimalMark(profile.marks) },
    ]),
  )
