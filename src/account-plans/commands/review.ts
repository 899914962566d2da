import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { editingPlan, editingReview, signingReview } from '../permissions.ts'
import { planDeals } from '../queries/deals.ts'
import { customersOf, figuresOf } from '../queries/plan.ts'
import { readActions } from '../queries/reviews.ts'
import { insertReview, saveDocument, saveReview, saveSignature, type StoredPlan, type WrittenReview } from '../store.ts'
import { planFor, tellOfPlan } from './open.ts'
import { keepReviewTasks } from './remind.ts'

interface GivenReview {
  heldOn: string
  reached: string
  ahead: string
  goals: readonly { goalId: string; reached: 'yes' | 'partly' | 'no'; note: string }[]
  nextReviewOn: string | null
}

/** Writes down what was reached, with the figures as they stand now; the plan's next review is the one named here. */
export async function writeReview(tx: Tx, caller: Caller, id: string, given: GivenReview): Promise<Outcome<undefined>> {
  const found = await planFor(tx, caller, id, editingPlan)
  if (!found.ok) return found
  const flaw = flawIn(given, dayOf(caller.now, caller.timeZone))
  if (flaw) return refuse(flaw)
  const plan = found.value
  await insertReview(tx, caller, newId(), plan, withGoals(plan, given), await figuresNow(tx, caller, plan))
  await saveDocument(tx, caller, plan, { ...plan.document, nextReviewOn: given.nextReviewOn })
  await keepReviewTasks(tx, caller.orgId, caller.now, id)
  await tellOfPlan(tx, caller, plan, 'plan-reviewed', { accountPlan: plan.document.title, heldOn: given.heldOn })
  return accept(undefined)
}

export async function changeReview(
  tx: Tx,
  caller: Caller,
  id: string,
  reviewId: string,
  given: GivenReview,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await planFor(tx, caller, id, editingPlan)
  if (!found.ok) return found
  const plan = found.value
  const review = await lockReview(tx, caller.orgId, id, reviewId)
  if (!review) return refuse('not-found')
  const refusal = editingReview(caller, plan, review)
  if (refusal) return { ok: false, refusal }
  if (ifMatch !== null && ifMatch !== review.version)
    return refuse('version-conflict', { version: review.version, by: review.by })
  const flaw = flawIn(given, dayOf(caller.now, caller.timeZone))
  if (flaw) return refuse(flaw)
  await saveReview(tx, caller, reviewId, withGoals(plan, given), await figuresNow(tx, caller, plan))
  await saveDocument(tx, caller, plan, { ...plan.document, nextReviewOn: given.nextReviewOn })
  await keepReviewTasks(tx, caller.orgId, caller.now, id)
  await tellOfPlan(tx, caller, plan, 'plan-reviewed', { accountPlan: plan.document.title, heldOn: given.heldOn })
  return accept(undefined)
}

/** A supervisor signs; from then on nobody changes it, the database neither. */
export async function signReview(tx: Tx, caller: Caller, id: string, reviewId: string): Promise<Outcome<undefined>> {
  const found = await planFor(tx, caller, id, () => null)
  if (!found.ok) return found
  const plan = found.value
  const review = await lockReview(tx, caller.orgId, id, reviewId)
  if (!review) return refuse('not-found')
  const refusal = signingReview(caller, plan, review)
  if (refusal) return { ok: false, refusal }
  await saveSignature(tx, caller, reviewId)
  await tellOfPlan(tx, caller, plan, 'review-signed', { accountPlan: plan.document.title, heldOn: review.heldOn })
  return accept(undefined)
}

const flawIn = ({ heldOn, nextReviewOn }: GivenReview, today: string): string | null =>
  heldOn > today ? 'review-lies-ahead' : nextReviewOn !== null && nextReviewOn <= heldOn ? 'next-review-not-later' : null

/** Goals in the words they had then: a later plan may say something else. */
const withGoals = (plan: StoredPlan, given: GivenReview): WrittenReview => ({
  ...given,
  goals: given.goals.flatMap((word) => {
    const goal = plan.document.goals.find(({ id }) => id === word.goalId)
    return goal ? [{ ...word, text: goal.text }] : []
  }),
})

async function figuresNow(tx: Tx, caller: Caller, plan: StoredPlan) {
  const [deals, actions] = await Promise.all([
    planDeals(tx, caller, plan.id, customersOf(plan.customerId, plan.document)),
    readActions(tx, caller, plan.id),
  ])
  return figuresOf(plan.document, deals, actions)
}

async function lockReview(tx: Tx, orgId: string, planId: string, id: string) {
  const row = await tx
    .selectFrom('account_plan_review as r')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'r.org_id').onRef('m.id', '=', 'r.written_by'))
    .select(['r.written_by', 'r.signed_at', 'r.version', 'r.held_on', 'm.name'])
    .where('r.org_id', '=', orgId)
    .where('r.plan_id', '=', planId)
    .where('r.id', '=', id)
    .forUpdate('r')
    .executeTakeFirst()
  if (!row) return null
  const { written_by: writtenBy, signed_at, version, held_on: heldOn, name } = row
  return { writtenBy, signed: signed_at !== null, version, heldOn, by: { id: writtenBy, name } }
}
