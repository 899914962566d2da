import { shrinkage, shrunk } from '../funnel/benchmark.ts'
import { sumsFor } from '../funnel/facts/scan.ts'
import type { Tally } from '../funnel/significance.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Coded, Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import { boundsOf, type Picks, rowsOf, type Stretch } from './pick.ts'
import { furthestOf, lostState, reachedAt, wonState } from './reach.ts'
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
  const { stageCount, enteredAt, standing } = deals
  const { here: hereAt, next: nextAt } = reachedAt(deals, counting)
  const { passed } = standTables(deals, counting)
  const { low, high } = boundsOf(stretch)
  const waits = Float64Array.from(horizons ?? [], (days) => days * millisecondsPerDay)
  const sums = sumsFor(values.length * stageCount)
  const groups = values.map((value): Tallied => ({
    value,
    deals: 0,
    won: { count: 0, amountMinor: 0 },
    wonOfDecided: { successes: 0, n: 0 },
    gates: [],
  }))
  for (const deal of rowsOf(picks)) {
    if (horizons === null && !(enteredAt[deal]! >= low && enteredAt[deal]! < high)) continue
    const group = codes[deal]!
    let counted = false
    const furthest = furthestOf(deals, deal)
    for (let stage = 0, at = deal * stageCount; stage < furthest; stage++, at++) {
      const here = hereAt[at]!
      if (Number.isNaN(here)) continue
      if (horizons !== null && !(here > -Infinity && here >= low && here < high && here <= now - waits[stage]!)) continue
      counted = true
      const place = group * stageCount + stage
      sums.counts[place]!++
      const next = nextAt[at]!
      const wentOn =
        horizons === null ? passed[standing[deal]! * stageCount + stage] === 1 : next > -Infinity && next <= here + waits[stage]!
      if (wentOn) sums.amounts[place]!++
    }
    if (counted) addDeal(groups[group]!, deals, deal)
  }
  for (const [group, one] of groups.entries())
    one.gates = Array.from({ length: stageCount }, (_, stage) => ({
      successes: sums.amounts[group * stageCount + stage]!,
      n: sums.counts[group * stageCount + stage]!,
    }))
  return groups
}

function addDeal(group: Tallied, deals: Deals, deal: number): void {
  group.deals++
  const state = deals.state[deal]
  if (state !== wonState && state !== lostState) return
  group.wonOfDecided.n++
  if (state !== wonState) return
  group.wonOfDecided.successes++
  group.won.count++
  group.won.amountMinor += deals.amountMinor[deal]! || 0
}

const summed = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((sum, { successes, n }) => ({ successes: sum.successes + successes, n: sum.n + n }), { successes: 0, n: 0 })
