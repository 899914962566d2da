import { duration } from '../funnel/duration.ts'
import { attempts } from './conversions.ts'
import type { Deals } from './deals.ts'
import type { Reached } from './reach.ts'
import type { Picks } from './pick.ts'

/** Where nothing ever went on: the seed's example of a stay that is too long. */
const usual = 30

/**
 * How many whole days a deal needs at each stage until one may judge it: by then nine tenths of those who will ever go on have
 * gone on (the p90 of time to advance, with deals that are still there counted as what they are: Aalen–Johansen, FUNNEL-SCIENCE 1.2, 1.4).
 */
export const learnHorizons = (deals: Deals, picks: Picks, reached: Reached, now: number): number[] =>
  Array.from({ length: deals.stageCount }, (_, index) => {
    const { curve, advancedInTheEnd } = duration(attempts({ deals, picks, reached, stage: index + 1 }, now))
    const most = 0.9 * (advancedInTheEnd ?? 0)
    const point = most > 0 ? curve.find(({ advanced }) => advanced >= most - 1e-12) : undefined
    return point === undefined ? usual : Math.max(1, Math.ceil(point.days))
  })
