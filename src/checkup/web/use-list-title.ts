import { useCallback } from 'react'
import { useWords } from '../../ui/use-words.ts'
import type { CheckupReply } from '../contract.ts'
import type { CheckupView } from './checkup-view.ts'
import { words } from './words/overview.ts'

/** What the drawer of deals is called: the stage and what became of them there. */
export function useListTitle(reply: CheckupReply | undefined): (view: CheckupView) => string {
  const t = useWords(words)
  return useCallback(
    ({ outcome, stage, lacking }) =>
      outcome === undefined
        ? ''
        : [
            reply?.stages.find(({ key }) => key === stage)?.name,
            t(lacking === undefined ? `outcome.${outcome}` : `lacking.${lacking}`),
          ]
            .filter((one) => one !== undefined)
            .join(' · '),
    [reply, t],
  )
}
