import { type RawBuilder, sql } from 'kysely'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { isId } from '../../platform/ids.ts'
import type { Caller } from '../../platform/session.ts'
import type { FunnelDeal } from '../contract.ts'
import { selected, type Selection } from './conditions.ts'
import { named } from './pipeline.ts'
import { present } from './stands.ts'
import { worth, worthOfAll } from './money.ts'

interface Row {
  id: string
  name: string
  customer_id: string | null
  customer_name: string | null
  owner_id: string
  owner_name: string
  stage_id: string
  stage_name: unknown
  status: string
  amount_minor: number | null
  currency: string
  /** In the organisation's currency; -1 where there is no amount or no rate. */
  size: number
  entered_at: Date | null
  stage_since: Date | null
  closed_at: Date | null
}

interface Asked {
  condition: RawBuilder<boolean>
  limit: number
  cursor: string | undefined
  table?: RawBuilder<unknown>
}

export interface DealPage {
  items: FunnelDeal[]
  nextCursor: string | null
  total: number
  amountMinor: number
}

/** The deals that a condition picks, largest amount first, with how many there are and what they come to. */
export async function readDeals(
  tx: Tx,
  caller: Caller,
  selection: Selection,
  { condition, limit, cursor, table = present }: Asked,
): Promise<DealPage> {
  const which = sql`${selected(caller, selection)} and ${condition}`
  const place = decodeCursor(cursor, 2)
  const after =
    place && Number.isSafeInteger(place[0]) && isId(String(place[1]))
      ? sql`and (coalesce(${worth(caller)}, -1), o.id) < (${place[0]}::bigint, ${place[1]}::uuid)`
      : sql``
  const { rows } = await sql<Row>`
    select o.id, o.name, o.customer_id, c.name as customer_name, o.owner_id, m.name as owner_name, o.stage_id, s.name as stage_name,
      o.status, o.amount_minor, o.currency, o.size, o.entered_at, o.stage_since, o.closed_at
    from (
      select o.*, coalesce(${worth(caller)}, -1) as size from ${table} o where ${which} ${after}
      order by size desc, o.id desc limit ${limit + 1}
    ) o
    join member m on m.org_id = ${caller.orgId} and m.id = o.owner_id
    join stage s on s.org_id = ${caller.orgId} and s.id = o.stage_id
    left join customer c on c.org_id = ${caller.orgId} and c.id = o.customer_id
    order by o.size desc, o.id desc`.execute(tx)
  const { rows: sums } = await sql<{ total: number; amount: number }>`
    select count(*) as total, ${worthOfAll(caller)} as amount
    from ${table} o where ${which}`.execute(tx)
  const page = pageOf(rows, limit, (row) => [row.size, row.id])
  return {
    items: page.items.map((row) => dealOf(row, caller)),
    nextCursor: page.nextCursor,
    total: sums[0]!.total,
    amountMinor: sums[0]!.amount,
  }
}

const dealOf = (row: Row, { locale, now }: Caller): FunnelDeal => ({
  id: row.id,
  name: row.name,
  customerId: row.customer_id,
  customerName: row.customer_name,
  ownerId: row.owner_id,
  ownerName: row.owner_name,
  stageId: row.stage_id,
  stageName: named(row.stage_name, locale),
  status: row.status,
  amountMinor: row.amount_minor,
  currency: row.currency,
  enteredAt: row.entered_at?.toISOString() ?? null,
  stageSince: row.stage_since?.toISOString() ?? null,
  closedAt: row.closed_at?.toISOString() ?? null,
  daysInStage: row.status === 'open' && row.stage_since ? (now.getTime() - row.stage_since.getTime()) / 86_400_000 : null,
})
