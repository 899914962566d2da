// Method C (FUNNEL-SCIENCE §3.1): what happens to a deal in a week, by stage, by how long it has been there and by whether the
// quarter ends, counted over two years and shrunk; from it, backwards, the chance to be won by a day.

export const week = 7 * 86_400_000
/** Outcomes of so many weeks are counted. */
export const windowWeeks = 104
/** A stage's shares are held to those of the pipeline as if so many more weeks had been seen. */
export const shrinkWeeks = 10
/**
 * First week of each age band. Beyond the specification's last one (13 weeks and more) two are added: deals that nobody has given up
 * lie there for months and are hardly ever won, and what the younger ones among them did says little of these.
 */
const bandFrom = [0, 3, 7, 13, 18, 26] as const
export const bands = bandFrom.length
const lastBand = bandFrom[bands - 1]!
const rushWeeks = 3

export function bandOf(age: number): number {
  let band = bands - 1
  while (age < bandFrom[band]!) band--
  return band
}

/** Ways out of a stage: 0 won, 1 lost, 2 + n into stage number n (0-based). */
export const won = 0
export const lost = 1
export const intoStage = 2

/** A stay in a stage. Milliseconds; `to` null: it lasts, or it was broken off (hold, transfer) at `until`. */
export interface Stay {
  /** Stage number from 0. */
  stage: number
  /** Start of the stage's clock. */
  from: number
  /** Until when it was seen. */
  until: number
  /** Way out at `until`; -1: none was seen. */
  way: number
}

/** Weeks spent and ways taken, by stage, age band and rush: what the chances are made of, and all that has to be stored. */
export interface HazardCounts {
  stages: number
  /** [stage][band][rush] */
  weeks: Float64Array
  /** [stage][band][rush][way] */
  ways: Float64Array
}

export const emptyCounts = (stages: number): HazardCounts => ({
  stages,
  weeks: new Float64Array(stages * bands * 2),
  ways: new Float64Array(stages * bands * 2 * (stages + intoStage)),
})

const cell = (stage: number, band: number, rush: number): number => (stage * bands + band) * 2 + rush

/** Whether a moment lies in the last three weeks before one of the ends (ascending) of quarters. */
export function isRush(at: number, quarterEnds: readonly number[]): boolean {
  const end = quarterEnds[firstAfter(at, quarterEnds)]
  return end !== undefined && end - at <= rushWeeks * week
}

/** Index of the first end later than a moment. */
function firstAfter(at: number, ends: readonly number[]): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends[middle]! > at) high = middle
    else low = middle + 1
  }
  return low
}

/** Adds what was seen of a stay in [from, to): whole weeks, and parts of weeks at its ends. `also`: further counts of the same stages. */
export function countStay(
  counts: HazardCounts,
  stay: Stay,
  from: number,
  to: number,
  quarterEnds: readonly number[],
  also: readonly HazardCounts[] = [],
): void {
  const end = Math.min(stay.until, to)
  if (end < from) return
  const isOver = stay.way >= 0 && stay.until < to
  const first = Math.max(0, Math.floor((from - stay.from) / week))
  const ways = counts.stages + intoStage
  for (let age = first; ; age++) {
    const begins = stay.from + age * week
    if (begins > end || (begins === end && !(isOver && end === stay.from))) return
    const seenFrom = Math.max(begins, from)
    const ends = begins + week
    const last = ends >= end
    const at = cell(stay.stage, bandOf(age), isRush(seenFrom, quarterEnds) ? 1 : 0)
    // a week in which a deal leaves counts whole: it was at risk all through it
    const weeks = last && !isOver ? Math.max(0, end - seenFrom) / week : (ends - seenFrom) / week
    counts.weeks[at]! += weeks
    for (const each of also) each.weeks[at]! += weeks
    if (last) {
      if (!isOver) return
      counts.ways[at * ways + stay.way]! += 1
      for (const each of also) each.ways[at * ways + stay.way]! += 1
      return
    }
  }
}

/** Weekly chances by stage, age band and rush, shrunk. */
export interface Hazard {
  stages: number
  /** [stage][band][rush][way]; the rest of 1 is to stay. */
  chances: Float64Array
}

/** Weeks to which an age of a stage is held to the stage, and the rush within an age to that age. */
export interface Holds {
  age: number
  rush: number
}

/**
 * Chances from counts, in steps: an age's rate (n + s·stage's)/(N + s), then that of its rush or quiet weeks held to the age's in the same
 * manner; s: see holding.ts. So an age in which nobody was ever won says so, whether or not the quarter ends. The stage's own rate is held
 * to the pipeline's.
 */
export function hazardOf({ stages, weeks, ways }: HazardCounts, holds: Holds = { age: shrinkWeeks, rush: shrinkWeeks }): Hazard {
  const wide = stages + intoStage
  const pooled = { weeks: 0, won: 0, lost: 0, on: 0 }
  for (let stage = 0; stage < stages; stage++)
    for (let each = cell(stage, 0, 0); each < cell(stage + 1, 0, 0); each++) {
      pooled.weeks += weeks[each]!
      pooled.won += ways[each * wide + won]!
      pooled.lost += ways[each * wide + lost]!
      for (let into = stage + 1; into < stages; into++) pooled.on += ways[each * wide + intoStage + into]!
    }
  const chances = new Float64Array(ways.length)
  for (let stage = 0; stage < stages; stage++) {
    const rate = new Float64Array(wide)
    let seen = 0
    for (let each = cell(stage, 0, 0); each < cell(stage + 1, 0, 0); each++) {
      seen += weeks[each]!
      for (let way = 0; way < wide; way++) rate[way]! += ways[each * wide + way]!
    }
    const held = (way: number): number => {
      if (pooled.weeks === 0) return 0
      const isLast = stage === stages - 1
      if (way === won) return (isLast ? pooled.won + pooled.on : pooled.won) / pooled.weeks
      if (way === lost) return pooled.lost / pooled.weeks
      return !isLast && way === intoStage + stage + 1 ? pooled.on / pooled.weeks : 0
    }
    // where a stage has been seen for a while, what others do does not matter
    const doubt = Math.max(0, shrinkWeeks - seen)
    for (let way = 0; way < wide; way++) rate[way] = seen + doubt === 0 ? 0 : (rate[way]! + doubt * held(way)) / (seen + doubt)
    for (let band = 0; band < bands; band++) {
      const [quiet, rush] = [cell(stage, band, 0), cell(stage, band, 1)]
      for (let way = 0; way < wide; way++) {
        const exits = ways[quiet * wide + way]! + ways[rush * wide + way]!
        const ofAge = (exits + holds.age * rate[way]!) / (weeks[quiet]! + weeks[rush]! + holds.age)
        for (const each of [quiet, rush])
          chances[each * wide + way] = (ways[each * wide + way]! + holds.rush * ofAge) / (weeks[each]! + holds.rush)
      }
    }
    for (let each = cell(stage, 0, 0); each < cell(stage + 1, 0, 0); each++) capped(chances, each * wide, wide)
  }
  return { stages, chances }
}

/** Ways out that were taken more often than weeks were seen cannot add up to more than certainty. */
function capped(chances: Float64Array, from: number, wide: number): void {
  let sum = 0
  for (let way = 0; way < wide; way++) sum += chances[from + way]!
  if (sum > 1) for (let way = 0; way < wide; way++) chances[from + way]! /= sum
}

/** Chances to be won (or lost) within a time, by stage and weeks spent in it so far (those of the last band are alike). */
export interface Outlooks {
  stages: number
  /** [stage][age in weeks] */
  won: Float64Array
  lost: Float64Array
}
const ages = lastBand + 1
const stateOf = (stage: number, age: number): number => stage * ages + Math.min(lastBand, age)

/**
 * Backward recursion: chances by `until` of a deal that is open at `from`, milliseconds. A last week that is not whole counts for
 * its part. Nothing is left to happen when `until` is not after `from`.
 */
export function outlooksBy(hazard: Hazard, from: number, until: number, quarterEnds: readonly number[]): Outlooks {
  const { stages, chances } = hazard
  const wide = stages + intoStage
  let wonNext = new Float64Array(stages * ages)
  let lostNext = new Float64Array(stages * ages)
  const weeksLeft = Math.max(0, Math.ceil((until - from) / week - 1e-9))
  for (let step = weeksLeft - 1; step >= 0; step--) {
    const begins = from + step * week
    const part = Math.min(1, (until - begins) / week)
    const rush = isRush(begins, quarterEnds) ? 1 : 0
    const [wonNow, lostNow] = [new Float64Array(stages * ages), new Float64Array(stages * ages)]
    for (let stage = 0; stage < stages; stage++)
      for (let age = 0; age < ages; age++) {
        const at = cell(stage, bandOf(age), rush) * wide
        const state = stateOf(stage, age)
        let [win, lose, left] = [0, 0, 1]
        for (let way = 0; way < wide; way++) {
          const chance = chances[at + way]! * part
          if (chance === 0) continue
          left -= chance
          if (way === won) win += chance
          else if (way === lost) lose += chance
          else {
            win += chance * wonNext[stateOf(way - intoStage, 0)]!
            lose += chance * lostNext[stateOf(way - intoStage, 0)]!
          }
        }
        wonNow[state] = win + left * wonNext[stateOf(stage, age + 1)]!
        lostNow[state] = lose + left * lostNext[stateOf(stage, age + 1)]!
      }
    wonNext = wonNow
    lostNext = lostNow
  }
  return { stages, won: wonNext, lost: lostNext }
}

/** Chance of a deal that has been in a stage for so long (milliseconds; unknown counts as long). */
export const chanceIn = (chances: Float64Array, stage: number, spent: number): number =>
  chances[stateOf(stage, Number.isFinite(spent) ? Math.max(0, Math.floor(spent / week)) : lastBand)]!
