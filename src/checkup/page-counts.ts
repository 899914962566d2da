import { lengthsFor, noteLength } from '../funnel/facts/lengths.ts'
import { emptyHeap, heap, heaped, medianOf } from '../funnel/facts/select.ts'
import { buckets } from '../funnel/standing.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals } from './deals.ts'
import { causes, type Kinds, type PageAsked, type PageCounts } from './page-figures.ts'
import { boundsOf, rowsOf, within } from './pick.ts'
import { died, furthestOf, lostState, reachedAt, wonState } from './reach.ts'
import { rowOf, type Sum } from './stage-rows.ts'
import { standTables } from './stand-tables.ts'

const [lost, terminated] = [buckets.indexOf('lost'), buckets.indexOf('terminated')]
/** What `Kinds` holds, by number. */
const [cohortOf, cohortOn, cohortLost, maturedOf, maturedOn, maturedLost, exitsOn, exitsLost, snapshotOf, snapshotOn, snapshotLost, flowHere, flowNext, kindCount] =
  Array.from({ length: 14 }, (_, number) => number) as [number, number, number, number, number, number, number, number, number, number, number, number, number, number] // prettier-ignore

/**
 * The rows of the funnel of losses (FUNNEL-SCIENCE 1.3), all ways to count a conversion (1.2), how many deals are counted, and how long
 * they stayed: one pass over the deals, for of a million of them each look costs more than what is counted at it. Finite for any deals.
 */
export function countPage(deals: Deals, { picks, stretch, rule, horizons, inside, usualAmount }: PageAsked): PageCounts {
  const { stageCount, enteredAt, amountMinor, otherCurrency, endedAt, standing, state, highest, stays } = deals
  const { here: hereAt, next: nextAt, failedAt } = reachedAt(deals, rule.counting)
  const tables = standTables(deals, rule.counting)
  const { low, high } = boundsOf(stretch)
  const { from, to } = inside
  const { now } = rule
  const asTheyStand = rule.horizons === null
  const waits = Float64Array.from({ length: stageCount }, (_, stage) => (rule.horizons ?? horizons)[stage]! * millisecondsPerDay)
  const dated = stretch.from !== null || stretch.to !== null || !asTheyStand
  const rows = rowsOf(picks)
  const sums = new Float64Array(stageCount * buckets.length)
  const money = new Float64Array(stageCount * buckets.length)
  const each = (): Float64Array => new Float64Array(stageCount)
  const [passed, skipped, gross, estimated, reachedGate, wentOn] = [each(), each(), each(), each(), each(), each()]
  const kinds = new Float64Array(stageCount * kindCount)
  const daysToLoss = Array.from({ length: stageCount }, emptyHeap)
  const census = { deals: 0, unknownEntry: 0, tooYoung: 0, withoutAmount: 0, otherCurrency: 0 }
  const memberships = new Uint32Array(rows.length)
  const [won, wonInside, wonEver] = [noSum(), noSum(), noSum()]
  const [resolvedAt, wonAt] = [new Float64Array(stageCount + 1), new Float64Array(stageCount + 1)]
  const lengths = () => Array.from({ length: stageCount }, () => lengthsFor(rows.length))
  const [begun, ofMembers] = [lengths(), lengths()]
  let [counted, decided] = [0, 0]

  for (let row = 0; row < rows.length; row++) {
    const deal = rows[row]!
    const entered = enteredAt[deal]!
    const amount = amountMinor[deal]!
    const isWithout = Number.isNaN(amount)
    const known = isWithout ? 0 : amount
    const own = state[deal]!
    const stand = standing[deal]! * stageCount
    const failed = failedAt[deal]!
    const furthest = furthestOf(deals, deal)
    const hasEntered = entered >= low && entered < high
    let [membership, young, unknown] = [0, false, false]
    for (let stage = 0, at = deal * stageCount; stage < furthest; stage++, at++) {
      const here = hereAt[at]!
      const next = nextAt[at]!
      const kind = stage * kindCount
      const isNext = next >= from && next < to
      // who was passed over may be in the next stage without ever having been in this one
      if (isNext) kinds[kind + flowNext]!++
      if (Number.isNaN(here)) continue
      const wait = waits[stage]!
      const isKnown = here > -Infinity
      const isIn = here >= low && here < high
      const isRipe = isKnown && isIn && here + wait <= now
      const wentInTime = next > -Infinity && next <= here + wait
      if (here >= from && here < to) kinds[kind + flowHere]!++
      if (isNext) kinds[kind + exitsOn]!++
      else if (Number.isNaN(next) && failed >= from && failed < to) kinds[kind + exitsLost]!++
      if (isIn && here <= now) {
        kinds[kind + cohortOf]!++
        if (next > -Infinity && next <= now) kinds[kind + cohortOn]!++
        else if (failed <= now) kinds[kind + cohortLost]!++
      }
      if (isRipe) {
        kinds[kind + maturedOf]!++
        if (wentInTime) kinds[kind + maturedOn]!++
        else if (failed <= here + wait) kinds[kind + maturedLost]!++
      }
      if (isKnown && here <= from && !(next <= from) && !(failed <= from)) {
        kinds[kind + snapshotOf]!++
        if (next > -Infinity && next <= to) kinds[kind + snapshotOn]!++
        else if (failed <= to) kinds[kind + snapshotLost]!++
      }
      if (asTheyStand) unknown ||= dated && entered === -Infinity
      else {
        unknown ||= !isKnown
        young ||= isKnown && isIn && !isRipe
      }
      if (asTheyStand ? !hasEntered : !isRipe) continue
      membership |= 1 << stage
      const bucket = tables.bucket[stand + stage]!
      const place = stage * buckets.length + bucket
      sums[place]!++
      money[place]! += known
      passed[stage]! += tables.passed[stand + stage]!
      skipped[stage]! += tables.skipped[stand + stage]!
      reachedGate[stage]!++
      wentOn[stage]! += asTheyStand ? tables.passed[stand + stage]! : Number(wentInTime)
      if (bucket !== lost && bucket !== terminated) continue
      const put = isWithout && otherCurrency[deal] === 0 ? usualAmount(deal) : 0
      gross[stage]! += known + put
      estimated[stage]! += put
      const lasted = endedAt[deal]! - here
      if (Number.isFinite(lasted)) heap(daysToLoss[stage]!, Math.max(0, lasted) / millisecondsPerDay)
    }
    memberships[row] = membership
    if (young) census.tooYoung++
    if (unknown) census.unknownEntry++
    if (own === wonState || died(own)) {
      const reached = own === wonState ? stageCount : highest[deal]!
      resolvedAt[reached]!++
      if (own === wonState) wonAt[reached]!++
    }
    if (own === wonState && !isWithout) {
      addTo(wonEver, amount)
      if (within(endedAt[deal]!, stretch)) addTo(wonInside, amount)
    }
    if (membership !== 0) {
      counted++
      if (otherCurrency[deal] === 1) census.otherCurrency++
      else if (isWithout) census.withoutAmount++
      if (own === wonState) addTo(won, known)
      if (own === wonState || own === lostState) decided++
    }
    const past = stays.first[deal]! + stays.count[deal]!
    for (let stay = stays.first[deal]!; stay < past; stay++) {
      const since = stays.from[stay]!
      const until = Math.min(stays.to[stay]!, now)
      if (!(since > -Infinity) || Number.isNaN(until)) continue
      const stage = stays.stage[stay]! - 1
      const seconds = Math.max(0, Math.floor((until - since) / 1000))
      const cause = causes[stays.cause[stay]!]!
      if (since >= low && since < high) noteLength(begun[stage]!, seconds, cause)
      if ((membership >> stage) & 1) noteLength(ofMembers[stage]!, seconds, cause)
    }
  }
  census.deals = counted
  return {
    rows: Array.from({ length: stageCount }, (_, stage) =>
      rowOf(stage, {
        counts: sums.subarray(stage * buckets.length, (stage + 1) * buckets.length),
        amounts: money.subarray(stage * buckets.length, (stage + 1) * buckets.length),
        passed: passed[stage]!,
        skipped: skipped[stage]!,
        gross: gross[stage]!,
        estimated: estimated[stage]!,
        medianDaysToLoss: medianOf(heaped(daysToLoss[stage]!)),
      }),
    ),
    tallies: Array.from(reachedGate, (n, stage) => ({ n, successes: wentOn[stage]! })),
    kinds: Array.from({ length: stageCount }, (_, stage) => kindsOf(kinds.subarray(stage * kindCount, (stage + 1) * kindCount))),
    census,
    memberships,
    counted,
    won,
    decided,
    wonInside,
    wonEver,
    resolvedAt,
    wonAt,
    begun,
    ofMembers,
  }
}

function kindsOf(counts: Float64Array): Kinds {
  const tally = (of: number, advanced: number, failed: number) => ({ of, advanced, lost: failed, notYet: of - advanced - failed })
  const at = (number: number): number => counts[number]!
  return {
    cohort: tally(at(cohortOf), at(cohortOn), at(cohortLost)),
    matured: tally(at(maturedOf), at(maturedOn), at(maturedLost)),
    exits: tally(at(exitsOn) + at(exitsLost), at(exitsOn), at(exitsLost)),
    snapshot: tally(at(snapshotOf), at(snapshotOn), at(snapshotLost)),
    flow: { here: at(flowHere), next: at(flowNext), value: at(flowHere) === 0 ? null : at(flowNext) / at(flowHere) },
  }
}

const noSum = (): Sum => ({ count: 0, amountMinor: 0 })
function addTo(sum: Sum, amount: number): void {
  sum.count++
  sum.amountMinor += amount
}
