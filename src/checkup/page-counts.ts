import { daysIn } from '../funnel/facts/moment.ts'
import { heaped, medianOf } from '../funnel/facts/select.ts'
import { buckets } from '../funnel/standing.ts'
import { type Deals, states } from './deals.ts'
import { codeCount, kindsOf, rareCount } from './gate-codes.ts'
import type { Rule } from './gate.ts'
import type { PageAsked, PageCounts } from './page-figures.ts'
import { live } from './live.ts'
import { addPage, type PageSums, sumPage } from './page-sums.ts'
import { died, lostState, wonState } from './reach.ts'
import { rowOf } from './stage-rows.ts'
import { type StandTables, standTables } from './stand-tables.ts'

/**
 * The rows of the funnel of losses (FUNNEL-SCIENCE 1.3), all ways to count a conversion (1.2), how many deals are counted, and how long
 * they stayed. Finite for any deals.
 */
export function countPage(deals: Deals, asked: PageAsked): PageCounts & { memberships: Uint32Array } {
  const sums = sumPage(deals, asked)
  return { ...pageOf(deals, asked, sums), memberships: sums.memberships }
}

/** The same, followed from one change of a deal to the next: `filter` says which deals are picked; null: they are counted anew. */
export function followPage(deals: Deals, filter: unknown, asked: PageAsked): PageCounts {
  const { picks: _, usualAmount: __, ...lasting } = asked
  const question = filter === null ? null : ['page', filter, lasting]
  return pageOf(
    deals,
    asked,
    live<PageSums>(deals, asked.picks, question, {
      count: (some, picks) => sumPage(some, { ...lasting, picks }),
      add: addPage,
    }),
  )
}

/** What follows from the sums. `usualAmount`: of deals of a product, by its number, that have none. */
export function pageOf(
  deals: Deals,
  { rule, usualAmount }: { rule: Rule; usualAmount: (product: number) => number },
  { standings, members, counts, amounts, gross, unpriced, codes, rare, daysToLoss, ...sums }: PageSums,
): PageCounts {
  const { stageCount } = deals
  const asTheyStand = rule.horizons === null
  const tables = standTables(deals, rule.counting)
  const estimated = new Float64Array(stageCount)
  for (let at = 0; at < unpriced.length; at++)
    if (unpriced[at] !== 0) estimated[at % stageCount]! += unpriced[at]! * usualAmount(Math.floor(at / stageCount))
  const kinds = Array.from({ length: stageCount }, (_, stage) =>
    kindsOf(
      codes.subarray(stage * codeCount, (stage + 1) * codeCount),
      rare.subarray(stage * rareCount, (stage + 1) * rareCount),
    ),
  )
  const byStage = Array.from({ length: stageCount }, (_, stage) => sumsAt(stage, stageCount, counts, amounts, tables))
  const ends = endsOf(deals, standings, members)
  return {
    rows: byStage.map((sum, stage) =>
      rowOf(stage, {
        ...sum,
        gross: gross[stage]! + estimated[stage]!,
        estimated: estimated[stage]!,
        medianDaysToLoss: daysOf(medianOf(heaped(daysToLoss[stage]!))),
      }),
    ),
    tallies: byStage.map(({ reached, passed }, stage) => ({
      n: reached,
      successes: asTheyStand ? passed : kinds[stage]!.matured.advanced,
    })),
    kinds,
    census: { ...sums.census },
    won: { ...sums.won },
    wonInside: { ...sums.wonInside },
    wonEver: { ...sums.wonEver },
    begun: sums.begun,
    ofMembers: sums.ofMembers,
    ...ends,
  }
}

const daysOf = (seconds: number | null): number | null => (seconds === null ? null : daysIn(seconds))

/** One stage, from how those stand who came to it. */
function sumsAt(stage: number, stageCount: number, counts: Uint32Array, amounts: Float64Array, tables: StandTables) {
  const [ofBucket, inBucket] = [new Float64Array(buckets.length), new Float64Array(buckets.length)]
  let [reached, passed, skipped] = [0, 0, 0]
  for (let at = stage; at < counts.length; at += stageCount) {
    const count = counts[at]!
    const bucket = tables.bucket[at]!
    ofBucket[bucket]! += count
    inBucket[bucket]! += amounts[at]!
    reached += count
    passed += count * tables.passed[at]!
    skipped += count * tables.skipped[at]!
  }
  return { counts: ofBucket, amounts: inBucket, reached, passed, skipped }
}

/** How far those got who ended, and how many were counted, from how all stand and how those do whom a row counts. */
function endsOf({ standings, stageCount }: Deals, all: Uint32Array, members: Uint32Array) {
  const [resolvedAt, wonAt] = [new Float64Array(stageCount + 1), new Float64Array(stageCount + 1)]
  let [counted, decided] = [0, 0]
  for (const [number, { state: name, highest }] of standings.entries()) {
    const state = states.indexOf(name)
    const isWon = state === wonState
    const counting = members[number] ?? 0
    counted += counting
    if (isWon || state === lostState) decided += counting
    if (!isWon && !died(state)) continue
    const furthest = isWon ? stageCount : highest
    resolvedAt[furthest]! += all[number] ?? 0
    if (isWon) wonAt[furthest]! += all[number] ?? 0
  }
  return { resolvedAt, wonAt, counted, decided }
}
