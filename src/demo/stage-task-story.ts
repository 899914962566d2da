import type { StageFull, StageTask } from '../pipelines/definition.ts'
import type { DiarySetting } from './diary.ts'
import type { Stay } from './passages.ts'
import { dayAt, workdaysAfter } from './season.ts'

export interface DemoTask {
  id: string
  task: StageTask
  stageId: string
  visit: number
  madeAt: number
  dueOn: string
  doneAt: number | null
  cancelledAt: number | null
}

/** The tasks of a stay: those that a gate asked for were done in time, most others too. Where not all are kept, only those asked for. */
export function tasksOf(
  stay: Stay,
  stage: StageFull | undefined,
  done: ReadonlyMap<string, number>,
  isKept: boolean,
  isOpen: boolean,
  { now, timeZone, random, idAt }: DiarySetting,
): DemoTask[] {
  const stageId = stage?.id
  if (!stage || !stageId) return []
  const day = dayAt(stay.from, timeZone)
  const left = stay.to ?? (isOpen ? null : now)
  const until = left ?? now
  return stage.tasks.flatMap((task): DemoTask[] => {
    const asked = done.get(task.key)
    const isAsked = asked !== undefined && asked >= stay.from && asked <= Math.max(until, now)
    if (!isKept && !isAsked) return []
    const dueOn = workdaysAfter(day, task.dueDays)
    const isDone = random.chance(left !== null ? 0.88 : dueOn < dayAt(now, timeZone) ? 0.72 : 0.25)
    const sometime = stay.from + Math.floor((until - stay.from) * (0.15 + 0.8 * random.share()))
    const doneAt = isAsked ? asked : isDone ? sometime : null
    const cancelledAt = doneAt === null && left !== null ? left : null
    return [{ id: idAt(stay.from), task, stageId, visit: stay.visit, madeAt: stay.from, dueOn, doneAt, cancelledAt }]
  })
}
