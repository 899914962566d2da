import { bitsTo, type Counting } from '../funnel/standing.ts'
import { type Deals, type Reached, states } from './deals.ts'

export const wonState = states.indexOf('won')
export const lostState = states.indexOf('lost')
export const openState = states.indexOf('open')
const terminatedState = states.indexOf('terminated')
export const died = (state: number): boolean => state === lostState || state === terminatedState

/**
 * When deals reached each stage, and when they got further, by the counting rule (FUNNEL-SCIENCE 1.1). Milliseconds at
 * `[deal × stageCount + stage − 1]`; NaN = never, −Infinity = nobody knows when. `failedAt` per deal: lost or terminated.
 * Computed once per set of deals.
 */
export function reachedAt(deals: Deals, counting: Counting): Reached {
  const known = deals.reached[counting]
  if (known) return known
  const room = deals.stageCount === 0 ? 0 : deals.firstAt.length
  const found = {
    here: new Float64Array(room).fill(NaN),
    next: new Float64Array(room).fill(NaN),
    failedAt: new Float64Array(deals.state.length).fill(NaN),
  }
  const reach = ruleOf[counting]
  for (let deal = 0; deal < deals.size; deal++) reach(deals, found, deal)
  return (deals.reached[counting] = found)
}

/** After a deal was written anew. */
export function followRow(deals: Told & Pick<Deals, 'reached'>, deal: number): void {
  for (const [counting, found] of Object.entries(deals.reached)) ruleOf[counting as Counting](deals, found, deal)
}

/** What tells when a deal reached its stages. */
type Told = Pick<Deals, 'stageCount' | 'state' | 'highest' | 'entered' | 'firstAt' | 'endedAt'>

function impliedOrAny(deals: Told, found: Reached, deal: number, counting: Counting): void {
  const { stageCount, state, highest, entered, firstAt, endedAt } = deals
  const won = state[deal] === wonState
  found.failedAt[deal] = died(state[deal]!) ? endedAt[deal]! : NaN
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

function strict(deals: Told, found: Reached, deal: number): void {
  const { stageCount, state, entered, firstAt, endedAt } = deals
  found.failedAt[deal] = died(state[deal]!) ? endedAt[deal]! : NaN
  found.here.fill(NaN, deal * stageCount, (deal + 1) * stageCount)
  found.next.fill(NaN, deal * stageCount, (deal + 1) * stageCount)
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

const ruleOf: Record<Counting, (deals: Told, found: Reached, deal: number) => void> = {
  implied: (deals, found, deal) => impliedOrAny(deals, found, deal, 'implied'),
  any: (deals, found, deal) => impliedOrAny(deals, found, deal, 'any'),
  strict,
}

/** No deal has reached a stage behind this one, by any rule; all stages when it is won. */
export const furthestOf = ({ state, highest, stageCount }: Told, deal: number): number =>
  state[deal] === wonState ? stageCount : Math.min(stageCount, highest[deal]!)

const orUnknown = (at: number): number => (Number.isNaN(at) ? -Infinity : at)
