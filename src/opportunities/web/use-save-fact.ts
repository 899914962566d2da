import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { z } from 'zod'
import { asProblem, type Problem } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { readAgain, useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { changeOpportunity } from '../contract.ts'
import type { Card } from './board-model.ts'
import { touchedByMoves } from './use-moves.ts'
import { words } from './words.ts'

type Change = z.input<typeof changeOpportunity.body>

/**
 * Saves one fact of a deal on the version that was seen, with undo. When somebody has changed it meanwhile, the refusal comes
 * back, the record is read again, and a second Enter saves on the new version.
 */
export const useSaveFact = (): ((deal: Card, change: Change, before: Change, label: string) => Promise<Problem | undefined>) => {
  const t = useWords(words)
  const client = useQueryClient()
  const { mutateAsync } = useWrite(changeOpportunity, { touches: touchedByMoves })
  return useCallback(
    async (deal, change, before, label) => {
      try {
        const changed = await mutateAsync({ params: { id: deal.id }, body: change, ifMatch: deal.version })
        notify.done(t('factSaved', { fact: label, name: deal.name }), {
          undo: async () => {
            try {
              await mutateAsync({ params: { id: deal.id }, body: before, ifMatch: changed.version })
            } catch (error) {
              notify.refused(asProblem(error))
            }
          },
        })
        return undefined
      } catch (error) {
        const problem = asProblem(error)
        if (problem.status === 412) await readAgain(client, ['opportunities'])
        return problem
      }
    },
    [mutateAsync, client, t],
  )
}
