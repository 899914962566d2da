import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import type { View } from './funnel-view.ts'
import classes from './Movement.module.css'
import { words } from './words.ts'

/** From where deals went to what moved and back; filters and days go along. */
export function FunnelTabs({
  view,
}: {
  view: Pick<View, 'pipeline' | 'from' | 'last' | 'owner' | 'team' | 'source' | 'product' | 'region'>
}): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  if (!can('opportunities.read')) return null
  const { pipeline, from, last, owner, team, source, product, region } = view
  const search = { pipeline, from, last, owner, team, source, product, region } as never
  return (
    <nav className={classes['tabs']} aria-label={t('tabs')}>
      <Link to="/funnel" search={search} activeOptions={{ exact: true, includeSearch: false }}>
        {t('tabFunnel')}
      </Link>
      <Link to="/funnel/movement" search={search} activeOptions={{ exact: true, includeSearch: false }}>
        {t('tabMovement')}
      </Link>
      {can('reports.read') && (
        <Link to="/checkup" search={search}>
          {t('tabCheckup')}
        </Link>
      )}
      {can('reports.read') && (
        <Link to="/gates" search={{ pipeline } as never}>
          {t('tabGates')}
        </Link>
      )}
    </nav>
  )
}
