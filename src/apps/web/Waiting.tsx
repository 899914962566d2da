import type { ReactNode } from 'react'
import { useRoundToSubmit } from '../../forecast/web/rounds/RoundNotice.tsx'
import { useToDecide, waitingCount } from '../../opportunities/web/use-approvals.ts'
import { usePlansToDecide } from '../../targets/web/decisions/use-plan-decisions.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Shell.module.css'
import { words } from './words.ts'

/** What waits for the reader's word: questions to decide, or the forecast to be submitted. */
export function Waiting({ of }: { of: 'to-decide' | 'to-submit' }): ReactNode {
  return of === 'to-decide' ? <ToDecide /> : <ToSubmit />
}

const ToDecide = (): ReactNode => <Mark count={waitingCount(useToDecide(), usePlansToDecide())} />
const ToSubmit = (): ReactNode => <Mark count={useRoundToSubmit() ? '1' : null} />

function Mark({ count: waiting }: { count: string | null }): ReactNode {
  const t = useWords(words)
  return (
    waiting && (
      <span className={classes['waiting']}>
        {waiting} <span className={classes['aside']}>{t('waiting')}</span>
      </span>
    )
  )
}
