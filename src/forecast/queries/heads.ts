import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { named } from '../../funnel/queries/pipeline.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

/** What a list shows of a deal. */
export interface DealHead {
  id: string
  name: string
  customerName: string | null
  ownerId: string
  ownerName: string
  stageName: string
  amountMinor: number | null
  currency: string
  closeOn: string | null
}

/** Names of deals within reach, by id. */
export async function readHeads(tx: Tx, caller: Caller, ids: readonly string[]): Promise<Map<string, DealHead>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Omit<DealHead, 'stageName'> & { stage: unknown }>`
    select o.id, o.name, c.name as "customerName", m.id as "ownerId", m.name as "ownerName", s.name as stage, o.amount_minor as "amountMinor",
      o.currency, o.expected_close_on as "closeOn"
    from opportunity o join member m on m.org_id = o.org_id and m.id = o.credit_owner_id
      join stage s on s.org_id = o.org_id and s.id = o.stage_id
      left join customer c on c.org_id = o.org_id and c.id = o.customer_id
    where o.org_id = ${caller.orgId} and o.id = any(${[...ids]}::uuid[]) and ${reachable(caller, 'o.credit_owner_id', 'o.customer_id')}`.execute(
    tx,
  )
  return new Map(rows.map(({ stage, ...row }) => [row.id, { ...row, stageName: named(stage, caller.locale) }]))
}
