import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import classes from './Forecast.module.css'
import { words } from './words/forecast.ts'

const views = [
  { to: '/forecast', key: 'forecast' },
  { to: '/forecast/round', key: 'round' },
  { to: '/forecast/track-record', key: 'record' },
] as const

/** Forecast, submission round, track record. */
export function Views(): ReactNode {
  const t = useWords(words)
  return (
    <nav className={classes['views']} aria-label={t('views')}>
      {views.map(({ to, key }) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          {t(`view.${key}`)}
        </Link>
      ))}
    </nav>
  )
}
