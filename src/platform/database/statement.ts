import { CompiledQuery, type DatabaseConnection } from 'kysely'
import type { Tx } from './connect.ts'

/** The line on which a transaction of ours asks (connect.ts). */
export const lineOf = new WeakMap<Tx, DatabaseConnection>()

const noNode = CompiledQuery.raw('').query
const noId = CompiledQuery.raw('').queryId

/**
 * Asks a statement whose text is at hand already. What every request asks is not composed anew each time: composing and compiling
 * cost as much as all that a move decides (docs/decisions/051).
 */
export async function ask<Row>(tx: Tx, text: string, values: readonly unknown[]): Promise<Row[]> {
  const query: CompiledQuery<Row> = { sql: text, parameters: values, query: noNode, queryId: noId }
  const { rows } = await (lineOf.get(tx) ?? tx).executeQuery<Row>(query)
  return rows
}

const texts = new WeakMap<TemplateStringsArray, string>()

/** A statement with nothing but values in its gaps: the text is put together at the first use and stays. */
export function statement<Row>(parts: TemplateStringsArray, ...values: unknown[]): { on: (tx: Tx) => Promise<Row[]> } {
  let text = texts.get(parts)
  if (text === undefined) {
    text = parts.reduce((before, part, at) => `${before}$${at}${part}`)
    texts.set(parts, text)
  }
  const fixed = text
  return { on: (tx) => ask<Row>(tx, fixed, values) }
}

const kept = new Map<string, string>()
const mostKept = 1000

/** The text that `make` gives for this name, made once. The name tells all that the text depends on. */
export function textOf(name: string, make: () => string): string {
  const known = kept.get(name)
  if (known !== undefined) return known
  const made = make()
  if (kept.size >= mostKept) kept.clear()
  kept.set(name, made)
  return made
}

/** A text as SQL writes it. */
export const quotedText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A name of a table or a column as SQL writes it. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Sets columns of one row of a tenant's table, those that are not undefined; its version goes up by one. */
export async function changeRow(
  tx: Tx,
  table: string,
  { orgId, id }: { orgId: string; id: string },
  columns: Record<string, unknown>,
): Promise<void> {
  const names = Object.keys(columns).filter((name) => columns[name] !== undefined)
  const text = textOf(`change ${table} ${names.join()}`, () => {
    const set = names.map((name, at) => `${quotedName(name)} = $${at + 3}`)
    return `update ${quotedName(table)} set ${[...set, 'version = version + 1'].join(', ')} where org_id = $1 and id = $2`
  })
  await ask(tx, text, [orgId, id, ...names.map((name) => columns[name])])
}

/** Writes one row. */
export async function insertRow(tx: Tx, table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row)
  const text = textOf(`insert ${table} ${names.join()}`, () => {
    const gaps = names.map((_, at) => `$${at + 1}`)
    return `insert into ${quotedName(table)} (${names.map(quotedName).join(', ')}) values (${gaps.join(', ')})`
  })
  await ask(tx, text, Object.values(row))
}
