import { sql } from 'kysely'
import { record } from '../platform/audit-trail.ts'
import { insertMany } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { announce } from '../platform/news.ts'
import type { Caller } from '../platform/session.ts'
import type { PoolRule, Why } from './rule.ts'

export async function saveRule(tx: Tx, caller: Caller, rule: PoolRule): Promise<void> {
  await sql`
    insert into pool_setting as s (org_id, is_on, contact_days, progress_days, warn_days, protected_levels, protected_grades, protected_tiers,
      claims_per_day, claims_per_month, holdings, lock_days, shows_phones, updated_at, updated_by)
    values (${caller.orgId}, ${rule.isOn}, ${rule.contactDays}, ${rule.progressDays}, ${rule.warnDays}, ${[...rule.protectedLevels]}::text[],
      ${rule.protectedGrades.map(String)}::text[], ${[...rule.protectedTiers]}::text[], ${rule.claimsPerDay}, ${rule.claimsPerMonth}, ${rule.holdings},
      ${rule.lockDays}, ${rule.showsPhones}, ${caller.now}, ${caller.memberId})
    on conflict (org_id) do update set (is_on, contact_days, progress_days, warn_days, protected_levels, protected_grades, protected_tiers,
      claims_per_day, claims_per_month, holdings, lock_days, shows_phones, updated_at, updated_by, version)
      = (excluded.is_on, excluded.contact_days, excluded.progress_days, excluded.warn_days, excluded.protected_levels, excluded.protected_grades,
        excluded.protected_tiers, excluded.claims_per_day, excluded.claims_per_month, excluded.holdings, excluded.lock_days,
        excluded.shows_phones, excluded.updated_at, excluded.updated_by, s.version + 1)`.execute(tx)
}

/** A customer that goes from one to another: into the pool, or out of it. */
export interface Passing {
  id: string
  from: string
  to: string
  kind: 'fell' | 'released' | 'claimed' | 'assigned'
  why?: Why
  days?: number
  reason?: string
}

const isEntering = ({ kind }: Passing): boolean => kind === 'fell' || kind === 'released'

/**
 * Gives customers with their people from one to another and puts it on record. Deals stay with whoever has them. What has another owner
 * meanwhile is left alone; returns those that passed.
 */
export async function pass(tx: Tx, caller: Caller, asked: readonly Passing[]): Promise<string[]> {
  if (asked.length === 0) return []
  const rows = asked.map(({ id, from, to }) => ({ id, from_id: from, to_id: to }))
  const given = sql`json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, from_id uuid, to_id uuid)`
  const { rows: passed } = await sql<{ id: string }>`
    update customer c set owner_id = r.to_id, updated_at = ${caller.now}, version = c.version + 1
    from ${given} where c.org_id = ${caller.orgId} and c.id = r.id and c.owner_id = r.from_id and c.deleted_at is null returning c.id`.execute(
    tx,
  )
  const done = new Set(passed.map(({ id }) => id))
  const moved = asked.filter(({ id }) => done.has(id))
  const ids = moved.map(({ id }) => id)
  await sql`update contact p set owner_id = c.owner_id, updated_at = ${caller.now}
    from customer c where p.org_id = ${caller.orgId} and p.customer_id = any(${ids}::uuid[]) and c.org_id = p.org_id and c.id = p.customer_id`.execute(
    tx,
  )
  await Promise.all([keepStays(tx, caller, moved), keepEvents(tx, caller, moved)])
  await tell(tx, caller, moved)
  return ids
}

async function keepStays(tx: Tx, caller: Caller, moved: readonly Passing[]): Promise<void> {
  // whoever was taken out past the pool, by a file or by hand, may have left a row behind
  const ids = moved.map(({ id }) => id)
  await sql`delete from pool_stay where org_id = ${caller.orgId} and customer_id = any(${ids}::uuid[])`.execute(tx)
  await insertMany(
    tx,
    'pool_stay',
    moved.filter(isEntering).map(({ id, from, why, reason }) => ({
      org_id: caller.orgId,
      customer_id: id,
      entered_at: caller.now,
      from_owner_id: from,
      why: why ?? 'released',
      reason: reason ?? null,
    })),
  )
}

const keepEvents = (tx: Tx, caller: Caller, moved: readonly Passing[]): Promise<void> =>
  insertMany(
    tx,
    'pool_event',
    moved.map((one) => ({
      org_id: caller.orgId,
      id: newId(),
      customer_id: one.id,
      at: caller.now,
      kind: one.kind,
      why: one.why ?? null,
      days: one.days ?? null,
      by_member_id: one.kind === 'fell' ? null : caller.memberId,
      from_owner_id: isEntering(one) ? one.from : null,
      to_owner_id: isEntering(one) ? null : one.to,
      reason: one.reason ?? null,
    })),
  )

/** The trail of each customer, and news for both sides: it leaves one list and comes into another. */
async function tell(tx: Tx, caller: Caller, moved: readonly Passing[]): Promise<void> {
  await record(
    tx,
    caller,
    moved.map(({ id, kind, from, to, reason }) => ({
      entityKind: 'customer',
      entityId: id,
      action: `pool-${kind}`,
      before: { ownerId: from },
      after: { ownerId: to, ...(reason ? { reason } : {}) },
    })),
  )
  await announce(
    tx,
    caller.orgId,
    moved.flatMap(({ id, from, to }) => [
      { topic: 'customer.changed', entityKind: 'customer', entityId: id, ownerId: to },
      { topic: 'customer.given-away', entityKind: 'customer', entityId: id, ownerId: from },
    ]),
  )
  // everybody sees the pool, so everybody hears that it has changed
  const [first] = moved
  if (first)
    await announce(tx, caller.orgId, [{ topic: 'pool.changed', entityKind: 'pool', entityId: caller.orgId, ownerId: null }])
}

/** Two windows of one person claim one after the other: limits hold for both together. */
export const oneClaimAtATime = async (tx: Tx, { orgId, memberId }: Pick<Caller, 'orgId' | 'memberId'>): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`pool ${orgId} ${memberId}`}, 0))`.execute(tx)
}
