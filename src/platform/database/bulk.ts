import { sql, type RawBuilder } from 'kysely'
import type { DB } from './tables.ts'
import type { Tx } from './connect.ts'
import { ask, quotedName, textOf } from './statement.ts'

const chunk = 5000
/** From here on the columns travel as arrays; fewer rows as one text, whose statement is the same however many there are. */
const worthArrays = 50

type Rows = readonly Record<string, unknown>[]

/**
 * Inserts many rows at a time. Every row has the same columns; dates may be Date or ISO text, jsonb columns plain values.
 * One statement per 5,000 rows, so thousands of rows a second and no limit on parameters. `onConflict` is SQL of ours.
 */
export const insertMany = (tx: Tx, table: keyof DB, rows: Rows, onConflict = ''): Promise<void> =>
  insertTogether(tx, [{ table, rows, onConflict }])

export interface Insertion {
  table: keyof DB
  rows: Rows
  onConflict?: string
}

/**
 * Inserts into several tables, in this order, without waiting for one before the next is sent. Where the tables are known (see
 * `learnTables`) all is sent before this returns, so that what the caller sends afterwards comes after it.
 */
export function insertTogether(tx: Tx, insertions: readonly Insertion[]): Promise<void> {
  const filled = insertions.filter(({ rows }) => rows.length > 0)
  const strange = filled.filter(({ table, rows }) => rows.length >= worthArrays && !known.has(table)).map(({ table }) => table)
  return strange.length > 0 ? learnTables(tx, strange).then(() => send(tx, filled)) : send(tx, filled)
}

async function send(tx: Tx, insertions: readonly Insertion[]): Promise<void> {
  const sent: Promise<unknown>[] = []
  for (const { table, rows, onConflict = '' } of insertions)
    for (let at = 0; at < rows.length; at += chunk) {
      const part = rows.slice(at, at + chunk)
      if (part.length < worthArrays) {
        sent.push(ask(tx, smallInsertion(table, Object.keys(part[0]!), onConflict), [JSON.stringify(part)]))
        continue
      }
      const columns = sql.join(Object.keys(part[0]!).map((column) => sql.ref(column)))
      const source = asArrays(part, known.get(table)!)
      sent.push(sql`insert into ${sql.table(table)} (${columns}) ${source} ${sql.raw(onConflict)}`.execute(tx))
    }
  await Promise.all(sent)
}

/** $1 are the rows as JSON. */
const smallInsertion = (table: keyof DB, names: readonly string[], onConflict: string): string =>
  textOf(`insert many ${table} ${names.join()} ${onConflict}`, () => {
    const columns = names.map(quotedName).join(', ')
    const source = `select ${columns} from json_populate_recordset(null::${quotedName(table)}, $1::json)`
    return `insert into ${quotedName(table)} (${columns}) ${source} ${onConflict}`
  })

/** Columns that say the same in every row travel once; the others as one array each, which PostgreSQL reads three times as fast as JSON. */
function asArrays(rows: Rows, types: ReadonlyMap<string, string>): RawBuilder<unknown> {
  const selected: RawBuilder<unknown>[] = []
  const varying: { name: string; array: RawBuilder<unknown> }[] = []
  for (const column of Object.keys(rows[0]!)) {
    const type = types.get(column)
    if (!type) throw new Error(`no column ${column}`)
    if (saysTheSame(rows, column)) {
      selected.push(sql`${literalOf(rows[0]![column], type)}::${sql.raw(type)}`)
      continue
    }
    const name = `c${varying.length}`
    // an array of arrays would be unrolled to the last element
    const isList = type.endsWith('[]')
    varying.push({ name, array: sql`${arrayOf(rows, column, type)}::${sql.raw(isList ? 'text' : type)}[]` })
    selected.push(isList ? sql`${sql.ref(name)}::${sql.raw(type)}` : sql.ref(name))
  }
  if (varying.length === 0) return sql`select ${sql.join(selected)} from generate_series(1, ${rows.length}::int)`
  return sql`select ${sql.join(selected)} from unnest(${sql.join(varying.map(({ array }) => array))})
             as g (${sql.join(varying.map(({ name }) => sql.ref(name)))})`
}

function saysTheSame(rows: Rows, column: string): boolean {
  const first = rows[0]![column]
  const time = first instanceof Date ? first.getTime() : null
  for (const row of rows) {
    const value = row[column]
    if (value !== first && (time === null || !(value instanceof Date) || value.getTime() !== time)) return false
  }
  return true
}

const plain = new Set([
  'uuid',
  'integer',
  'bigint',
  'smallint',
  'numeric',
  'double precision',
  'boolean',
  'date',
  'timestamp with time zone',
])

function arrayOf(rows: Rows, column: string, type: string): string {
  const isPlain = plain.has(type)
  const parts: string[] = []
  for (const row of rows) {
    const text = literalOf(row[column], type)
    parts.push(text === null ? 'NULL' : isPlain ? text : quoted(text))
  }
  return `{${parts.join(',')}}`
}

const quoted = (text: string): string => `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`

function literalOf(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null
  if (type === 'jsonb') return JSON.stringify(value)
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (value instanceof Date) return momentText(value)
  if (Array.isArray(value)) return `{${value.map((item) => (item === null ? 'NULL' : quoted(String(item)))).join(',')}}`
  if (typeof value === 'object') throw new Error(`an object for a column of type ${type}`)
  return String(value)
}

const moments = new Map<number, string>()

/** A large import says the same few thousand moments a million times. */
function momentText(value: Date): string {
  const time = value.getTime()
  const known = moments.get(time)
  if (known !== undefined) return known
  const text = value.toISOString()
  if (moments.size >= 5000) moments.clear()
  moments.set(time, text)
  return text
}

const known = new Map<string, Map<string, string>>()

/** Learns the types of tables' columns as SQL writes them; asked once, for the schema changes only while nobody works. */
export async function learnTables(tx: Tx, tables: readonly (keyof DB)[]): Promise<void> {
  const strange = tables.filter((table) => !known.has(table))
  if (strange.length === 0) return
  const { rows } = await sql<{ table: string; name: string; type: string }>`
    select asked.name as table, a.attname as name, format_type(a.atttypid, null) as type
    from unnest(${strange}::text[]) as asked (name)
      join pg_attribute a on a.attrelid = asked.name::regclass and a.attnum > 0 and not a.attisdropped`.execute(tx)
  for (const table of strange)
    known.set(table, new Map(rows.filter((row) => row.table === table).map(({ name, type }) => [name, type])))
}
