import type { Counting } from '../funnel/standing.ts'
import { passed } from '../funnel/standing.ts'
import type { Tally } from '../funnel/significance.ts'
import { cohort, matured } from './conversions.ts'
import type { Deals } from './deals.ts'
import type { Picks, Stretch } from './pick.ts'
import { within } from './pick.ts'
import { reachedAt } from './reach.ts'
import { standingOf } from './stage-rows.ts'

/** How a report counts who came to a gate and who went on. */
export interface Rule {
  counting: Counting
  /** Days per stage; null: all deals that entered the pipeline in the stretch, as they stand today. */
  horizons: readonly number[] | null
  /** Milliseconds. */
  now: number
}

/** How many of the picked deals came to a stage in the stretch, and how many of those went on. */
export function gateTally(deals: Deals, picks: Picks, stage: number, stretch: Stretch, { counting, horizons, now }: Rule): Tally {
  const reached = reachedAt(deals, counting)
  if (horizons !== null) {
    const { of, advanced } = matured({ deals, picks, reached, stage }, stretch, horizons[stage - 1]!, now)
    return { n: of, successes: advanced }
  }
  let [n, successes] = [0, 0]
  for (let deal = 0; deal < deals.size; deal++) {
    if (picks[deal] === 0 || Number.isNaN(reached.here[deal * deals.stageCount + stage - 1])) continue
    if (!within(deals.enteredAt[deal]!, stretch)) continue
    n++
    if (passed(standingOf(deals, deal), stage, counting, deals.stageCount)) successes++
  }
  return { n, successes }
}

/**
 * The funnel as one flow: as many as came to the first stage in the stretch, going on at each gate's share; last, the won ones.
 * Shares of matured deals, so that young deals are not taken for lost; plain counts when all deals are taken as they stand.
 */
export function chainOf(deals: Deals, picks: Picks, stretch: Stretch, rule: Rule): number[] {
  const reached = reachedAt(deals, rule.counting)
  const tallies = Array.from({ length: deals.stageCount }, (_, index) => gateTally(deals, picks, index + 1, stretch, rule))
  if (rule.horizons === null) return [...tallies.map(({ n }) => n), tallies.at(-1)?.successes ?? 0]
  const first = deals.stageCount === 0 ? 0 : cohort({ deals, picks, reached, stage: 1 }, stretch, rule.now).of
  const flow = [first]
  for (const { n, successes } of tallies) flow.push(n === 0 ? 0 : (flow.at(-1)! * successes) / n)
  return flow
}
