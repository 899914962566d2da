import type { Ground } from './ground.ts'
import { emptyCounts, type HazardCounts } from './hazard.ts'
import { type TraitName, traitNames, traitOf } from './past-deals.ts'

/** A value on fewer deals than this makes no segment; of a trait's values the commonest make one each. */
const enoughDeals = 20
const mostSegments = 40

/** Room to count the stays of every segment of a pipeline, and which counts a deal belongs to. */
export interface SegmentRoom {
  byTrait: Map<TraitName, Map<number, HazardCounts>>
  of: (row: number) => HazardCounts[]
}

/** The segments of each pipeline: values that enough deals have, of traits that do not tell the end. */
export function segmentRooms({ past, pipelines, refused }: Ground): SegmentRoom[] {
  const used = traitNames.flatMap((name, trait) => (refused.has(name) ? [] : [{ name, trait }]))
  const seen = pipelines.map(() => used.map(() => new Map<number, number>()))
  for (let row = 0; row < past.count; row++)
    used.forEach(({ trait }, at) => {
      const code = traitOf(past, row, trait)
      const own = seen[past.pipeline[row]!]![at]!
      if (code > 0) own.set(code, (own.get(code) ?? 0) + 1)
    })
  return pipelines.map(({ stages }, number): SegmentRoom => {
    const rooms = used.map((_, at) => {
      const common = [...seen[number]![at]!].filter(([, count]) => count >= enoughDeals)
      common.sort((a, b) => b[1] - a[1] || a[0] - b[0])
      return new Map(common.slice(0, mostSegments).map(([code]) => [code, emptyCounts(stages.length)]))
    })
    return {
      byTrait: new Map(used.map(({ name }, at) => [name, rooms[at]!])),
      of: (row) => used.flatMap(({ trait }, at) => rooms[at]!.get(traitOf(past, row, trait)) ?? []),
    }
  })
}
