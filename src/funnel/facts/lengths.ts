import { type Cause, type CurvePoint, type Duration, duration, type Stay } from '../duration.ts'
import { daysIn } from './moment.ts'
import { sorted } from './sorted.ts'

const causes: readonly Cause[] = ['advanced', 'lost', 'censored']
export const causeNumber = { advanced: 0, lost: 1, censored: 2 } as const

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

/** A stay of `seconds`, watched from the age of `from` seconds on. One that was never watched is left out. */
export function addLength(lengths: EachLength, seconds: number, cause: Cause, from = 0): void {
  if (from > 0 && from >= seconds) return
  if (lengths.count === lengths.ends.length) lengths.ends = doubled(lengths.ends)
  lengths.ends[lengths.count++] = Math.min(longest, seconds) * 4 + causeNumber[cause]
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

export function countLength(lengths: CountedLengths, seconds: number, cause: Cause): void {
  const place = Math.floor(Math.min(longest, seconds) / quarter) * 4 + causeNumber[cause]
  while (place >= lengths.counts.length) lengths.counts = doubled(lengths.counts)
  lengths.counts[place]!++
  lengths.count++
}

/** The estimates of one stage's lengths of stay. */
export const durationOf = (lengths: Lengths, withCurve: boolean): Duration =>
  'counts' in lengths ? durationOfCounts(lengths, withCurve) : durationOfEach(lengths, withCurve)

/** As many stays as there are different lengths. */
function durationOfCounts({ counts }: CountedLengths, withCurve: boolean): Duration {
  const stays: Stay[] = []
  counts.forEach((count, place) => {
    const cause = causes[place & 3]
    if (count > 0 && cause) stays.push({ days: daysIn((place >> 2) * quarter), cause, from: 0, count })
  })
  const found = duration(stays)
  return withCurve ? found : { ...found, curve: [] }
}

/**
 * Length of stay of any number of stays, exact to a second: `duration` (FUNNEL-SCIENCE 1.4) over numbers instead of objects.
 * A test holds the two together.
 */
function durationOfEach({ ends, entries, count, late }: EachLength, withCurve: boolean): Duration {
  const inOrder = sorted(ends.subarray(0, count))
  const arrivals = sorted(entries.subarray(0, late))
  let atRisk = count - late
  let nextArrival = 0
  let [survival, advanced, lost, variance, finished] = [1, 0, 0, 0, 0]
  let median: number | null = null
  let p90: number | null = null
  let anyEnd = false
  const curve: CurvePoint[] = []
  for (let index = 0; index < count;) {
    const length = inOrder[index]! >>> 2
    for (; nextArrival < late && arrivals[nextArrival]! < length; nextArrival++) atRisk++
    const gone = { advanced: 0, lost: 0, censored: 0 }
    const begun = index
    for (; index < count && inOrder[index]! >>> 2 === length; index++) gone[causes[inOrder[index]! & 3]!]++
    const events = gone.advanced + gone.lost
    if (events > 0 && atRisk > 0) {
      anyEnd = true
      finished += events
      advanced += (survival * gone.advanced) / atRisk
      lost += (survival * gone.lost) / atRisk
      survival = events >= atRisk ? 0 : survival * (1 - events / atRisk)
      variance += events >= atRisk ? 0 : events / (atRisk * (atRisk - events))
      const days = daysIn(length)
      if (median === null && survival <= 0.5 + tolerance) median = days
      if (p90 === null && survival <= 0.1 + tolerance) p90 = days
      if (withCurve) curve.push({ days, atRisk, survival, variance, advanced, lost })
    } else finished += events
    atRisk -= index - begun
  }
  return {
    curve,
    medianDays: median,
    p90Days: p90,
    largestDays: count === 0 ? null : daysIn(inOrder[count - 1]! >>> 2),
    advancedInTheEnd: anyEnd ? advanced : null,
    stays: count,
    finished,
  }
}

const tolerance = 1e-12
