import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import { boundsOf, type Picks, rowsOf, type Stretch } from './pick.ts'
import { openState, reachedAt } from './reach.ts'

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
  /** When it came to the gate, and until when it is looked at: 14 days, or its leaving before that. Milliseconds. */
  from: Float64Array
  until: Float64Array
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
  const { horizons, now } = rule
  const { stageCount, state, final } = deals
  const { here, next: nextAt, failedAt } = reachedAt(deals, rule.counting)
  const horizon = horizons === null ? null : horizons[stage - 1]! * millisecondsPerDay
  const came = cameTo(deals, picks, stage, { stretch, rule, horizon })
  const deal =
    came.length <= most ? came : Uint32Array.from({ length: most }, (_, at) => came[Math.floor((at * came.length) / most)]!)
  const size = deal.length
  const members: Members = {
    of: came.length,
    size,
    deal,
    from: new Float64Array(size),
    until: new Float64Array(size),
    fate: new Uint8Array(size),
    stuck: new Uint8Array(size),
  }
  const red = redDays * millisecondsPerDay
  const looked = lookedAtDays * millisecondsPerDay
  for (let member = 0; member < size; member++) {
    const own = deal[member]!
    const at = own * stageCount + stage - 1
    const [from, next, failed] = [here[at]!, nextAt[at]!, failedAt[own]!]
    const last = horizon === null ? now : from + horizon
    const left = !Number.isNaN(next) ? next : Number.isNaN(failed) ? now : failed
    members.from[member] = from
    members.until[member] = Math.min(left > -Infinity ? left : now, from + looked, now)
    members.fate[member] = next > -Infinity && next <= last ? wentOn : failed <= last ? diedThere : stillThere
    members.stuck[member] = Number(Number.isNaN(next) && state[own] === openState && final[own] === stage && now - from > red)
  }
  return members
}

function cameTo(
  deals: Deals,
  picks: Picks,
  stage: number,
  { stretch, rule, horizon }: Pick<Asked, 'stretch' | 'rule'> & { horizon: number | null },
): Uint32Array {
  const { stageCount, enteredAt } = deals
  const { here } = reachedAt(deals, rule.counting)
  const { low, high } = boundsOf(stretch)
  const rows = rowsOf(picks)
  const came = new Uint32Array(rows.length)
  let count = 0
  for (const deal of rows) {
    const from = here[deal * stageCount + stage - 1]!
    if (!(from > -Infinity)) continue
    const counts =
      horizon === null
        ? enteredAt[deal]! >= low && enteredAt[deal]! < high
        : from >= low && from < high && from <= rule.now - horizon
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
