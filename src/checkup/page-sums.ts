import {
  addLengths,
  countedOf,
  type EachLength,
  type Lengths,
  lengthsFor,
  noteCount,
  noteLength,
} from '../funnel/facts/lengths.ts'
import { boundAt, secondOf, secondsIn, unknown } from '../funnel/facts/moment.ts'
import { addHeap, emptyHeap, type Heap, heap } from '../funnel/facts/select.ts'
import { causeOfStay, type Deals, stageOfStay, stayWidth } from './deals.ts'
import { codeCount, exitsLost, exitsOn, failedByNow, failedInTime, flowHere, flowNext, hereByNow, onByNow, onInTime, rareCount, ripe, snapshotLost, snapshotOf, snapshotOn } from './gate-codes.ts' // prettier-ignore
import type { Census } from './census.ts'
import { causes, type PageAsked } from './page-figures.ts'
import { boundsOf, rowsOf } from './pick.ts'
import { aboutAt, amountAt, enteredAt, failedAt, firstStayAt, furthestOf, isOther, never, reachedAt, reachedFirst, standingAt, stateOf, stayCountAt, wonState } from './reach.ts' // prettier-ignore
import type { Sum } from './stage-rows.ts'
import { standTables } from './stand-tables.ts'

/** What a page counts of deals, before anything follows from it: of more deals it is this of some and this of the others, added up. */
export interface PageSums {
  /** By how they stand: all, and those whom a row counts. */
  standings: Uint32Array
  members: Uint32Array
  /** Whom each row counts, by how they stand: `[standing × stageCount + stage]`. */
  counts: Uint32Array
  amounts: Float64Array
  /** Gross money of the dead, those without an amount left out: those are counted by their product, `[product × stageCount + stage]`. */
  gross: Float64Array
  unpriced: Uint32Array
  codes: Uint32Array
  rare: Uint32Array
  daysToLoss: Heap[]
  census: Census
  won: Sum
  wonInside: Sum
  wonEver: Sum
  begun: Lengths[]
  ofMembers: Lengths[]
}

/**
 * One pass over the deals, for of a million of them each look costs more than what is counted at it. Whatever follows from how
 * a deal stands is counted by the few hundred ways to stand. `memberships`: of the picked deals in their order, bit by bit, the stages whose
 * rows count them: the first is bit 0.
 */
export function sumPage(
  deals: Deals,
  { picks, stretch, rule, horizons, inside }: Omit<PageAsked, 'usualAmount'>,
): PageSums & { memberships: Uint32Array } {
  const { stageCount } = deals
  const { product } = deals.of
  const stays = deals.stays.numbers
  const { numbers, money, width, further } = reachedAt(deals, rule.counting)
  const tables = standTables(deals, rule.counting)
  const { low, high } = boundsOf(stretch)
  const [from, to] = [boundAt(inside.from), boundAt(inside.to)]
  const [atFrom, atTo, now] = [secondOf(inside.from), secondOf(inside.to), secondOf(rule.now)]
  const asTheyStand = rule.horizons === null
  const waits = Int32Array.from({ length: stageCount }, (_, stage) => secondsIn((rule.horizons ?? horizons)[stage]!))
  const dated = stretch.from !== null || stretch.to !== null || !asTheyStand
  const rows = rowsOf(picks)
  const { length: standCount } = deals.standings
  const [standings, members] = [new Uint32Array(standCount), new Uint32Array(standCount)]
  const [counts, amounts] = [new Uint32Array(standCount * stageCount), new Float64Array(standCount * stageCount)]
  const gross = new Float64Array(stageCount)
  const unpriced = new Uint32Array(product.values.length * stageCount)
  const [codes, rare] = [new Uint32Array(stageCount * codeCount), new Uint32Array(stageCount * rareCount)]
  const daysToLoss = Array.from({ length: stageCount }, emptyHeap)
  const census = { deals: 0, unknownEntry: 0, tooYoung: 0, withoutAmount: 0, otherCurrency: 0 }
  const memberships = new Uint32Array(rows.length)
  const [won, wonInside, wonEver] = [noSum(), noSum(), noSum()]
  const lengths = () => Array.from({ length: stageCount }, () => lengthsFor(rows.length))
  const [begun, ofMembers] = [lengths(), lengths()]
  const [countedBegun, countedMembers] = [countedOf(begun), countedOf(ofMembers)]

  for (let row = 0; row < rows.length; row++) {
    const line = rows[row]! * width
    const entered = numbers[line + enteredAt]!
    const failed = numbers[line + failedAt]!
    const standing = numbers[line + standingAt]!
    const about = numbers[line + aboutAt]!
    const amount = money[(line + amountAt) >> 1]!
    const isWithout = amount !== amount
    const known = isWithout ? 0 : amount
    const stand = standing * stageCount
    const furthest = furthestOf(about)
    const hasEntered = entered >= low && entered < high
    const hasFailed = failed <= now ? failedByNow : 0
    let [membership, young, isUnknown] = [0, false, false]
    for (let stage = 0; stage < furthest; stage++) {
      const place = line + reachedFirst + stage
      const here = numbers[place]!
      const next = numbers[place + further]!
      const isNext = next >= from && next < to
      // who was passed over may be in the next stage without ever having been in this one
      if (isNext) rare[stage * rareCount + flowNext]!++
      if (here === never) continue
      const last = here + waits[stage]!
      const isKnown = here !== unknown
      const isIn = here >= low && here < high
      const isRipe = isKnown && isIn && last <= now
      const wentOn = next !== unknown && next <= last
      if (here >= from && here < to) rare[stage * rareCount + flowHere]!++
      if (isNext) rare[stage * rareCount + exitsOn]!++
      else if (next === never && failed >= from && failed < to) rare[stage * rareCount + exitsLost]!++
      codes[
        stage * codeCount +
          (isIn && here <= now ? hereByNow : 0) +
          (next !== unknown && next <= now ? onByNow : 0) +
          hasFailed +
          (isRipe ? ripe : 0) +
          (wentOn ? onInTime : 0) +
          (failed <= last ? failedInTime : 0)
      ]!++
      if (isKnown && here <= atFrom && next > atFrom && failed > atFrom) {
        rare[stage * rareCount + snapshotOf]!++
        if (next <= atTo) rare[stage * rareCount + snapshotOn]!++
        else if (failed <= atTo) rare[stage * rareCount + snapshotLost]!++
      }
      if (asTheyStand) isUnknown ||= dated && entered === unknown
      else {
        isUnknown ||= !isKnown
        young ||= isKnown && isIn && !isRipe
      }
      if (asTheyStand ? !hasEntered : !isRipe) continue
      membership |= 1 << stage
      counts[stand + stage]!++
      amounts[stand + stage]! += known
      if (tables.dead[stand + stage] === 0) continue
      gross[stage]! += known
      if (isWithout && isOther(about) === 0) unpriced[product.codes[rows[row]!]! * stageCount + stage]!++
      if (failed !== never && isKnown) heap(daysToLoss[stage]!, Math.max(0, failed - here))
    }
    memberships[row] = membership
    if (young) census.tooYoung++
    if (isUnknown) census.unknownEntry++
    standings[standing]!++
    const isWon = stateOf(about) === wonState
    if (isWon && !isWithout) {
      addTo(wonEver, amount)
      const end = numbers[line + reachedFirst + stageCount - 1 + further]!
      if (end !== unknown && end >= low && end < high) addTo(wonInside, amount)
    }
    if (membership !== 0) {
      members[standing]!++
      census.deals++
      if (isOther(about) === 1) census.otherCurrency++
      else if (isWithout) census.withoutAmount++
      if (isWon) addTo(won, known)
    }
    const past = (numbers[line + firstStayAt]! + numbers[line + stayCountAt]!) * stayWidth
    for (let stay = numbers[line + firstStayAt]! * stayWidth; stay < past; stay += stayWidth) {
      const since = stays[stay]!
      const until = Math.min(stays[stay + 1]!, now)
      if (since === unknown || until === unknown) continue
      const stage = stageOfStay(stays[stay + 2]!) - 1
      const seconds = Math.max(0, until - since)
      const cause = causes[causeOfStay(stays[stay + 2]!)]!
      const isMember = (membership >> stage) & 1
      const isBegun = since >= low && since < high
      if (countedBegun && countedMembers) {
        if (isBegun) noteCount(countedBegun[stage]!, seconds, cause)
        if (isMember) noteCount(countedMembers[stage]!, seconds, cause)
        continue
      }
      if (isBegun) noteLength(begun[stage]!, seconds, cause)
      if (isMember) noteLength(ofMembers[stage]!, seconds, cause)
    }
  }
  return {
    ...{ standings, members, counts, amounts, gross, unpriced, codes, rare, daysToLoss, census },
    ...{ won, wonInside, wonEver, begun, ofMembers, memberships },
  }
}

const tables = ['standings', 'members', 'counts', 'unpriced', 'codes', 'rare', 'amounts', 'gross'] as const

/** Takes the sums of other deals, few of them, into these, or back out of them. The same was asked of both. */
export function addPage(onto: PageSums, more: PageSums, sign: 1 | -1): void {
  for (const name of tables) onto[name] = added(onto[name], more[name], sign) as never
  for (const name of Object.keys(onto.census) as (keyof Census)[]) onto.census[name] += sign * more.census[name]
  for (const name of ['won', 'wonInside', 'wonEver'] as const) {
    onto[name].count += sign * more[name].count
    onto[name].amountMinor += sign * more[name].amountMinor
  }
  for (const [stage, own] of onto.daysToLoss.entries()) addHeap(own, more.daysToLoss[stage]!, sign)
  for (const name of ['begun', 'ofMembers'] as const)
    for (const [stage, own] of onto[name].entries()) addLengths(own, more[name][stage] as EachLength, sign)
}

/** A way to stand or a product that was not there before makes the tables longer. */
export function added<T extends Uint32Array | Float64Array>(onto: T, more: T, sign: 1 | -1): T {
  let into = onto
  if (more.length > onto.length) (into = more.slice().fill(0) as T).set(onto)
  for (let at = 0; at < more.length; at++) if (more[at] !== 0) into[at]! += sign * more[at]!
  return into
}

const noSum = (): Sum => ({ count: 0, amountMinor: 0 })
function addTo(sum: Sum, amount: number): void {
  sum.count++
  sum.amountMinor += amount
}
