import { sumsFor } from '../funnel/facts/scan.ts'
import { emptyHeap, heap, heaped, medianOf } from '../funnel/facts/select.ts'
import { type Bucket, buckets, type Counting, type Standing } from '../funnel/standing.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals, Reached } from './deals.ts'
import { boundsOf, type Picks, rowsOf, type Stretch } from './pick.ts'
import { died, furthestOf, wonState } from './reach.ts'
import { standTables } from './stand-tables.ts'

/** Deals and their gross money, minor units. */
export interface Sum {
  count: number
  amountMinor: number
}

/** What came to one stage and what became of it. `members` are the deals it counts: exactly one bucket holds each. */
export interface StageRow extends Record<Bucket, Sum> {
  stage: number
  members: Picks
  cameIn: Sum
  passed: number
  skipped: number
  /** Gross money of those that died here (lost and terminated), what was put in for those without an amount included. */
  grossLossMinor: number
  estimatedLossMinor: number
  /** Days from coming to the stage to dying in it, half of the dead; null when nobody died. */
  medianDaysToLoss: number | null
}

export interface RowsAsked {
  picks: Picks
  reached: Reached
  counting: Counting
  /** By when they reached the stage (matured), or when they entered the pipeline (null horizons). */
  stretch: Stretch
  /** Days since they reached the stage at least; null: all deals, as they stand today. */
  horizons: readonly number[] | null
  now: number
  /** What a deal without an amount is probably worth. */
  usualAmount: (deal: number) => number
}

/** The rows of the funnel of losses (FUNNEL-SCIENCE 1.3), in one pass over the deals. Finite for any deals, also for none. */
export function stageRows(
  deals: Deals,
  { picks, reached: { here }, counting, stretch, horizons, now, usualAmount }: RowsAsked,
): StageRow[] {
  const { stageCount, enteredAt, amountMinor, otherCurrency, endedAt, standing } = deals
  const tables = standTables(deals, counting)
  const { low, high } = boundsOf(stretch)
  const oldest = Float64Array.from({ length: stageCount }, (_, stage) => now - (horizons?.[stage] ?? 0) * millisecondsPerDay)
  const members = Array.from({ length: stageCount }, () => new Uint8Array(deals.size))
  const daysToLoss = Array.from({ length: stageCount }, emptyHeap)
  const sums = sumsFor(stageCount * buckets.length)
  const [passed, skipped, gross, estimated] = [0, 0, 0, 0].map(() => new Float64Array(stageCount)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (const deal of rowsOf(picks)) {
    const entered = enteredAt[deal]!
    if (horizons === null && !(entered >= low && entered < high)) continue
    const amount = amountMinor[deal]!
    const known = Number.isNaN(amount) ? 0 : amount
    const stand = standing[deal]! * stageCount
    const furthest = furthestOf(deals, deal)
    for (let stage = 0, at = deal * stageCount; stage < furthest; stage++, at++) {
      const came = here[at]!
      const isMember =
        horizons === null ? !Number.isNaN(came) : came > -Infinity && came >= low && came < high && came <= oldest[stage]!
      if (!isMember) continue
      members[stage]![deal] = 1
      const bucket = tables.bucket[stand + stage]!
      sums.counts[stage * buckets.length + bucket]!++
      sums.amounts[stage * buckets.length + bucket]! += known
      passed[stage]! += tables.passed[stand + stage]!
      skipped[stage]! += tables.skipped[stand + stage]!
      if (bucket !== lost && bucket !== terminated) continue
      const put = Number.isNaN(amount) && otherCurrency[deal] === 0 ? usualAmount(deal) : 0
      gross[stage]! += known + put
      estimated[stage]! += put
      const lasted = endedAt[deal]! - came
      if (Number.isFinite(lasted)) heap(daysToLoss[stage]!, Math.max(0, lasted) / millisecondsPerDay)
    }
  }
  return Array.from({ length: stageCount }, (_, index): StageRow => {
    const found = Object.fromEntries(
      buckets.map((bucket, place): [Bucket, Sum] => [
        bucket,
        { count: sums.counts[index * buckets.length + place]!, amountMinor: sums.amounts[index * buckets.length + place]! },
      ]),
    ) as Record<Bucket, Sum>
    return {
      stage: index + 1,
      members: members[index]!,
      cameIn: plus(...Object.values(found)),
      passed: passed[index]!,
      skipped: skipped[index]!,
      grossLossMinor: gross[index]!,
      estimatedLossMinor: estimated[index]!,
      medianDaysToLoss: medianOf(heaped(daysToLoss[index]!)),
      ...found,
    }
  })
}

const [lost, terminated] = [buckets.indexOf('lost'), buckets.indexOf('terminated')]

export const standingOf = ({ standings, standing }: Deals, deal: number): Standing => standings[standing[deal]!]!

export const plus = (...sums: readonly Sum[]): Sum => ({
  count: sums.reduce((sum, { count }) => sum + count, 0),
  amountMinor: sums.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
})

/** P(win | reached the next stage) per stage from the picked deals that ended; `fallback` where none did, 1 after the last stage. */
export function winChances({ stageCount, state, highest }: Deals, picks: Picks, fallback: readonly number[]): number[] {
  const won = new Float64Array(stageCount + 1)
  const resolved = new Float64Array(stageCount + 1)
  for (const deal of rowsOf(picks)) {
    const own = state[deal]!
    if (own !== wonState && !died(own)) continue
    const furthest = own === wonState ? stageCount : highest[deal]!
    resolved[furthest]!++
    if (own === wonState) won[furthest]!++
  }
  for (let stage = stageCount - 1; stage >= 1; stage--) {
    resolved[stage]! += resolved[stage + 1]!
    won[stage]! += won[stage + 1]!
  }
  return Array.from({ length: stageCount }, (_, index) => {
    const next = index + 2
    if (next > stageCount) return 1
    return resolved[next]! > 0 ? won[next]! / resolved[next]! : (fallback[next - 1] ?? 0)
  })
}

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
