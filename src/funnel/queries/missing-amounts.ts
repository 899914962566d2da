import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { GroupedStand } from './stands.ts'

/**
 * What lost deals without an amount were probably worth: the median won amount of their product in this pipeline,
 * of the pipeline where the product has none. Minor units per stage position (FUNNEL-SCIENCE 1.3).
 */
export async function estimateMissingLosses(
  tx: Tx,
  caller: Caller,
  pipelineId: string,
  stands: readonly GroupedStand[],
): Promise<Map<number, number>> {
  const missing = stands.filter(({ state, withoutAmount }) => state === 'lost' && withoutAmount > 0)
  if (missing.length === 0) return new Map()
  const { rows } = await sql<{ product_id: string | null; whole: boolean; amount: number }>`
    select o.product_id, grouping(o.product_id) = 1 as whole, percentile_cont(0.5) within group (order by o.amount_minor) as amount
    from opportunity o
    where o.org_id = ${caller.orgId} and o.pipeline_id = ${pipelineId} and o.deleted_at is null
      and o.status = 'won' and o.amount_minor is not null and o.currency = ${caller.currency}
    group by grouping sets ((o.product_id), ())`.execute(tx)
  const usual = rows.find(({ whole }) => whole)?.amount ?? 0
  const ofProduct = new Map(rows.filter(({ whole }) => !whole).map(({ product_id, amount }) => [product_id, amount]))
  const sums = new Map<number, number>()
  for (const { final, productId, withoutAmount } of missing)
    sums.set(final, (sums.get(final) ?? 0) + withoutAmount * (ofProduct.get(productId) ?? usual))
  return sums
}
