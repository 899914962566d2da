import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { readPoolWarnings } from '../contract.ts'
import classes from './Pool.module.css'
import { words } from './words.ts'

const shown = 8

/** Which customers are about to fall into the pool: one's own, and those of the team for who leads one. */
export function PoolNotice(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { can, role } = useSession()
  const scope = role === 'supervisor' ? ('team' as const) : ('mine' as const)
  const warnings = useRead(
    readPoolWarnings,
    { query: { scope } },
    { staleTime: 300_000, follows: ['pool', 'activities'], enabled: can('customers.write') },
  )
  const { all = 0, items = [] } = warnings.data ?? {}
  if (all === 0) return null
  return (
    <div className={classes['notice']} role="status">
      <strong>{t('notice', { count: format.count(all) })}</strong>
      <ul>
        {items.slice(0, shown).map(({ customer, owner, daysLeft }) => (
          <li key={customer.id}>
            <Link to="/customers/$id" params={{ id: customer.id }}>
              {customer.name}
            </Link>
            <span>{daysLeft === 0 ? t('noticeToday') : t('noticeRow', { days: daysLeft })}</span>
            {scope === 'team' && <span className={classes['hint']}>{owner.name}</span>}
          </li>
        ))}
        {all > shown && <li className={classes['hint']}>{t('noticeMore', { count: format.count(all - shown) })}</li>}
      </ul>
    </div>
  )
}
