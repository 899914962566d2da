import type { Chosen } from './chosen.ts'

/**
 * A count over chosen deals in pieces: `add` takes the deals from one place to another into what was counted so far. Pieces let a
 * server answer others in between; the result is the same for any cut.
 */
export interface Scan<T> {
  add: (chosen: Chosen, from: number, to: number) => void
  result: () => T
}

/** A sum per group, stage and kind, in one array each for how many and how much. */
export interface Sums {
  counts: Float64Array
  amounts: Float64Array
}

export const sumsFor = (length: number): Sums => ({ counts: new Float64Array(length), amounts: new Float64Array(length) })
