import { daysIn } from './moment.ts'
import { sorted } from './sorted.ts'

export const causeNumber = { advanced: 0, lost: 1, censored: 2 } as const

/** From so many deals on, lengths are counted by the quarter of an hour instead of being put in order one by one. */
export const manyDeals = 30_000

/** How long stays are, one by one or, of very many, how many there are of each length. */
export type Lengths = EachLength | CountedLengths

/** Lengths of stay in one stage, in seconds, growing as they are met. */
export interface EachLength {
  /** Seconds × 4 + number of the cause: sorted, ends come in order of length. */
  ends: Uint32Array
  /** Seconds after which those were met that had begun before they were watched; only of these. */
  entries: Uint32Array
  count: number
  late: number
}

export const noLengths = (): EachLength => ({ ends: new Uint32Array(256), entries: new Uint32Array(16), count: 0, late: 0 })

/** Lengths beyond 34 years count as so long. */
const longest = 2 ** 30 - 1

/** A stay of `seconds`, watched from the age of `from` seconds on; `cause` is a number of `causeNumber`. One that was never watched is left out. */
export function addLength(lengths: EachLength, seconds: number, cause: number, from = 0): void {
  if (from > 0 && from >= seconds) return
  if (lengths.count === lengths.ends.length) lengths.ends = doubled(lengths.ends)
  lengths.ends[lengths.count++] = Math.min(longest, seconds) * 4 + cause
  if (from === 0) return
  if (lengths.late === lengths.entries.length) lengths.entries = doubled(lengths.entries)
  lengths.entries[lengths.late++] = from
}

function doubled(numbers: Uint32Array): Uint32Array {
  const wider = new Uint32Array(numbers.length * 2)
  wider.set(numbers)
  return wider
}

/** Stays by their length in quarters of an hour: nothing has to be put in order. */
export interface CountedLengths {
  /** Place: quarters × 4 + number of the cause. */
  counts: Uint32Array
  count: number
}

/** As many places as were ever needed: widening one after the other copies everything again and again. */
let usualRoom = 16_384

export const noCounts = (): CountedLengths => ({ counts: new Uint32Array(usualRoom), count: 0 })

function widen(lengths: CountedLengths, place: number): void {
  while (place >= lengths.counts.length) lengths.counts = doubled(lengths.counts)
  usualRoom = Math.max(usualRoom, lengths.counts.length)
}

/** A quarter of an hour is a hundredth of a day. */
export const quarter = 900

/** Lengths of stays of so many deals, not yet any. */
export const lengthsFor = (deals: number): Lengths => (deals > manyDeals ? noCounts() : noLengths())

/** A stay that was watched from its beginning; `cause` is a number of `causeNumber`. */
export function noteLength(lengths: Lengths, seconds: number, cause: number): void {
  if ('counts' in lengths) {
    const place = ((Math.min(longest, seconds) / quarter) | 0) * 4 + cause
    if (place >= lengths.counts.length) widen(lengths, place)
    lengths.counts[place]!++
    lengths.count++
    return
  }
  if (lengths.count === lengths.ends.length) lengths.ends = doubled(lengths.ends)
  lengths.ends[lengths.count++] = Math.min(longest, seconds) * 4 + cause
}

/** Days of half the finished stays: those that go on are the long ones, so it is too short. Null when none is finished. */
export function finishedMedian(lengths: Lengths): number | null {
  const isFinished = (place: number): boolean => (place & 3) !== causeNumber.censored
  if ('counts' in lengths) {
    const { counts } = lengths
    let finished = 0
    for (let place = 0; place < counts.length; place++) if (isFinished(place)) finished += counts[place]!
    let before = 0
    for (let place = 0; place < counts.length; place++)
      if (isFinished(place) && counts[place]! > 0 && (before += counts[place]!) >= finished / 2)
        return daysIn((place >> 2) * quarter)
    return null
  }
  const ends = sorted(lengths.ends.subarray(0, lengths.count)).filter(isFinished)
  return ends.length === 0 ? null : daysIn(ends[Math.ceil(ends.length / 2) - 1]! >>> 2)
}
