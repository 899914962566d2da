import { forever, secondOf } from '../funnel/facts/moment.ts'
import { emptyStandings, standingNumber } from '../funnel/facts/standings.ts'
import type { Counting, Standing } from '../funnel/standing.ts'
import type { State } from '../funnel/visits.ts'
import type { Changes } from './changes.ts'
import type { Lines } from './reach.ts'

/** How a deal may stand; `Deals.state` holds places in this list. */
export const states: readonly State[] = ['open', 'won', 'lost', 'terminated', 'onHold', 'transferred']

/** A stay in a stage. Milliseconds since 1970; `from` null: nobody knows when it began; `to` null: it lasts, or nobody knows. */
export interface Stay {
  stage: number
  from: number | null
  to: number | null
  /** How it ended; null: it lasts. */
  exit: string | null
}

export const attributes = ['owner', 'source', 'product', 'region', 'band', 'reason', 'competitor'] as const
export type Attribute = (typeof attributes)[number]

/** What the check-up asks of one deal. */
export interface Deal extends Record<Attribute, string | null> {
  id: string
  state: State
  /** Stage numbers from 1: furthest ever entered, and the one it is in or ended in. */
  highest: number
  final: number
  /** Stages really entered: bit 0 is the first. */
  entered: number
  /** Entry into the pipeline, and the end; null = unknown, or not ended. */
  enteredAt: number | null
  endedAt: number | null
  /** Minor units of the reporting currency; null without an amount, or in a currency without a rate. */
  amountMinor: number | null
  otherCurrency: boolean
  stays: readonly Stay[]
}

/** A column of few different values: `codes[deal]` points into `values`. */
export interface Coded {
  codes: Int32Array | Uint16Array | Uint8Array
  values: readonly (string | null)[]
}

/**
 * Stays, those of a deal side by side in their order, three numbers for each: when it began, when it ended, and its stage with how it ended.
 * Whole seconds (funnel/facts/moment.ts): `unknown` where nobody knows, an end of `forever` while it lasts.
 */
export interface Stays {
  /** Of each deal: where its own begin, and how many there are. */
  first: Uint32Array
  count: Uint16Array
  numbers: Int32Array
}

/** Numbers of a stay, and what the last of them holds: the stage, and 0 censored, 1 onward, 2 death. */
export const stayWidth = 3
export const aboutStay = (stage: number, cause: number): number => stage | (cause << 8)
export const stageOfStay = (about: number): number => about & 255
export const causeOfStay = (about: number): number => about >> 8

/**
 * Deals of one pipeline by column, so that any filter, span and stage is a pass over arrays. NaN = none; −Infinity = a time nobody knows.
 * The columns may hold rows of deals that the reader does not reach, and are shared with others: only rows marked in `all` may be counted,
 * and no row may be written.
 */
export interface Deals {
  /** Rows, counted or not. */
  size: number
  /** Whose rows they are: the serial of facts; 0: their own. */
  facts: number
  /** 1 where a deal is within reach. */
  all: Uint8Array
  stageCount: number
  idOf: (deal: number) => string
  /** The row of a deal; −1 where there is none. */
  placeOf: (id: string) => number
  state: Uint8Array
  highest: Uint8Array
  final: Uint8Array
  entered: Int32Array
  enteredAt: Float64Array
  endedAt: Float64Array
  amountMinor: Float64Array
  otherCurrency: Uint8Array
  /** How each deal stands, as a place in `standings`: a few hundred ways. */
  standing: Uint32Array
  standings: readonly Standing[]
  of: Record<Attribute, Coded>
  /** First entry into each stage in seconds, `never` without one: `[deal × stageCount + stage − 1]`. */
  firstAt: Int32Array
  stays: Stays
  /** Rows that were written anew; undefined where none ever is. `changed`: how many had been when these deals were chosen. */
  changes?: Changes | undefined
  changed: number
  /** Whose reach `all` marks: counts are kept for each. */
  whose: string
  /** When deals reached each stage, by counting rule, as far as somebody asked: see reach.ts. */
  reached: Partial<Record<Counting, Lines>>
}

/**
 * Deals as columns, at most `stageCount` stages. What began after `until` (milliseconds) is left out and what ended after it goes on:
 * so a past day is seen as it was. A hold stops the clock: the stay before it is the same as the one after, whose beginning says so.
 */
export function columns(deals: readonly Deal[], stageCount: number, until = Infinity): Deals {
  const size = deals.length
  const standings = emptyStandings()
  let places: Map<string, number> | undefined
  const found: Deals = {
    size,
    facts: 0,
    changed: 0,
    whose: '',
    all: new Uint8Array(size).fill(1),
    stageCount,
    idOf: (deal) => deals[deal]!.id,
    placeOf: (id) => (places ??= new Map(deals.map((deal, place) => [deal.id, place]))).get(id) ?? -1,
    state: Uint8Array.from(deals, ({ state }) => states.indexOf(state)),
    highest: Uint8Array.from(deals, ({ highest }) => highest),
    final: Uint8Array.from(deals, ({ final }) => final),
    entered: Int32Array.from(deals, ({ entered }) => entered),
    enteredAt: Float64Array.from(deals, ({ enteredAt }) => enteredAt ?? -Infinity),
    endedAt: Float64Array.from(deals, ({ endedAt }) => endedAt ?? NaN),
    amountMinor: Float64Array.from(deals, ({ amountMinor }) => amountMinor ?? NaN),
    otherCurrency: Uint8Array.from(deals, ({ otherCurrency }) => Number(otherCurrency)),
    standing: Uint32Array.from(deals, ({ state, highest, final, entered, enteredAt }) =>
      standingNumber(standings, { state, highest, final, entered, entryKnown: enteredAt !== null }),
    ),
    standings: standings.all,
    of: Object.fromEntries(attributes.map((name) => [name, coded(deals.map((deal) => deal[name]))])) as Deals['of'],
    firstAt: new Int32Array(size * stageCount).fill(forever),
    stays: emptyStays(
      size,
      deals.reduce((sum, { stays }) => sum + stays.length, 0),
    ),
    reached: {},
  }
  const { stays } = found
  let at = 0
  for (let deal = 0; deal < size; deal++) {
    stays.first[deal] = at
    const { stages, firsts } = cutStays(deals[deal]!.stays, stageCount, until)
    for (const [stage, from] of firsts) found.firstAt[deal * stageCount + stage - 1] = from
    for (const numbers of stages) stays.numbers.set(numbers, at++ * stayWidth)
    stays.count[deal] = at - stays.first[deal]!
  }
  return found
}

/** Stays as `Stays` holds them, and when each stage was first entered. */
export function cutStays(told: readonly Stay[], stageCount: number, until: number) {
  const firsts = new Map<number, number>()
  const stages: [number, number, number][] = []
  for (const [index, stay] of told.entries()) {
    if (stay.stage > stageCount || (stay.from ?? -Infinity) > until) continue
    const from = secondOf(stay.from)
    if (!firsts.has(stay.stage)) firsts.set(stay.stage, from)
    const goesOn = stay.exit === 'held' && index + 1 < told.length
    if (goesOn) continue
    const lasts = stay.exit === null || (stay.to ?? 0) > until
    stages.push([from, lasts ? forever : secondOf(stay.to), aboutStay(stay.stage, lasts ? 0 : causeOf(stay.exit))])
  }
  return { stages, firsts }
}

const causeOf = (exit: string | null): number =>
  exit === 'advanced' || exit === 'won' ? 1 : exit === 'lost' || exit === 'terminated' ? 2 : 0

const emptyStays = (deals: number, size: number): Stays => ({
  first: new Uint32Array(deals),
  count: new Uint16Array(deals),
  numbers: new Int32Array(size * stayWidth),
})

function coded(values: readonly (string | null)[]): Coded {
  const numbers = new Map<string | null, number>()
  const codes = Int32Array.from(values, (value) => {
    const known = numbers.get(value)
    if (known !== undefined) return known
    numbers.set(value, numbers.size)
    return numbers.size - 1
  })
  return { codes, values: [...numbers.keys()] }
}
