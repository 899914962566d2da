import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { managingCatalogue } from '../../products/permissions.ts'
import { completeTiers, type FitTier } from '../fit-tier.ts'

/** The three tiers of a product; null when there is no such product. */
export async function readFitTiers(tx: Tx, caller: Caller, productId: string) {
  const ofProduct = tx
    .selectFrom('product')
    .select(['id', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', productId)
    .executeTakeFirst()
  const ofTiers = tx
    .selectFrom('fit_tier as f')
    .leftJoin('member as m', (join) => join.onRef('m.org_id', '=', 'f.org_id').onRef('m.id', '=', 'f.updated_by'))
    .select(['f.tier', 'f.features', 'f.strategy', 'f.version', 'f.updated_at', 'f.updated_by', 'm.name as updater'])
    .where('f.org_id', '=', caller.orgId)
    .where('f.product_id', '=', productId)
    .orderBy('f.version', 'desc')
    .execute()
  const [product, rows] = await Promise.all([ofProduct, ofTiers])
  if (!product) return null
  const latest = rows[0]
  return {
    product,
    tiers: completeTiers(rows.map(({ tier, features, strategy }) => ({ tier: tier as FitTier, features, strategy }))),
    version: latest?.version ?? 0,
    updatedAt: latest?.updated_at.toISOString() ?? null,
    updatedBy: latest ? { id: latest.updated_by, name: latest.updater ?? '' } : null,
    permissions: { edit: verdictOf(managingCatalogue(caller), caller.locale) },
  }
}
