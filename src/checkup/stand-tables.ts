import { bucketAt, buckets, type Counting, passed, skipped } from '../funnel/standing.ts'
import type { Deals } from './deals.ts'

/** What the few hundred ways to stand mean at each stage: `[standing × stageCount + stage − 1]`, standings as numbered in `Deals`. */
export interface StandTables {
  /** Places in `buckets`. */
  bucket: Uint8Array
  /** Went further, by the counting rule. */
  passed: Uint8Array
  skipped: Uint8Array
  /** Lost or terminated there. */
  dead: Uint8Array
}

export function standTables({ standings, stageCount }: Deals, counting: Counting): StandTables {
  const size = standings.length * stageCount
  const tables = {
    bucket: new Uint8Array(size),
    passed: new Uint8Array(size),
    skipped: new Uint8Array(size),
    dead: new Uint8Array(size),
  }
  for (const [number, standing] of standings.entries())
    for (let stage = 1; stage <= stageCount; stage++) {
      const at = number * stageCount + stage - 1
      const bucket = bucketAt(standing, stage)
      tables.bucket[at] = buckets.indexOf(bucket)
      tables.dead[at] = Number(bucket === 'lost' || bucket === 'terminated')
      tables.passed[at] = Number(passed(standing, stage, counting, stageCount))
      tables.skipped[at] = Number(skipped(standing, stage))
    }
  return tables
}
