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
 * they stayed: one pass over the deals, for of a million of them each look costs more than what is counted at it. Whatever follows from how
 * a deal stands is counted by the few hundred ways to stand. Finite for any deals.
 */
export function countPage(deals: Deals, { picks, stretch, rule, horizons, inside, usualAmount }: PageAsked): PageCounts {
  const { stageCount } = deals
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
  const [gross, estimated] = [new Float64Array(stageCount), new Float64Array(stageCount)]
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
      const put = isWithout && isOther(about) === 0 ? usualAmount(rows[row]!) : 0
      gross[stage]! += known + put
      estimated[stage]! += put
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
