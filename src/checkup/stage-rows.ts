import { addHeap, emptyHeap, type Heap, heap, heaped, medianOf } from '../funnel/facts/select.ts'
import { type Bucket, buckets, type Standing } from '../funnel/standing.ts'
import type { Deals } from './deals.ts'
import { live } from './live.ts'
import { type Picks, rowsOf } from './pick.ts'
import { wonState } from './reach.ts'

/** Deals and their gross money, minor units. */
export interface Sum {
  count: number
  amountMinor: number
}

/** What came to one stage and what became of it: exactly one bucket holds each deal it counts. */
export interface StageRow extends Record<Bucket, Sum> {
  stage: number
  cameIn: Sum
  passed: number
  skipped: number
  /** Gross money of those that died here (lost and terminated), what was put in for those without an amount included. */
  grossLossMinor: number
  estimatedLossMinor: number
  /** Days from coming to the stage to dying in it, half of the dead; null when nobody died. */
  medianDaysToLoss: number | null
}

/** What was counted of one stage, by the number of the bucket where there are several. */
export interface RowSums {
  counts: Float64Array
  amounts: Float64Array
  passed: number
  skipped: number
  gross: number
  estimated: number
  medianDaysToLoss: number | null
}

/** `stage` counts from 0. */
export function rowOf(
  stage: number,
  { counts, amounts, passed, skipped, gross, estimated, medianDaysToLoss }: RowSums,
): StageRow {
  const found = Object.fromEntries(
    buckets.map((bucket, place): [Bucket, Sum] => [bucket, { count: counts[place]!, amountMinor: amounts[place]! }]),
  ) as Record<Bucket, Sum>
  return {
    stage: stage + 1,
    cameIn: plus(...Object.values(found)),
    passed,
    skipped,
    grossLossMinor: gross,
    estimatedLossMinor: estimated,
    medianDaysToLoss,
    ...found,
  }
}

export const standingOf = ({ standings, standing }: Deals, deal: number): Standing => standings[standing[deal]!]!

export const plus = (...sums: readonly Sum[]): Sum => ({
  count: sums.reduce((sum, { count }) => sum + count, 0),
  amountMinor: sums.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
})

const usual = new WeakMap<Deals, (deal: number) => number>()

/** What a deal without an amount is probably worth: the median won amount of its product, of all products where it has none. Learned once per set of deals. */
export function usualAmounts(deals: Deals): (deal: number) => number {
  const known = usual.get(deals)
  if (known) return known
  const { codes, values } = deals.of.product
  const won = values.map(emptyHeap)
  const all = emptyHeap()
  for (const deal of rowsOf(deals.all)) {
    const amount = deals.amountMinor[deal]!
    if (deals.state[deal] !== wonState || Number.isNaN(amount)) continue
    heap(won[codes[deal]!]!, amount)
    heap(all, amount)
  }
  const ofAll = medianOf(heaped(all)) ?? 0
  const ofProduct = won.map((amounts) => medianOf(heaped(amounts)) ?? ofAll)
  const found = (deal: number): number => ofProduct[codes[deal]!] ?? ofAll
  usual.set(deals, found)
  return found
}
