import type { CurvePoint, Duration } from '../duration.ts'
import { type CountedLengths, type EachLength, type Lengths, quarter } from './lengths.ts'
import { daysIn } from './moment.ts'
import { sorted } from './sorted.ts'

/** The curve of `Duration` by column: one of hundreds of thousands of stays has tens of thousands of points. */
export interface Curve {
  size: number
  days: Float64Array
  atRisk: Float64Array
  survival: Float64Array
  variance: Float64Array
  advanced: Float64Array
  lost: Float64Array
}

/** The estimates of one stage's lengths of stay. */
export function durationOf(lengths: Lengths, withCurve: boolean): Duration {
  if (!withCurve) return estimate(endsOf(lengths), null)
  const { found, curve } = durationAndCurve(lengths)
  return { ...found, curve: Array.from({ length: curve.size }, (_, at) => pointAt(curve, at)) }
}

/**
 * The same with the curve by column instead of point by point, and days of half the finished stays alone: those that go on are the long ones,
 * so it is too short. Null when none is finished.
 */
export function durationAndCurve(lengths: Lengths): { found: Duration; curve: Curve; finishedMedian: number | null } {
  const ends = endsOf(lengths)
  const column = (): Float64Array => new Float64Array(ends.size)
  const curve: Curve = {
    size: 0,
    days: column(),
    atRisk: column(),
    survival: column(),
    variance: column(),
    advanced: column(),
    lost: column(),
  }
  return { found: estimate(ends, curve), curve, finishedMedian: finishedMedian(ends) }
}

function finishedMedian({ size, seconds, advanced, lost }: Ends): number | null {
  let finished = 0
  for (let at = 0; at < size; at++) finished += advanced[at]! + lost[at]!
  let before = 0
  for (let at = 0; at < size; at++)
    if (advanced[at]! + lost[at]! > 0 && (before += advanced[at]! + lost[at]!) >= finished / 2) return daysIn(seconds[at]!)
  return null
}

export const pointAt = ({ days, atRisk, survival, variance, advanced, lost }: Curve, at: number): CurvePoint => ({
  days: days[at]!,
  atRisk: atRisk[at]!,
  survival: survival[at]!,
  variance: variance[at]!,
  advanced: advanced[at]!,
  lost: lost[at]!,
})

/** Stays by their length, shortest first: how many ended each way at each length. */
interface Ends {
  size: number
  seconds: Uint32Array
  advanced: Uint32Array
  lost: Uint32Array
  censored: Uint32Array
  /** How many came under observation before that length, having been there for a while; null: nobody. */
  arrived: Uint32Array | null
  atFirst: number
}

const noEnds = (room: number, arrived: boolean, atFirst: number): Ends => ({
  size: 0,
  seconds: new Uint32Array(room),
  advanced: new Uint32Array(room),
  lost: new Uint32Array(room),
  censored: new Uint32Array(room),
  arrived: arrived ? new Uint32Array(room) : null,
  atFirst,
})

const endsOf = (lengths: Lengths): Ends => ('counts' in lengths ? endsOfCounts(lengths) : endsOfEach(lengths))

function endsOfCounts({ counts, count, long, longCount }: CountedLengths): Ends {
  const ends = noEnds(Math.min(count, (counts.length >> 2) + longCount), false, count)
  const { seconds, advanced, lost, censored } = ends
  let size = 0
  for (let place = 0; place < counts.length; place += 4) {
    const all = counts[place]! + counts[place + 1]! + counts[place + 2]!
    if (all === 0) continue
    seconds[size] = (place >> 2) * quarter
    advanced[size] = counts[place]!
    lost[size] = counts[place + 1]!
    censored[size++] = counts[place + 2]!
  }
  const columns = [advanced, lost, censored]
  const beyond = sorted(long.subarray(0, longCount))
  for (let at = 0; at < longCount; size++) {
    const length = beyond[at]! >> 2
    seconds[size] = length * quarter
    for (; at < longCount && beyond[at]! >> 2 === length; at++) columns[beyond[at]! & 3]![size]!++
  }
  ends.size = size
  return ends
}

function endsOfEach({ ends: told, entries, count, late }: EachLength): Ends {
  const inOrder = sorted(told.subarray(0, count))
  const arrivals = sorted(entries.subarray(0, late))
  const ends = noEnds(count, late > 0, count - late)
  const columns = [ends.advanced, ends.lost, ends.censored]
  let [size, arrived] = [0, 0]
  for (let index = 0; index < count; size++) {
    const length = inOrder[index]! >>> 2
    ends.seconds[size] = length
    for (; arrived < late && arrivals[arrived]! < length; arrived++) ends.arrived![size]!++
    for (; index < count && inOrder[index]! >>> 2 === length; index++) columns[inOrder[index]! & 3]![size]!++
  }
  ends.size = size
  return ends
}

/**
 * `duration` (FUNNEL-SCIENCE 1.4) over numbers instead of objects: a test holds the two together. Fills the curve, where one is asked for, with
 * the lengths at which something happened.
 */
function estimate({ size, seconds, advanced, lost, censored, arrived, atFirst }: Ends, curve: Curve | null): Duration {
  let atRisk = atFirst
  let [survival, wentOn, died, variance, finished, stays, points] = [1, 0, 0, 0, 0, 0, 0]
  let median: number | null = null
  let p90: number | null = null
  for (let at = 0; at < size; at++) {
    if (arrived !== null) atRisk += arrived[at]!
    const events = advanced[at]! + lost[at]!
    const leaving = events + censored[at]!
    finished += events
    stays += leaving
    if (events > 0 && atRisk > 0) {
      wentOn += (survival * advanced[at]!) / atRisk
      died += (survival * lost[at]!) / atRisk
      survival = events >= atRisk ? 0 : survival * (1 - events / atRisk)
      variance += events >= atRisk ? 0 : events / (atRisk * (atRisk - events))
      if (median === null && survival <= 0.5 + tolerance) median = daysIn(seconds[at]!)
      if (p90 === null && survival <= 0.1 + tolerance) p90 = daysIn(seconds[at]!)
      if (curve !== null) {
        curve.days[points] = daysIn(seconds[at]!)
        curve.atRisk[points] = atRisk
        curve.survival[points] = survival
        curve.variance[points] = variance
        curve.advanced[points] = wentOn
        curve.lost[points] = died
      }
      points++
    }
    atRisk -= leaving
  }
  if (curve !== null) curve.size = points
  return {
    curve: [],
    medianDays: median,
    p90Days: p90,
    largestDays: size === 0 ? null : daysIn(seconds[size - 1]!),
    advancedInTheEnd: points === 0 ? null : wentOn,
    stays,
    finished,
  }
}

const tolerance = 1e-12

/** The lengths themselves, shortest first, whatever their end. Days. */
export function daysInOrder(lengths: Lengths): Float64Array {
  const days = new Float64Array(lengths.count)
  const { size, seconds, advanced, lost, censored } = endsOf(lengths)
  let at = 0
  for (let row = 0; row < size; row++) {
    const past = at + advanced[row]! + lost[row]! + censored[row]!
    days.fill(daysIn(seconds[row]!), at, past)
    at = past
  }
  return days
}
