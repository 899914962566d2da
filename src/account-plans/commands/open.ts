import { reaches } from '../../people/reach.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { lastWriter, lockPlan, type StoredPlan } from '../store.ts'

/** The plan, locked, when the rule lets the caller; who comes after somebody else is told who that was. */
export async function planFor(
  tx: Tx,
  caller: Caller,
  id: string,
  rule: (caller: Caller, plan: StoredPlan) => Refusal | null,
  ifMatch: number | null = null,
): Promise<Outcome<StoredPlan>> {
  const plan = await lockPlan(tx, caller.orgId, id)
  if (!plan || !reaches(caller, plan.ownerId, plan.customerId)) return refuse('not-found')
  const refusal = rule(caller, plan)
  if (refusal) return { ok: false, refusal }
  if (ifMatch === null || ifMatch === plan.version) return accept(plan)
  const by = await lastWriter(tx, caller.orgId, id)
  return refuse('version-conflict', { version: plan.version, ...(by && { by }) })
}

/** Puts it on record with the customer, and tells open pages. */
export async function tellOfPlan(
  tx: Tx,
  caller: Caller,
  plan: Pick<StoredPlan, 'id' | 'customerId' | 'ownerId'>,
  action: string,
  after: Record<string, unknown>,
): Promise<void> {
  await record(tx, caller, [{ entityKind: 'customer', entityId: plan.customerId, action, after }])
  await announce(tx, caller.orgId, [
    { topic: 'account-plan.changed', entityKind: 'account-plan', entityId: plan.id, ownerId: plan.ownerId },
  ])
}
