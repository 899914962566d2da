import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useRead } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { useSession } from '../../../ui/session.ts'
import { useWords } from '../../../ui/use-words.ts'
import { readRoundNow } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

/** Whether a round waits for the reader's figure; null while nothing does. */
export function useRoundToSubmit() {
  const { can } = useSession()
  const { data } = useRead(
    readRoundNow,
    {},
    { staleTime: 60_000, every: 300_000, enabled: can('opportunities.write') && can('reports.read') },
  )
  const round = data?.round
  return round && round.state !== 'locked' && data.mine.asked && !data.mine.submitted ? { round, ...data.mine } : null
}

/** Reminds who has not submitted: plainly while there is time, in amber once the organisation's reminder is due. */
export function RoundNotice(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const waiting = useRoundToSubmit()
  if (!waiting) return null
  const { round, reminded } = waiting
  const facts = { period: round.period, due: format.moment(round.dueAt, 'clock'), lock: format.moment(round.locksAt) }
  return (
    <div className={classes['notice']} data-soon={reminded || undefined} role="status">
      <span>{t(round.state === 'overdue' ? 'noticeOverdue' : reminded ? 'noticeSoon' : 'noticeOpen', facts)}</span>
      <Link to={'/forecast/round' as never}>{t('toRound')}</Link>
    </div>
  )
}
