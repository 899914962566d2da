import { bitsTo, type Counting } from '../funnel/standing.ts'
import { type Deals, states } from './deals.ts'

/**
 * When deals reached each stage, and when they got further, by the counting rule (FUNNEL-SCIENCE 1.1). Milliseconds at
 * `[deal × stageCount + stage − 1]`; NaN = never, −Infinity = nobody knows when. `failedAt` per deal: lost or terminated.
 */
export interface Reached {
  here: Float64Array
  next: Float64Array
  failedAt: Float64Array
}

export const openState = states.indexOf('open')
export const wonState = states.indexOf('won')
export const lostState = states.indexOf('lost')
const terminatedState = states.indexOf('terminated')
export const died = (state: number): boolean => state === lostState || state === terminatedState

const known = new WeakMap<Deals, Partial<Record<Counting, Reached>>>()

/** As described at `Reached`; computed once per set of deals. */
export function reachedAt(deals: Deals, counting: Counting): Reached {
  const own = known.get(deals) ?? {}
  known.set(deals, own)
  return (own[counting] ??= counting === 'strict' ? strict(deals) : impliedOrAny(deals, counting))
}

function empty({ size, stageCount, state, endedAt }: Deals): Reached {
  return {
    here: new Float64Array(size * stageCount).fill(NaN),
    next: new Float64Array(size * stageCount).fill(NaN),
    failedAt: endedAt.map((at, deal) => (died(state[deal]!) ? at : NaN)),
  }
}

function impliedOrAny(deals: Deals, counting: Counting): Reached {
  const { size, stageCount, state, highest, entered, firstAt, endedAt } = deals
  const found = empty(deals)
  for (let deal = 0; deal < size; deal++) {
    const won = state[deal] === wonState
    // from the last stage down: the earliest entry into this stage or a later one; a win is beyond all
    let earliest = won ? orUnknown(endedAt[deal]!) : NaN
    for (let stage = stageCount; stage >= 1; stage--) {
      const at = deal * stageCount + stage - 1
      found.next[at] = earliest
      const first = firstAt[at]!
      if (won || highest[deal]! >= stage) {
        if (first < earliest || Number.isNaN(earliest)) earliest = first
        if (Number.isNaN(earliest)) earliest = -Infinity
      }
      found.here[at] = counting === 'implied' ? earliest : (entered[deal]! >> (stage - 1)) & 1 ? orUnknown(first) : NaN
    }
  }
  return found
}

function strict(deals: Deals): Reached {
  const { size, stageCount, state, entered, firstAt, endedAt } = deals
  const found = empty(deals)
  for (let deal = 0; deal < size; deal++) {
    let latest = -Infinity
    for (let stage = 1; stage <= stageCount; stage++) {
      const at = deal * stageCount + stage - 1
      if ((entered[deal]! & bitsTo(stage)) !== bitsTo(stage)) break
      latest = Math.max(latest, orUnknown(firstAt[at]!))
      found.here[at] = latest
      if (stage > 1) found.next[at - 1] = latest
      if (stage === stageCount && state[deal] === wonState) found.next[at] = orUnknown(endedAt[deal]!)
    }
  }
  return found
}

const orUnknown = (at: number): number => (Number.isNaN(at) ? -Infinity : at)
