import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import { type Picks, type Stretch, within } from './pick.ts'
import { reachedAt } from './reach.ts'

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
  const { here } = reachedAt(deals, counting)
  const found = { deals: 0, unknownEntry: 0, tooYoung: 0, withoutAmount: 0, otherCurrency: 0 }
  const dated = stretch.from !== null || stretch.to !== null || horizons !== null
  for (let deal = 0; deal < deals.size; deal++) {
    if (picks[deal] === 0) continue
    let [counted, young, unknown] = [false, false, false]
    for (let stage = 0; stage < deals.stageCount; stage++) {
      const at = here[deal * deals.stageCount + stage]!
      if (Number.isNaN(at)) continue
      if (horizons === null) counted ||= within(deals.enteredAt[deal]!, stretch)
      else if (at > -Infinity && within(at, stretch)) {
        if (at <= now - horizons[stage]! * millisecondsPerDay) counted = true
        else young = true
      }
      unknown ||= dated && (horizons === null ? deals.enteredAt[deal] === -Infinity : at === -Infinity)
    }
    if (young) found.tooYoung++
    if (unknown) found.unknownEntry++
    if (!counted) continue
    found.deals++
    if (deals.otherCurrency[deal] === 1) found.otherCurrency++
    else if (Number.isNaN(deals.amountMinor[deal])) found.withoutAmount++
  }
  return found
}
