import { Menu } from '@mantine/core'
import { IconDots, IconPencilPlus } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { Fragment, Suspense, type ReactNode } from 'react'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { isWithin, Waiting } from './Navigation.tsx'
import { grouped, groupWord, usePlaces, type Place } from './navigation.ts'
import classes from './Shell.module.css'
import { words } from './words.ts'

/** The phone's bar at the bottom: up to four places and all others behind “more”. */
export function PhoneTabs(): ReactNode {
  const t = useWords(words)
  const places = usePlaces()
  const { can } = useSession()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const tabs = places.filter(({ tab }) => tab)
  const others = places.filter(({ tab }) => !tab)
  return (
    <nav className={classes['tabs']} aria-label={t('navigation')}>
      {tabs.slice(0, 2).map((place) => (
        <Tab key={place.to} place={place} path={path} />
      ))}
      {can('activities.write') && (
        <Link
          to="."
          search={((now: Record<string, unknown>) => ({ ...now, log: 'new' })) as never}
          className={classes['tab']!}
          activeProps={{}}
        >
          <IconPencilPlus size={21} stroke={1.6} aria-hidden="true" />
          {t('log')}
        </Link>
      )}
      {tabs.slice(2).map((place) => (
        <Tab key={place.to} place={place} path={path} />
      ))}
      {others.length > 0 && (
        <Menu position="top-end" width={200}>
          <Menu.Target>
            <button
              type="button"
              className={classes['tab']}
              data-active={others.some(({ to }) => isWithin(path, to)) || undefined}
            >
              <IconDots size={21} stroke={1.6} aria-hidden="true" />
              {t('more')}
              {others.some(({ waiting }) => waiting) && (
                <Suspense fallback={null}>
                  <Waiting of="to-decide" />
                </Suspense>
              )}
            </button>
          </Menu.Target>
          <Menu.Dropdown className={classes['places']!}>
            {grouped(others).map(({ group, places: these }) => (
              <Fragment key={group ?? 'first'}>
                {group && <Menu.Label>{t(groupWord[group])}</Menu.Label>}
                {these.map(({ to, word, icon: Icon, waiting }) => (
                  <Menu.Item key={to} component={Link} to={to} leftSection={<Icon size={18} stroke={1.6} />} mih={44}>
                    {t(word)}{' '}
                    {waiting && (
                      <Suspense fallback={null}>
                        <Waiting of={waiting} />
                      </Suspense>
                    )}
                  </Menu.Item>
                ))}
              </Fragment>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  )
}

function Tab({ place: { to, word, icon: Icon }, path }: { place: Place; path: string }): ReactNode {
  const t = useWords(words)
  return (
    <Link
      to={to}
      className={classes['tab']!}
      data-active={isWithin(path, to) || undefined}
      {...(isWithin(path, to) && { 'aria-current': 'page' as const })}
    >
      <Icon size={21} stroke={1.6} aria-hidden="true" />
      {t(word)}
    </Link>
  )
}
