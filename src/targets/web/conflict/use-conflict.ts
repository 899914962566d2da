import { useQueryClient } from '@tanstack/react-query'
import type { Problem } from '../../../ui/api.ts'
import { notify } from '../../../ui/Notices.tsx'
import { readAgain } from '../../../ui/reading.ts'
import { useSession } from '../../../ui/session.ts'
import { useWords } from '../../../ui/use-words.ts'
import { words } from './words.ts'

/**
 * What is said where somebody else was first: who, and a way to do the same to the plan as it is now. What was meant is never lost
 * and never written over a colleague's figures unseen.
 */
export const useConflict = () => {
  const t = useWords(words)
  const client = useQueryClient()
  const { memberId } = useSession()
  return ({ facts }: Problem, again: (version: number) => void): void => {
    void readAgain(client, ['targets', 'target'])
    const by = facts['by'] as { id: string; name: string } | undefined
    const version = Number(facts['version'])
    notify.info(by && by.id !== memberId ? t('conflictBy', { name: by.name }) : t('conflict'), {
      ...(Number.isInteger(version) && { action: { label: t('again'), run: () => again(version) } }),
    })
  }
}
