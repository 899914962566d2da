import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { readRates } from '../../people/queries/rates.ts'
import { factorAt } from '../../people/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'

/** A customer with more deals than these shows its latest ones. */
const most = 2000

interface Row {
  id: string
  name: string
  customer_id: string
  customer_name: string
  product_id: string | null
  unit_id: string | null
  status: string
  amount_minor: number | null
  currency: string
  closed_at: Date | null
}

/** Deals of these customers within reach that are won, open or on hold, the latest first, in the organisation's currency at the rate of their day. */
export async function planDeals(tx: Tx, caller: Caller, planId: string, customers: readonly string[]) {
  const [{ rows }, rates] = await Promise.all([
    sql<Row>`
      select o.id, o.name, o.customer_id, c.name as customer_name, o.product_id, d.unit_id, o.status, o.amount_minor, o.currency, o.closed_at
      from opportunity o
        join customer c on c.org_id = o.org_id and c.id = o.customer_id
        left join account_plan_deal d on d.org_id = o.org_id and d.plan_id = ${planId} and d.opportunity_id = o.id
      where o.org_id = ${caller.orgId} and o.customer_id = any(${[...customers]}::uuid[]) and o.status in ('won', 'open', 'on-hold')
        and o.deleted_at is null and ${reachable(caller, 'o.owner_id', 'o.customer_id')}
      order by o.id desc limit ${sql.lit(most)}`.execute(tx),
    readRates(tx, caller),
  ])
  return rows.map((row) => {
    const isWon = row.status === 'won'
    const rate = row.currency === caller.currency ? 1 : factorOf(rates, row)
    return {
      id: row.id,
      name: row.name,
      customer: { id: row.customer_id, name: row.customer_name },
      customerId: row.customer_id,
      productId: row.product_id,
      unitId: row.unit_id,
      isWon,
      amountMinor: row.amount_minor === null || rate === null ? null : Math.round(row.amount_minor * rate),
      closedOn: isWon && row.closed_at ? dayOf(row.closed_at, caller.timeZone) : null,
    }
  })
}

function factorOf(rates: Awaited<ReturnType<typeof readRates>>, { currency, closed_at: at }: Row): number | null {
  const known = rates.get(currency)
  return known ? factorAt(known, at?.getTime() ?? Number.MAX_SAFE_INTEGER) : null
}

export type Deal = Awaited<ReturnType<typeof planDeals>>[number]
