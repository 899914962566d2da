import type { ReactNode } from 'react'
import { DayNotice } from '../../ui/DayNotice.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { readLateAccounts } from '../contract.ts'
import { words } from './notice-words.ts'

const kinds = ['contact', 'answer', 'role', 'review'] as const

/** Alerts of key accounts that do not get in time what their tier is owed, by what is late: one's own, and those of whom one leads. */
export function OwedNotice(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { can } = useSession()
  const { data } = useRead(
    readLateAccounts,
    {},
    { staleTime: 60_000, follows: ['operating', 'tasks', 'activities'], enabled: can('customers.write') },
  )
  if (!data || data.accounts === 0) return null
  const what = kinds.filter((kind) => data.late[kind] > 0).map((kind) => t(kind, { count: format.count(data.late[kind]) }))
  return (
    <DayNotice tone="late" to="/key-accounts" search={{ owed: 'late' }} go={t('go')}>
      {t('notice', { count: format.count(data.accounts), what: what.join(t('comma')) })}
    </DayNotice>
  )
}
