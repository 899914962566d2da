import { locales, type Locale } from '../../../platform/words.ts'
import { isGroup, type Criterion } from '../../criteria.ts'
import { emptyPlaybook, type PipelineFull, type StageFull, type StageTask } from '../../definition.ts'
import { openGate, type Gate } from '../../gate.ts'
import { outcomes, type Named } from '../../stage.ts'

/** What people do to a pipeline while they design it. Every function gives a new definition; the former one stays as it was. */

export const nothingSaid: Named = { 'zh-CN': '', 'zh-TW': '', en: '' }

/** A text with one language changed; the others follow while they still say the same, or nothing. */
export const said = (before: Named, locale: Locale, text: string): Named => {
  const next = { ...before, [locale]: text }
  for (const other of locales)
    if (other !== locale && (before[other] === before[locale] || before[other] === '')) next[other] = text
  return next
}

/** The list with one entry at another place. */
export const movedTo = <T>(list: readonly T[], from: number, to: number): T[] => {
  const next = [...list]
  const [one] = next.splice(from, 1)
  if (one !== undefined) next.splice(Math.max(0, Math.min(next.length, to)), 0, one)
  return next
}
/** The list with one entry changed. */
export const changedAt = <T>(list: readonly T[], index: number, part: Partial<T>): T[] =>
  list.map((one, at) => (at === index ? { ...one, ...part } : one))
export const withoutAt = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index)

/** A key for something named in any language: letters and digits of the name, or a numbered word where it has none. */
export const keyFrom = (name: string, fallback: string, taken: readonly string[]): string => {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '')
  const base = plain === '' ? fallback : plain
  if (plain !== '' && !taken.includes(base)) return base
  for (let number = 2; ; number++) if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`
}

export const taskKeysOf = ({ stages }: Pick<PipelineFull, 'stages'>): string[] =>
  stages.flatMap(({ tasks }) => tasks.map(({ key }) => key))

/** A blank stage at the end, its chance between the last one's and certainty. */
export const addStage = (definition: PipelineFull, name: Named): PipelineFull => {
  const last = definition.stages.at(-1)
  const stage: StageFull = {
    id: null,
    key: keyFrom(
      name.en,
      'stage',
      definition.stages.map(({ key }) => key),
    ),
    phase: last?.phase ?? 'lead',
    name,
    customerLooks: nothingSaid,
    probability: last ? Math.min(0.99, Math.round((last.probability + 1) * 50) / 100) : 0.1,
    expectedDays: null,
    warningDays: null,
    criticalDays: null,
    entry: openGate,
    exit: openGate,
    tasks: [],
    playbook: emptyPlaybook,
    outcomes: [...outcomes],
    lossReasons: null,
  }
  return { ...definition, stages: [...definition.stages, stage] }
}

/** The same stage once more, behind it: a stage of its own, with tasks of its own, its gates asking for those. */
export const duplicateStage = (definition: PipelineFull, index: number, nameOf: (name: string) => string): PipelineFull => {
  const source = definition.stages[index]
  if (!source) return definition
  const taken = taskKeysOf(definition)
  const renamed = new Map<string, string>()
  const tasks = source.tasks.map((task): StageTask => {
    const key = keyFrom(task.key, 'task', taken)
    taken.push(key)
    renamed.set(task.key, key)
    return { ...task, key }
  })
  const key = keyFrom(
    source.key,
    'stage',
    definition.stages.map((stage) => stage.key),
  )
  const name = { 'zh-CN': nameOf(source.name['zh-CN']), 'zh-TW': nameOf(source.name['zh-TW']), en: nameOf(source.name.en) }
  const copy: StageFull = {
    ...source,
    id: null,
    key,
    name,
    tasks,
    entry: askingFor(source.entry, renamed),
    exit: askingFor(source.exit, renamed),
  }
  const elements = definition.elements.map((element) => {
    const weight = element.weights[source.key]
    return weight === undefined ? element : { ...element, weights: { ...element.weights, [key]: weight } }
  })
  return {
    ...definition,
    elements,
    stages: [...definition.stages.slice(0, index + 1), copy, ...definition.stages.slice(index + 1)],
  }
}

const askingFor = (gate: Gate, renamed: ReadonlyMap<string, string>): Gate => {
  const one = (criterion: Criterion): Criterion => {
    if (isGroup(criterion)) return { ...criterion, of: criterion.of.map(one) }
    return criterion.kind === 'task' ? { ...criterion, key: renamed.get(criterion.key) ?? criterion.key } : criterion
  }
  return { ...gate, criteria: gate.criteria.map(one) }
}

/** Without one stage; no element is due at it or weighs there any more. The last stage stays. */
export const removeStage = (definition: PipelineFull, index: number): PipelineFull => {
  const stage = definition.stages[index]
  if (!stage || definition.stages.length === 1) return definition
  const elements = definition.elements.map((element) => {
    const { [stage.key]: _, ...weights } = element.weights
    return { ...element, weights, dueStage: element.dueStage === stage.key ? null : element.dueStage }
  })
  return { ...definition, elements, stages: withoutAt(definition.stages, index) }
}

/** A removed stage comes back to its place with what elements said about it; what was done meanwhile stays. */
export const putBackStage = (definition: PipelineFull, former: PipelineFull, index: number): PipelineFull => {
  const stage = former.stages[index]
  if (!stage || definition.stages.some(({ key }) => key === stage.key)) return definition
  const elements = definition.elements.map((element) => {
    const before = former.elements.find(({ key }) => key === element.key)
    if (!before) return element
    const weight = before.weights[stage.key]
    return {
      ...element,
      dueStage: before.dueStage === stage.key && element.dueStage === null ? stage.key : element.dueStage,
      weights: weight === undefined ? element.weights : { ...element.weights, [stage.key]: weight },
    }
  })
  return {
    ...definition,
    elements,
    stages: [...definition.stages.slice(0, index), stage, ...definition.stages.slice(index)],
  }
}

/** A stage that was never published gets another key; elements that name it follow. */
export const renameStage = (definition: PipelineFull, index: number, key: string): PipelineFull => {
  const former = definition.stages[index]?.key
  if (former === undefined || former === key) return definition
  const isShared = definition.stages.some((stage, at) => at !== index && stage.key === former)
  const elements = definition.elements.map((element) => {
    if (isShared) return element
    const { [former]: weight, ...weights } = element.weights
    return {
      ...element,
      dueStage: element.dueStage === former ? key : element.dueStage,
      weights: weight === undefined ? weights : { ...weights, [key]: weight },
    }
  })
  return { ...definition, elements, stages: changedAt(definition.stages, index, { key }) }
}

/** The draft on top of a version that somebody else published: stages that are gone there count as new again. */
export const onTopOf = (draft: PipelineFull, published: PipelineFull): PipelineFull => {
  const known = new Set(published.stages.map(({ id }) => id))
  return { ...draft, stages: draft.stages.map((stage) => (known.has(stage.id) ? stage : { ...stage, id: null })) }
}
