import type { Grouping } from './contract.ts'
import type { Stand } from './cohort.ts'
import type { StageSum, TurnKind } from './flow-report.ts'
import type { Stood } from './movement.ts'
import type { Bucket } from './standing.ts'
import type { State } from './visits.ts'

/** What is counted of deals, whether the database counts it (queries/) or the facts in memory (facts/). */
export interface GroupedStand extends Stand {
  /** Key of the group; null where the deal has none, or when nothing is grouped. */
  group: string | null
  /** For lost deals without an amount: their product, by which the amount is estimated; else null. */
  productId: string | null
  /** Of `count`: deals in a currency of which no rate is known. */
  otherCurrency: number
}

/** Deals that stood open in a stage at `from`, by what became of them until `to`. */
export interface Fate {
  group: string | null
  stageId: string
  bucket: Bucket
  /** How the deal stood at the later moment. */
  state: State
  count: number
  amountMinor: number
}

/** Stocks and flows of a stage. */
export interface Turn extends StageSum<TurnKind> {
  group: string | null
}

export interface TurnsAsked {
  from: Date
  to: Date
  groupBy?: Grouping | undefined
}

/** A deal on both sides of a stretch of time; null where it was not there. */
export interface Moved {
  id: string
  ownCurrency: boolean
  before: Side | null
  after: Side | null
}
export type Side = Stood & { stageId: string }

export interface Stock {
  count: number
  amountMinor: number
}
