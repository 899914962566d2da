import type { SaidCell, Unit } from './white-space.ts'

/** A plan as it stands on a day. */
export const planStates = ['running', 'ended', 'closed'] as const
export type PlanState = (typeof planStates)[number]

export const planState = (plan: { throughOn: string; closed: boolean }, today: string): PlanState =>
  plan.closed ? 'closed' : plan.throughOn < today ? 'ended' : 'running'

/** A review is late once its day has passed and the plan still runs or has ended without being closed. */
export const isReviewLate = (plan: { nextReviewOn: string | null; closed: boolean }, today: string): boolean =>
  !plan.closed && plan.nextReviewOn !== null && plan.nextReviewOn < today

/** The same day three months on; the last of the month where it has fewer days. */
export function quarterAfter(day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + 3, 0)).getUTCDate()
  return new Date(Date.UTC(year, month + 2, Math.min(date, last))).toISOString().slice(0, 10)
}

/** What is written in a plan; a version of it is kept for good. */
export interface PlanDocument {
  title: string
  fromOn: string
  throughOn: string
  nextReviewOn: string | null
  goals: { id: string; text: string; measure: string }[]
  /** Revenue aimed at over the plan's days, minor units; our share of what they buy of our kind, 0-1, now and aimed at. */
  aims: { revenueMinor: number | null; shareNow: number | null; shareAim: number | null }
  products: { productId: string; amountMinor: number | null; share: number | null }[]
  units: (Unit & { name: string })[]
  cells: SaidCell[]
  team: { memberId: string; duty: string }[]
  resources: { id: string; what: string; from: string; neededOn: string | null; granted: boolean }[]
}

/** The parts of a plan that people speak of. */
export const planParts = ['head', 'goals', 'products', 'units', 'cells', 'team', 'resources'] as const
export type PlanPart = (typeof planParts)[number]

/** Which parts two versions differ in. */
export function changedParts(before: PlanDocument, after: PlanDocument): PlanPart[] {
  const partOf = (plan: PlanDocument): Record<PlanPart, unknown> => {
    const { title, fromOn, throughOn, nextReviewOn, goals, aims, products, units, cells, team, resources } = plan
    return { head: [title, fromOn, throughOn, nextReviewOn], goals: [goals, aims], products, units, cells, team, resources }
  }
  const [a, b] = [partOf(before), partOf(after)]
  return planParts.filter((part) => inOrder(a[part]) !== inOrder(b[part]))
}

/** As text, with keys in one order: the database has an order of its own. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : one,
  )

/** What no longer has a product or a unit in the plan goes with it, and nothing stands twice. */
export function tidied(plan: PlanDocument): PlanDocument {
  const once = <T>(items: readonly T[], key: (item: T) => string): T[] => [
    ...new Map(items.map((item) => [key(item), item])).values(),
  ]
  const products = once(plan.products, ({ productId }) => productId)
  const units = once(plan.units, ({ id, customerId }) => customerId ?? id)
  const cells = once(plan.cells, ({ productId, unitId }) => `${productId} ${unitId ?? ''}`).filter(
    ({ productId, unitId }) =>
      products.some((one) => one.productId === productId) && (unitId === null || units.some(({ id }) => id === unitId)),
  )
  return { ...plan, products, units, cells, team: once(plan.team, ({ memberId }) => memberId) }
}
