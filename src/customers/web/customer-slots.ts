import type { ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import type { FitLayer, Tier } from '../customer-tiers.ts'
import type { listCustomers, readCustomer } from '../contract.ts'

export type Customer = ReplyOf<typeof readCustomer>
export type CustomerRow = ReplyOf<typeof listCustomers>['items'][number]

/** What other slices show inside a customer; apps put it in, since a slice does not know another's pages. */
export interface CustomerSlots {
  people: (customer: Customer) => ReactNode
  deals: (customer: Customer) => ReactNode
  /** What was bought, how it pays, what was heard from it. */
  cards: (customer: Customer) => ReactNode
  /** Level, relationship and grade, and why. */
  standing: (customer: Customer) => ReactNode
  timeline: (customer: Customer) => ReactNode
  history: (customer: Customer) => ReactNode
  /** The quick way to record what has just happened. */
  quickLog: (customer: Customer) => ReactNode
  /** How the tiers that the list shows are served. */
  strategy: (asked: { value?: Tier | undefined; potential?: Tier | undefined; fit?: FitLayer | undefined }) => ReactNode
  /** The list as a file, as it was asked for. */
  exporting: (asked: object) => ReactNode
}
