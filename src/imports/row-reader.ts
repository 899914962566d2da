import type { Refusal } from '../platform/refusal.ts'
import { parsePhones, phoneRegionOf, type PhoneRegion } from '../contacts/phone.ts'
import { nameKey } from '../platform/text/keys.ts'
import { minorDigits, parseAmount, toMinor } from './amounts.ts'
import { readCell, tidy } from './cell.ts'
import { choiceOf } from './choices.ts'
import { parseDate, type DateValue } from './dates.ts'
import type { Field } from './fields.ts'
import { bandOf, headcountOf, type Headcount } from './headcount.ts'
import type { Plan, PlannedColumn } from './mapping.ts'

export interface PhoneValue {
  e164: string
  extension: string | null
  given: string
}

export type FieldValue = string | number | boolean | DateValue | Headcount | PhoneValue[] | null

export interface CellError {
  field: string
  header: string | null
  code: string
  given: string
  /** The refusal of the command that the row was to become, where one refused. */
  refusal?: Refusal | undefined
}

/** One row of the file, read. A field that is absent was not given; null says that there is none. */
export interface RowRead {
  /** 1-based row number in the file, as a spreadsheet shows it. */
  line: number
  given: readonly string[]
  values: Record<string, FieldValue>
  errors: CellError[]
  /** Cells that cannot be what their column is, of fields a record can do without: the row comes in without them. */
  leftOut: CellError[]
  /** Things taken differently from what the file says: counted and shown as warnings. */
  notes: { code: string; field: string; given: string }[]
}

export interface ReaderSettings {
  currency: string
  defaultRegion: PhoneRegion
}

/**
 * Reads one row by the plan. A value that cannot be what its field needs is left out and named; where the record cannot be without
 * it (required, or what the record is known by) it is an error, and the row fails.
 */
export function readRow(plan: Plan, given: readonly string[], line: number, settings: ReaderSettings): RowRead {
  const row: RowRead = { line, given, values: {}, errors: [], leftOut: [], notes: [] }
  const here = plan.columns.some(({ field }) => field.type === 'phone')
    ? { ...settings, defaultRegion: regionOf(plan, given, settings.defaultRegion) }
    : settings
  for (const column of plan.columns) readField(row, column, given[column.column] ?? '', plan.kind, here)
  for (const { field, text } of plan.defaults)
    if (!(field.key in row.values) && !row.errors.some((error) => error.field === field.key))
      readField(row, { ...bare, field, header: '' }, text, plan.kind, here)
  for (const { field, header } of requiredOf(plan))
    if (
      field.required &&
      (row.values[field.key] === undefined || row.values[field.key] === null) &&
      !row.errors.some((error) => error.field === field.key)
    )
      row.errors.push({ field: field.key, header, code: 'value-missing', given: '' })
  return row
}

const bare = { column: -1, values: new Map<string, string>(), dateStyle: 'ymd', decimalMark: 'point', unit: 0 } as const

const requiredOf = (plan: Plan): { field: Field; header: string | null }[] => [
  ...plan.columns,
  ...plan.defaults
    .filter(({ field }) => !plan.columns.some((column) => column.field.key === field.key))
    .map(({ field }) => ({ field, header: null })),
]

/** Readings of values that a column repeats by the thousand. Numbers without a country code are read by what the row says beside them. */
const readings = new WeakMap<PlannedColumn, Map<string, FieldValue>>()
const kept = 3000
const isRepeatable = ({ column, field }: PlannedColumn): boolean =>
  column >= 0 && field.type !== 'prose' && field.type !== 'phone'

function readField(row: RowRead, column: PlannedColumn, raw: string, kind: string, settings: ReaderSettings): void {
  if (raw === '') return
  const { field } = column
  const known = readings.get(column)
  const before = known?.get(raw)
  if (before !== undefined) {
    row.values[field.key] = before
    return
  }
  const said = row.notes.length + row.errors.length + row.leftOut.length
  readAfresh(row, column, raw, kind, settings)
  const value = row.values[field.key]
  // what leaves a word behind says it anew for each row
  if (value === undefined || row.notes.length + row.errors.length + row.leftOut.length > said || !isRepeatable(column)) return
  if (!known) readings.set(column, new Map([[raw, value]]))
  else if (known.size < kept) known.set(raw, value)
}

function readAfresh(row: RowRead, column: PlannedColumn, raw: string, kind: string, settings: ReaderSettings): void {
  const { field } = column
  if (field.type === 'prose') {
    const text = tidy(raw)
    if (text !== '')
      row.values[field.key] =
        text.length > field.max! ? (note(row, 'value-shortened', field, text), text.slice(0, field.max)) : text
    return
  }
  const mapped = column.values.size === 0 ? undefined : column.values.get(nameKey(raw))
  if (mapped === '') return
  const cell = readCell(mapped ?? raw)
  // to know that something is unknown, or that there is none, is an answer too
  if (field.type === 'element' && cell.kind !== 'empty' && cell.kind !== 'null-word') {
    row.values[field.key] = tidy(mapped ?? raw).slice(0, field.max)
    return
  }
  // a mapped name is the same record under another spelling: told, so that nothing is merged in silence
  if (mapped !== undefined && field.type === 'product' && nameKey(mapped) !== nameKey(raw))
    note(row, 'product-near', field, `${tidy(raw)} → ${mapped}`)
  if (cell.kind !== 'given') {
    if (cell.kind === 'none') row.values[field.key] = null
    if (cell.kind !== 'empty') note(row, `cell-${cell.kind}`, field, tidy(raw))
    return
  }
  const value = valueOf(row, column, cell.text, kind, settings)
  if (value !== undefined) row.values[field.key] = value
}

function refuseCell(row: RowRead, { field, header }: PlannedColumn, code: string, given: string): undefined {
  const error = { field: field.key, header, code, given }
  if (field.required || field.oneOf) return void row.errors.push(error)
  row.leftOut.push(error)
  row.notes.push({ code: `cell-left-out:${code}`, field: field.key, given: `${row.line}: ${given}` })
}

const note = (row: RowRead, code: string, field: Field, given: string) => row.notes.push({ code, field: field.key, given })

function valueOf(
  row: RowRead,
  column: PlannedColumn,
  text: string,
  kind: string,
  settings: ReaderSettings,
): FieldValue | undefined {
  const { field } = column
  const wrong = (code: string): undefined => refuseCell(row, column, code, text)
  switch (field.type) {
    case 'date': {
      const read = parseDate(text, column.dateStyle)
      if (!read.ok) return wrong('value-not-a-date')
      if (read.value === null) note(row, 'cell-null-word', field, text)
      return read.value ?? undefined
    }
    case 'amount':
      return amountOf(row, column, text, settings.currency)
    case 'count': {
      const number = plainNumber(text)
      return number === null || !Number.isInteger(number) || number < 0 || number > 2_000_000_000
        ? wrong('value-not-a-number')
        : number
    }
    case 'headcount': {
      const count = headcountOf(text)
      return count ? { count: count.count, band: count.band ?? bandOf(count.count!) } : wrong('value-not-a-number')
    }
    case 'share': {
      const number = plainNumber(text.replace(/[%％]$/, ''))
      if (number === null || number < 0) return wrong('value-not-a-number')
      const share = /[%％]$/.test(text) || number > 1 ? number / 100 : number
      return share > 1 ? wrong('value-not-a-number') : Math.round(share * 10_000) / 10_000
    }
    case 'phone':
      return phonesOf(row, column, text, settings.defaultRegion)
    case 'email': {
      const email = /<([^>]+)>/.exec(text)?.[1] ?? text
      return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]{2,}$/.test(email) && email.length <= 254
        ? email.normalize('NFKC').toLowerCase()
        : wrong('value-not-an-email')
    }
    case 'yes-no':
      return /^(是|y|yes|true|1|启用|啟用|上架|有|on|active|enabled)$/i.test(text)
        ? true
        : /^(否|n|no|false|0|停用|禁用|下架|没有|off|inactive|disabled)$/i.test(text)
          ? false
          : wrong('value-not-yes-no')
    case 'choice': {
      const choice = choiceOf(kind, field.key, text)
      if (choice === null) note(row, 'choice-unknown', field, text)
      return choice ?? undefined
    }
    case 'key':
    case 'line':
    default: {
      const line = text.replace(/\s+/g, ' ').replace(/^'(?=[=+\-@])/, '')
      return line.length > (field.max ?? 200) ? wrong('value-too-long') : line
    }
  }
}

const plainNumber = (text: string): number | null => {
  const amount = parseAmount(text.replace(/[人名个個分钟鐘]+$/u, ''), 'point')
  return amount ? Number(amount.scaled) / 10 ** amount.decimals : null
}

function amountOf(row: RowRead, column: PlannedColumn, text: string, currency: string): number | undefined {
  const { field } = column
  const amount = parseAmount(text, column.decimalMark, column.unit)
  const minor = amount ? toMinor(amount, minorDigits(currency)) : null
  if (amount === null || minor === null) return refuseCell(row, column, 'value-not-an-amount', text)
  if (minor < 0) return refuseCell(row, column, 'value-negative', text)
  // a bare $ or ¥ is the sign of many currencies, a code or 美元 is not
  if (amount.currency && amount.currency !== currency && !/^[$¥￥]/.test(text)) note(row, 'currency-differs', field, text)
  return minor
}

function phonesOf(row: RowRead, column: PlannedColumn, text: string, region: PhoneRegion): PhoneValue[] | undefined {
  const phones: PhoneValue[] = []
  for (const parsed of parsePhones(text, region)) {
    if (!parsed.ok) {
      const code = parsed.reason === 'scientific' ? 'value-phone-scientific' : 'value-not-a-phone'
      return refuseCell(row, column, code, text)
    }
    phones.push({ e164: parsed.e164, extension: parsed.extension ?? null, given: text })
  }
  if (phones.length > 1) note(row, 'phone-several', column.field, text)
  return phones
}

/** Numbers without country code are read by the company's own country where its name tells it. */
function regionOf(plan: Plan, given: readonly string[], fallback: PhoneRegion): PhoneRegion {
  const text = plan.columns
    .filter(({ field }) => ['name', 'customer', 'company', 'address', 'region'].includes(field.key))
    .map(({ column }) => given[column] ?? '')
  return phoneRegionOf(text.join(' '), fallback)
}
