import {
  IconChevronDown,
  IconChevronRight,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
} from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useId, type ReactNode } from 'react'
import { prefer, usePreferences } from '../../ui/preferences.ts'
import { useWords } from '../../ui/use-words.ts'
import { grouped, groupWord, usePlaces, type Place, type PlaceGroup } from './navigation.ts'
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
      <div className={classes['groups']}>
        {grouped(places.filter(({ foot }) => !foot)).map((it) =>
          it.group === undefined ? (
            <ul key="first">
              {it.places.map((place) => (
                <PlaceLink key={place.to} place={place} narrow={narrow} />
              ))}
            </ul>
          ) : (
            <PlaceGroupList key={it.group} group={it.group} places={it.places} narrow={narrow} />
          ),
        )}
      </div>
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

/** A heading and its places. Folded, the place one is at still shows, and a number that waits stands beside the heading. */
function PlaceGroupList(props: { group: PlaceGroup; places: readonly Place[]; narrow: boolean }): ReactNode {
  const { group, places, narrow } = props
  const t = useWords(words)
  const id = useId()
  const { folded } = usePreferences()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const isOpen = narrow || !folded.includes(group)
  const shown = isOpen ? places : places.filter(({ to }) => isWithin(path, to))
  const waiting = isOpen ? undefined : places.find((place) => place.waiting && !shown.includes(place))?.waiting
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <section className={classes['group']} aria-label={t(groupWord[group])}>
      {!narrow && (
        <button
          type="button"
          className={classes['heading']}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => prefer({ folded: isOpen ? [...folded, group] : folded.filter((one) => one !== group) })}
        >
          {t(groupWord[group])}
          {waiting && (
            <Suspense fallback={null}>
              <Waiting of={waiting} />
            </Suspense>
          )}
          <Chevron size={14} stroke={1.8} aria-hidden="true" />
        </button>
      )}
      <ul id={id}>
        {shown.map((place) => (
          <PlaceLink key={place.to} place={place} narrow={narrow} />
        ))}
      </ul>
    </section>
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
