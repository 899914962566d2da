import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, type ReactNode } from 'react'
import { prefer, usePreferences } from '../../ui/preferences.ts'
import { useWords } from '../../ui/use-words.ts'
import { usePlaces, type Place } from './navigation.ts'
import classes from './Shell.module.css'
import { words } from './words.ts'

export const Waiting = lazy(async () => ({ default: (await import('./Waiting.tsx')).Waiting }))

/** Pages that are reached from another and stand under it. */
const under: Record<string, string> = { '/gates': '/funnel' }

export const isWithin = (path: string, to: string): boolean => {
  const place = under[path] ?? path
  return to === '/' ? place === '/' : place === to || place.startsWith(`${to}/`)
}

export function Navigation(): ReactNode {
  const t = useWords(words)
  const { navigation } = usePreferences()
  const narrow = navigation === 'narrow'
  const places = usePlaces()
  const fold = narrow ? t('unfold') : t('fold')
  return (
    <nav className={classes['nav']} aria-label={t('navigation')}>
      <ul>
        {places
          .filter(({ foot }) => !foot)
          .map((place) => (
            <PlaceLink key={place.to} place={place} narrow={narrow} />
          ))}
      </ul>
      <ul>
        {places
          .filter(({ foot }) => foot)
          .map((place) => (
            <PlaceLink key={place.to} place={place} narrow={narrow} />
          ))}
        <li>
          <button
            type="button"
            className={classes['link']}
            aria-label={narrow ? fold : undefined}
            title={narrow ? fold : undefined}
            onClick={() => prefer({ navigation: narrow ? 'wide' : 'narrow' })}
          >
            {narrow ? (
              <IconLayoutSidebarLeftExpand size={18} stroke={1.6} />
            ) : (
              <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} />
            )}
            {!narrow && fold}
          </button>
        </li>
      </ul>
    </nav>
  )
}

function PlaceLink({ place, narrow }: { place: Place; narrow: boolean }): ReactNode {
  const t = useWords(words)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const active = isWithin(path, place.to)
  const label = t(place.word)
  return (
    <li>
      <Link
        to={place.to}
        className={classes['link']!}
        data-active={active || undefined}
        {...(narrow && { 'aria-label': label, title: label })}
        {...(active && { 'aria-current': 'page' as const })}
      >
        <place.icon size={18} stroke={1.6} aria-hidden="true" />
        {!narrow && label}
        {place.waiting && (
          <Suspense fallback={null}>
            <Waiting of={place.waiting} />
          </Suspense>
        )}
      </Link>
    </li>
  )
}
