import { sql } from 'kysely'
import { isCountable } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { scanUsualAmounts, type UsualAmounts } from '../facts/usual-amounts.ts'
import { factsFor } from './facts/ask.ts'
import type { Remember } from './memory.ts'
import type { GroupedStand } from './stands.ts'
import { worth } from './money.ts'

/**
 * What lost deals without an amount were probably worth: the median won amount of their product in this pipeline,
 * of the pipeline where the product has none. Minor units per stage position (FUNNEL-SCIENCE 1.3).
 */
export async function estimateMissingLosses(
  tx: Tx,
  caller: Caller,
  remember: Remember,
  pipelineId: string,
  stands: readonly GroupedStand[],
): Promise<Map<number, number>> {
  const missing = stands.filter(({ state, withoutAmount }) => state === 'lost' && withoutAmount > 0)
  if (missing.length === 0) return new Map()
  const { ofProduct, ofAll } = await remember(['usual-amounts', pipelineId], () => readUsualAmounts(tx, caller, pipelineId))
  const sums = new Map<number, number>()
  for (const { final, productId, withoutAmount } of missing)
    sums.set(final, (sums.get(final) ?? 0) + withoutAmount * (ofProduct.get(productId) ?? ofAll))
  return sums
}

/** Of everybody's deals: what a product usually brings is no secret of those who sold it. From the facts, where they are kept. */
export async function readUsualAmounts(tx: Tx, caller: Caller, pipelineId: string): Promise<UsualAmounts> {
  const facts = await factsFor(tx, { ...caller, reach: 'organisation' })
  if (!facts) return readUsualAmountsInSql(tx, caller, pipelineId)
  const everybody = { pipelineId, owners: null, sources: null, products: null, regions: null }
  return facts.count(everybody, (own) => scanUsualAmounts(own, { currency: caller.currency }))
}

/** The slow twin. */
export async function readUsualAmountsInSql(tx: Tx, caller: Caller, pipelineId: string): Promise<UsualAmounts> {
  const { rows } = await sql<{ product_id: string | null; whole: boolean; amount: number }>`
    select o.product_id, grouping(o.product_id) = 1 as whole, percentile_cont(0.5) within group (order by ${worth(caller)}) as amount
    from opportunity o
    where o.org_id = ${caller.orgId} and o.pipeline_id = ${pipelineId} and o.deleted_at is null
      and o.status = 'won' and o.amount_minor is not null and ${isCountable(caller, sql`o.currency`)}
    group by grouping sets ((o.product_id), ())`.execute(tx)
  return {
    ofAll: rows.find(({ whole }) => whole)?.amount ?? 0,
    ofProduct: new Map(rows.filter(({ whole }) => !whole).map(({ product_id, amount }) => [product_id, amount])),
  }
}
