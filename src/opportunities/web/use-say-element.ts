import { useQueryClient } from '@tanstack/react-query'
import { notify } from '../../ui/Notices.tsx'
import { keyOf, useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { readElements, setElement } from '../element-contract.ts'
import type { Element, Said } from './use-elements.ts'
import { words } from './words/elements.ts'

/** The same words again, to take a change back; null where what stood there cannot be said anew (evidence that came with an import). */
const asBefore = ({ state, answer, note, evidence, asOf }: Element): Said | null => {
  if (evidence && (evidence.kind === 'import' || evidence.id === null || evidence.archived)) return null
  if (state === 'confirmed' && !evidence) return null
  return {
    state,
    answer: answer?.key ?? null,
    note,
    evidence: evidence ? { kind: evidence.kind as 'activity', id: evidence.id! } : null,
    ...(asOf !== null && state !== 'unknown' && { asOf }),
  }
}

/** Saves what is said of an element, with undo in the notice. */
export function useSayElement(dealId: string): { say: (before: Element, said: Said) => void; isSaving: boolean } {
  const t = useWords(words)
  const client = useQueryClient()
  const { mutate, isPending } = useWrite(setElement, {
    touches: ['funnel'],
    onDone: (reply) => client.setQueryData(keyOf(readElements, { params: { id: dealId } }), reply),
    onProblem: (problem) => notify.refused(problem),
  })
  const say = (before: Element, said: Said): void =>
    mutate(
      { params: { id: dealId, key: before.key }, body: said },
      {
        onSuccess: (reply) => {
          const now = reply.elements.find(({ key }) => key === before.key)
          const back = asBefore(before)
          const state = now?.answer?.name ?? t(`state.${now?.state ?? 'unknown'}`)
          notify.done(
            t('saved', { name: before.name, state }),
            back ? { undo: () => mutate({ params: { id: dealId, key: before.key }, body: back }) } : {},
          )
        },
      },
    )
  return { say, isSaving: isPending }
}
