import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import type { Caller } from '../../platform/session.ts'
import { planAfter, planAfterCorrection, type Plan } from '../next-step.ts'
import { lockPlan, refreshLastActivity, savePlan, type ActivityFields } from '../store.ts'

const ended = new Set(['won', 'lost', 'terminated', 'transferred'])

/** Brings "last contact" of all that an activity concerns up to date. */
export async function noteContact(
  tx: Tx,
  caller: Caller,
  of: { customerId: string | null; leadId: string | null; opportunityId: string | null },
): Promise<void> {
  if (of.customerId) await refreshLastActivity(tx, caller.orgId, 'customer', of.customerId)
  if (of.leadId) await refreshLastActivity(tx, caller.orgId, 'lead', of.leadId)
  if (of.opportunityId) await refreshLastActivity(tx, caller.orgId, 'opportunity', of.opportunityId)
}

/** Lets a new activity change the plan of its deal; to be called before `noteContact`. */
export async function notePlan(tx: Tx, caller: Caller, told: ActivityFields & { done: boolean }): Promise<void> {
  await replan(tx, caller, told.opportunityId, (_, lastActivityAt) => planAfter(lastActivityAt, told))
}

/** Lets a corrected activity change the plan that it made. */
export async function noteCorrectedPlan(tx: Tx, caller: Caller, before: ActivityFields, after: ActivityFields): Promise<void> {
  const planOf = ({ nextStep, nextStepOn }: ActivityFields): Plan => ({ step: nextStep, on: nextStepOn })
  await replan(tx, caller, after.opportunityId, (plan) => planAfterCorrection(plan, planOf(before), planOf(after)))
}

async function replan(
  tx: Tx,
  caller: Caller,
  opportunityId: string | null,
  decide: (plan: Plan, lastActivityAt: Date | null) => Plan | null,
): Promise<void> {
  const deal = opportunityId ? await lockPlan(tx, caller.orgId, opportunityId) : undefined
  if (!opportunityId || !deal) return
  const plan = { step: deal.next_step, on: deal.next_step_on }
  const next = ended.has(deal.status) ? null : decide(plan, deal.last_activity_at)
  const changed = next && difference({ nextStep: plan.step, nextStepOn: plan.on }, { nextStep: next.step, nextStepOn: next.on })
  if (changed) {
    await savePlan(tx, caller.orgId, opportunityId, next, caller.now)
    await record(tx, caller, [{ entityKind: 'opportunity', entityId: opportunityId, action: 'changed', ...changed }])
  }
  // also without a new plan: the day of the last contact is on the deal's card
  await announce(tx, caller.orgId, [
    { topic: 'opportunity.changed', entityKind: 'opportunity', entityId: opportunityId, ownerId: deal.owner_id },
  ])
}
