import { sql } from 'kysely'
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
import { endSignatureTask, keepSignatureTasks } from './ask-signature.ts'
import { planFor, tellOfPlan } from './open.ts'
import { keepReviewTasks } from './remind.ts'

interface GivenReview {
  heldOn: string
  reached: string
  ahead: string
  goals: readonly { goalId: string; reached: 'yes' | 'partly' | 'no'; note: string }[]
  nextReviewOn: string | null
}

/**
 * Writes down what was reached, with the figures as they stand now; the plan's next review is the one named here. `ifMatch` is how many
 * reviews the writer has seen: who did not see the last one is told whose it is.
 */
export async function writeReview(
  tx: Tx,
  caller: Caller,
  id: string,
  given: GivenReview,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await planFor(tx, caller, id, editingPlan)
  if (!found.ok) return found
  const unseen = ifMatch === null ? null : await lastReview(tx, caller.orgId, id)
  if (unseen && unseen.reviews !== ifMatch)
    return refuse('version-conflict', { version: unseen.reviews, by: unseen.by, at: unseen.at })
  const flaw = flawIn(given, dayOf(caller.now, caller.timeZone))
  if (flaw) return refuse(flaw)
  const plan = found.value
  await insertReview(tx, caller, newId(), plan, withGoals(plan, given), await figuresNow(tx, caller, plan))
  await saveDocument(tx, caller, plan, { ...plan.document, nextReviewOn: given.nextReviewOn })
  await keepReviewTasks(tx, caller.orgId, caller.now, id)
  await keepSignatureTasks(tx, caller.orgId, caller.now, id)
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
  const review = await readReview(tx, caller.orgId, id, reviewId)
  if (!review) return refuse('not-found')
  const refusal = editingReview(caller, plan, review)
  if (refusal) return { ok: false, refusal }
  if (ifMatch !== null && ifMatch !== review.version)
    return refuse('version-conflict', { version: review.version, by: review.by, at: review.at })
  const flaw = flawIn(given, dayOf(caller.now, caller.timeZone))
  if (flaw) return refuse(flaw)
  await saveReview(tx, caller, reviewId, withGoals(plan, given), await figuresNow(tx, caller, plan))
  await saveDocument(tx, caller, plan, { ...plan.document, nextReviewOn: given.nextReviewOn })
  await keepReviewTasks(tx, caller.orgId, caller.now, id)
  await keepSignatureTasks(tx, caller.orgId, caller.now, id)
  await tellOfPlan(tx, caller, plan, 'plan-reviewed', { accountPlan: plan.document.title, heldOn: given.heldOn })
  return accept(undefined)
}

/** A supervisor signs what was read (`ifMatch`); from then on nobody changes it, the database neither. */
export async function signReview(
  tx: Tx,
  caller: Caller,
  id: string,
  reviewId: string,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await planFor(tx, caller, id, () => null)
  if (!found.ok) return found
  const plan = found.value
  const review = await readReview(tx, caller.orgId, id, reviewId)
  if (!review) return refuse('not-found')
  const refusal = signingReview(caller, plan, review)
  if (refusal) return { ok: false, refusal }
  if (ifMatch !== null && ifMatch !== review.version)
    return refuse('version-conflict', { version: review.version, by: review.by, at: review.at })
  await saveSignature(tx, caller, reviewId)
  await endSignatureTask(tx, caller, reviewId)
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

/** The last review that was written or changed, and how many there are; null before the first. */
async function lastReview(tx: Tx, orgId: string, planId: string) {
  const row = await tx
    .selectFrom('account_plan_review as r')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'r.org_id').onRef('m.id', '=', 'r.written_by'))
    .select(['r.written_by', 'm.name', 'r.written_at', sql<number>`(count(*) over ())::int`.as('reviews')])
    .where('r.org_id', '=', orgId)
    .where('r.plan_id', '=', planId)
    .orderBy('r.written_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { reviews: row.reviews, by: { id: row.written_by, name: row.name }, at: row.written_at.toISOString() }
}

/** One review. Whoever writes one holds the plan, so that nobody else does: its lock is the reviews' lock. */
async function readReview(tx: Tx, orgId: string, planId: string, id: string) {
  const row = await tx
    .selectFrom('account_plan_review as r')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'r.org_id').onRef('m.id', '=', 'r.written_by'))
    .leftJoin('member as s', (join) => join.onRef('s.org_id', '=', 'r.org_id').onRef('s.id', '=', 'r.signed_by'))
    .select([
      'r.written_by',
      'r.written_at',
      'r.signed_by',
      'r.signed_at',
      'r.version',
      'r.held_on',
      'm.name',
      's.name as signer',
    ])
    .where('r.org_id', '=', orgId)
    .where('r.plan_id', '=', planId)
    .where('r.id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { written_by: writtenBy, signed_at, version, held_on: heldOn, name } = row
  const signature = row.signed_by && signed_at ? { by: { id: row.signed_by, name: row.signer ?? '' }, at: signed_at.toISOString() } : undefined // prettier-ignore
  const by = { id: writtenBy, name }
  return { writtenBy, signed: signed_at !== null, signature, version, heldOn, by, at: row.written_at.toISOString() }
}
