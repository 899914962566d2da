import { IconChevronRight } from '@tabler/icons-react'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import { useSettingsPlaces } from './settings-places.ts'
import classes from './Settings.module.css'
import { words } from './words/settings.ts'

/** The settings with their own list at the left; the phone shows list and page one after the other. */
export function SettingsPage(): ReactNode {
  const t = useWords(words)
  return (
    <div className={classes['frame']}>
      <aside className={classes['side']} aria-label={t('settings')}>
        <p className={classes['sideTitle']}>{t('settings')}</p>
        <SettingsList />
      </aside>
      <div className={classes['content']}>
        <Outlet />
      </div>
    </div>
  )
}

export function SettingsList(): ReactNode {
  const t = useWords(words)
  const places = useSettingsPlaces()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  return (
    <nav aria-label={t('settings')}>
      <ul>
        {places.map(({ to, word, icon: Icon }) => (
          <li key={to}>
            <Link to={to} className={classes['item']!} {...(path === to && { 'aria-current': 'page' as const })}>
              <Icon size={17} stroke={1.6} aria-hidden="true" />
              <span>
                {t(word)}
                <span className={classes['itemHint']}>{t(`${word}Hint`)}</span>
              </span>
              <IconChevronRight size={18} className={classes['chevron']!} aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
