import { secondOf, secondsIn, unknown } from '../funnel/facts/moment.ts'
import type { Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import { boundsOf, type Picks, rowsOf, type Stretch } from './pick.ts'
import { aboutAt, enteredAt, failedAt, never, openState, reachedAt, reachedFirst, stateOf } from './reach.ts'

/** How far into a stage one looks for what distinguishes deals: what is known later is known because they stayed. Days. */
export const lookedAtDays = 14

/** What became of a deal at a gate: places in this list. */
export const fates = ['stillThere', 'wentOn', 'died'] as const
export const [stillThere, wentOn, diedThere] = [0, 1, 2]

/** Deals that came to a gate, by column. */
export interface Members {
  /** All that came to the gate; more than there are rows when a sample is looked at. */
  of: number
  size: number
  deal: Uint32Array
  /** When it came to the gate, and until when it is looked at: 14 days, or its leaving before that. Seconds (funnel/facts/moment.ts). */
  from: Int32Array
  until: Int32Array
  /** See `fates`. */
  fate: Uint8Array
  /** 1: longer in the stage than its red limit, and still there. */
  stuck: Uint8Array
}

interface Asked {
  stretch: Stretch
  rule: Rule
  redDays: number
  /** Of more an even sample is taken. */
  most?: number
}

/**
 * The deals that came to a gate in the stretch, and what became of each: as the rule judges it, within the horizon of matured deals,
 * or until now. Deals of which nobody knows when they came cannot be looked at.
 */
export function membersAt(
  deals: Deals,
  picks: Picks,
  stage: number,
  { stretch, rule, redDays, most = Infinity }: Asked,
): Members {
  const { horizons } = rule
  const now = secondOf(rule.now)
  const { final } = deals
  const { numbers, width, further } = reachedAt(deals, rule.counting)
  const horizon = horizons === null ? null : secondsIn(horizons[stage - 1]!)
  const came = cameTo(deals, picks, stage, { stretch, rule, horizon })
  const deal =
    came.length <= most ? came : Uint32Array.from({ length: most }, (_, at) => came[Math.floor((at * came.length) / most)]!)
  const size = deal.length
  const members: Members = {
    of: came.length,
    size,
    deal,
    from: new Int32Array(size),
    until: new Int32Array(size),
    fate: new Uint8Array(size),
    stuck: new Uint8Array(size),
  }
  const red = secondsIn(redDays)
  const looked = secondsIn(lookedAtDays)
  for (let member = 0; member < size; member++) {
    const own = deal[member]!
    const line = own * width
    const at = line + reachedFirst + stage - 1
    const from = numbers[at]!
    const next = numbers[at + further]!
    const failed = numbers[line + failedAt]!
    const last = horizon === null ? now : from + horizon
    const left = next !== never ? next : failed
    members.from[member] = from
    members.until[member] = Math.min(left === never || left === unknown ? now : left, from + looked, now)
    members.fate[member] = next !== unknown && next <= last ? wentOn : failed <= last ? diedThere : stillThere
    const isOpen = stateOf(numbers[line + aboutAt]!) === openState
    members.stuck[member] = Number(next === never && isOpen && final[own] === stage && now - from > red)
  }
  return members
}

function cameTo(
  deals: Deals,
  picks: Picks,
  stage: number,
  { stretch, rule, horizon }: Pick<Asked, 'stretch' | 'rule'> & { horizon: number | null },
): Uint32Array {
  const { numbers, width } = reachedAt(deals, rule.counting)
  const { low, high } = boundsOf(stretch)
  const now = secondOf(rule.now)
  const rows = rowsOf(picks)
  const came = new Uint32Array(rows.length)
  let count = 0
  for (const deal of rows) {
    const line = deal * width
    const from = numbers[line + reachedFirst + stage - 1]!
    if (from === unknown || from === never) continue
    const entered = numbers[line + enteredAt]!
    const counts = horizon === null ? entered >= low && entered < high : from >= low && from < high && from <= now - horizon
    if (counts) came[count++] = deal
  }
  return came.subarray(0, count)
}

/** How many came to each fate. */
export function fateCounts({ size, fate }: Members): Record<(typeof fates)[number], number> {
  const counts = [0, 0, 0]
  for (let member = 0; member < size; member++) counts[fate[member]!]!++
  return { stillThere: counts[stillThere]!, wentOn: counts[wentOn]!, died: counts[diedThere]! }
}
