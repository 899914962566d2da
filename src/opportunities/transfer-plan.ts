import { likeliestStage } from './likeliest-stage.ts'

interface Deal {
  id: string
  probability: number
  pipeline: { id: string; name: string }
  stage: { key: string; name: string; position: number }
}
interface Stage {
  key: string
  probability: number
}

/** A stage from which deals go into another pipeline. */
export interface Source {
  /** Of pipeline and stage: two pipelines may call their stages by the same key. */
  id: string
  pipeline: { id: string; name: string }
  key: string
  name: string
  ids: string[]
  /** Chance of a deal there, 0-1. */
  probability: number
}

/** The stages that the deals stand in, by pipeline and in their order. Deals that are in the target pipeline already stay out. */
export function sourcesOf(deals: readonly Deal[], targetId: string): Source[] {
  const found = new Map<string, Source & { position: number }>()
  for (const { id, probability, pipeline, stage } of deals) {
    if (pipeline.id === targetId) continue
    const of = `${pipeline.id}/${stage.key}`
    const there = found.get(of)
    if (there) there.ids.push(id)
    else found.set(of, { id: of, pipeline, key: stage.key, name: stage.name, position: stage.position, ids: [id], probability })
  }
  const pipelines = [...new Set([...found.values()].map(({ pipeline }) => pipeline.id))]
  return [...found.values()]
    .toSorted((a, b) => pipelines.indexOf(a.pipeline.id) - pipelines.indexOf(b.pipeline.id) || a.position - b.position)
    .map(({ position: _, ...source }) => source)
}

/** Where each source goes: as chosen, else into the stage whose chance is nearest below its own. */
export const mappedTo = (
  sources: readonly Source[],
  stages: readonly Stage[],
  chosen: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    sources.map(({ id, probability }) => {
      const asked = chosen[id]
      const isThere = stages.some(({ key }) => key === asked)
      return [id, (isThere ? asked : likeliestStage(stages, probability)?.key) ?? '']
    }),
  )

/** What is asked of the server in one go: deals of one pipeline with the mapping of its stages. */
export interface Batch {
  ids: string[]
  mapping: Record<string, string>
}

/** Portions of at most `size` deals, so that it can be said how far it is and stopped in between. */
export function batchesOf(sources: readonly Source[], mapping: Readonly<Record<string, string>>, size: number): Batch[] {
  const batches: Batch[] = []
  for (const pipelineId of new Set(sources.map(({ pipeline }) => pipeline.id))) {
    const own = sources.filter(({ pipeline }) => pipeline.id === pipelineId)
    const ids = own.flatMap((source) => source.ids)
    const its = Object.fromEntries(own.map(({ id, key }) => [key, mapping[id] ?? '']))
    for (let at = 0; at < ids.length; at += size) batches.push({ ids: ids.slice(at, at + size), mapping: its })
  }
  return batches
}

interface Refused {
  problem: { title: string; missing?: readonly { label: string }[] | undefined } | null
}

/** What refuses how many, most frequent first: each thing that is missing, or the refusal itself where nothing is. */
export function whatRefuses(refused: readonly Refused[]): { what: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { problem } of refused) {
    const labels = problem?.missing?.map(({ label }) => label) ?? []
    for (const what of new Set(labels.length > 0 ? labels : [problem?.title ?? ''])) counts.set(what, (counts.get(what) ?? 0) + 1)
  }
  return [...counts].map(([what, count]) => ({ what, count })).toSorted((a, b) => b.count - a.count)
}
