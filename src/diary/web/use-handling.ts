import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { handleAction } from '../action-contract.ts'
import { words } from './words/actions.ts'

/** Says what became of an action, with a way back. */
export function useHandling() {
  const t = useWords(words)
  const write = useWrite(handleAction, { onProblem: (problem) => notify.refused(problem) })
  const send = (key: string, what: 'done' | 'skipped' | 'taken-back' | 'worked' | 'failed', reason = ''): void =>
    write.mutate({ body: { key, what, reason } })
  return {
    isPending: write.isPending,
    say: send,
    handle: (key: string, name: string, what: 'done' | 'skipped', reason = '') =>
      write.mutate(
        { body: { key, what, reason } },
        {
          onSuccess: () =>
            notify.done(t(what === 'done' ? 'markedDone' : 'markedSkipped', { name }), { undo: () => send(key, 'taken-back') }),
        },
      ),
  }
}
