import type pg from 'pg'

export interface Rebuild {
  /** What makes the schema whole again once the rows are in, in order. */
  statements: string[]
}

/**
 * Takes away, inside the caller's transaction, what slows or hinders filling tables: foreign keys, indexes that no constraint needs,
 * triggers (what they would write comes with the rows), and row-level security for the tables' owner. Returns how to put it back.
 */
export const prepareForCopy = async (client: pg.Client): Promise<Rebuild> => {
  const statements: string[] = []
  const keys = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`,
  )
  for (const { table, name, definition } of keys.rows)
    await client
      .query(`alter table ${table} drop constraint ${name}`)
      .then(() => statements.push(`alter table ${table} add constraint ${name} ${definition}`))
  const indexes = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indrelid
     where c.relnamespace = 'public'::regnamespace and c.relname not like 'schema\\_migration%'
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`,
  )
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`)
  // Foreign keys need the unique indexes that they point to.
  statements.unshift(...indexes.rows.map(({ definition }) => definition))
  const triggered = await client.query<{ table: string }>(
    `select distinct t.tgrelid::regclass::text as table from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'public'::regnamespace and not t.tgisinternal`,
  )
  for (const { table } of triggered.rows) {
    await client.query(`alter table ${table} disable trigger user`)
    statements.push(`alter table ${table} enable trigger user`)
  }
  const forced = await client.query<{ table: string }>(
    `select oid::regclass::text as table from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`,
  )
  for (const { table } of forced.rows) await client.query(`alter table ${table} no force row level security`)
  // Last: with row-level security forced, an owner could not check its foreign keys.
  statements.push(...forced.rows.map(({ table }) => `alter table ${table} force row level security`))
  return { statements }
}
