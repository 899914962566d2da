import { deepestCriterion, depthOf, leavesOf, type Criterion } from './criteria.ts'
import { mostStages, type PipelineFull } from './definition.ts'
import { gateField } from './gate-fields.ts'

/** Something about a definition that keeps it from being published; `path` leads to it, as in `stages.2.exit`. */
export interface Flaw {
  code:
    | 'key-twice'
    | 'warning-after-critical'
    | 'unknown-field'
    | 'unknown-element'
    | 'unknown-task'
    | 'unknown-stage'
    | 'field-needs-value'
    | 'criteria-too-deep'
    | 'empty-group'
    | 'no-way-to-end'
    | 'too-many-stages'
  path: string
  key: string
}

/** All flaws of a pipeline at once; empty when it can be published. */
export function flawsOf(definition: Pick<PipelineFull, 'stages' | 'elements'>): Flaw[] {
  const { stages, elements } = definition
  const stageKeys = new Set(stages.map(({ key }) => key))
  const elementKeys = new Set(elements.map(({ key }) => key))
  const taskKeys = new Set(stages.flatMap(({ tasks }) => tasks.map(({ key }) => key)))
  const flaws: Flaw[] = [
    ...twice(stages, 'stages'),
    ...twice(elements, 'elements'),
    ...twice(
      stages.flatMap(({ tasks }) => tasks),
      'tasks',
    ),
  ]
  if (stages.length > mostStages) flaws.push({ code: 'too-many-stages', path: 'stages', key: String(mostStages) })
  for (const [index, stage] of stages.entries()) {
    const path = `stages.${index}`
    if (stage.warningDays !== null && stage.criticalDays !== null && stage.warningDays > stage.criticalDays)
      flaws.push({ code: 'warning-after-critical', path, key: stage.key })
    for (const side of ['entry', 'exit'] as const) {
      const { criteria } = stage[side]
      const at = `${path}.${side}`
      if (depthOf(criteria) > deepestCriterion) flaws.push({ code: 'criteria-too-deep', path: at, key: stage.key })
      if (hasEmptyGroup(criteria)) flaws.push({ code: 'empty-group', path: at, key: stage.key })
      for (const criterion of leavesOf(criteria)) {
        if (criterion.kind === 'field' && !gateField(criterion.key))
          flaws.push({ code: 'unknown-field', path: at, key: criterion.key })
        if (criterion.kind === 'field' && criterion.test !== 'set' && isEmpty(criterion.value))
          flaws.push({ code: 'field-needs-value', path: at, key: criterion.key })
        if (criterion.kind === 'element' && !elementKeys.has(criterion.key))
          flaws.push({ code: 'unknown-element', path: at, key: criterion.key })
        if (criterion.kind === 'task' && !taskKeys.has(criterion.key))
          flaws.push({ code: 'unknown-task', path: at, key: criterion.key })
      }
    }
  }
  if (stages.every(({ outcomes }) => !outcomes.includes('won') && !outcomes.includes('lost')))
    flaws.push({ code: 'no-way-to-end', path: 'stages', key: '' })
  for (const [index, element] of elements.entries()) {
    const path = `elements.${index}`
    if (element.dueStage !== null && !stageKeys.has(element.dueStage))
      flaws.push({ code: 'unknown-stage', path, key: element.dueStage })
    const foreign = Object.keys(element.weights).find((stage) => !stageKeys.has(stage))
    if (foreign !== undefined) flaws.push({ code: 'unknown-stage', path, key: foreign })
    flaws.push(...twice(element.answers ?? [], `${path}.answers`))
  }
  return flaws
}

const isEmpty = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

const hasEmptyGroup = (criteria: readonly Criterion[]): boolean =>
  criteria.some(
    (criterion) => 'of' in criterion && Array.isArray(criterion.of) && (criterion.of.length === 0 || hasEmptyGroup(criterion.of)),
  )

const twice = (list: readonly { key: string }[], path: string): Flaw[] => {
  const seen = new Set<string>()
  return list.flatMap(({ key }) => (seen.size === seen.add(key).size ? [{ code: 'key-twice' as const, path, key }] : []))
}
