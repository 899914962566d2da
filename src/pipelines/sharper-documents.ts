import { isGroup, type Criterion } from './criteria.ts'
import type { PipelineFull } from './definition.ts'
import type { DocumentCategory } from './gate-fields.ts'

/**
 * What proves the same as these tasks of our templates. Before documents had categories for it, the templates asked for one of
 * category `other` beside the task; whoever made a pipeline from them then still does.
 */
const proofOf: Record<string, DocumentCategory> = {
  'first-payment': 'payment',
  deposit: 'payment',
  'award-notice': 'award-notice',
}

/** A gate that asks for any document at all where one of this category is meant. */
export interface VagueDocument {
  stageKey: string
  side: 'entry' | 'exit'
  category: DocumentCategory
}

/** Every gate that accepts a document of category `other` instead of one of the tasks that such a document proves. */
export const vagueDocuments = ({ stages }: Pick<PipelineFull, 'stages'>): VagueDocument[] =>
  stages.flatMap((stage) =>
    (['entry', 'exit'] as const).flatMap((side) =>
      stage[side].criteria.flatMap((criterion) => {
        const category = meantBy(criterion)
        return category ? [{ stageKey: stage.key, side, category }] : []
      }),
    ),
  )

/** The same pipeline, asking for what is meant. */
export const sharpenDocuments = <P extends Pick<PipelineFull, 'stages'>>(definition: P): P => ({
  ...definition,
  stages: definition.stages.map((stage) => ({
    ...stage,
    entry: { ...stage.entry, criteria: stage.entry.criteria.map(sharpened) },
    exit: { ...stage.exit, criteria: stage.exit.criteria.map(sharpened) },
  })),
})

const isOther = (one: Criterion): boolean => one.kind === 'document' && one.category === 'other'

function meantBy(criterion: Criterion): DocumentCategory | undefined {
  if (!isGroup(criterion) || criterion.kind !== 'any' || !criterion.of.some(isOther)) return undefined
  return criterion.of.flatMap((one) => (one.kind === 'task' ? (proofOf[one.key] ?? []) : []))[0]
}

function sharpened(criterion: Criterion): Criterion {
  const category = meantBy(criterion)
  if (!category || !isGroup(criterion)) return criterion
  return { ...criterion, of: criterion.of.map((one) => (one.kind === 'document' && isOther(one) ? { ...one, category } : one)) }
}
