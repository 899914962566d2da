import { difference, record, type Change } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { announce, type News } from '../../platform/news.ts'
import type { Caller } from '../../platform/session.ts'
import { planAfter, planAfterCorrection, type Plan } from '../next-step.ts'
import { lockPlan, noteLatestActivity, refreshLastActivity, savePlan, type ActivityFields } from '../store.ts'

type PlannedDeal = NonNullable<Awaited<ReturnType<typeof lockPlan>>>

const ended = new Set(['won', 'lost', 'terminated', 'transferred'])

/** Brings "last contact" of all that an activity concerns up to date, whatever became of the activity. */
export async function noteContact(
  tx: Tx,
  caller: Caller,
  of: { customerId: string | null; leadId: string | null; opportunityId: string | null },
): Promise<void> {
  await Promise.all([
    of.customerId && refreshLastActivity(tx, caller.orgId, 'customer', of.customerId),
    of.leadId && refreshLastActivity(tx, caller.orgId, 'lead', of.leadId),
    of.opportunityId && refreshLastActivity(tx, caller.orgId, 'opportunity', of.opportunityId),
  ])
}

/** Notes a new activity as the last contact of all that it concerns; what is written travels with what is asked next. */
export function noteNewContact(
  tx: Tx,
  caller: Caller,
  of: { customerId: string | null; leadId: string | null; opportunityId: string | null },
  at: Date,
): void {
  if (of.customerId) underway(noteLatestActivity(tx, caller.orgId, 'customer', of.customerId, at))
  if (of.leadId) underway(noteLatestActivity(tx, caller.orgId, 'lead', of.leadId, at))
  if (of.opportunityId) underway(noteLatestActivity(tx, caller.orgId, 'opportunity', of.opportunityId, at))
}

/**
 * Lets a new activity change the plan of its deal, as it stood locked before it. Says what the trail and the deal's readers are
 * told; what is written travels with what is asked next.
 */
export function notePlan(
  tx: Tx,
  caller: Caller,
  deal: PlannedDeal & { id: string },
  told: ActivityFields & { done: boolean },
): { change: Change | null; news: News } {
  const next = ended.has(deal.status) ? null : planAfter(deal.last_activity_at, told)
  const change = next && planChange(deal, next)
  if (change) underway(savePlan(tx, caller.orgId, deal.id, next, caller.now))
  return { change: change && { ...changedDeal(deal.id), ...change }, news: newsOf(deal.id, deal) }
}

const planChange = (deal: PlannedDeal, next: Plan) =>
  difference({ nextStep: deal.next_step, nextStepOn: deal.next_step_on }, { nextStep: next.step, nextStepOn: next.on })
const changedDeal = (id: string) => ({ entityKind: 'opportunity', entityId: id, action: 'changed' })
/** Also without a new plan: the day of the last contact is on the deal's card. */
const newsOf = (id: string, { owner_id }: PlannedDeal): News => ({
  topic: 'opportunity.changed',
  entityKind: 'opportunity',
  entityId: id,
  ownerId: owner_id,
})

/** Lets a corrected activity change the plan that it made. */
export async function noteCorrectedPlan(tx: Tx, caller: Caller, before: ActivityFields, after: ActivityFields): Promise<void> {
  const planOf = ({ nextStep, nextStepOn }: ActivityFields): Plan => ({ step: nextStep, on: nextStepOn })
  const { opportunityId } = after
  const deal = opportunityId ? await lockPlan(tx, caller.orgId, opportunityId) : undefined
  if (!opportunityId || !deal) return
  const plan = { step: deal.next_step, on: deal.next_step_on }
  const next = ended.has(deal.status) ? null : planAfterCorrection(plan, planOf(before), planOf(after))
  const change = next && planChange(deal, next)
  if (change)
    underway(
      savePlan(tx, caller.orgId, opportunityId, next, caller.now),
      record(tx, caller, [{ ...changedDeal(opportunityId), ...change }]),
    )
  underway(announce(tx, caller.orgId, [newsOf(opportunityId, deal)]))
}
