import type { ReactNode } from 'react'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { words } from './words.ts'

/** Whether somebody has submitted, late or in time, or is still missing. */
export function NodeState({ node }: { node: { asked: boolean; submission: { late: boolean } | null } }): ReactNode {
  const t = useWords(words)
  if (node.submission)
    return node.submission.late ? (
      <StatusChip tone="risk1">{t('status.late')}</StatusChip>
    ) : (
      <StatusChip tone="done">{t('status.submitted')}</StatusChip>
    )
  return node.asked ? (
    <StatusChip tone="risk2">{t('status.missing')}</StatusChip>
  ) : (
    <StatusChip tone="quiet">{t('status.none')}</StatusChip>
  )
}
