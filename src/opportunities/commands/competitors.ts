import { sql } from 'kysely'
import { underway, type Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

/** Names of these competitors by id; a competitor that is not this organisation's is absent. */
export async function competitorNames(tx: Tx, caller: Caller, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('competitor')
    .select(['id', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Keeps competitors among those named on a deal. What is written travels with what is asked next. */
export function keepNamed(tx: Tx, caller: Caller, dealId: string, ids: readonly string[]): void {
  if (ids.length === 0) return
  underway(
    sql`insert into named_competitor (org_id, opportunity_id, competitor_id, named_at, named_by)
        select ${caller.orgId}, ${dealId}, n.id, ${caller.now}, ${caller.memberId} from unnest(${[...ids]}::uuid[]) n (id)
        on conflict do nothing`.execute(tx),
  )
}

/** Makes these the competitors named on a deal, and no others. */
export function nameCompetitors(tx: Tx, caller: Caller, dealId: string, ids: readonly string[]): void {
  underway(
    sql`delete from named_competitor where org_id = ${caller.orgId} and opportunity_id = ${dealId}
          and competitor_id <> all(${[...ids]}::uuid[])`.execute(tx),
  )
  keepNamed(tx, caller, dealId, ids)
}

/** The foremost of the competitors named on a deal, once the loss that brought another one is taken back. */
export async function foremostNamed(tx: Tx, caller: Caller, dealId: string, present: string | null): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select competitor_id as id from named_competitor where org_id = ${caller.orgId} and opportunity_id = ${dealId}
     order by (competitor_id = ${present}) desc nulls last, named_at, competitor_id limit 1`.execute(tx)
  return rows[0]?.id ?? null
}
