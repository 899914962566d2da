import { sql } from 'kysely'
import type { Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import { changedParts, type PlanDocument, type PlanPart } from './plan.ts'
import { aimedOf } from './white-space.ts'

/** A plan with whose customer it is of. */
export interface StoredPlan {
  id: string
  customerId: string
  ownerId: string
  archived: boolean
  closed: boolean
  version: number
  document: PlanDocument
}

/** The plan, locked; null when it is not there. */
export async function lockPlan(tx: Tx, orgId: string, id: string): Promise<StoredPlan | null> {
  const row = await tx
    .selectFrom('account_plan as p')
    .innerJoin('customer as c', (join) => join.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.customer_id'))
    .selectAll('p')
    .select(['c.owner_id', 'c.deleted_at'])
    .where('p.org_id', '=', orgId)
    .where('p.id', '=', id)
    .forUpdate('p')
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    customerId: row.customer_id,
    ownerId: row.owner_id,
    archived: row.deleted_at !== null,
    closed: row.closed_at !== null,
    version: row.version,
    document: documentOf(row),
  }
}

interface DocumentColumns {
  title: string
  from_on: string
  through_on: string
  next_review_on: string | null
  content: unknown
}
export const documentOf = (row: DocumentColumns): PlanDocument => ({
  ...(row.content as Omit<PlanDocument, 'title' | 'fromOn' | 'throughOn' | 'nextReviewOn'>),
  title: row.title,
  fromOn: row.from_on,
  throughOn: row.through_on,
  nextReviewOn: row.next_review_on,
})

const columnsOf = ({ title, fromOn, throughOn, nextReviewOn, ...content }: PlanDocument) => ({
  title,
  from_on: fromOn,
  through_on: throughOn,
  next_review_on: nextReviewOn,
  content: JSON.stringify(content),
  aimed_minor: aimedOf(content.cells),
})

export async function insertPlan(tx: Tx, caller: Caller, id: string, customerId: string, document: PlanDocument): Promise<void> {
  const made = { created_at: caller.now, created_by: caller.memberId, updated_at: caller.now, updated_by: caller.memberId }
  await tx
    .insertInto('account_plan')
    .values({ org_id: caller.orgId, id, customer_id: customerId, ...columnsOf(document), ...made })
    .execute()
  await keepVersion(tx, caller, id, 1, document, [])
}

/** Saves the next version; nothing where nothing differs. Returns the parts that do. */
export async function saveDocument(tx: Tx, caller: Caller, plan: StoredPlan, document: PlanDocument): Promise<PlanPart[]> {
  const changed = changedParts(plan.document, document)
  if (changed.length === 0) return changed
  await tx
    .updateTable('account_plan')
    .set({ ...columnsOf(document), version: plan.version + 1, updated_at: caller.now, updated_by: caller.memberId })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', plan.id)
    .execute()
  await keepVersion(tx, caller, plan.id, plan.version + 1, document, changed)
  return changed
}

async function keepVersion(tx: Tx, caller: Caller, planId: string, version: number, document: PlanDocument, changed: PlanPart[]) {
  await sql`insert into account_plan_version (org_id, plan_id, version, document, changed, written_at, written_by)
    values (${caller.orgId}, ${planId}, ${version}, ${JSON.stringify(document)}::jsonb, ${changed}::text[], ${caller.now}, ${caller.memberId})`.execute(
    tx,
  )
}

export async function saveClosed(tx: Tx, caller: Caller, id: string, closed: boolean): Promise<void> {
  await tx
    .updateTable('account_plan')
    .set({ closed_at: closed ? caller.now : null, updated_at: caller.now, updated_by: caller.memberId })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}

/** Who saved the plan last, for who comes too late. */
export async function lastWriter(tx: Tx, orgId: string, id: string): Promise<{ id: string; name: string } | undefined> {
  return tx
    .selectFrom('account_plan as p')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'p.org_id').onRef('m.id', '=', 'p.updated_by'))
    .select(['m.id', 'm.name'])
    .where('p.org_id', '=', orgId)
    .where('p.id', '=', id)
    .executeTakeFirst()
}

export interface WrittenReview {
  heldOn: string
  reached: string
  ahead: string
  goals: readonly { goalId: string; reached: 'yes' | 'partly' | 'no'; note: string; text: string }[]
  nextReviewOn: string | null
}
const reviewColumns = (caller: Caller, review: WrittenReview, figures: object) => ({
  held_on: review.heldOn,
  reached: review.reached,
  ahead: review.ahead,
  goals: JSON.stringify(review.goals),
  figures: JSON.stringify(figures),
  next_review_on: review.nextReviewOn,
  written_at: caller.now,
  written_by: caller.memberId,
})
export async function insertReview(tx: Tx, caller: Caller, id: string, plan: StoredPlan, review: WrittenReview, figures: object) {
  await tx
    .insertInto('account_plan_review')
    .values({ org_id: caller.orgId, id, plan_id: plan.id, plan_version: plan.version, ...reviewColumns(caller, review, figures) })
    .execute()
}
export async function saveReview(tx: Tx, caller: Caller, id: string, review: WrittenReview, figures: object): Promise<void> {
  await tx
    .updateTable('account_plan_review')
    .set((eb) => ({ ...reviewColumns(caller, review, figures), version: eb('version', '+', 1) }))
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}
export async function saveSignature(tx: Tx, caller: Caller, id: string): Promise<void> {
  await tx
    .updateTable('account_plan_review')
    .set({ signed_at: caller.now, signed_by: caller.memberId })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}
