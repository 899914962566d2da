import { durationOf } from '../funnel/facts/estimate.ts'
import { causeNumber, type Lengths, lengthsFor, noteLength } from '../funnel/facts/lengths.ts'
import { secondOf, unknown } from '../funnel/facts/moment.ts'
import type { Deals } from './deals.ts'
import { type Picks, rowsOf } from './pick.ts'
import { aboutAt, died, failedAt, furthestOf, type Lines, never, reachedFirst, stateOf, wonState } from './reach.ts'

/** Where nothing ever went on: the seed's example of a stay that is too long. */
const usual = 30

/**
 * How many whole days a deal needs at each stage until one may judge it: by then nine tenths of those who will ever go on have
 * gone on (the p90 of time to advance, with deals that are still there counted as what they are: Aalen–Johansen, FUNNEL-SCIENCE 1.2, 1.4).
 */
export const learnHorizons = (deals: Deals, picks: Picks, reached: Lines, now: number): number[] =>
  attempts(deals, picks, reached, now).map((lengths) => {
    const { curve, advancedInTheEnd } = durationOf(lengths, true)
    const most = 0.9 * (advancedInTheEnd ?? 0)
    const point = most > 0 ? curve.find(({ advanced }) => advanced >= most - 1e-12) : undefined
    return point === undefined ? usual : Math.max(1, Math.ceil(point.days))
  })

/**
 * Time from reaching each stage to getting further of every picked deal that reached it. Going back and coming again is one attempt.
 */
function attempts({ stageCount }: Deals, picks: Picks, { numbers, width, further }: Lines, at: number): Lengths[] {
  const now = secondOf(at)
  const rows = rowsOf(picks)
  const found = Array.from({ length: stageCount }, () => lengthsFor(rows.length))
  for (const deal of rows) {
    const line = deal * width
    const about = numbers[line + aboutAt]!
    const state = stateOf(about)
    const hasDied = died(state)
    const end = hasDied || state === wonState ? numbers[line + failedAt]! : now
    const furthest = furthestOf(about)
    for (let stage = 0; stage < furthest; stage++) {
      const place = line + reachedFirst + stage
      const came = numbers[place]!
      if (came === unknown || came === never) continue
      const next = numbers[place + further]!
      const wentOn = next !== never
      const until = wentOn ? next : end
      if (until === unknown || until === never) continue
      const cause = wentOn ? causeNumber.advanced : hasDied ? causeNumber.lost : causeNumber.censored
      noteLength(found[stage]!, Math.max(0, until - came), cause)
    }
  }
  return found
}
