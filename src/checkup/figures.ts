import { alarming } from '../funnel/benchmark.ts'
import { rankBottlenecks } from '../funnel/bottleneck.ts'
import { quantile } from '../funnel/quantile.ts'
import { sampleNeeded } from '../funnel/significance.ts'
import { oneMorePerStage } from '../funnel/what-if.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import { benchmarks, type BenchmarksAsked, type Benchmark, chosenOf, yearBefore } from './benchmark.ts'
import type { Deals } from './deals.ts'
import { chainOf, type Rule } from './gate.ts'
import { countPage } from './page-counts.ts'
import { type PageCounts, winChances } from './page-figures.ts'
import { type Picks, rowsOf, type Stretch, within } from './pick.ts'
import { wonState } from './reach.ts'
import { plus, type StageRow, type Sum, usualAmounts } from './stage-rows.ts'
import { judgeAll, type Judged, type Verdict } from './verdict.ts'
import { window } from './wording.ts'

export interface FiguresAsked extends BenchmarksAsked {
  /** Configured chance to win from each stage, 0–1: used where nothing has ended yet. */
  probabilities: readonly number[]
  /** Minor units; undefined: what was won per day in the year before stands in, as far as the records reach. */
  targetMinor: number | undefined
  /** Days a deal must have had at each stage, for the ways to count a conversion; those of the rule where they are not given. */
  horizons?: readonly number[]
  /** What the page counts, where that is known already. */
  page?: PageCounts
}

export interface StageFigures {
  row: StageRow
  winChanceNext: number
  expectedLossMinor: number
  lossShare: number | null
  lossMoneyShare: number | null
  /** Came to the gate, and went on: the share that is judged. */
  successes: number
  n: number
  benchmark: Benchmark | null
  judged: Judged
  /** Everything it can be held against, each with what is to be said beside it. */
  benchmarks: (Benchmark & Judged)[]
  sampleNeeded: number | null
}

export interface BottleneckFigures {
  stage: number
  share: number | null
  benchmark: number
  gainDeals: number
  gainMinor: number
  judgement: Verdict
  alarm: boolean | null
}

/** Everything that GET /checkup counts; no words. Money in minor units, not rounded. */
export interface Figures {
  page: PageCounts
  stages: StageFigures[]
  deals: number
  won: Sum
  died: Sum
  stillThere: Sum
  wonOfDecided: { successes: number; n: number }
  target: { amountMinor: number; source: 'given' | 'won-before' } | null
  bottlenecks: BottleneckFigures[]
  chain: { reached: number[]; amountMinor: number; days: number | null }
  keepOneMore: ReturnType<typeof oneMorePerStage>
}

export function figures(deals: Deals, asked: FiguresAsked): Figures {
  const { picks, stretch, rule } = asked
  const horizons = asked.horizons ?? rule.horizons ?? Array.from({ length: deals.stageCount }, () => 0)
  const inside = window(stretch, rule.now)
  const page = asked.page ?? countPage(deals, { picks, stretch, rule, horizons, inside, usualAmount: usualAmounts(deals) })
  const { rows, tallies } = page
  const winNext = winChances(page, asked.probabilities)
  const all = benchmarks(deals, asked, tallies)
  const found = all.map((some) => chosenOf(some, asked.against))
  const against = (benchmarkAt: (index: number) => Benchmark | null): Judged[] =>
    judgeAll(tallies.map((own, index) => ({ own, against: benchmarkAt(index) })))
  const verdicts = against((index) => found[index] ?? null)
  const bySource = (['typed', 'history', 'others'] as const).map((source) => ({
    source,
    verdicts: against((index) => all[index]!.find((one) => one.source === source) ?? null),
  }))
  const deaths = rows.reduce((sum, row) => sum + row.lost.count + row.terminated.count, 0)
  const gross = rows.reduce((sum, row) => sum + row.grossLossMinor, 0)
  const stages = rows.map((row, index): StageFigures => {
    const { successes, n } = tallies[index]!
    const benchmark = found[index] ?? null
    const needed = benchmark === null || n === 0 ? Infinity : sampleNeeded(successes / n, benchmark.share)
    return {
      row,
      winChanceNext: winNext[index]!,
      expectedLossMinor: row.grossLossMinor * winNext[index]!,
      lossShare: deaths === 0 ? null : (row.lost.count + row.terminated.count) / deaths,
      lossMoneyShare: gross === 0 ? null : row.grossLossMinor / gross,
      successes,
      n,
      benchmark,
      judged: verdicts[index]!,
      benchmarks: bySource.flatMap(({ source, verdicts: own }) => {
        const one = all[index]!.find((each) => each.source === source)
        return one ? [{ ...one, ...own[index]! }] : []
      }),
      sampleNeeded: Number.isFinite(needed) ? needed : null,
    }
  })
  const amountMinor = meanOf(page.wonInside) ?? meanOf(page.wonEver) ?? 0
  const target = targetOf(deals, asked)
  const chain = chainOf(page.kinds[0]?.cohort.of ?? 0, rule, tallies)
  return {
    page,
    stages,
    deals: page.counted,
    won: page.won,
    died: plus(...rows.flatMap(({ lost, terminated }) => [lost, terminated])),
    stillThere: plus(...rows.flatMap(({ open, onHold }) => [open, onHold])),
    wonOfDecided: { successes: page.won.count, n: page.decided },
    target,
    bottlenecks: ranked(stages, amountMinor, target?.amountMinor ?? null),
    chain: { reached: chain, amountMinor, days: daysOf(stretch, rule) },
    keepOneMore: oneMorePerStage(chain),
  }
}

function ranked(stages: readonly StageFigures[], amountMinor: number, targetMinor: number | null): BottleneckFigures[] {
  const held = stages.filter(({ benchmark, n }) => benchmark !== null && n > 0)
  const yields = held.map(({ row, n, successes, benchmark, winChanceNext }) => ({
    key: String(row.stage),
    reached: n,
    passed: successes,
    benchmark: benchmark!.share,
    winChanceNext,
  }))
  return rankBottlenecks(yields, amountMinor).map(({ key, share, benchmark, gainDeals, gainMinor }) => {
    const { judgement } = stages[Number(key) - 1]!.judged
    const alarm = targetMinor === null ? null : judgement !== 'no-benchmark' && alarming(judgement, gainMinor, targetMinor)
    return { stage: Number(key), share, benchmark, gainDeals, gainMinor, judgement, alarm }
  })
}

/** Null of none. */
const meanOf = ({ count, amountMinor }: Sum): number | null => (count === 0 ? null : amountMinor / count)

function targetOf(deals: Deals, { targetMinor, stretch, picks, rule }: FiguresAsked): Figures['target'] {
  if (targetMinor !== undefined) return { amountMinor: targetMinor, source: 'given' }
  const [before, days] = [yearBefore(stretch), daysOf(stretch, rule)]
  if (before === null || days === null) return null
  const covered = (before.to! - Math.max(before.from!, firstWins(deals, picks))) / millisecondsPerDay
  if (!(covered >= fewestDaysBefore)) return null
  const won = sumOf(deals, picks, (deal) => deals.state[deal] === wonState && within(deals.endedAt[deal]!, before))
  return won.amountMinor === 0 ? null : { amountMinor: (won.amountMinor * days) / covered, source: 'won-before' }
}

/** From fewer days of records nobody should guess a target. */
const fewestDaysBefore = 90

/**
 * From when on wins can be expected in the records: their first entry and as long as half of the wins took. Before that nothing was won
 * because nothing was written down yet, and a year counted in full would make the target far too low. ∞ without any win.
 */
function firstWins(deals: Deals, picks: Picks): number {
  let first = Infinity
  const took: number[] = []
  for (let deal = 0; deal < deals.size; deal++) {
    const entered = deals.enteredAt[deal]!
    if (picks[deal] === 0 || entered === -Infinity) continue
    if (entered < first) first = entered
    if (deals.state[deal] === wonState && !Number.isNaN(deals.endedAt[deal])) took.push(deals.endedAt[deal]! - entered)
  }
  return first + (quantile(took, 0.5) ?? Infinity)
}

/** Days of the stretch that are over; null when it has no first day. */
const daysOf = ({ from, to }: Stretch, { now }: Rule): number | null =>
  from === null ? null : Math.max(1, (Math.min(to ?? now, now) - from) / millisecondsPerDay)

function sumOf(deals: Deals, picks: Picks, holds: (deal: number) => boolean): Sum {
  const sum = { count: 0, amountMinor: 0 }
  for (const deal of rowsOf(picks)) {
    if (!holds(deal)) continue
    sum.count++
    sum.amountMinor += deals.amountMinor[deal]! || 0
  }
  return sum
}
