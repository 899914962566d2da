import { secondOf, unknown as unknownMoment } from '../funnel/facts/moment.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import { boundsOf, type Picks, rowsOf, type Stretch } from './pick.ts'
import { aboutAt, amountAt, enteredAt, furthestOf, isOther, never, reachedAt, reachedFirst } from './reach.ts'

/** How many deals a report counts, and how many it could not. */
export interface Census {
  deals: number
  /** Nobody knows when they reached a stage, so no span can claim them and no horizon can be told. */
  unknownEntry: number
  /** Left out of at least one stage because their horizon is not over. */
  tooYoung: number
  withoutAmount: number
  otherCurrency: number
}

export function census(deals: Deals, picks: Picks, stretch: Stretch, { counting, horizons, now }: Rule): Census {
  const { numbers, money, width } = reachedAt(deals, counting)
  const { low, high } = boundsOf(stretch)
  const oldest = Int32Array.from(horizons ?? [], (days) => secondOf(now - days * millisecondsPerDay))
  const found = { deals: 0, unknownEntry: 0, tooYoung: 0, withoutAmount: 0, otherCurrency: 0 }
  const dated = stretch.from !== null || stretch.to !== null || horizons !== null
  for (const deal of rowsOf(picks)) {
    let [counted, young, unknown] = [false, false, false]
    const line = deal * width
    const entered = numbers[line + enteredAt]!
    const about = numbers[line + aboutAt]!
    const furthest = furthestOf(about)
    for (let stage = 0; stage < furthest; stage++) {
      const at = numbers[line + reachedFirst + stage]!
      if (at === never) continue
      if (horizons === null) counted ||= entered >= low && entered < high
      else if (at !== unknownMoment && at >= low && at < high) {
        if (at <= oldest[stage]!) counted = true
        else young = true
      }
      unknown ||= dated && (horizons === null ? entered : at) === unknownMoment
    }
    if (young) found.tooYoung++
    if (unknown) found.unknownEntry++
    if (!counted) continue
    found.deals++
    if (isOther(about) === 1) found.otherCurrency++
    else if (Number.isNaN(money[(line + amountAt) >> 1])) found.withoutAmount++
  }
  return found
}
