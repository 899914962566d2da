/** Months that are put in front of everybody's history, so that one order in a month does not mean twelve a year. */
const believedMonths = 6

/** Orders a month of a customer with so many orders in so many months (FUNNEL-SCIENCE §5): (x + 1)/(T + 6). */
export const ordersPerMonth = (orders: number, months: number): number => (orders + 1) / (months + believedMonths)

/** Overdue: the last order is longer ago than twice the mean gap between orders, in days. Null with fewer than two orders. */
export function isOverdue(orderDays: readonly number[], today: number): boolean | null {
  const days = orderDays.toSorted((a, b) => a - b)
  if (days.length < 2) return null
  return today - days.at(-1)! > (2 * (days.at(-1)! - days[0]!)) / (days.length - 1)
}

/** So many customers with a repeat order make a model of their own; fewer are told by the rate above. */
export const enoughRepeaters = 100

/** Orders of a customer within 24 months. */
export interface Purchases {
  daysSinceLast: number
  orders: number
  amountMinor: number
}

/** The fifth that a customer is in, 1-5, 5 the best. */
export interface Fifths {
  recency: number
  frequency: number
  money: number
}

/** Fifths by recency, frequency and money, 5 the best; equal values are in one fifth. Segments only, no forecast. */
export function rfm(customers: readonly Purchases[]): Fifths[] {
  const recency = fifths(customers.map(({ daysSinceLast }) => -daysSinceLast))
  const frequency = fifths(customers.map(({ orders }) => orders))
  const money = fifths(customers.map(({ amountMinor }) => amountMinor))
  return customers.map((_, at) => ({ recency: recency[at]!, frequency: frequency[at]!, money: money[at]! }))
}

/** The fifth of each value: 1 plus five times the share of values below it. */
function fifths(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  const below = new Map<number, number>()
  sorted.forEach((value, at) => void (below.has(value) || below.set(value, at)))
  return values.map((value) => 1 + Math.floor((5 * below.get(value)!) / values.length))
}
