import type { Duration } from '../funnel/duration.ts'
import { durationOf } from '../funnel/facts/estimate.ts'
import { countedOf, type Lengths, lengthsFor, noteCount, noteLength } from '../funnel/facts/lengths.ts'
import { secondOf, unknown } from '../funnel/facts/moment.ts'
import type { Counting } from '../funnel/standing.ts'
import { causeOfStay, type Deals, stageOfStay, stayWidth } from './deals.ts'
import { countPage } from './page-counts.ts'
import { causes, type Fates, type Kinds } from './page-figures.ts'
import { always, boundsOf, type Picks, rowsOf, type Stretch } from './pick.ts'

// The ways to count a conversion (FUNNEL-SCIENCE 1.2), over columns. Each is the twin of the function of funnel/conversion.ts
// that works on journeys; one test holds them together.

/** A stage of these deals, from 1, and how who reached it is counted. */
export interface At {
  deals: Deals
  picks: Picks
  counting: Counting
  stage: number
}

interface StaysAsked {
  picks: Picks
  stretch: Stretch
  now: number
}

/** Lengths of stay in each stage of the picked deals that began in the stretch, cut at `now`. */
export function stayLengths(
  { stays, stageCount }: Pick<Deals, 'stays' | 'stageCount'>,
  { picks, stretch, now }: StaysAsked,
): Lengths[] {
  const { first, count, numbers } = stays
  const until = secondOf(now)
  const { low, high } = boundsOf(stretch)
  const rows = rowsOf(picks)
  const begun = Array.from({ length: stageCount }, () => lengthsFor(rows.length))
  const counted = countedOf(begun)
  for (const deal of rows) {
    const past = (first[deal]! + count[deal]!) * stayWidth
    for (let stay = first[deal]! * stayWidth; stay < past; stay += stayWidth) {
      const from = numbers[stay]!
      const to = Math.min(numbers[stay + 1]!, until)
      if (from === unknown || to === unknown || from < low || from >= high) continue
      const about = numbers[stay + 2]!
      const [stage, cause] = [stageOfStay(about) - 1, causes[causeOfStay(about)]!]
      if (counted) noteCount(counted[stage]!, Math.max(0, to - from), cause)
      else noteLength(begun[stage]!, Math.max(0, to - from), cause)
    }
  }
  return begun
}

// One stage and one way at a time, as funnel/conversion.ts tells them.

interface Moments {
  stretch: Stretch
  horizonDays: number
  inside: { from: number; to: number }
  now: number
}

function alone({ deals, picks, counting, stage }: At, moments: Partial<Moments>): Kinds {
  const { stretch = always, horizonDays = 0, inside = { from: 0, to: 0 }, now = Infinity } = moments
  const horizons = Array.from({ length: deals.stageCount }, () => horizonDays)
  return countPage(deals, { picks, stretch, rule: { counting, horizons, now }, horizons, inside, usualAmount: () => 0 }).kinds[
    stage - 1
  ]!
}
const insideOf = ({ from, to }: Stretch) => ({ from: from ?? -Number.MAX_VALUE, to: to ?? Infinity })

export const cohort = (at: At, stretch: Stretch, now: number): Fates => alone(at, { stretch, now }).cohort
export const matured = (at: At, stretch: Stretch, horizonDays: number, now: number): Fates =>
  alone(at, { stretch, now, horizonDays }).matured
export const flowRatio = (at: At, stretch: Stretch): Kinds['flow'] => alone(at, { inside: insideOf(stretch) }).flow
export const exits = (at: At, stretch: Stretch): Fates => alone(at, { inside: insideOf(stretch) }).exits
export const snapshot = (at: At, from: number, to: number): Fates => alone(at, { inside: { from, to } }).snapshot

/** Length of stay with censoring and two ways out (Aalen–Johansen). */
export const estimate = ({ deals, picks, stage }: Omit<At, 'counting'>, stretch: Stretch, now: number): Duration =>
  durationOf(stayLengths(deals, { picks, stretch, now })[stage - 1]!, true)
