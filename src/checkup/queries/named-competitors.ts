import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Prepared } from './prepare.ts'

/** Competitors that people named on the deals of a report, by deal; as was on record at the moment looked from. Counted once until the next news. */
export function readNamed(tx: Tx, { orgId }: Caller, { deals, resolved, now }: Prepared): Promise<ReadonlyMap<number, string[]>> {
  const { pipeline, asOf, remember } = resolved
  return remember(['checkup-named', pipeline.id, asOf], async () => {
    const { rows } = await sql<{ id: string; competitors: string[] }>`
      select n.opportunity_id as id, array_agg(n.competitor_id order by n.competitor_id) as competitors
      from named_competitor n join opportunity o on o.org_id = n.org_id and o.id = n.opportunity_id
      where n.org_id = ${orgId} and o.pipeline_id = ${pipeline.id} and o.deleted_at is null
        and ${asOf === null ? sql`true` : sql`n.named_at <= ${new Date(now)}`}
      group by 1`.execute(tx)
    const found = new Map<number, string[]>()
    for (const { id, competitors } of rows) {
      const deal = deals.placeOf(id)
      if (deal >= 0) found.set(deal, competitors)
    }
    return found
  })
}
