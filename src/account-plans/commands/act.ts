import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { createTask } from '../../playbooks/commands/tasks.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { actingOnPlan, editingPlan } from '../permissions.ts'
import { customersOf } from '../queries/plan.ts'
import { planFor } from './open.ts'

interface GivenAction {
  title: string
  expectedResult?: string | undefined
  assigneeId: string
  dueOn: string
}

/** Adds an action: a task of the customer, which the plan remembers as its own. Refuses whoever a task may not be given to. */
export async function addAction(tx: Tx, caller: Caller, id: string, given: GivenAction): Promise<Outcome<undefined>> {
  const found = await planFor(tx, caller, id, actingOnPlan)
  if (!found.ok) return found
  const made = await createTask(tx, caller, { ...given, customerId: found.value.customerId })
  if (!made.ok) return made
  await tx
    .insertInto('account_plan_action')
    .values({ org_id: caller.orgId, plan_id: id, task_id: made.value.id, added_at: caller.now })
    .execute()
  return accept(undefined)
}

/** Gives a deal to one of the units that people named; null takes it back to the company itself. */
export async function placeDeal(
  tx: Tx,
  caller: Caller,
  id: string,
  { dealId, unitId }: { dealId: string; unitId: string | null },
): Promise<Outcome<undefined>> {
  const found = await planFor(tx, caller, id, editingPlan)
  if (!found.ok) return found
  const plan = found.value
  const deal = await tx
    .selectFrom('opportunity')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', dealId)
    .where('customer_id', 'in', customersOf(plan.customerId, plan.document))
    .where('deleted_at', 'is', null)
    .where(reachable(caller, 'owner_id', 'customer_id'))
    .executeTakeFirst()
  if (!deal) return refuse('not-found')
  if (unitId === null)
    await sql`delete from account_plan_deal where org_id = ${caller.orgId} and plan_id = ${id} and opportunity_id = ${dealId}`.execute(tx) // prettier-ignore
  else {
    if (!plan.document.units.some((unit) => unit.id === unitId && unit.customerId === null))
      return refuse('unknown-reference', { field: 'unitId' })
    await sql`insert into account_plan_deal (org_id, plan_id, opportunity_id, unit_id) values (${caller.orgId}, ${id}, ${dealId}, ${unitId})
      on conflict (org_id, plan_id, opportunity_id) do update set unit_id = excluded.unit_id`.execute(tx)
  }
  await announce(tx, caller.orgId, [
    { topic: 'account-plan.changed', entityKind: 'account-plan', entityId: id, ownerId: plan.ownerId },
  ])
  return accept(undefined)
}
