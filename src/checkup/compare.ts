import { shrinkage, shrunk } from '../funnel/benchmark.ts'
import type { Tally } from '../funnel/significance.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import { passed as passedBy } from '../funnel/standing.ts'
import type { Coded, Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import { type Picks, type Stretch, within } from './pick.ts'
import { lostState, reachedAt, wonState } from './reach.ts'
import { standingOf, type Sum } from './stage-rows.ts'
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
  const reached = reachedAt(deals, counting)
  const groups = values.map((value): Tallied => ({
    value,
    deals: 0,
    won: { count: 0, amountMinor: 0 },
    wonOfDecided: { successes: 0, n: 0 },
    gates: Array.from({ length: deals.stageCount }, () => ({ successes: 0, n: 0 })),
  }))
  for (let deal = 0; deal < deals.size; deal++) {
    if (picks[deal] === 0) continue
    const group = groups[codes[deal]!]!
    let counted = false
    for (let stage = 1; stage <= deals.stageCount; stage++) {
      const at = deal * deals.stageCount + stage - 1
      const here = reached.here[at]!
      if (Number.isNaN(here)) continue
      const horizon = horizons === null ? null : horizons[stage - 1]! * millisecondsPerDay
      const isMember =
        horizon === null
          ? within(deals.enteredAt[deal]!, stretch)
          : here > -Infinity && within(here, stretch) && here <= now - horizon
      if (!isMember) continue
      const gate = group.gates[stage - 1]!
      counted = true
      gate.n++
      const next = reached.next[at]!
      const wentOn =
        horizon === null
          ? passedBy(standingOf(deals, deal), stage, counting, deals.stageCount)
          : next > -Infinity && next <= here + horizon
      if (wentOn) gate.successes++
    }
    if (counted) addDeal(group, deals, deal)
  }
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
