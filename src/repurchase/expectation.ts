import { chanceAlive, expectedOrders, type BuyingHistory, type BuyingModel } from './buy-till-you-die.ts'
import { contractAtHand, isRenewalDue, type ContractEnd } from './customer-dates.ts'
import { enoughRepeaters, isOverdue, ordersPerMonth } from './repeat-purchase.ts'

/** What repeat orders are told by: a model, a plain rate, or fifths of what was. */
export const methods = ['bg-nbd', 'gamma', 'segments'] as const
export type Method = (typeof methods)[number]

/** Where a customer stands, the most pressing first. */
export const states = ['contract-due', 'overdue', 'fading', 'steady', 'once'] as const
export type State = (typeof states)[number]
/** States in which something may be lost. */
export const riskyStates: readonly State[] = ['contract-due', 'overdue', 'fading']

/** The way the data allow: a model of its own from 100 repeat buyers on, else a rate; below data level 1 (forecast/data-level.ts) none. */
export const methodFor = ({ repeaters, level }: { repeaters: number; level: number }): Method =>
  repeaters >= enoughRepeaters ? 'bg-nbd' : level >= 1 ? 'gamma' : 'segments'

/** A month, in days. */
const monthDays = 365.25 / 12
/** So many months are looked ahead. */
export const monthsAhead = 12
/** Below this chance that it still buys, a repeat buyer is fading; our own choice. */
const fadingBelow = 0.5

/** The days of orders (whole numbers, in order) and the money, minor units. */
export interface Orders {
  days: readonly number[]
  wonMinor: number
}

/** The same as the model reads it, in months; null without an order until `today`. */
export function historyOf(days: readonly number[], today: number): BuyingHistory | null {
  const seen = days.filter((day) => day <= today)
  if (seen.length === 0) return null
  const first = seen[0]!
  return { repeats: seen.length - 1, lastAt: (seen.at(-1)! - first) / monthDays, watched: (today - first) / monthDays }
}

/** Orders expected within `months`, by the model where there is one, else by the rate. */
export function expected(method: Method, model: BuyingModel | null, history: BuyingHistory, months: number): number | null {
  if (method === 'segments') return null
  const plain = months * ordersPerMonth(history.repeats + 1, history.watched)
  if (method === 'gamma' || !model) return plain
  const told = expectedOrders(model, history, months)
  return Number.isFinite(told) && told >= 0 ? told : plain
}

export interface Expectation {
  method: Method | 'contract'
  state: State
  expectedOrders: number | null
  alive: number | null
  isOverdue: boolean | null
  meanGapDays: number | null
  /** What it brought a year on average since its first order, at least one year. */
  usualMinor: number
  atRiskMinor: number
  contractEndsOn: string | null
}

interface Asked {
  orders: Orders
  ends: readonly ContractEnd[]
  lastOrderOn: string | null
  method: Method
  model: BuyingModel | null
  /** As a whole number of days like the orders', and as a date. */
  today: number
  todayOn: string
}

/**
 * What is to be expected of one customer in the next 12 months. A contract at hand goes before any model: its end is a fact. At risk
 * is what a contract brings a year (the usual year where nobody said it); the usual year of who is overdue; of who is fading, the
 * part of it that is likely gone. Null for somebody without orders and without a contract.
 */
export function expect({ orders, ends, lastOrderOn, method, model, today, todayOn }: Asked): Expectation | null {
  const { days, wonMinor } = orders
  const contract = contractAtHand(ends, lastOrderOn, todayOn)
  const history = historyOf(days, today)
  if (!history && !contract) return null
  const years = history ? Math.max(1, history.watched / monthsAhead) : 1
  const usualMinor = Math.round(wonMinor / years)
  const meanGapDays = days.length < 2 ? null : (days.at(-1)! - days[0]!) / (days.length - 1)
  const overdue = isOverdue(days, today)
  const alive = history && method === 'bg-nbd' && model ? chanceAlive(model, history) : null
  const base = { usualMinor, meanGapDays, isOverdue: overdue, alive }
  if (contract) {
    const isDue = isRenewalDue(contract, todayOn)
    return {
      ...base,
      method: 'contract',
      state: isDue ? 'contract-due' : 'steady',
      expectedOrders: null,
      atRiskMinor: isDue ? (contract.amountMinor ?? usualMinor) : 0,
      contractEndsOn: contract.on,
    }
  }
  const isFading = alive !== null && days.length > 1 && alive < fadingBelow
  const state: State = overdue ? 'overdue' : isFading ? 'fading' : days.length > 1 ? 'steady' : 'once'
  const atRiskMinor = state === 'overdue' ? usualMinor : state === 'fading' ? Math.round(usualMinor * (1 - alive!)) : 0
  const expectedOrders = expected(method, model, history!, monthsAhead)
  return { ...base, method, state, expectedOrders, atRiskMinor, contractEndsOn: null }
}
