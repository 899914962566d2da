import { shrinkage, shrunk } from '../funnel/benchmark.ts'
import { secondOf, secondsIn, unknown } from '../funnel/facts/moment.ts'
import { sumsFor } from '../funnel/facts/scan.ts'
import type { Tally } from '../funnel/significance.ts'
import type { Coded, Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import { boundsOf, type Picks, rowsOf, type Stretch } from './pick.ts'
import {
  aboutAt,
  amountAt,
  enteredAt,
  furthestOf,
  lostState,
  never,
  reachedAt,
  reachedFirst,
  standingAt,
  stateOf,
  wonState,
} from './reach.ts'
import { standTables } from './stand-tables.ts'
import type { Sum } from './stage-rows.ts'
import { judgeAll, type Judged } from './verdict.ts'

export interface CompareCell extends Judged {
  stage: number
  own: Tally
  /** Everybody else at the same gate (leave-one-out). */
  others: Tally
  /** Drawn towards the rate of all. */
  shrunk: number
}

export interface CompareGroup {
  value: string | null
  deals: number
  won: Sum
  wonOfDecided: Tally
  cells: CompareCell[]
}

export interface Comparison {
  stages: (Tally & { stage: number; m: number; rho: number | null })[]
  groups: CompareGroup[]
  groupsLeftOut: number
  tests: number
}

/** More groups than this are not compared on one page. */
const mostGroups = 60

/**
 * Groups beside all the others, at every gate: shares, tests adjusted for all cells, and shares drawn towards the whole by as much
 * as the groups really resemble each other (FUNNEL-SCIENCE 1.7). Largest groups first. `by` gives each deal's group.
 */
export function compare(deals: Deals, picks: Picks, by: Coded, stretch: Stretch, rule: Rule): Comparison {
  const groups = tallied(deals, picks, by, stretch, rule).filter(({ deals: size }) => size > 0)
  const stages = Array.from({ length: deals.stageCount }, (_, index) => {
    const cells = groups.map(({ gates }) => gates[index]!)
    const { m, rho } = shrinkage(cells)
    return { stage: index + 1, ...summed(cells), m, rho }
  })
  const shown = groups.sort((a, b) => b.deals - a.deals).slice(0, mostGroups)
  const cells = shown.flatMap(({ gates }) =>
    gates.map((own, index) => {
      const all = stages[index]!
      const rest = { successes: all.successes - own.successes, n: all.n - own.n }
      return { own, rest, against: rest.n === 0 ? null : { share: rest.successes / rest.n, ...rest } }
    }),
  )
  const verdicts = judgeAll(cells)
  return {
    stages,
    groups: shown.map(({ gates: _, ...group }, at) => ({
      ...group,
      cells: stages.map(({ stage, successes, n, m }, index): CompareCell => {
        const place = at * stages.length + index
        const { own, rest } = cells[place]!
        return { stage, own, others: rest, shrunk: shrunk(own, n === 0 ? 0 : successes / n, m), ...verdicts[place]! }
      }),
    })),
    groupsLeftOut: groups.length - shown.length,
    tests: verdicts.filter(({ p }) => p !== null).length,
  }
}

interface Tallied {
  value: string | null
  deals: number
  won: Sum
  wonOfDecided: Tally
  gates: Tally[]
}

function tallied(deals: Deals, picks: Picks, { codes, values }: Coded, stretch: Stretch, rule: Rule): Tallied[] {
  const { counting, horizons, now } = rule
  const { stageCount } = deals
  const { numbers, money, width, further } = reachedAt(deals, counting)
  const { passed } = standTables(deals, counting)
  const { low, high } = boundsOf(stretch)
  const waits = Int32Array.from(horizons ?? [], (days) => secondsIn(days))
  const at = secondOf(now)
  const sums = sumsFor(values.length * stageCount)
  const groups = values.map((value): Tallied => ({
    value,
    deals: 0,
    won: { count: 0, amountMinor: 0 },
    wonOfDecided: { successes: 0, n: 0 },
    gates: [],
  }))
  for (const deal of rowsOf(picks)) {
    const line = deal * width
    if (horizons === null && !(numbers[line + enteredAt]! >= low && numbers[line + enteredAt]! < high)) continue
    const group = codes[deal]!
    let counted = false
    const about = numbers[line + aboutAt]!
    const stand = numbers[line + standingAt]! * stageCount
    const furthest = furthestOf(about)
    for (let stage = 0; stage < furthest; stage++) {
      const here = numbers[line + reachedFirst + stage]!
      if (here === never) continue
      if (horizons !== null && !(here !== unknown && here >= low && here < high && here <= at - waits[stage]!)) continue
      counted = true
      const place = group * stageCount + stage
      sums.counts[place]!++
      const next = numbers[line + reachedFirst + stage + further]!
      const wentOn = horizons === null ? passed[stand + stage] === 1 : next !== unknown && next <= here + waits[stage]!
      if (wentOn) sums.amounts[place]!++
    }
    if (counted) addDeal(groups[group]!, stateOf(about), money[(line + amountAt) >> 1]!)
  }
  for (const [group, one] of groups.entries())
    one.gates = Array.from({ length: stageCount }, (_, stage) => ({
      successes: sums.amounts[group * stageCount + stage]!,
      n: sums.counts[group * stageCount + stage]!,
    }))
  return groups
}

function addDeal(group: Tallied, state: number, amount: number): void {
  group.deals++
  if (state !== wonState && state !== lostState) return
  group.wonOfDecided.n++
  if (state !== wonState) return
  group.wonOfDecided.successes++
  group.won.count++
  group.won.amountMinor += amount || 0
}

const summed = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((sum, { successes, n }) => ({ successes: sum.successes + successes, n: sum.n + n }), { successes: 0, n: 0 })
