import type { ReactNode } from 'react'
import { DayNotice } from '../../ui/DayNotice.tsx'
import { useRead } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { listPlans } from '../contract.ts'
import { words } from './notice-words.ts'

/** Reminds of plans whose review is late, and a supervisor of reviews that wait to be signed. */
export function PlanNotice(): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const { data } = useRead(
    listPlans,
    { query: { limit: 1, due: 'true' } },
    { staleTime: 60_000, follows: ['account-plans'], enabled: can('customers.write') },
  )
  if (!data) return null
  const { reviewLate, unsigned } = data.counts
  const way = { to: '/account-plans', go: t('toPlans') }
  return (
    <>
      {reviewLate > 0 && (
        <DayNotice tone="late" search={{ due: 'true' }} {...way}>
          {t('notice', { count: reviewLate })}
        </DayNotice>
      )}
      {unsigned > 0 && can('records.assign') && (
        <DayNotice tone="late" search={{ unsigned: 'true' }} {...way}>
          {t('noticeUnsigned', { count: unsigned })}
        </DayNotice>
      )}
    </>
  )
}
