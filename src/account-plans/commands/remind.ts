import { sql } from 'kysely'
import { raiseTasks, withdrawRaised, type RaisedTask } from '../../playbooks/commands/raise.ts'
import { completeRaised, moveRaised, reviveRaised } from '../../playbooks/commands/raised.ts'
import { readOrganization } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { dayOf } from '../../platform/time.ts'
import { locales, say, type Locale } from '../../platform/words.ts'
import { reviewKey, reviewSteps, type OpenReviewTask, type Reviewed } from '../review-task.ts'
import { words } from '../words.ts'

export const remindKind = 'account-plans.reviews'

interface PlanRow extends Reviewed {
  customerId: string
  customer: string
  title: string
}

/** Makes, moves, ends and withdraws the tasks of plans' reviews, of one plan or of all; returns how many were made or ended. */
export async function keepReviewTasks(tx: Tx, orgId: string, now: Date, planId: string | null = null): Promise<number> {
  const { timeZone, locale, currency } = await readOrganization(tx, orgId)
  const today = dayOf(now, timeZone)
  const { rows: plans } = await sql<PlanRow>`
    select p.id, p.customer_id as "customerId", c.owner_id as "ownerId", c.name as customer, p.title, p.next_review_on as "nextReviewOn",
      p.closed_at is not null or c.deleted_at is not null as "isOver",
      (select count(*)::int from account_plan_review r where r.org_id = p.org_id and r.plan_id = p.id) as reviews
    from account_plan p join customer c on c.org_id = p.org_id and c.id = p.customer_id
    where p.org_id = ${orgId} and (${planId}::uuid is null or p.id = ${planId}::uuid)`.execute(tx)
  const open = await readOpen(tx, orgId, plans)
  const all = plans.map((plan) => ({ plan, steps: reviewSteps(plan, open, today) }))
  const raise = all.flatMap(({ plan, steps }) => steps.raise.map((key) => taskOf(plan, key)))
  const complete = all.flatMap(({ steps }) => steps.complete)
  const withdraw = all.flatMap(({ steps }) => steps.withdraw)
  await completeRaised(tx, orgId, complete, say(locale, words, 'task.review.done'), now)
  await withdrawRaised(tx, orgId, withdraw, now)
  await moveRaised(tx, orgId, all.flatMap(({ steps }) => steps.move), now) // prettier-ignore
  await reviveRaised(tx, orgId, raise, now)
  const caller = { orgId, role: 'auditor', abilities: new Set<never>(), reach: 'organisation', locale, timeZone, currency, now, via: 'job' } as const // prettier-ignore
  return complete.length + withdraw.length + (await raiseTasks(tx, caller, raise))
}

/** Open tasks of the next review of these plans, and of the one before it, by key. */
async function readOpen(tx: Tx, orgId: string, plans: readonly PlanRow[]): Promise<Map<string, OpenReviewTask>> {
  const keys = plans.flatMap(({ id, reviews }) => [reviewKey(id, reviews), reviewKey(id, reviews - 1)])
  if (keys.length === 0) return new Map()
  const rows = await tx
    .selectFrom('task')
    .select(['external_id', 'due_on', 'created_by', 'assignee_id'])
    .where('org_id', '=', orgId)
    .where('external_id', 'in', keys)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(
    rows.map((row) => [row.external_id!, { dueOn: row.due_on, madeFor: row.created_by, assigneeId: row.assignee_id }]),
  )
}

function taskOf({ customerId, ownerId, customer: name, title, nextReviewOn }: PlanRow, key: string): RaisedTask {
  const inLanguages = (word: 'task.review' | 'task.review.expected') =>
    Object.fromEntries(locales.map((locale) => [locale, say(locale, words, word, { name, title })])) as Record<Locale, string>
  const texts = { title: inLanguages('task.review'), expectedResult: inLanguages('task.review.expected') }
  return { key, customerId, ownerId, role: 'owner', ...texts, dueOn: nextReviewOn! }
}
