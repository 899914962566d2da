import { forever, secondOf, unknown } from '../funnel/facts/moment.ts'
import { bitsTo, type Counting } from '../funnel/standing.ts'
import { type Deals, states } from './deals.ts'

export const wonState = states.indexOf('won')
export const lostState = states.indexOf('lost')
export const openState = states.indexOf('open')
const terminatedState = states.indexOf('terminated')
export const died = (state: number): boolean => state === lostState || state === terminatedState

/** A moment that never came; `unknown` is one of which nobody knows when it was. */
export const never = forever

/**
 * When deals reached each stage, and when they got further, by the counting rule (FUNNEL-SCIENCE 1.1), with whatever else a pass over a
 * page looks at: one line of numbers for each deal, for a deal that lies on many lines of memory costs more to find than to count.
 * Moments are whole seconds (funnel/facts/moment.ts). Computed once per set of deals.
 */
export interface Lines {
  numbers: Int32Array
  /** The same memory as amounts: minor units; not a number where there is none. */
  money: Float64Array
  /** Numbers of a deal. Even. */
  width: number
  /** From the number that says when a stage was reached to the one that says when the deal got further. */
  further: number
}

/** Places in a line. From `reachedFirst` on: when it reached each stage, and when it got further. */
export const [enteredAt, failedAt, amountAt, , standingAt, aboutAt, firstStayAt, stayCountAt, reachedFirst] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const
/** What `aboutAt` holds: state, 1 for a currency without a rate, and up to which stage it is to be looked at. */
export const stateOf = (about: number): number => about & 7
export const isOther = (about: number): number => (about >> 3) & 1
export const furthestOf = (about: number): number => (about >> 4) & 63

export function reachedAt(deals: Deals, counting: Counting): Lines {
  const known = deals.reached[counting]
  if (known) return known
  const { stageCount } = deals
  // when one got further is when one reached the next stage, but where a stage counts only for who was really in it
  const moments = counting === 'any' ? 2 * stageCount : stageCount + 1
  const width = reachedFirst + moments + (moments & 1)
  const buffer = new ArrayBuffer(deals.state.length * width * 4)
  const found = {
    numbers: new Int32Array(buffer),
    money: new Float64Array(buffer),
    width,
    further: counting === 'any' ? stageCount : 1,
  }
  for (let deal = 0; deal < deals.size; deal++) writeLine(deals, found, deal, counting)
  return (deals.reached[counting] = found)
}

/** After a deal was written anew. */
export function followRow(deals: Told & Pick<Deals, 'reached'>, deal: number): void {
  for (const [counting, found] of Object.entries(deals.reached)) writeLine(deals, found, deal, counting as Counting)
}

/** What tells when a deal reached its stages, and the rest of its line. */
type Told = Pick<
  Deals,
  | 'stageCount'
  | 'state'
  | 'highest'
  | 'entered'
  | 'firstAt'
  | 'enteredAt'
  | 'endedAt'
  | 'amountMinor'
  | 'otherCurrency'
  | 'standing'
> & { stays: Pick<Deals['stays'], 'first' | 'count'> }

function writeLine(deals: Told, lines: Lines, deal: number, counting: Counting): void {
  const { numbers, width } = lines
  const line = deal * width
  const state = deals.state[deal]!
  const highest = deals.highest[deal]!
  const furthest = state === wonState ? deals.stageCount : Math.min(deals.stageCount, highest)
  const end = deals.endedAt[deal]!
  const ended = Number.isNaN(end) ? never : secondOf(end)
  const came = deals.enteredAt[deal]!
  numbers[line + enteredAt] = came === -Infinity ? unknown : secondOf(came)
  numbers[line + failedAt] = died(state) ? ended : never
  lines.money[(line + amountAt) >> 1] = deals.amountMinor[deal]!
  numbers[line + standingAt] = deals.standing[deal]!
  numbers[line + aboutAt] = state | (deals.otherCurrency[deal]! << 3) | (furthest << 4)
  numbers[line + firstStayAt] = deals.stays.first[deal]!
  numbers[line + stayCountAt] = deals.stays.count[deal]!
  numbers.fill(never, line + reachedFirst, line + width)
  const won = state === wonState ? orUnknown(ended) : never
  if (counting === 'strict') strict(deals, lines, deal, won)
  else impliedOrAny(deals, lines, deal, won)
}

function impliedOrAny(
  { stageCount, highest, entered, firstAt }: Told,
  { numbers, width, further }: Lines,
  deal: number,
  won: number,
): void {
  const line = deal * width + reachedFirst
  // from the last stage down: the earliest entry into this stage or a later one; a win is beyond all
  let earliest = won
  for (let stage = stageCount - 1; stage >= 0; stage--) {
    numbers[line + stage + further] = earliest
    const first = firstAt[deal * stageCount + stage]!
    if (won !== never || highest[deal]! > stage) {
      if (first < earliest) earliest = first
      if (earliest === never) earliest = unknown
    }
    if (further === 1) numbers[line + stage] = earliest
    else if ((entered[deal]! >> stage) & 1) numbers[line + stage] = orUnknown(first)
  }
}

function strict({ stageCount, entered, firstAt }: Told, { numbers, width }: Lines, deal: number, won: number): void {
  const line = deal * width + reachedFirst
  let latest: number = unknown
  for (let stage = 0; stage < stageCount; stage++) {
    if ((entered[deal]! & bitsTo(stage + 1)) !== bitsTo(stage + 1)) return
    latest = Math.max(latest, orUnknown(firstAt[deal * stageCount + stage]!))
    numbers[line + stage] = latest
  }
  numbers[line + stageCount] = won
}

const orUnknown = (at: number): number => (at === never ? unknown : at)
