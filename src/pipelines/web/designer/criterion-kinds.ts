import type { Criterion, FieldCriterion } from '../../criteria.ts'
import type { PipelineFull } from '../../definition.ts'
import { documentCategories, gateFields, type GateFieldKind } from '../../gate-fields.ts'

export const kinds = ['field', 'contacts', 'activities', 'element', 'task', 'document', 'approval', 'all', 'any'] as const
export type Kind = (typeof kinds)[number]
export type FieldTest = FieldCriterion['test']

/** A criterion of a kind as the picker first shows it. */
export const firstOf = (kind: Kind, definition: PipelineFull): Criterion => {
  switch (kind) {
    case 'field':
      return { kind, key: gateFields[0]!.key, test: 'set' }
    case 'contacts':
      return { kind, atLeast: 1 }
    case 'activities':
      return { kind, atLeast: 1, since: 'stage-entry' }
    case 'element':
      return { kind, key: definition.elements[0]?.key ?? '', atLeast: 'confirmed' }
    case 'task':
      return { kind, key: definition.stages.flatMap(({ tasks }) => tasks)[0]?.key ?? '' }
    case 'document':
      return { kind, category: documentCategories[0], atLeast: 1 }
    case 'approval':
      return { kind, of: 'stage' }
    case 'all':
    case 'any':
      return { kind, of: [] }
  }
}

/** How a field of a kind can be asked for. What refers to another record can only be there or not. */
export const testsOf = (kind: GateFieldKind | undefined): readonly FieldTest[] => {
  if (kind === 'reference' || kind === undefined) return ['set']
  if (kind === 'text' || kind === 'choice') return ['set', 'equals', 'one-of']
  return ['set', 'at-least', 'at-most', 'equals']
}

/** A criterion on another field or with another test; a value that would not fit is let go. */
export const asking = (key: string, test: FieldTest): FieldCriterion => {
  const allowed = testsOf(gateFields.find((field) => field.key === key)?.kind)
  return { kind: 'field', key, test: allowed.includes(test) ? test : 'set' }
}

/** Words between commas of any script. */
export const wordsIn = (text: string): string[] =>
  text
    .split(/[,，、;；\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** Whether a criterion says everything that it needs. */
export const isWhole = (criterion: Criterion): boolean => {
  if (criterion.kind === 'element' || criterion.kind === 'task') return criterion.key !== ''
  if (criterion.kind !== 'field' || criterion.test === 'set') return true
  const { value } = criterion
  return value !== undefined && value !== '' && (typeof value !== 'object' || value.length > 0)
}
