import { addDays } from '../platform/time.ts'

/** Dated facts of a customer that people enter. */
export const dateKinds = ['contract-end', 'delivery', 'complaint-answered'] as const
export type DateKind = (typeof dateKinds)[number]

export interface ContractEnd {
  on: string
  amountMinor: number | null
}

/** A contract that ends within so many days is to be renewed now (FUNNEL-SCIENCE §7). */
export const renewalDays = 60
/** A contract that ended longer ago without another order is no renewal any more. */
const lapsedDays = 90

/**
 * The contract that matters: the next one that ends; without one, the latest that ended within 90 days and after which nothing was
 * bought. Days are YYYY-MM-DD; null without either.
 */
export function contractAtHand(ends: readonly ContractEnd[], lastOrderOn: string | null, today: string): ContractEnd | null {
  const sorted = ends.toSorted((a, b) => (a.on < b.on ? -1 : 1))
  const next = sorted.find(({ on }) => on >= today)
  if (next) return next
  const latest = sorted.at(-1)
  const isOpen = latest && latest.on >= addDays(today, -lapsedDays) && (lastOrderOn === null || lastOrderOn <= latest.on)
  return isOpen ? latest : null
}

/** Whether it is time to talk about renewing: it ends within 60 days, or has ended. */
export const isRenewalDue = (contract: Pick<ContractEnd, 'on'>, today: string): boolean =>
  contract.on <= addDays(today, renewalDays)
