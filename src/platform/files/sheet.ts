import type { Outcome } from '../refusal.ts'
import type { Encoding } from './encoding.ts'

/** A row as a person sees it: one text per cell, dates as ISO text, empty cells as ''. */
export type Row = string[]

export type Separator = ',' | ';' | '\t' | '|'
export type FileFormat = 'xlsx' | 'xls' | 'xlsb' | 'ods' | 'csv'

export interface SheetName {
  name: string
  hidden: boolean
}

/** How a file wants to be read: everything that was found out about it, or that a person decided. */
export interface Reading {
  format: FileFormat
  /** Text files only. */
  encoding: Encoding | null
  separator: Separator | null
  /** Workbooks only: the sheets it has and the one to read. */
  sheets: SheetName[]
  sheet: string | null
}

/** What a person may decide against what was found. */
export interface ReadingWish {
  encoding?: Encoding | 'auto' | undefined
  separator?: Separator | 'auto' | undefined
  sheet?: string | undefined
}

export interface SheetLimits {
  /** Rows after which reading stops with a refusal. */
  rows: number
  columns: number
  /** Characters in one cell. */
  cell: number
  /** Seconds without a row from a workbook after which it is given up. */
  patience: number
}

export const sheetLimits: SheetLimits = { rows: 500_000, columns: 500, cell: 100_000, patience: 60 }

export interface SheetFile {
  reading: Reading
  /** The rows, in batches; reading starts anew with every call. Throws `UnreadableFile` on damage found midway. */
  rows: () => AsyncGenerator<Row[], void, undefined>
}

/** A file that turned out to be damaged or beyond the limits while its rows were read. */
export class UnreadableFile extends Error {
  readonly code: string
  readonly facts: Record<string, unknown>
  constructor(code: string, facts: Record<string, unknown> = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

export type Opened = Outcome<SheetFile>
