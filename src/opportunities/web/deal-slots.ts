import type { ReactNode } from 'react'

/** Whom an activity recorded on a deal's page is about. */
export interface DealContext {
  opportunityId: string
  name: string
  customerId: string | null
  contactId: string | null
}

/** The chance that the forecast counts a deal with; `traits`: what source, product, owner and the like add to it, in shares. */
export interface ForecastChance {
  chance: number
  traits: number
}

/** What other slices show inside a deal; apps/pages.tsx puts it in, since a slice does not know another's pages. */
export interface DealSlots {
  /** What happened with this deal, newest first. */
  timeline?: (about: DealContext) => ReactNode
  /** The quick way to record what has just happened. */
  quickLog?: (about: DealContext) => ReactNode
  /** What the stages ask to be done, and what people wrote down to do. */
  tasks?: (about: DealContext) => ReactNode
  /** How it counts in the forecast. */
  forecast?: (about: DealContext) => ReactNode
  /** Gives the chance that the forecast counts the deal with to whoever shows it; null while nobody knows it. */
  chance?: (about: DealContext, show: (told: ForecastChance | null) => ReactNode) => ReactNode
  /** Who decides at the customer, below its people. */
  chain?: (about: DealContext) => ReactNode
  /** What to say, ask and show in the present stage, and against whom. */
  playbook?: (about: DealContext) => ReactNode
}
