import { readGroup } from '../../decision-chain/queries/group.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { PlanReply } from '../contract.ts'
import { actingOnPlan, closingPlan, editingPlan } from '../permissions.ts'
import { isReviewLate, planState, type PlanDocument } from '../plan.ts'
import { documentOf } from '../store.ts'
import { aimedOf, coverageOf, whiteSpace } from '../white-space.ts'
import { planDeals, type Deal } from './deals.ts'
import { readNames } from './names.ts'
import { readActions, readReviews, type Figures } from './reviews.ts'

const planRow = (tx: Tx, orgId: string, id: string) =>
  tx
    .selectFrom('account_plan as p')
    .innerJoin('customer as c', (join) => join.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.customer_id'))
    .innerJoin('member as o', (join) => join.onRef('o.org_id', '=', 'c.org_id').onRef('o.id', '=', 'c.owner_id'))
    .innerJoin('member as w', (join) => join.onRef('w.org_id', '=', 'p.org_id').onRef('w.id', '=', 'p.updated_by'))
    .leftJoin('key_account as k', (join) => join.onRef('k.org_id', '=', 'p.org_id').onRef('k.customer_id', '=', 'p.customer_id'))
    .selectAll('p')
    .select(['c.name as customer', 'c.owner_id', 'c.deleted_at', 'o.name as owner', 'w.name as writer', 'k.tier'])
    .where('p.org_id', '=', orgId)
    .where('p.id', '=', id)
    .executeTakeFirst()

/** Whose deals a plan counts: its customer's and those of the subsidiaries that are its units. */
export const customersOf = (customerId: string, { units }: Pick<PlanDocument, 'units'>): string[] => [
  customerId,
  ...units.flatMap((unit) => (unit.customerId === null ? [] : [unit.customerId])),
]

/** What was won since the plan began, what is open and aimed at, and how its actions stand. */
export function figuresOf(document: PlanDocument, deals: readonly Deal[], actions: readonly { state: string }[]): Figures {
  const sum = (some: readonly Deal[]): number => some.reduce((total, { amountMinor }) => total + (amountMinor ?? 0), 0)
  const count = (state: string): number => actions.filter((action) => action.state === state).length
  return {
    wonMinor: sum(deals.filter(({ isWon, closedOn }) => isWon && closedOn !== null && closedOn >= document.fromOn)),
    openMinor: sum(deals.filter(({ isWon }) => !isWon)),
    aimedMinor: aimedOf(document.cells),
    actions: actions.length,
    done: count('done'),
    late: count('overdue'),
  }
}

/** A plan with its white space, actions and reviews; null when it is not there or out of reach. */
export async function readPlanOf(tx: Tx, caller: Caller, id: string): Promise<PlanReply | null> {
  const row = await planRow(tx, caller.orgId, id)
  if (!row || !reaches(caller, row.owner_id, row.customer_id)) return null
  const document = documentOf(row)
  const standing = {
    id,
    customerId: row.customer_id,
    ownerId: row.owner_id,
    archived: row.deleted_at !== null,
    closed: row.closed_at !== null,
  }
  const [deals, names, actions, reviews, group] = await Promise.all([
    planDeals(tx, caller, id, customersOf(row.customer_id, document)),
    readNames(tx, caller.orgId, document),
    readActions(tx, caller, id),
    readReviews(tx, caller, standing),
    readGroup(tx, caller, row.customer_id),
  ])
  const cells = whiteSpace(document.products.map(({ productId }) => productId), document.units, document.cells, deals) // prettier-ignore
  const today = dayOf(caller.now, caller.timeZone)
  const { throughOn, nextReviewOn } = document
  return {
    id,
    customer: { id: row.customer_id, name: row.customer },
    owner: { id: row.owner_id, name: row.owner },
    tier: row.tier,
    state: planState({ throughOn, closed: standing.closed }, today),
    isReviewLate: isReviewLate({ nextReviewOn, closed: standing.closed }, today),
    version: row.version,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: { id: row.updated_by, name: row.writer },
    createdAt: row.created_at.toISOString(),
    currency: caller.currency,
    document,
    names,
    cells,
    coverage: coverageOf(cells),
    deals: deals.map(({ customerId: _, ...deal }) => deal),
    figures: figuresOf(document, deals, actions),
    actions,
    reviews,
    group: group.companies.filter((one) => one.id !== row.customer_id).map((one) => ({ id: one.id, name: one.name })),
    permissions: {
      edit: verdictOf(editingPlan(caller, standing), caller.locale),
      close: verdictOf(closingPlan(caller, standing), caller.locale),
      act: verdictOf(actingOnPlan(caller, standing), caller.locale),
    },
  }
}
