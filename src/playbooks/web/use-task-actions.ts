import type { ReplyOf } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { archiveTask, completeTask, restoreTask, undoCompletion, type readTask } from '../contract.ts'
import { words } from './words.ts'

export type Task = ReplyOf<typeof readTask>

/** What shows tasks or counts them. */
export const touchedByTasks = ['tasks', 'task-progress', 'opportunities', 'today']

export interface TaskActions {
  complete: (task: Task, result: string, onDone: () => void) => void
  undo: (task: Task) => void
  archive: (task: Task) => void
  restore: (task: Task) => void
  isSending: boolean
}

/** Done, not done after all, away and back again; each with its undo. */
export function useTaskActions(): TaskActions {
  const t = useWords(words)
  const options = { touches: touchedByTasks, onProblem: notify.refused }
  const completing = useWrite(completeTask, options)
  const undoing = useWrite(undoCompletion, options)
  const archiving = useWrite(archiveTask, options)
  const restoring = useWrite(restoreTask, options)
  const undo = ({ id, title }: Task): void =>
    undoing.mutate({ params: { id } }, { onSuccess: () => notify.done(t('undone', { title })) })
  const restore = ({ id, title }: Task): void =>
    restoring.mutate({ params: { id } }, { onSuccess: () => notify.done(t('restored', { title })) })
  return {
    undo,
    restore,
    complete: (task, result, onDone) =>
      completing.mutate(
        { params: { id: task.id }, body: { result } },
        {
          onSuccess: () => {
            onDone()
            notify.done(t('completed', { title: task.title }), { undo: () => undo(task) })
          },
        },
      ),
    archive: (task) =>
      archiving.mutate(
        { params: { id: task.id } },
        { onSuccess: () => notify.done(t('archived', { title: task.title }), { undo: () => restore(task) }) },
      ),
    isSending: completing.isPending || undoing.isPending,
  }
}
