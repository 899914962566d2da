import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { insertRows, lookUp } from './rows.ts'

/** What a row of a file became: whom its identity names, and what it said. */
export interface Identity {
  identity: string
  entityId: string
  /** Hex. */
  fingerprint: string
}

/** Of rows that the outside told twice, the last. `known` says of which the database may have an earlier state. */
export async function saveIdentities(
  tx: Tx,
  orgId: string,
  kind: string,
  importId: string,
  identities: readonly Identity[],
  known: (identity: string) => boolean = () => true,
): Promise<void> {
  const rows = [...new Map(identities.map((identity) => [identity.identity, identity])).values()].map(
    ({ identity, entityId, fingerprint }) => ({
      org_id: orgId,
      kind,
      identity,
      entity_id: entityId,
      fingerprint: `\\x${fingerprint}`,
      import_id: importId,
    }),
  )
  const fresh = insertRows(
    tx,
    'import_identity',
    rows.filter(({ identity }) => !known(identity)),
  )
  const again = insertRows(
    tx,
    'import_identity',
    rows.filter(({ identity }) => known(identity)),
    'on conflict (org_id, kind, identity) do update set entity_id = excluded.entity_id, fingerprint = excluded.fingerprint, import_id = excluded.import_id',
  )
  await Promise.all([fresh, again])
}

export async function loadIdentities(
  tx: Tx,
  orgId: string,
  kind: string,
  identities: readonly string[],
): Promise<Map<string, { entityId: string; fingerprint: string }>> {
  const rows = await lookUp(
    tx,
    sql<{ identity: string; entity_id: string; fingerprint: Buffer }>`
    select i.identity, i.entity_id, i.fingerprint from unnest(${[...new Set(identities)]}::text[]) as asked (identity)
      cross join lateral (select * from import_identity i
                          where i.org_id = ${orgId} and i.kind = ${kind} and i.identity = asked.identity offset 0) i`,
  )
  return new Map(rows.map((row) => [row.identity, { entityId: row.entity_id, fingerprint: row.fingerprint.toString('hex') }]))
}
