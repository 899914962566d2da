import type { ReactNode } from 'react'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { invalidReasons } from '../lead.ts'
import { words as leadWords } from '../words.ts'
import type { Lead } from './LeadsPage.tsx'
import { words } from './words.ts'

/** Where a lead stands; of an invalid one, why. */
export function LeadChip({ lead }: { lead: Pick<Lead, 'status' | 'invalidReason'> }): ReactNode {
  const t = useWords(words)
  const l = useWords(leadWords)
  if (lead.status !== 'invalid' || !lead.invalidReason)
    return (
      <StatusChip tone={lead.status === 'qualified' ? 'done' : lead.status === 'open' ? 'primary' : 'quiet'}>
        {l(`status.${lead.status}`)}
      </StatusChip>
    )
  const known = invalidReasons.find((reason) => reason === lead.invalidReason)
  return (
    <StatusChip tone="quiet">{t('invalidBecause', { reason: known ? l(`reason.${known}`) : lead.invalidReason })}</StatusChip>
  )
}
