import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import { boundsOf, type Picks, rowsOf, type Stretch } from './pick.ts'
import { openState, reachedAt } from './reach.ts'

/** How far into a stage one looks for what distinguishes deals: what is known later is known because they stayed. Days. */
export const lookedAtDays = 14
/** So many deals are looked at one by one; of more an even sample is taken. */
const mostLookedAt = 4000

export interface Member {
  deal: number
  /** When it came to the gate, and until when it is looked at: 14 days, or its leaving before that. Milliseconds. */
  from: number
  until: number
  fate: 'wentOn' | 'died' | 'stillThere'
  /** Longer in the stage than its red limit, and still there. */
  stuck: boolean
}

export interface Members {
  /** All that came to the gate. */
  of: number
  members: Member[]
}

/**
 * The deals that came to a gate in the stretch, and what became of each: as the rule judges it, within the horizon of matured deals,
 * or until now. Deals of which nobody knows when they came cannot be looked at.
 */
export function membersAt(
  deals: Deals,
  picks: Picks,
  stage: number,
  { stretch, rule, redDays, most = mostLookedAt }: { stretch: Stretch; rule: Rule; redDays: number; most?: number },
): Members {
  const { counting, horizons, now } = rule
  const { stageCount, enteredAt, state, final } = deals
  const reached = reachedAt(deals, counting)
  const horizon = horizons === null ? null : horizons[stage - 1]! * millisecondsPerDay
  const { low, high } = boundsOf(stretch)
  const came = rowsOf(picks).filter((deal) => {
    const from = reached.here[deal * stageCount + stage - 1]!
    if (!(from > -Infinity)) return false
    return horizon === null
      ? enteredAt[deal]! >= low && enteredAt[deal]! < high
      : from >= low && from < high && from <= now - horizon
  })
  const step = Math.max(1, came.length / most)
  const lookedAt = step === 1 ? came : Uint32Array.from({ length: most }, (_, index) => came[Math.floor(index * step)]!)
  const members = Array.from(lookedAt, (deal): Member => {
    const at = deal * stageCount + stage - 1
    const [from, next, failed] = [reached.here[at]!, reached.next[at]!, reached.failedAt[deal]!]
    const last = horizon === null ? now : from + horizon
    const left = !Number.isNaN(next) ? next : Number.isNaN(failed) ? now : failed
    const isThere = Number.isNaN(next) && state[deal] === openState && final[deal] === stage
    return {
      deal,
      from,
      until: Math.min(left > -Infinity ? left : now, from + lookedAtDays * millisecondsPerDay, now),
      fate: next > -Infinity && next <= last ? 'wentOn' : failed <= last ? 'died' : 'stillThere',
      stuck: isThere && now - from > redDays * millisecondsPerDay,
    }
  })
  return { of: came.length, members }
}
