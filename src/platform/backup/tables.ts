import type pg from 'pg'

/** Notices to open browsers, of no worth an hour later; they carry transaction numbers that mean nothing on another server. */
const transient = ['outbox']

export interface CopiedTable {
  name: string
  columns: string[]
  /** Rows are hidden behind row-level security from the role that asks. */
  isGuarded: boolean
}

/** Every table whose rows a backup holds. */
export const copiedTables = async (client: pg.ClientBase): Promise<CopiedTable[]> => {
  const { rows } = await client.query<CopiedTable>(
    `select c.relname as name, row_security_active(c.oid) as "isGuarded",
            array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname not like 'schema\\_migration%' and c.relname <> all($1)
     group by c.oid, c.relname order by c.relname`,
    [transient],
  )
  return rows
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const listed = (names: readonly string[]): string => names.map(quoted).join(', ')

/** Names of the migrations that a database has had, in order; none for a new one. */
export const appliedMigrations = async (client: pg.ClientBase): Promise<string[]> => {
  const { rows } = await client.query<{ exists: boolean }>(`select to_regclass('public.schema_migration') is not null as exists`)
  if (!rows[0]?.exists) return []
  return (await client.query<{ name: string }>('select name from schema_migration order by name')).rows.map(({ name }) => name)
}
