import { evidence, strengths } from './holding.ts'
import { bands, type Hazard, type HazardCounts, intoStage, lost, won } from './hazard.ts'
import type { TraitName } from './past-deals.ts'

// Method C by segment (FUNNEL-SCIENCE §3.4, level 3): deals of one product (source, region …) go on, and are lost, faster or slower than
// the whole by a factor that is held to 1, in every stage and at every age alike.

/** How much faster deals with a value of the trait go on (towards being won) and are lost; 1: as the whole. */
export interface SegmentPace {
  code: number
  on: number
  lost: number
}

export interface Segments {
  trait: TraitName
  /** A segment's factor is held to 1 as if so many exits more had been seen, at the pace of the whole. */
  held: number
  paces: SegmentPace[]
}

interface Seen {
  code: number
  on: number
  onExpected: number
  lost: number
  lostExpected: number
}

/** What a segment did, and what it would have done at the pace of the whole. */
function seenOf(code: number, { stages, weeks, ways }: HazardCounts, { chances }: Hazard): Seen {
  const wide = stages + intoStage
  const seen: Seen = { code, on: 0, onExpected: 0, lost: 0, lostExpected: 0 }
  for (let cell = 0; cell < weeks.length; cell++) {
    const stage = Math.floor(cell / (bands * 2))
    for (let way = 0; way < wide; way++) {
      const at = cell * wide + way
      if (way === lost) {
        seen.lost += ways[at]!
        seen.lostExpected += weeks[cell]! * chances[at]!
      } else if (isOn(way, stage)) {
        seen.on += ways[at]!
        seen.onExpected += weeks[cell]! * chances[at]!
      }
    }
  }
  return seen
}

const isOn = (way: number, stage: number): boolean => way === won || way - intoStage > stage

/** The trait whose values tell the pace of deals best, if any does beyond what so many guesses find by chance; null: the whole is all there is. */
export function segmentsOf(whole: Hazard, byTrait: ReadonlyMap<TraitName, ReadonlyMap<number, HazardCounts>>): Segments | null {
  let best: { gain: number; segments: Segments } | null = null
  const chance = Math.log(Math.max(1, byTrait.size * strengths.length))
  for (const [trait, byCode] of byTrait) {
    if (byCode.size < 2) continue
    const seen = [...byCode].map(([code, counts]) => seenOf(code, counts, whole))
    for (const held of strengths) {
      const gain = seen.reduce(
        (sum, each) => sum + evidence(each.on, each.onExpected, held) + evidence(each.lost, each.lostExpected, held),
        0,
      )
      if (gain <= Math.max(chance, best?.gain ?? 0)) continue
      const factor = (count: number, expected: number): number => (count + held) / (expected + held)
      const paces = seen.map((each) => ({
        code: each.code,
        on: factor(each.on, each.onExpected),
        lost: factor(each.lost, each.lostExpected),
      }))
      best = { gain, segments: { trait, held, paces } }
    }
  }
  return best?.segments ?? null
}

/** Weekly chances of a segment: those of the whole at its pace. */
export function atPace({ stages, chances }: Hazard, pace: Pick<SegmentPace, 'on' | 'lost'>): Hazard {
  const wide = stages + intoStage
  const own = chances.slice()
  for (let cell = 0; cell < own.length / wide; cell++) {
    const stage = Math.floor(cell / (bands * 2))
    let sum = 0
    for (let way = 0; way < wide; way++) {
      const at = cell * wide + way
      own[at]! *= way === lost ? pace.lost : isOn(way, stage) ? pace.on : 1
      sum += own[at]!
    }
    if (sum > 1) for (let way = 0; way < wide; way++) own[cell * wide + way]! /= sum
  }
  return { stages, chances: own }
}
