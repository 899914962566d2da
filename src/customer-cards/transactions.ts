import { daysBetween } from '../platform/time.ts'

/** A won deal. */
export interface Order {
  /** Day on which it was won, YYYY-MM-DD. */
  on: string
  /** Minor units of the organisation's currency; null where nobody wrote an amount. */
  amountMinor: number | null
  productId: string | null
}

export interface Transactions {
  orders: number
  amountMinor: number
  first: string | null
  last: string | null
  /** Mean days from one order to the next; null before the second day with an order. */
  meanInterval: number | null
  /** The latest first. */
  years: { year: number; orders: number; amountMinor: number }[]
  /** By amount, then by number of orders; null is "no product named". */
  products: { productId: string | null; orders: number; amountMinor: number }[]
}

/** What a customer has bought: by year and product, first and last, and the rhythm. Orders of one day count as one beat of it. */
export function transactionsOf(orders: readonly Order[]): Transactions {
  const days = [...new Set(orders.map(({ on }) => on))].toSorted()
  const [first = null, last = null] = [days[0], days.at(-1)]
  return {
    orders: orders.length,
    amountMinor: sum(orders),
    first,
    last,
    meanInterval: days.length < 2 ? null : daysBetween(new Date(first!), new Date(last!)) / (days.length - 1),
    years: grouped(orders, ({ on }) => Number(on.slice(0, 4))).map(([year, of]) => ({ year, ...totals(of) })).toSorted((a, b) => b.year - a.year),
    products: grouped(orders, ({ productId }) => productId)
      .map(([productId, of]) => ({ productId, ...totals(of) }))
      .toSorted((a, b) => b.amountMinor - a.amountMinor || b.orders - a.orders),
  } // prettier-ignore
}

const sum = (orders: readonly Order[]): number => orders.reduce((total, { amountMinor }) => total + (amountMinor ?? 0), 0)
const totals = (orders: readonly Order[]) => ({ orders: orders.length, amountMinor: sum(orders) })

function grouped<K>(orders: readonly Order[], keyOf: (order: Order) => K): [K, Order[]][] {
  const groups = new Map<K, Order[]>()
  for (const order of orders) groups.set(keyOf(order), [...(groups.get(keyOf(order)) ?? []), order])
  return [...groups]
}
