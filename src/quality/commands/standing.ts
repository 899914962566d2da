import { sql } from 'kysely'
import type { Level } from '../../customers/customer.ts'
import { editingCustomer } from '../../customers/permissions.ts'
import type { Relationship } from '../../customers/quality-matrix.ts'
import type { TrustProof } from '../../customers/relationship.ts'
import { reaches } from '../../people/reach.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { endOverrides, insertOverrides, saidMeanwhile } from '../store/overrides.ts'
import { insertProof, lockFacts, removeProof, saveFacts } from '../store/words-of-people.ts'
import { judgeCustomers, overrideDays } from './judge.ts'

/** An override or a proof of trust holds so long at most. */
const longestDays = 366

/** The customer, locked, when the caller may change it. */
async function open(tx: Tx, caller: Caller, id: string): Promise<Outcome<{ id: string; ownerId: string; version: number }>> {
  const row = await tx
    .selectFrom('customer')
    .select(['owner_id', 'deleted_at', 'version'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    // not against those who only refer to it: the nightly judging does, of every customer
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row || !reaches(caller, row.owner_id, id)) return refuse('not-found')
  const refusal = editingCustomer(caller, { id, ownerId: row.owner_id, archived: row.deleted_at !== null })
  return refusal ? { ok: false, refusal } : accept({ id, ownerId: row.owner_id, version: row.version })
}

/** Judges the customer on the spot, and tells the trail and the open pages. */
async function judgeNow(
  tx: Tx,
  caller: Caller,
  { id, ownerId }: { id: string; ownerId: string },
  {
    action,
    before,
    after,
    reason,
  }: { action: string; before?: Record<string, unknown>; after?: Record<string, unknown>; reason?: string },
): Promise<Outcome<undefined>> {
  const moment = { at: caller.now, today: dayOf(caller.now, caller.timeZone) }
  await judgeCustomers(tx, caller.orgId, moment, [id], { madeBy: caller.memberId, why: reason === undefined ? {} : { reason } })
  await record(tx, caller, [
    { entityKind: 'customer', entityId: id, action, ...(before ? { before } : {}), ...(after ? { after } : {}) },
  ])
  await announce(tx, caller.orgId, [{ topic: 'customer.judged', entityKind: 'customer', entityId: id, ownerId }])
  return accept(undefined)
}

type Of = { of: 'level'; value: Level } | { of: 'relationship'; value: Relationship }

/**
 * Sets a level or a relationship over the rule until a day. Refused in the past and for longer than a year. `seen` is the override that
 * held when the caller read the customer, null for none: who has not seen the latest word of another is told of it.
 */
export async function overrideStanding(
  tx: Tx,
  caller: Caller,
  id: string,
  {
    of,
    value,
    reason,
    expiresOn,
    seen,
  }: Of & { reason: string; expiresOn?: string | undefined; seen?: string | null | undefined },
): Promise<Outcome<undefined>> {
  const found = await open(tx, caller, id)
  if (!found.ok) return found
  const unseen = await saidMeanwhile(tx, caller.orgId, id, of, seen)
  if (unseen) return refuse('version-conflict', { ...unseen })
  const today = dayOf(caller.now, caller.timeZone)
  const until = expiresOn ?? addDays(today, overrideDays)
  if (until < today || until > addDays(today, longestDays)) return refuse('override-until-out-of-range', { days: longestDays })
  // what the record says by now is settled first, so that this word is the newer one
  await judgeCustomers(tx, caller.orgId, { at: caller.now, today }, [id])
  const { rows } = await sql<{ proposed: string | null; value: string | null }>`
    select ${of === 'level' ? sql`proposed_level` : sql`kept_relationship`} as proposed, ${sql.ref(of)} as value
    from customer_standing where org_id = ${caller.orgId} and customer_id = ${id}`.execute(tx)
  await insertOverrides(tx, caller.orgId, caller.now, [
    { customerId: id, of, value, proposed: rows[0]?.proposed ?? null, reason, madeBy: caller.memberId, expiresOn: until },
  ])
  const change = of === 'level' ? { level: value } : { relationship: value }
  const before = of === 'level' ? { level: rows[0]?.value ?? null } : { relationship: rows[0]?.value ?? null }
  return judgeNow(tx, caller, found.value, { action: 'overridden', before, after: { ...change, reason, until }, reason })
}

/** Lets the rule decide again; without an override nothing happens. `seen` as above. */
export async function liftOverride(tx: Tx, caller: Caller, id: string, of: Of['of'], seen?: string): Promise<Outcome<undefined>> {
  const found = await open(tx, caller, id)
  if (!found.ok) return found
  const unseen = await saidMeanwhile(tx, caller.orgId, id, of, seen)
  if (unseen) return refuse('version-conflict', { ...unseen })
  const ended = await endOverrides(tx, caller.orgId, caller.now, of, [id], caller.memberId)
  return ended === 0 ? accept(undefined) : judgeNow(tx, caller, found.value, { action: 'override-lifted', before: { of } })
}

export interface QualityFacts {
  expectsReasonably: boolean | null
  buysAgain: boolean | null
  isLighthouse: boolean
  lighthouseReason?: string | null | undefined
}

/** What a person knows of a customer's quality. A lighthouse takes a reason. `ifMatch` 0 means that nothing is known yet. */
export async function sayFacts(
  tx: Tx,
  caller: Caller,
  id: string,
  given: QualityFacts,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await open(tx, caller, id)
  if (!found.ok) return found
  const row = await lockFacts(tx, caller.orgId, id)
  const version = row?.version ?? 0
  if (ifMatch !== null && ifMatch !== version)
    return refuse('version-conflict', row ? { version, by: { id: row.updated_by, name: row.name }, at: row.updated_at.toISOString() } : { version }) // prettier-ignore
  const reason = given.lighthouseReason?.trim() || null
  if (given.isLighthouse && reason === null) return refuse('lighthouse-takes-a-reason')
  const next = {
    expectsReasonably: given.expectsReasonably,
    buysAgain: given.buysAgain,
    isLighthouse: given.isLighthouse,
    lighthouseReason: given.isLighthouse ? reason : null,
  }
  const before = {
    expectsReasonably: row?.expects_reasonably ?? null,
    buysAgain: row?.buys_again ?? null,
    isLighthouse: row?.is_lighthouse ?? false,
    lighthouseReason: row?.lighthouse_reason ?? null,
  }
  const changed = difference<Record<string, unknown>>(before, next)
  if (!changed) return accept(undefined)
  await saveFacts(tx, caller, id, next)
  return judgeNow(tx, caller, found.value, { action: 'changed', ...changed })
}

/** Records a proof of trust; it has happened, not longer than it counts ago. */
export async function proveTrust(
  tx: Tx,
  caller: Caller,
  id: string,
  given: { kind: TrustProof; provedOn: string; note: string },
): Promise<Outcome<undefined>> {
  const found = await open(tx, caller, id)
  if (!found.ok) return found
  const today = dayOf(caller.now, caller.timeZone)
  if (given.provedOn > today || given.provedOn < addDays(today, -2 * longestDays)) return refuse('trust-proof-day-out-of-range')
  await insertProof(tx, caller, newId(), id, given)
  return judgeNow(tx, caller, found.value, { action: 'trust-proved', after: { ...given } })
}

export async function takeProofBack(tx: Tx, caller: Caller, id: string, proofId: string): Promise<Outcome<undefined>> {
  const found = await open(tx, caller, id)
  if (!found.ok) return found
  const removed = await removeProof(tx, caller, id, proofId)
  if (!removed) return refuse('not-found')
  return judgeNow(tx, caller, found.value, {
    action: 'trust-proof-removed',
    before: { kind: removed.kind, provedOn: removed.proved_on, note: removed.note },
  })
}
