import type { DecimalMark } from './amounts.ts'
import type { DateStyle } from './dates.ts'
import { elementField } from './element-fields.ts'
import { fieldsFor, missingFields, type Field, type ImportKind } from './fields.ts'
import { headingUnit } from './heading-match.ts'
import type { Proposal } from './proposal.ts'
import type { Encoding } from '../platform/files/encoding.ts'
import type { Separator } from '../platform/files/sheet.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import { nameKey } from '../platform/text/keys.ts'

/** The mapping file of the contract; everything a person decided about one file. */
export interface Mapping {
  kind: ImportKind
  /** Our field → the file's heading. */
  columns: Record<string, string>
  /** Our field → the file's word → our word. An empty word leaves the value out. */
  values?: Record<string, Record<string, string>> | undefined
  dateStyle?: 'auto' | DateStyle | undefined
  encoding?: 'auto' | Encoding | undefined
  separator?: 'auto' | Separator | undefined
  sheet?: string | undefined
  /** 1-based row of the headings, as a spreadsheet numbers it. */
  headerRow?: number | undefined
  decimalMark?: 'auto' | DecimalMark | undefined
  /** Our field → what a row gets that gives nothing. */
  defaults?: Record<string, string> | undefined
  /** What an amount of 0 on a lost deal means; left out: zero. */
  zeroOnLost?: 'not-recorded' | 'zero' | undefined
  /** Deals go into a pipeline of this name, made from the file's own stages unless there is one. */
  ownPipeline?: { name: string; stages: string[] } | undefined
}

export interface PlannedColumn {
  field: Field
  column: number
  header: string
  values: ReadonlyMap<string, string>
  dateStyle: DateStyle
  decimalMark: DecimalMark
  unit: number
}

export interface Plan {
  kind: ImportKind
  columns: PlannedColumn[]
  defaults: { field: Field; text: string }[]
  zeroOnLost: 'not-recorded' | 'zero'
}

export interface FoundStyles {
  dateStyle: DateStyle
  decimalMark: DecimalMark
}

/**
 * A mapping made ready for reading rows of this very table. Refuses an unknown field, a heading the table lacks, one column for
 * two fields and required fields that are not there, each named.
 */
export function planFor(mapping: Mapping, headers: readonly string[], styles: ReadonlyMap<string, FoundStyles>): Outcome<Plan> {
  const fields = fieldsFor(mapping.kind)
  const columns: PlannedColumn[] = []
  for (const [key, header] of Object.entries(mapping.columns)) {
    const field = fields.find((known) => known.key === key) ?? elementField(mapping.kind, key)
    if (!field) return refuse('mapping-field-unknown', { field: key })
    const column = headers.indexOf(header)
    if (column < 0) return refuse('mapping-column-missing', { column: header, field: key })
    if (columns.some((other) => other.column === column)) return refuse('mapping-column-twice', { column: header })
    const found = styles.get(header)
    columns.push({
      field,
      column,
      header,
      values: new Map(Object.entries(mapping.values?.[key] ?? {}).map(([given, ours]) => [nameKey(given), ours])),
      dateStyle: mapping.dateStyle && mapping.dateStyle !== 'auto' ? mapping.dateStyle : (found?.dateStyle ?? 'ymd'),
      decimalMark: mapping.decimalMark && mapping.decimalMark !== 'auto' ? mapping.decimalMark : (found?.decimalMark ?? 'point'),
      unit: field.type === 'amount' ? headingUnit(header).power : 0,
    })
  }
  const defaults = Object.entries(mapping.defaults ?? {}).map(([key, text]) => ({
    field: fields.find((known) => known.key === key) ?? elementField(mapping.kind, key),
    key,
    text,
  }))
  const strange = defaults.find(({ field }) => !field)
  if (strange) return refuse('mapping-field-unknown', { field: strange.key })
  const given = new Set([...columns.map(({ field }) => field.key), ...defaults.map(({ key }) => key)])
  const missing = missingFields(fields, given)
  if (missing.length > 0) return refuse('mapping-incomplete', { fields: missing.map(({ field }) => field) })
  return accept({
    kind: mapping.kind,
    columns,
    defaults: defaults.map(({ field, text }) => ({ field: field!, text })),
    zeroOnLost: mapping.zeroOnLost ?? 'zero',
  })
}

/** What a proposal comes to when it is taken as it stands. */
export const mappingOf = (kind: ImportKind, proposal: Proposal, values: Record<string, Record<string, string>>): Mapping => ({
  kind,
  columns: Object.fromEntries(proposal.columns.flatMap(({ field, header }) => (field ? [[field, header] as const] : []))),
  values,
  dateStyle: 'auto',
})
