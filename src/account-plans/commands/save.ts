import { editingCustomer } from '../../customers/permissions.ts'
import { reachable } from '../../people/queries.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { closingPlan, editingPlan } from '../permissions.ts'
import { quarterAfter, tidied, type PlanDocument } from '../plan.ts'
import { insertPlan, saveClosed, saveDocument } from '../store.ts'
import { planFor, tellOfPlan } from './open.ts'
import { keepReviewTasks } from './remind.ts'
import { keepSignatureTasks } from './ask-signature.ts'

/** So many products stand in a new plan. */
const firstProducts = 12

interface Begun {
  customerId: string
  title: string
  fromOn: string
  throughOn: string
}

/**
 * Begins a plan with the products we sell, so that the white space is there to be filled; its first review comes after a quarter, of
 * today where the plan began long before.
 * Refused while another plan of the customer runs, as two would tell two stories.
 */
export async function createPlan(tx: Tx, caller: Caller, given: Begun): Promise<Outcome<{ id: string }>> {
  const customer = await tx
    .selectFrom('customer')
    .select(['owner_id as ownerId', 'deleted_at'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', given.customerId)
    .forUpdate()
    .executeTakeFirst()
  if (!customer || !reaches(caller, customer.ownerId, given.customerId))
    return refuse('unknown-reference', { field: 'customerId' })
  const refusal = editingCustomer(caller, {
    id: given.customerId,
    ownerId: customer.ownerId,
    archived: customer.deleted_at !== null,
  })
  if (refusal) return { ok: false, refusal }
  if (given.throughOn < given.fromOn) return refuse('plan-ends-before-it-starts')
  const running = await runningPlan(tx, caller.orgId, given.customerId)
  if (running) return refuse('plan-running', { title: running.title, planId: running.id }, 409)
  const products = await tx
    .selectFrom('product')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('active', '=', true)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(firstProducts)
    .execute()
  const today = dayOf(caller.now, caller.timeZone)
  const planned = quarterAfter(given.fromOn)
  const first = planned < today ? quarterAfter(today) : planned
  const document: PlanDocument = {
    title: given.title,
    fromOn: given.fromOn,
    throughOn: given.throughOn,
    nextReviewOn: first < given.throughOn ? first : given.throughOn,
    goals: [],
    aims: { revenueMinor: null, shareNow: null, shareAim: null },
    products: products.map(({ id }) => ({ productId: id, amountMinor: null, share: null })),
    units: [],
    cells: [],
    team: [{ memberId: customer.ownerId, duty: '' }],
    resources: [],
  }
  const id = newId()
  await insertPlan(tx, caller, id, given.customerId, document)
  await keepReviewTasks(tx, caller.orgId, caller.now, id)
  await tellOfPlan(tx, caller, { id, customerId: given.customerId, ownerId: customer.ownerId }, 'plan-begun', { accountPlan: given.title }) // prettier-ignore
  return accept({ id })
}

const runningPlan = (tx: Tx, orgId: string, customerId: string) =>
  tx
    .selectFrom('account_plan')
    .select(['id', 'title'])
    .where('org_id', '=', orgId)
    .where('customer_id', '=', customerId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()

/** Saves a plan as its next version. What has no product or unit any more goes; refused where it names what is not there. */
export async function savePlan(
  tx: Tx,
  caller: Caller,
  id: string,
  given: PlanDocument,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await planFor(tx, caller, id, editingPlan, ifMatch)
  if (!found.ok) return found
  const plan = found.value
  if (given.throughOn < given.fromOn) return refuse('plan-ends-before-it-starts')
  const document = tidied(given)
  const unknown = await unknownIn(tx, caller, plan.document, document)
  if (unknown) return refuse('unknown-reference', { field: unknown })
  const changed = await saveDocument(tx, caller, plan, document)
  if (changed.length === 0) return accept(undefined)
  if (changed.includes('head')) await keepReviewTasks(tx, caller.orgId, caller.now, id)
  await tellOfPlan(tx, caller, plan, 'plan-changed', { accountPlan: document.title, planParts: changed })
  return accept(undefined)
}

/** The part that names a product, a company or a member that is not there; what stood there before may stay. */
async function unknownIn(tx: Tx, caller: Caller, before: PlanDocument, after: PlanDocument): Promise<string | null> {
  const added = (now: readonly string[], then: readonly string[]): string[] => now.filter((id) => !then.includes(id))
  const productIds = (plan: PlanDocument) => plan.products.map(({ productId }) => productId)
  const companyIds = (plan: PlanDocument) => plan.units.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]))
  const memberIds = (plan: PlanDocument) => plan.team.map(({ memberId }) => memberId)
  const [products, companies, members] = [productIds, companyIds, memberIds].map((of) => added(of(after), of(before))) as [string[], string[], string[]] // prettier-ignore
  const count = async (table: 'product' | 'member' | 'customer', ids: string[]): Promise<boolean> => {
    if (ids.length === 0) return true
    const rows = await tx
      .selectFrom(table)
      .select('id')
      .where('org_id', '=', caller.orgId)
      .where('id', 'in', ids)
      .$if(table === 'customer', (query) => query.where(reachable(caller, 'owner_id', 'id')))
      .execute()
    return rows.length === new Set(ids).size
  }
  if (!(await count('product', products))) return 'products'
  if (!(await count('customer', companies))) return 'units'
  return (await count('member', members)) ? null : 'team'
}

export async function closePlan(tx: Tx, caller: Caller, id: string, closed: boolean): Promise<Outcome<undefined>> {
  const found = await planFor(tx, caller, id, closingPlan)
  if (!found.ok) return found
  const plan = found.value
  if (plan.closed === closed) return accept(undefined)
  if (!closed) {
    await tx.selectFrom('customer').select('id').where('org_id', '=', caller.orgId).where('id', '=', plan.customerId).forUpdate().execute() // prettier-ignore
    const running = await runningPlan(tx, caller.orgId, plan.customerId)
    if (running) return refuse('plan-running', { title: running.title, planId: running.id }, 409)
  }
  await saveClosed(tx, caller, id, closed)
  await keepReviewTasks(tx, caller.orgId, caller.now, id)
  await keepSignatureTasks(tx, caller.orgId, caller.now, id)
  await tellOfPlan(tx, caller, plan, closed ? 'plan-closed' : 'plan-reopened', { accountPlan: plan.document.title })
  return accept(undefined)
}
