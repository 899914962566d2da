import type { Deals } from './deals.ts'
import { type Picks, rowsOf, type Stretch, within } from './pick.ts'
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
  /** Of deals of a product, by its number. */
  usualAmount: (product: number) => number
}

/** The deals that died in the stretch for a reason, and how many without. A time nobody knows is in it only when it is unbounded. */
export function endedRows(
  deals: Deals,
  { picks, stretch, stage }: Omit<EndingsAsked, 'usualAmount'>,
): { rows: Uint32Array; withoutReason: number } {
  const { codes, values } = deals.of.reason
  const has = Uint8Array.from(values, (value) => Number(value !== null))
  const chosen = rowsOf(picks)
  const rows = new Uint32Array(chosen.length)
  let [count, withoutReason] = [0, 0]
  for (const deal of chosen) {
    if (!died(deals.state[deal]!) || !endedIn(deals, deal, stretch)) continue
    if (stage !== null && deals.final[deal] !== stage) continue
    if (has[codes[deal]!] === 1) rows[count++] = deal
    else withoutReason++
  }
  return { rows: rows.subarray(0, count), withoutReason }
}

/** Gross money of a deal that died, what is put in for a missing amount included. */
export function lossOf(
  { amountMinor, otherCurrency, of }: Deals,
  deal: number,
  usualAmount: (product: number) => number,
): number {
  const amount = amountMinor[deal]!
  return !Number.isNaN(amount) ? amount : otherCurrency[deal] === 1 ? 0 : usualAmount(of.product.codes[deal]!)
}

/** The same deals one by one. Reasons of the second level count for theirs. */
export function endings(
  deals: Deals,
  { levelOne, ...asked }: EndingsAsked & { levelOne: (reason: string) => string },
): { ended: Ending[]; withoutReason: number } {
  const { codes, values } = deals.of.reason
  const { rows, withoutReason } = endedRows(deals, asked)
  const ended = Array.from(rows, (deal) => ({
    deal,
    stage: deals.final[deal]!,
    reason: levelOne(values[codes[deal]!]!),
    amountMinor: lossOf(deals, deal, asked.usualAmount),
  }))
  return { ended, withoutReason }
}

/**
 * The deals that were won or lost in the stretch against somebody; terminated ones decided nothing. `named` tells who else was named on a deal besides
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
  for (const deal of rowsOf(picks)) {
    const state = deals.state[deal]
    if ((state !== wonState && state !== lostState) || !endedIn(deals, deal, stretch)) continue
    const at = deals.endedAt[deal]!
    const foremost = values[codes[deal]!] ?? null
    const others = named(deal)
    if (foremost === null && others.length === 0) continue
    found.push({
      deal,
      won: state === wonState,
      at: Number.isNaN(at) ? null : at,
      named: foremost === null ? others : [...new Set([foremost, ...others])],
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
