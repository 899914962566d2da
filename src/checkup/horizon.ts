import { durationOf } from '../funnel/facts/estimate.ts'
import { causeNumber, type Lengths, lengthsFor, noteLength } from '../funnel/facts/lengths.ts'
import type { Deals, Reached } from './deals.ts'
import { type Picks, rowsOf } from './pick.ts'
import { died, furthestOf, wonState } from './reach.ts'

/** Where nothing ever went on: the seed's example of a stay that is too long. */
const usual = 30

/**
 * How many whole days a deal needs at each stage until one may judge it: by then nine tenths of those who will ever go on have
 * gone on (the p90 of time to advance, with deals that are still there counted as what they are: Aalen–Johansen, FUNNEL-SCIENCE 1.2, 1.4).
 */
export const learnHorizons = (deals: Deals, picks: Picks, reached: Reached, now: number): number[] =>
  attempts(deals, picks, reached, now).map((lengths) => {
    const { curve, advancedInTheEnd } = durationOf(lengths, true)
    const most = 0.9 * (advancedInTheEnd ?? 0)
    const point = most > 0 ? curve.find(({ advanced }) => advanced >= most - 1e-12) : undefined
    return point === undefined ? usual : Math.max(1, Math.ceil(point.days))
  })

/**
 * Time from reaching each stage to getting further of every picked deal that reached it. Going back and coming again is one attempt.
 */
function attempts(deals: Deals, picks: Picks, { here, next, failedAt }: Reached, now: number): Lengths[] {
  const { stageCount, state } = deals
  const rows = rowsOf(picks)
  const found = Array.from({ length: stageCount }, () => lengthsFor(rows.length))
  for (const deal of rows) {
    const hasDied = died(state[deal]!)
    const end = hasDied || state[deal] === wonState ? failedAt[deal]! : now
    const furthest = furthestOf(deals, deal)
    for (let stage = 0, at = deal * stageCount; stage < furthest; stage++, at++) {
      const came = here[at]!
      if (!(came > -Infinity)) continue
      const wentOn = !Number.isNaN(next[at]!)
      const until = wentOn ? next[at]! : end
      if (!(until > -Infinity)) continue
      const cause = wentOn ? causeNumber.advanced : hasDied ? causeNumber.lost : causeNumber.censored
      noteLength(found[stage]!, Math.max(0, Math.floor((until - came) / 1000)), cause)
    }
  }
  return found
}
