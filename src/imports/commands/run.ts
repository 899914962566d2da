import type { PhoneRegion } from '../../contacts/phone.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { ImportKind } from '../fields.ts'
import type { Plan } from '../mapping.ts'
import type { CellError, RowRead } from '../row-reader.ts'
import type { KnownStage } from '../stage-words.ts'
import type { Change, FailedRow, Identity } from '../store/rows.ts'
import type { References } from './references.ts'

export interface Warning {
  code: string
  field: string | null
  count: number
  examples: string[]
}

export interface Preview {
  line: number
  action: 'created' | 'updated'
  name: string
  facts: Record<string, string>
}

/** What has come of a run so far. */
export interface Tally {
  processed: number
  created: number
  updated: number
  unchanged: number
  failed: number
  /** Customers, products and people that rows only named, made on the way. */
  onTheWay: number
  warnings: Map<string, Warning>
  preview: Preview[]
  failures: FailedRow[]
}

export const newTally = (): Tally => ({
  processed: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  failed: 0,
  onTheWay: 0,
  warnings: new Map(),
  preview: [],
  failures: [],
})

/** Failed rows that are kept for the file of failed rows. */
export const keptFailures = 50_000

export interface Pipeline {
  id: string
  version: number
  stages: KnownStage[]
}

/** One import at work: everything a writer of rows needs. */
export interface Run {
  tx: Tx
  caller: Caller
  importId: string
  kind: ImportKind
  plan: Plan
  pipeline: Pipeline
  defaultRegion: PhoneRegion
  references: References
  tally: Tally
  /** What has been sent to be written and is not waited for yet: the next rows are worked out meanwhile. */
  sent: Promise<unknown>[]
}

/** Lets a write go on by itself; whoever runs the import waits for it before long. */
export function later(run: Run, write: Promise<unknown>): void {
  // a failure is met by whoever waits; until then it is no unhandled one
  write.catch(() => {})
  run.sent.push(write)
}

export function warn(run: Run, code: string, field: string | null, example: string, count = 1): void {
  const key = `${code} ${field ?? ''}`
  const warning = run.tally.warnings.get(key) ?? { code, field, count: 0, examples: [] }
  warning.count += count
  const shown = example.length > 80 ? `${example.slice(0, 79)}…` : example
  if (shown !== '' && warning.examples.length < 8 && !warning.examples.includes(shown)) warning.examples.push(shown)
  run.tally.warnings.set(key, warning)
}

export function fail(run: Run, row: RowRead, errors: readonly CellError[] = row.errors): void {
  run.tally.failed++
  if (run.tally.failures.length < keptFailures) run.tally.failures.push({ line: row.line, cells: row.given, errors })
}

export const failWith = (run: Run, row: RowRead, field: string, code: string, given = ''): void =>
  fail(run, row, [{ field, header: run.plan.columns.find((column) => column.field.key === field)?.header ?? null, code, given }])

export function show(run: Run, line: number, action: Preview['action'], name: string, facts: Record<string, unknown>): void {
  if (run.tally.preview.length >= 12) return
  const given = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined && value !== '')
  run.tally.preview.push({ line, action, name, facts: Object.fromEntries(given.map(([key, value]) => [key, String(value)])) })
}

/** What a batch of rows comes to, gathered by a writer and written in few statements. */
export interface Written {
  changes: Change[]
  identities: Identity[]
}
