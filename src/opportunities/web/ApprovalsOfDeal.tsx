import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import { ApprovalCard } from './ApprovalCard.tsx'
import classes from './Approvals.module.css'
import type { Approval } from './use-approvals.ts'
import { words } from './words/approvals.ts'

/** What was asked about this deal, who decides, and how it came out. */
export function ApprovalsOfDeal({ approvals }: { approvals: readonly Approval[] }): ReactNode {
  const t = useWords(words)
  return (
    <section className={classes['ofDeal']} aria-label={t('ofDeal')}>
      <h3>{t('ofDeal')}</h3>
      {approvals.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} bare />
      ))}
    </section>
  )
}
