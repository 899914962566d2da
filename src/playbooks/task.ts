/** How a task stands: done means that a result is written; overdue that its day has passed without one. */
export const taskStates = ['open', 'overdue', 'done', 'cancelled'] as const
export type TaskState = (typeof taskStates)[number]

/** Made by a stage that was entered, or written by a person. */
export type TaskKind = 'stage' | 'own'

interface Standing {
  done: boolean
  cancelled: boolean
  /** YYYY-MM-DD; null without a day. */
  dueOn: string | null
}

/** `today` is a day in the organisation's zone. A task that is due today is not overdue. Done outlives cancelled. */
export function stateOf({ done, cancelled, dueOn }: Standing, today: string): TaskState {
  if (done) return 'done'
  if (cancelled) return 'cancelled'
  return dueOn !== null && dueOn < today ? 'overdue' : 'open'
}

/** Tasks by state, the needless ones counted in the total: a lost deal with two of five done shows two of five. */
export function countStates(states: readonly TaskState[]): {
  total: number
  done: number
  overdue: number
  cancelled: number
} {
  const count = (state: TaskState): number => states.filter((one) => one === state).length
  return { total: states.length, done: count('done'), overdue: count('overdue'), cancelled: count('cancelled') }
}

/**
 * The number of the stay in the present stage: that of its first visit, so that a hold or a loss taken back in the same
 * stage goes on with the tasks of before, and a return from another stage begins anew. 0 without a visit.
 */
export function stayOf(visits: readonly { stageId: string }[]): number {
  const present = visits[visits.length - 1]?.stageId
  const before = visits.findLastIndex(({ stageId }) => stageId !== present)
  return present === undefined ? 0 : before + 2
}

/** One text under every language: what a person wrote is not translated. */
export const inAllLanguages = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
