import { bucketAt, type Bucket, buckets, passed, skipped, type Counting, type Standing } from '../funnel/standing.ts'
import { quantile } from '../funnel/quantile.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import { type Deals, states } from './deals.ts'
import { type Picks, type Stretch, where, within } from './pick.ts'
import { died, type Reached, wonState } from './reach.ts'

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

const none = (): Sum => ({ count: 0, amountMinor: 0 })

/** The rows of the funnel of losses (FUNNEL-SCIENCE 1.3). Finite for any deals, also for none. */
export const stageRows = (deals: Deals, asked: RowsAsked): StageRow[] =>
  Array.from({ length: deals.stageCount }, (_, index) => stageRow(deals, index + 1, asked))

function stageRow(deals: Deals, stage: number, asked: RowsAsked): StageRow {
  const { reached, counting, usualAmount } = asked
  const members = membersOf(deals, stage, asked)
  const row: StageRow = {
    stage,
    members,
    cameIn: none(),
    passed: 0,
    skipped: 0,
    grossLossMinor: 0,
    estimatedLossMinor: 0,
    medianDaysToLoss: null,
    ...(Object.fromEntries(buckets.map((bucket) => [bucket, none()])) as Record<Bucket, Sum>),
  }
  const daysToLoss: number[] = []
  for (let deal = 0; deal < deals.size; deal++) {
    if (members[deal] === 0) continue
    const standing = standingOf(deals, deal)
    const bucket = bucketAt(standing, stage)
    const amount = deals.amountMinor[deal]!
    const known = Number.isNaN(amount) ? 0 : amount
    add(row.cameIn, known)
    add(row[bucket], known)
    if (passed(standing, stage, counting, deals.stageCount)) row.passed++
    if (skipped(standing, stage)) row.skipped++
    if (bucket !== 'lost' && bucket !== 'terminated') continue
    const put = Number.isNaN(amount) && deals.otherCurrency[deal] === 0 ? usualAmount(deal) : 0
    row.grossLossMinor += known + put
    row.estimatedLossMinor += put
    const lasted = deals.endedAt[deal]! - reached.here[deal * deals.stageCount + stage - 1]!
    if (Number.isFinite(lasted)) daysToLoss.push(Math.max(0, lasted) / millisecondsPerDay)
  }
  row.medianDaysToLoss = quantile(daysToLoss, 0.5)
  return row
}

const membersOf = (deals: Deals, stage: number, { picks, reached, stretch, horizons, now }: RowsAsked): Picks => {
  const horizon = (horizons?.[stage - 1] ?? 0) * millisecondsPerDay
  return where(picks, (deal) => {
    const here = reached.here[deal * deals.stageCount + stage - 1]!
    if (Number.isNaN(here)) return false
    if (horizons === null) return within(deals.enteredAt[deal]!, stretch)
    return here > -Infinity && within(here, stretch) && here <= now - horizon
  })
}

export const standingOf = (deals: Deals, deal: number): Standing => ({
  state: states[deals.state[deal]!]!,
  highest: deals.highest[deal]!,
  final: deals.final[deal]!,
  entered: deals.entered[deal]!,
  entryKnown: deals.enteredAt[deal] !== -Infinity,
})

function add(sum: Sum, amountMinor: number): void {
  sum.count++
  sum.amountMinor += amountMinor
}

export const plus = (...sums: readonly Sum[]): Sum => ({
  count: sums.reduce((sum, { count }) => sum + count, 0),
  amountMinor: sums.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
})

/** P(win | reached the next stage) per stage from the picked deals that ended; `fallback` where none did, 1 after the last stage. */
export function winChances(deals: Deals, picks: Picks, fallback: readonly number[]): number[] {
  const won = new Float64Array(deals.stageCount + 1)
  const resolved = new Float64Array(deals.stageCount + 1)
  for (let deal = 0; deal < deals.size; deal++) {
    const state = deals.state[deal]!
    if (picks[deal] === 0 || (state !== wonState && !died(state))) continue
    const furthest = state === wonState ? deals.stageCount : deals.highest[deal]!
    resolved[furthest]!++
    if (state === wonState) won[furthest]!++
  }
  for (let stage = deals.stageCount - 1; stage >= 1; stage--) {
    resolved[stage]! += resolved[stage + 1]!
    won[stage]! += won[stage + 1]!
  }
  return Array.from({ length: deals.stageCount }, (_, index) => {
    const next = index + 2
    if (next > deals.stageCount) return 1
    return resolved[next]! > 0 ? won[next]! / resolved[next]! : (fallback[next - 1] ?? 0)
  })
}

/** What a deal without an amount is probably worth: the median won amount of its product, of all products where it has none. */
export function usualAmounts(deals: Deals): (deal: number) => number {
  const { codes, values } = deals.of.product
  const won: number[][] = values.map(() => [])
  const all: number[] = []
  for (let deal = 0; deal < deals.size; deal++) {
    const amount = deals.amountMinor[deal]!
    if (deals.state[deal] !== wonState || Number.isNaN(amount)) continue
    won[codes[deal]!]!.push(amount)
    all.push(amount)
  }
  const usual = quantile(all, 0.5) ?? 0
  const ofProduct = won.map((amounts) => quantile(amounts, 0.5) ?? usual)
  return (deal) => ofProduct[codes[deal]!]!
}
