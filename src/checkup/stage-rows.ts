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

const wonAmounts = {
  count: (deals: Deals, picks: Picks): Map<number, Heap> => {
    const { codes } = deals.of.product
    const won = new Map<number, Heap>()
    for (const deal of rowsOf(picks)) {
      const amount = deals.amountMinor[deal]!
      if (deals.state[deal] !== wonState || Number.isNaN(amount)) continue
      const own = won.get(codes[deal]!)
      if (own) heap(own, amount)
      else won.set(codes[deal]!, heapWith(amount))
    }
    return won
  },
  add: (onto: Map<number, Heap>, more: Map<number, Heap>, sign: 1 | -1): void => {
    for (const [product, own] of more) {
      const into = onto.get(product) ?? emptyHeap()
      onto.set(product, into)
      addHeap(into, own, sign)
    }
  },
}

const heapWith = (amount: number): Heap => {
  const own = emptyHeap()
  heap(own, amount)
  return own
}

const usual = new WeakMap<Deals, (product: number) => number>()

/**
 * What a deal without an amount is probably worth, by the number of its product: the median won amount of its product, of all products where it
 * has none. Learned once per set of deals.
 */
export function usualAmounts(deals: Deals): (product: number) => number {
  const known = usual.get(deals)
  if (known) return known
  const won = live(deals, deals.all, 'usual amounts', wonAmounts)
  const all = new Float64Array([...won.values()].reduce((sum, { count }) => sum + count, 0))
  let at = 0
  for (const own of won.values()) {
    all.set(heaped(own), at)
    at += own.count
  }
  const ofAll = medianOf(all) ?? 0
  const ofProduct = new Map([...won].map(([product, own]) => [product, medianOf(heaped(own)) ?? ofAll]))
  const found = (product: number): number => ofProduct.get(product) ?? ofAll
  usual.set(deals, found)
  return found
}
