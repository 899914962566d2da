/**
 * Writes src/platform/database/tables.ts from a migrated database.
 * `--check` compares instead and exits 1 when the file is not what the schema says.
 * Usage: tsx scripts/generate-tables.ts OWNER_URL [--check]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { format, type OxfmtConfig } from 'oxfmt'
import { projectRoot } from '../src/platform/root.ts'

const target = join(projectRoot, 'src/platform/database/tables.ts')

const types: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  bool: 'boolean',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  numeric: 'number',
  timestamptz: 'Moment',
  date: 'string',
  jsonb: 'Json',
  bytea: 'Buffer',
  _text: 'string[]',
  _uuid: 'string[]',
  _int8: 'number[]',
  xid8: 'string',
}

interface Column {
  table_name: string
  column_name: string
  udt_name: string
  is_nullable: string
  column_default: string | null
  is_identity: string
  is_generated: string
  comment: string | null
}

/** TypeScript source of the schema that `ownerUrl` shows. Throws on a type it does not know and on a missing comment. */
export async function tablesSource(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Column>(
      `select c.table_name, c.column_name, c.udt_name, c.is_nullable, c.column_default, c.is_identity, c.is_generated,
              col_description(format('public.%I', c.table_name)::regclass, c.ordinal_position) as comment
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not like 'schema_migration%'
       order by c.table_name, c.ordinal_position`,
    )
    const uncommented = rows.filter(({ comment }) => !comment).map((row) => `${row.table_name}.${row.column_name}`)
    if (uncommented.length > 0) throw new Error(`columns without a comment: ${uncommented.join(', ')}`)
    const byTable = group(rows)
    const pascal = (name: string) => name.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
    const tables = [...byTable].map(([name, columns]) => {
      const fields = columns.map((column) => {
        const base = types[column.udt_name]
        if (!base) throw new Error(`no TypeScript type for ${column.udt_name} (${name}.${column.column_name})`)
        const nullable = column.is_nullable === 'YES' ? `${base} | null` : base
        const optional = column.column_default !== null || column.is_identity === 'YES'
        const type =
          column.is_generated === 'ALWAYS'
            ? `ColumnType<${nullable}, never, never>`
            : optional
              ? `Generated<${nullable}>`
              : nullable
        return `  /** ${column.comment} */\n  ${column.column_name}: ${type}`
      })
      return `export interface ${pascal(name)}Table {\n${fields.join('\n')}\n}`
    })
    const source = `// Generated from db/migrations by scripts/generate-tables.ts; npm test compares it with the schema.
import type { ColumnType, Generated as G } from 'kysely'

type Generated<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : G<T>
/** A timestamptz: read as Date, written as Date or ISO text ('infinity' included). */
export type Moment = ColumnType<Date, Date | string, Date | string>
/** jsonb: read as the value, written as its JSON text. */
export type Json = ColumnType<unknown, string, string>

${tables.join('\n\n')}

export interface DB {
${[...byTable.keys()].map((name) => `  ${name}: ${pascal(name)}Table`).join('\n')}
}
`
    const settings = JSON.parse(readFileSync(join(projectRoot, '.oxfmtrc.json'), 'utf8')) as OxfmtConfig
    const { code, errors } = await format(target, source, settings)
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('; '))
    return code
  } finally {
    await client.end()
  }
}

function group(rows: Column[]): Map<string, Column[]> {
  const grouped = new Map<string, Column[]>()
  for (const row of rows) grouped.set(row.table_name, [...(grouped.get(row.table_name) ?? []), row])
  return grouped
}

const [url, mode] = process.argv.slice(2)
if (import.meta.url === `file://${process.argv[1]}` && url) {
  const source = await tablesSource(url)
  if (mode !== '--check') writeFileSync(target, source)
  else if (readFileSync(target, 'utf8') !== source) {
    console.error('tables.ts is not what db/migrations says: run npm run check -- --write-tables')
    process.exit(1)
  }
}
