import { sql } from 'kysely'
import { stateOf } from '../../playbooks/task.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { WrittenReview } from '../store.ts'
import { editingReview, signingReview } from '../permissions.ts'

interface ActionRow {
  id: string
  title: Record<string, string>
  expected_result: Record<string, string> | null
  assignee_id: string
  assignee: string
  due_on: string | null
  done_at: Date | null
  cancelled_at: Date | null
  result: string | null
}

/** The actions of a plan, the open ones by their day first. */
export async function readActions(tx: Tx, caller: Caller, planId: string) {
  const today = dayOf(caller.now, caller.timeZone)
  const { rows } = await sql<ActionRow>`
    select t.id, t.title, t.expected_result, t.assignee_id, m.name as assignee, t.due_on, t.done_at, t.cancelled_at, t.result
    from account_plan_action a join task t on t.org_id = a.org_id and t.id = a.task_id and t.deleted_at is null
      join member m on m.org_id = t.org_id and m.id = t.assignee_id
    where a.org_id = ${caller.orgId} and a.plan_id = ${planId}
    order by t.done_at is not null, t.due_on nulls last, t.id`.execute(tx)
  const said = (text: Record<string, string> | null): string | null => text && (text[caller.locale] ?? text['zh-CN'] ?? '')
  return rows.map((row) => ({
    id: row.id,
    title: said(row.title) ?? '',
    expectedResult: said(row.expected_result),
    assignee: { id: row.assignee_id, name: row.assignee },
    dueOn: row.due_on,
    state: stateOf({ done: row.done_at !== null, cancelled: row.cancelled_at !== null, dueOn: row.due_on }, today),
    result: row.result,
    doneAt: row.done_at?.toISOString() ?? null,
  }))
}

export interface Figures {
  wonMinor: number
  openMinor: number
  aimedMinor: number
  actions: number
  done: number
  late: number
}

/** The reviews of a plan, the latest first. */
export async function readReviews(
  tx: Tx,
  caller: Caller,
  plan: { id: string; customerId: string; ownerId: string; archived: boolean; closed: boolean },
) {
  const rows = await tx
    .selectFrom('account_plan_review as r')
    .innerJoin('member as w', (join) => join.onRef('w.org_id', '=', 'r.org_id').onRef('w.id', '=', 'r.written_by'))
    .leftJoin('member as s', (join) => join.onRef('s.org_id', '=', 'r.org_id').onRef('s.id', '=', 'r.signed_by'))
    .selectAll('r')
    .select(['w.name as writer', 's.name as signer'])
    .where('r.org_id', '=', caller.orgId)
    .where('r.plan_id', '=', plan.id)
    .orderBy('r.held_on', 'desc')
    .orderBy('r.id', 'desc')
    .execute()
  return rows.map((row) => {
    const review = { writtenBy: row.written_by, signed: row.signed_at !== null }
    return {
      id: row.id,
      heldOn: row.held_on,
      planVersion: row.plan_version,
      reached: row.reached,
      ahead: row.ahead,
      goals: [...(row.goals as unknown as WrittenReview['goals'])],
      figures: row.figures as unknown as Figures,
      nextReviewOn: row.next_review_on,
      writtenAt: row.written_at.toISOString(),
      writtenBy: { id: row.written_by, name: row.writer },
      signedAt: row.signed_at?.toISOString() ?? null,
      signedBy: row.signed_by ? { id: row.signed_by, name: row.signer ?? '' } : null,
      version: row.version,
      permissions: {
        edit: verdictOf(editingReview(caller, plan, review), caller.locale),
        sign: verdictOf(signingReview(caller, plan, review), caller.locale),
      },
    }
  })
}
