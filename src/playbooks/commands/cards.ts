import { sql } from 'kysely'
import { difference, record } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { managingCatalogue } from '../../products/permissions.ts'
import { completeTiers, type FitTier, type FitTierText } from '../fit-tier.ts'

interface Battlecard {
  strengths: string
  weaknesses: string
  answer: string
}

/** Writes the card of a competitor. `ifMatch` 0 stands for a card that nobody has written yet. */
export async function writeBattlecard(
  tx: Tx,
  caller: Caller,
  competitorId: string,
  { strengths, weaknesses, answer }: Battlecard,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  if (!(await locked(tx, caller, 'competitor', competitorId))) return refuse('not-found')
  const row = await tx
    .selectFrom('battlecard')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('competitor_id', '=', competitorId)
    .executeTakeFirst()
  const version = row?.version ?? 0
  if (ifMatch !== null && ifMatch !== version) return refuse('version-conflict', { version })
  const before = { strengths: row?.strengths ?? '', weaknesses: row?.weaknesses ?? '', answer: row?.answer ?? '' }
  const changed = difference(before, { strengths, weaknesses, answer })
  if (!changed) return accept(undefined)
  const values = { strengths, weaknesses, answer, version: version + 1, updated_at: caller.now, updated_by: caller.memberId }
  await tx
    .insertInto('battlecard')
    .values({ org_id: caller.orgId, competitor_id: competitorId, ...values })
    .onConflict((conflict) => conflict.columns(['org_id', 'competitor_id']).doUpdateSet(values))
    .execute()
  tell(tx, caller, 'competitor', competitorId, 'battlecard', changed)
  return accept(undefined)
}

/** Writes whom a product fits; a tier that is left out stays as it is. All three carry one version, so that two people who write different tiers notice each other. */
export async function writeFitTiers(
  tx: Tx,
  caller: Caller,
  productId: string,
  tiers: readonly FitTierText[],
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  if (!(await locked(tx, caller, 'product', productId))) return refuse('not-found')
  const rows = await tx
    .selectFrom('fit_tier')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('product_id', '=', productId)
    .execute()
  const version = Math.max(0, ...rows.map((row) => row.version))
  if (ifMatch !== null && ifMatch !== version) return refuse('version-conflict', { version })
  const present = rows.map(({ tier, features, strategy }) => ({ tier: tier as FitTier, features, strategy }))
  const next = completeTiers([...present, ...tiers])
  const changed = difference(byTier(completeTiers(present)), byTier(next))
  if (!changed) return accept(undefined)
  await tx
    .insertInto('fit_tier')
    .values(
      next.map((tier) => ({
        org_id: caller.orgId,
        product_id: productId,
        ...tier,
        version: version + 1,
        updated_at: caller.now,
        updated_by: caller.memberId,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'product_id', 'tier']).doUpdateSet({
        features: sql`excluded.features`,
        strategy: sql`excluded.strategy`,
        version: version + 1,
        updated_at: caller.now,
        updated_by: caller.memberId,
      }),
    )
    .execute()
  tell(tx, caller, 'product', productId, 'fit-tier', changed)
  return accept(undefined)
}

/** One field for each text, as the trail shows them. */
const byTier = (tiers: readonly FitTierText[]): Record<string, unknown> =>
  Object.fromEntries(
    tiers.flatMap(({ tier, features, strategy }) => [
      [`${tier}.features`, features],
      [`${tier}.strategy`, strategy],
    ]),
  )

/** The record that a card hangs on, locked: two people who write it wait for each other. */
const locked = async (tx: Tx, caller: Caller, table: 'competitor' | 'product', id: string): Promise<boolean> =>
  (await tx
    .selectFrom(table)
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()) !== undefined

function tell(
  tx: Tx,
  caller: Caller,
  entityKind: 'competitor' | 'product',
  entityId: string,
  what: 'battlecard' | 'fit-tier',
  changed: { before: object; after: object },
): void {
  const change = { before: { ...changed.before }, after: { ...changed.after } }
  underway(
    record(tx, caller, [{ entityKind, entityId, action: 'changed', ...change }]),
    announce(tx, caller.orgId, [{ topic: `${what}.changed`, entityKind: what, entityId, ownerId: null }]),
  )
}
