import type { PipelineFull } from '../../definition.ts'

/** The parts that the designer shows; the last two are of the pipeline, the others of one stage. */
export const stageParts = ['basics', 'entry', 'exit', 'tasks', 'playbook'] as const
export const parts = [...stageParts, 'elements', 'win'] as const
export type StagePart = (typeof stageParts)[number]
export type Part = (typeof parts)[number]

/** Where in the designer something is mended. */
export interface Place {
  part: Part
  stage?: string
}

/** Where a path such as `stages.2.exit` or `elements.0` leads. */
export const placeOf = (path: string, definition: PipelineFull): Place => {
  const [first, number, ...rest] = path.split('.')
  if (first === 'elements') return { part: 'elements' }
  if (first === 'winGate') return { part: 'win' }
  if (first === 'tasks') {
    const twice = stageWithTaskTwice(definition)
    return twice === undefined ? { part: 'tasks' } : { part: 'tasks', stage: twice }
  }
  const stage = definition.stages[Number(number)]
  const inside = rest[0] as StagePart
  const part = stageParts.includes(inside) ? inside : 'basics'
  return stage ? { part, stage: stage.key } : { part: 'basics' }
}

const stageWithTaskTwice = ({ stages }: PipelineFull): string | undefined => {
  const seen = new Set<string>()
  return stages.find(({ tasks }) => tasks.some(({ key }) => seen.size === seen.add(key).size))?.key
}
