import type { RowRead } from '../row-reader.ts'
import { meaningOf, type StageMeaning } from '../stage-words.ts'
import { warn, type Run } from './run.ts'

const cache = new WeakMap<Run, Map<string, StageMeaning>>()

/** What the stage and outcome cells of a row mean in the run's pipeline; words that nobody knows are warned of and left out. */
export function meaningsOf(run: Run, { values }: RowRead): StageMeaning[] {
  const known = cache.get(run) ?? new Map<string, StageMeaning>()
  cache.set(run, known)
  return (['stage', 'outcome'] as const).flatMap((field) => {
    const word = values[field] as string | null | undefined
    if (!word) return []
    const meaning = known.get(word) ?? meaningOf(word, run.pipeline.stages)
    known.set(word, meaning)
    if (meaning.kind === 'unknown') warn(run, 'stage-unknown', field, word)
    return meaning.kind === 'unknown' ? [] : [meaning]
  })
}
