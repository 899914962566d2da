import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useRead } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { readChores } from '../chore-contract.ts'
import classes from './Capacity.module.css'
import { words } from './words.ts'

/** Asks who sells, once a week, what the chores took. */
export function ChoreNotice(): ReactNode {
  const t = useWords(words)
  const { role, can } = useSession()
  const own = useRead(readChores, {}, { staleTime: 300_000, enabled: role === 'rep' && can('reports.read') })
  if (!own.data?.due) return null
  return (
    <div className={classes['choreNotice']} role="status">
      <span>{t('choresNotice')}</span>
      <Link to={'/capacity' as never}>{t('choresGo')}</Link>
    </div>
  )
}
