import { sql } from 'kysely'
import {
  bestDeal,
  potentialTier,
  thirdsOf,
  valueTier,
  type ElementState,
  type TieredDeal,
} from '../../customers/customer-tiers.ts'
import { readOrganization } from '../../people/queries.ts'
import { readRates } from '../../people/queries/rates.ts'
import { factorAt } from '../../people/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'

interface Row {
  id: string
  customer_id: string
  pipeline_id: string
  amount_minor: number | null
  currency: string
  is_strategic: boolean
  timing: ElementState | null
  chain: ElementState | null
}

/** Works out value and potential of every customer with open deals; rows change only where something differs. Returns how many did. */
export async function keepTiers(tx: Tx, orgId: string, now: Date): Promise<number> {
  const { currency, timeZone } = await readOrganization(tx, orgId)
  const [{ rows }, rates] = await Promise.all([
    sql<Row>`
      select o.id, o.customer_id, o.pipeline_id, o.amount_minor, o.currency, c.level = 'strategic' as is_strategic, t.state as timing, d.state as chain
      from opportunity o join customer c on c.org_id = o.org_id and c.id = o.customer_id and c.deleted_at is null
        left join opportunity_element t on t.org_id = o.org_id and t.opportunity_id = o.id and t.key = 'timing'
        left join opportunity_element d on d.org_id = o.org_id and d.opportunity_id = o.id and d.key = 'decision-chain'
      where o.org_id = ${orgId} and o.status = 'open' and o.deleted_at is null`.execute(tx),
    readRates(tx, { orgId, currency, timeZone }),
  ])
  const amountOf = (row: Row): number | null => {
    if (row.amount_minor === null || row.currency === currency) return row.amount_minor
    const known = rates.get(row.currency)
    return known ? Math.round(row.amount_minor * factorAt(known, now.getTime())) : null
  }
  const amounts = new Map<string, number[]>()
  for (const row of rows) {
    const amount = amountOf(row)
    if (amount === null) continue
    const own = amounts.get(row.pipeline_id)
    if (own) own.push(amount)
    else amounts.set(row.pipeline_id, [amount])
  }
  const thirds = new Map([...amounts].map(([pipeline, own]) => [pipeline, thirdsOf(own)]))
  const deals = new Map<string, TieredDeal[]>()
  for (const row of rows) {
    const value = valueTier(amountOf(row), thirds.get(row.pipeline_id) ?? null, row.is_strategic)
    const deal = { id: row.id, value, potential: potentialTier(row) }
    const own = deals.get(row.customer_id)
    if (own) own.push(deal)
    else deals.set(row.customer_id, [deal])
  }
  const judged = [...deals].map(([customer_id, own]) => {
    const { id, value, potential } = bestDeal(own)!
    return { customer_id, value, potential, opportunity_id: id }
  })
  const { numAffectedRows: gone } = await sql`delete from customer_tier t where t.org_id = ${orgId} and not exists (
    select from json_to_recordset(${JSON.stringify(judged)}::json) as r (customer_id uuid) where r.customer_id = t.customer_id)`.execute(
    tx,
  )
  const { numAffectedRows: changed } = await sql`
    insert into customer_tier as t (org_id, customer_id, value, potential, opportunity_id, judged_at)
    select ${orgId}::uuid, r.customer_id, r.value, r.potential, r.opportunity_id, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(judged)}::json) as r (customer_id uuid, value text, potential text, opportunity_id uuid)
    on conflict (org_id, customer_id) do update set value = excluded.value, potential = excluded.potential,
      opportunity_id = excluded.opportunity_id, judged_at = excluded.judged_at
      where (t.value, t.potential, t.opportunity_id) is distinct from (excluded.value, excluded.potential, excluded.opportunity_id)`.execute(
    tx,
  )
  return Number(gone ?? 0n) + Number(changed ?? 0n)
}
