import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useRead } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { listPlans } from '../contract.ts'
import classes from './Plans.module.css'
import { words } from './notice-words.ts'

/** Reminds of plans whose review is late, and a supervisor of reviews that wait to be signed. */
export function PlanNotice(): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const { data } = useRead(
    listPlans,
    { query: { limit: 1, due: 'true' } },
    { staleTime: 60_000, enabled: can('customers.write') },
  )
  if (!data) return null
  const { reviewLate, unsigned } = data.counts
  return (
    <>
      {reviewLate > 0 && (
        <div className={classes['notice']} role="status">
          <span>{t('notice', { count: reviewLate })}</span>
          <Link to={'/account-plans' as never} search={{ due: 'true' } as never}>
            {t('toPlans')}
          </Link>
        </div>
      )}
      {unsigned > 0 && can('records.assign') && (
        <div className={classes['notice']} role="status">
          <span>{t('noticeUnsigned', { count: unsigned })}</span>
          <Link to={'/account-plans' as never} search={{ unsigned: 'true' } as never}>
            {t('toPlans')}
          </Link>
        </div>
      )}
    </>
  )
}
