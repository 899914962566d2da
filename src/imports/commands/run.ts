import type { PhoneRegion } from '../../contacts/phone.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { ImportKind } from '../fields.ts'
import type { Plan } from '../mapping.ts'
import type { CellError, RowRead } from '../row-reader.ts'
import type { KnownStage } from '../stage-words.ts'
import type { Identity } from '../store/identities.ts'
import type { Change, FailedRow } from '../store/rows.ts'
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
  /** By row: what failed, and what came in without some of its cells. */
  failures: Map<number, FailedRow>
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
  failures: new Map(),
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
  /** Lets moves pass gates that are not met, where the importer supervises the deal. */
  override: { reason: string } | undefined
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
  keep(run, row, [...errors, ...row.leftOut], false)
}

/** A row that comes in without the cells that cannot be what their columns are: kept, so that it can be mended. */
export function keepTaken(run: Run, row: RowRead): void {
  if (row.errors.length === 0 && row.leftOut.length > 0) keep(run, row, row.leftOut, true)
}

function keep(run: Run, { line, given }: RowRead, errors: readonly CellError[], taken: boolean): void {
  const { failures } = run.tally
  if (failures.has(line) || failures.size < keptFailures)
    failures.set(line, {
      line,
      cells: given.map(storable),
      errors: errors.map((error) => ({ ...error, given: storable(error.given) })),
      taken,
    })
}

/** Without what the database cannot hold: zero bytes and halves of characters. */
const storable = (text: string): string =>
  text.replace(/\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')

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
