import { millisecondsPerDay } from '../funnel/visits.ts'
import type { Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import { type Picks, type Stretch, within } from './pick.ts'
import { reachedAt } from './reach.ts'

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
  const reached = reachedAt(deals, counting)
  const horizon = horizons === null ? null : horizons[stage - 1]! * millisecondsPerDay
  const members: Member[] = []
  for (let deal = 0; deal < deals.size; deal++) {
    const at = deal * deals.stageCount + stage - 1
    const from = reached.here[at]!
    if (picks[deal] === 0 || !(from > -Infinity)) continue
    if (horizon === null ? !within(deals.enteredAt[deal]!, stretch) : !within(from, stretch) || from > now - horizon) continue
    const [next, failed] = [reached.next[at]!, reached.failedAt[deal]!]
    const last = horizon === null ? now : from + horizon
    const fate = next > -Infinity && next <= last ? 'wentOn' : failed <= last ? 'died' : 'stillThere'
    const left = !Number.isNaN(next) ? next : Number.isNaN(failed) ? now : failed
    const isThere = Number.isNaN(next) && deals.state[deal] === 0 && deals.final[deal] === stage
    members.push({
      deal,
      from,
      until: Math.min(left > -Infinity ? left : now, from + lookedAtDays * millisecondsPerDay, now),
      fate,
      stuck: isThere && now - from > redDays * millisecondsPerDay,
    })
  }
  const step = Math.max(1, members.length / most)
  return {
    of: members.length,
    members: step === 1 ? members : Array.from({ length: most }, (_, index) => members[Math.floor(index * step)]!),
  }
}
