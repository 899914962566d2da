import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import { boundsOf, type Picks, rowsOf, type Stretch } from './pick.ts'
import { furthestOf, reachedAt } from './reach.ts'

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
  const { stageCount, enteredAt, otherCurrency, amountMinor } = deals
  const { here } = reachedAt(deals, counting)
  const { low, high } = boundsOf(stretch)
  const oldest = Float64Array.from(horizons ?? [], (days) => now - days * millisecondsPerDay)
  const found = { deals: 0, unknownEntry: 0, tooYoung: 0, withoutAmount: 0, otherCurrency: 0 }
  const dated = stretch.from !== null || stretch.to !== null || horizons !== null
  for (const deal of rowsOf(picks)) {
    let [counted, young, unknown] = [false, false, false]
    const entered = enteredAt[deal]!
    const furthest = furthestOf(deals, deal)
    for (let stage = 0, place = deal * stageCount; stage < furthest; stage++, place++) {
      const at = here[place]!
      if (Number.isNaN(at)) continue
      if (horizons === null) counted ||= entered >= low && entered < high
      else if (at > -Infinity && at >= low && at < high) {
        if (at <= oldest[stage]!) counted = true
        else young = true
      }
      unknown ||= dated && (horizons === null ? entered === -Infinity : at === -Infinity)
    }
    if (young) found.tooYoung++
    if (unknown) found.unknownEntry++
    if (!counted) continue
    found.deals++
    if (otherCurrency[deal] === 1) found.otherCurrency++
    else if (Number.isNaN(amountMinor[deal])) found.withoutAmount++
  }
  return found
}
