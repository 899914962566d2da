import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/connect.ts'

/** What was committed since a snapshot, as far as deals are concerned. */
export interface News {
  /** The database's snapshot up to which this is complete. */
  snapshot: string
  /** The asking transaction has written itself: it sees what nobody else may see yet. */
  writing: boolean
  /** The asking transaction cannot write. */
  readOnly: boolean
  /** Deals that somebody changed. */
  deals: string[]
  /** Rates were given or taken away: deals in other currencies are worth something else. */
  rates: boolean
  /** More has changed than rows of news tell: all deals are to be read anew. */
  anew: boolean
}

/** So many changed deals are read again while somebody waits; beyond, everything is read anew behind their back. */
export const mostChanged = 3000

/**
 * News that a snapshot cannot see, in whichever order transactions began and ended. Every command leaves a row of news in its own
 * transaction; an import leaves one, and import_change names its deals; stages published anew concern all deals, a rate those of other currencies.
 */
export async function readNews(tx: Tx, orgId: string, since: string): Promise<News> {
  const { rows } = await sql<Omit<News, 'deals'> & { deals: string[] | null }>`
    with news as materialized (
      select distinct entity_kind, entity_id from outbox
      where org_id = ${orgId} and entity_kind in ('opportunity', 'customer', 'import', 'pipeline', 'exchange-rate')
        and xid >= pg_snapshot_xmin(${since}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${since}::pg_snapshot)
    ), changed as materialized (
      select entity_id as id from news where entity_kind = 'opportunity'
      union
      select o.id from news n join opportunity o on o.org_id = ${orgId} and o.customer_id = n.entity_id and o.deleted_at is null
      where n.entity_kind = 'customer'
      union
      select c.entity_id from news n join import_change c on c.org_id = ${orgId} and c.import_id = n.entity_id and c.entity_kind = 'opportunity'
      where n.entity_kind = 'import'
      union
      select o.id from news n join import_change c on c.org_id = ${orgId} and c.import_id = n.entity_id and c.entity_kind = 'customer'
      join opportunity o on o.org_id = ${orgId} and o.customer_id = c.entity_id and o.deleted_at is null
      where n.entity_kind = 'import'
      union
      select o.id from news n join organisation g on g.org_id = n.entity_id join opportunity o on o.org_id = g.org_id and o.currency <> g.currency
        and o.deleted_at is null
      where n.entity_kind = 'exchange-rate'
    )
    select pg_current_snapshot()::text as snapshot, pg_current_xact_id_if_assigned() is not null as writing,
      current_setting('transaction_read_only') = 'on' as "readOnly",
      (select json_agg(id) from (select id from changed limit ${mostChanged + 1}) c) as deals,
      exists (select from news where entity_kind = 'exchange-rate') as rates,
      exists (select from news n where entity_kind = 'pipeline'
        or entity_kind = 'import' and not exists (select from import_run r where r.org_id = ${orgId} and r.id = n.entity_id)) as anew`.execute(
    tx,
  )
  const found = rows[0]!
  return { ...found, deals: found.deals ?? [], anew: found.anew || (found.deals?.length ?? 0) > mostChanged }
}
