import type { Tx } from '../../platform/database/connect.ts'
import type { PlanDocument } from '../plan.ts'

/** Names of the products and members that a plan speaks of, by id. */
export async function readNames(tx: Tx, orgId: string, { products, team }: Pick<PlanDocument, 'products' | 'team'>) {
  const named = async (table: 'product' | 'member', ids: readonly string[]): Promise<Record<string, string>> => {
    if (ids.length === 0) return {}
    const rows = await tx.selectFrom(table).select(['id', 'name']).where('org_id', '=', orgId).where('id', 'in', ids).execute()
    return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
  }
  const [ofProducts, ofMembers] = await Promise.all([
    named('product', products.map(({ productId }) => productId)), // prettier-ignore
    named('member', team.map(({ memberId }) => memberId)), // prettier-ignore
  ])
  return { products: ofProducts, members: ofMembers }
}
