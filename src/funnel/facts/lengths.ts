import type { CurvePoint, Duration } from '../duration.ts'
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

export const noCounts = (): CountedLengths => ({ counts: new Uint32Array(16_384), count: 0 })

/** A quarter of an hour is a hundredth of a day. */
const quarter = 900

/** Lengths of stays of so many deals, not yet any. */
export const lengthsFor = (deals: number): Lengths => (deals > manyDeals ? noCounts() : noLengths())

/** A stay that was watched from its beginning; `cause` is a number of `causeNumber`. */
export function noteLength(lengths: Lengths, seconds: number, cause: number): void {
  if ('counts' in lengths) {
    const place = ((Math.min(longest, seconds) / quarter) | 0) * 4 + cause
    while (place >= lengths.counts.length) lengths.counts = doubled(lengths.counts)
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

/** The estimates of one stage's lengths of stay. */
export const durationOf = (lengths: Lengths, withCurve: boolean): Duration =>
  'counts' in lengths ? durationOfCounts(lengths, withCurve) : durationOfEach(lengths, withCurve)

function durationOfCounts({ counts, count }: CountedLengths, withCurve: boolean): Duration {
  const found = estimate(count, withCurve)
  for (let place = 0; place < counts.length; place += 4) {
    const [advanced, lost, censored] = [counts[place]!, counts[place + 1]!, counts[place + 2]!]
    if (advanced + lost + censored > 0) found.end((place >> 2) * quarter, advanced, lost, censored)
  }
  return found.result()
}

function durationOfEach({ ends, entries, count, late }: EachLength, withCurve: boolean): Duration {
  const inOrder = sorted(ends.subarray(0, count))
  const arrivals = sorted(entries.subarray(0, late))
  const found = estimate(count - late, withCurve)
  let nextArrival = 0
  for (let index = 0; index < count;) {
    const length = inOrder[index]! >>> 2
    for (; nextArrival < late && arrivals[nextArrival]! < length; nextArrival++) found.arrive()
    const gone = [0, 0, 0, 0]
    for (; index < count && inOrder[index]! >>> 2 === length; index++) gone[inOrder[index]! & 3]!++
    found.end(length, gone[0]!, gone[1]!, gone[2]!)
  }
  return found.result()
}

/**
 * The estimates from ends told in order of their length: `duration` (FUNNEL-SCIENCE 1.4) over numbers instead of objects. A test
 * holds the two together.
 */
function estimate(watchedFromTheStart: number, withCurve: boolean) {
  let atRisk = watchedFromTheStart
  let [survival, advanced, lost, variance, finished, stays] = [1, 0, 0, 0, 0, 0]
  let median: number | null = null
  let p90: number | null = null
  let largest: number | null = null
  let hasEnds = false
  const curve: CurvePoint[] = []
  return {
    arrive: () => void atRisk++,
    /** So many stays of `length` seconds ended each way. */
    end: (length: number, goneOn: number, died: number, censored: number): void => {
      const events = goneOn + died
      largest = length
      finished += events
      stays += events + censored
      if (events > 0 && atRisk > 0) {
        hasEnds = true
        advanced += (survival * goneOn) / atRisk
        lost += (survival * died) / atRisk
        survival = events >= atRisk ? 0 : survival * (1 - events / atRisk)
        variance += events >= atRisk ? 0 : events / (atRisk * (atRisk - events))
        if (median === null && survival <= 0.5 + tolerance) median = daysIn(length)
        if (p90 === null && survival <= 0.1 + tolerance) p90 = daysIn(length)
        if (withCurve) curve.push({ days: daysIn(length), atRisk, survival, variance, advanced, lost })
      }
      atRisk -= events + censored
    },
    result: (): Duration => ({
      curve,
      medianDays: median,
      p90Days: p90,
      largestDays: largest === null ? null : daysIn(largest),
      advancedInTheEnd: hasEnds ? advanced : null,
      stays,
      finished,
    }),
  }
}

const tolerance = 1e-12
