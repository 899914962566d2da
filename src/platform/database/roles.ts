import { createHash, createHmac } from 'node:crypto'
import pg from 'pg'

/** History cannot be rewritten: the application may add rows to these and read them, nothing else. */
export const appendOnly = [
  'stage_event',
  'field_event',
  'audit_entry',
  'gate_attempt',
  'forecast_round_event',
  'forecast_submission',
  'forecast_override',
  'next_action_event',
  'account_plan_version',
] as const

/** What history and derived rows refer to without a foreign key of their own is archived or retired, never deleted. */
const neverDeleted = ['opportunity', 'stage', 'member'] as const

/**
 * The connection under which the application works: a role of its own that owns nothing, is no superuser and does not
 * bypass row-level security, so that `RESET ROLE` leads nowhere. Made and granted here, after every migration.
 * Where the owner may not create roles it must itself be harmless (row-level security is forced on owners too).
 * Refuses (throws, with what to do) when neither is possible.
 */
export async function prepareRoles(ownerUrl: string, secret: string): Promise<{ appUrl: string }> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ database: string; owner: string; super: boolean; bypass: boolean; creates: boolean }>(
      `select current_database() database, rolname owner, rolsuper super, rolbypassrls bypass, rolsuper or rolcreaterole creates
       from pg_roles where rolname = current_user`,
    )
    const me = rows[0]!
    if (!me.creates) {
      if (me.super || me.bypass)
        throw new Error(
          'DATABASE_URL names a role that bypasses row-level security and may not create roles: grant it CREATEROLE or take BYPASSRLS away',
        )
      return { appUrl: ownerUrl }
    }
    const role = 'sluice_app_' + createHash('sha256').update(me.database).digest('hex').slice(0, 12)
    const password = createHmac('sha256', secret)
      .update('database role ' + role)
      .digest('base64url')
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(7245301)')
    const exists = (await client.query('select 1 from pg_roles where rolname = $1', [role])).rowCount
    const attributes = 'login nosuperuser nocreatedb nocreaterole noinherit nobypassrls'
    const harmless = me.super ? attributes : 'login nocreatedb nocreaterole noinherit'
    await client.query(`${exists ? 'alter' : 'create'} role ${role} with ${harmless} password '${password}'`)
    await client.query(`
      grant usage on schema public to ${role};
      revoke create on schema public from public;
      grant select, insert, update, delete on all tables in schema public to ${role};
      grant usage on all sequences in schema public to ${role};
      ${appendOnly.map((table) => `revoke update, delete, truncate on ${table} from ${role};`).join('\n')}
      ${neverDeleted.map((table) => `revoke delete, truncate on ${table} from ${role};`).join('\n')}
      revoke all on schema_migration, schema_migration_lock from ${role};
    `)
    await client.query('commit')
    const url = new URL(ownerUrl)
    url.username = role
    url.password = password
    return { appUrl: url.toString() }
  } finally {
    await client.end()
  }
}
