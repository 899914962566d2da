import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'

/** Beyond so many deals of which something changed everything is read anew. */
const mostChanged = 20_000

interface DealNews {
  snapshot: string
  /** Ids of the deals. */
  changed: string[]
  anew: boolean
}

/**
 * Deals of which something was done or said since a snapshot: see queries/facts/news.ts of the funnel. `customers`: also the open deals of
 * customers of whom something is known anew, or of whose people.
 */
export async function readDealNews(
  tx: Tx,
  orgId: string,
  since: string,
  { customers }: { customers: boolean },
): Promise<DealNews> {
  const kinds = ['opportunity', 'activity', 'contact', ...(customers ? ['customer'] : [])]
  const ofCustomers = sql`
      union select o.id from touched t left join contact c on t.kind = 'contact' and c.org_id = ${orgId} and c.id = t.id
      join opportunity o on o.org_id = ${orgId} and o.status = 'open' and o.deleted_at is null
        and o.customer_id = case t.kind when 'customer' then t.id else c.customer_id end
      where t.kind in ('customer', 'contact')`
  const { rows } = await sql<{ snapshot: string; changed: string[] | null; anew: boolean }>`
    with news as materialized (
      select distinct entity_kind as kind, entity_id as id from outbox
      where org_id = ${orgId} and entity_kind = any(${[...kinds, 'import']})
        and xid >= pg_snapshot_xmin(${since}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${since}::pg_snapshot)
    ), touched as materialized (
      select kind, id from news where kind <> 'import'
      union select c.entity_kind, c.entity_id from news n
      join import_change c on c.org_id = ${orgId} and c.import_id = n.id and c.entity_kind = any(${kinds})
      where n.kind = 'import'
    ), changed as materialized (
      select id from touched where kind = 'opportunity'
      union select a.opportunity_id from touched t join activity a on a.org_id = ${orgId} and a.id = t.id
      where t.kind = 'activity' and a.opportunity_id is not null
      union select a.opportunity_id from touched t join activity_contact p on p.org_id = ${orgId} and p.contact_id = t.id
      join activity a on a.org_id = p.org_id and a.id = p.activity_id where t.kind = 'contact' and a.opportunity_id is not null
      ${customers ? ofCustomers : sql``}
    )
    select pg_current_snapshot()::text as snapshot, (select json_agg(id) from (select id from changed limit ${mostChanged + 1}) c) as changed,
      exists (select from news n where kind = 'import' and not exists (select from import_run r where r.org_id = ${orgId} and r.id = n.id)) as anew`.execute(
    tx,
  )
  const { snapshot, changed, anew } = rows[0]!
  return { snapshot, changed: changed ?? [], anew: anew || (changed?.length ?? 0) > mostChanged }
}
