import type { Deals } from './deals.ts'
import { type Picks, type Stretch, within } from './pick.ts'
import { died, lostState, wonState } from './reach.ts'
import type { Ended } from './reasons.ts'
import type { Decided } from './rivals.ts'

/** A deal that ended without a win, with the segments it belongs to. */
export interface Ending extends Ended {
  deal: number
  stage: number
}

export interface EndingsAsked {
  picks: Picks
  stretch: Stretch
  /** Only what ended in this stage; null: anywhere. */
  stage: number | null
  /** The first level of a reason; reasons of the second level count for theirs. */
  levelOne: (reason: string) => string
  usualAmount: (deal: number) => number
}

/** The deals that died in the stretch, those without a reason apart. A time nobody knows is in it only when it is unbounded. */
export function endings(
  deals: Deals,
  { picks, stretch, stage, levelOne, usualAmount }: EndingsAsked,
): { ended: Ending[]; withoutReason: number } {
  const ended: Ending[] = []
  let withoutReason = 0
  const { codes, values } = deals.of.reason
  for (let deal = 0; deal < deals.size; deal++) {
    if (picks[deal] === 0 || !died(deals.state[deal]!) || !endedIn(deals, deal, stretch)) continue
    if (stage !== null && deals.final[deal] !== stage) continue
    const reason = values[codes[deal]!] ?? null
    if (reason === null) {
      withoutReason++
      continue
    }
    const amount = deals.amountMinor[deal]!
    const amountMinor = !Number.isNaN(amount) ? amount : deals.otherCurrency[deal] === 1 ? 0 : usualAmount(deal)
    ended.push({ deal, stage: deals.final[deal]!, reason: levelOne(reason), amountMinor })
  }
  return { ended, withoutReason }
}

/**
 * The deals that were won or lost in the stretch; terminated ones decided nothing. `named` tells who else was named on a deal besides
 * the foremost competitor, which of a lost deal is the one it was lost to.
 */
export function decidedIn(
  deals: Deals,
  picks: Picks,
  stretch: Stretch,
  named: (deal: number) => readonly string[] = () => [],
): (Decided & { deal: number })[] {
  const { codes, values } = deals.of.competitor
  const found: (Decided & { deal: number })[] = []
  for (let deal = 0; deal < deals.size; deal++) {
    const state = deals.state[deal]
    if (picks[deal] === 0 || (state !== wonState && state !== lostState) || !endedIn(deals, deal, stretch)) continue
    const at = deals.endedAt[deal]!
    const foremost = values[codes[deal]!] ?? null
    found.push({
      deal,
      won: state === wonState,
      at: Number.isNaN(at) ? null : at,
      named: foremost === null ? named(deal) : [...new Set([foremost, ...named(deal)])],
      lostTo: state === lostState ? foremost : null,
      amountMinor: deals.amountMinor[deal]! || 0,
    })
  }
  return found
}

const endedIn = (deals: Deals, deal: number, stretch: Stretch): boolean => {
  const at = deals.endedAt[deal]!
  return within(Number.isNaN(at) ? -Infinity : at, stretch)
}
