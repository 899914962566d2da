import { Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, lazy, useEffect, useRef, useState, type ReactNode } from 'react'
import { QuickLogHost } from '../../activities/web/QuickLogHost.tsx'
import { useKeys } from '../../ui/keys.ts'
import { usePreferences } from '../../ui/preferences.ts'
import { Boundary, OfflineBanner } from '../../ui/States.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { Navigation } from './Navigation.tsx'
import { PaletteHost } from './PaletteHost.tsx'
import classes from './Shell.module.css'
import { TopBar } from './TopBar.tsx'
import { words } from './words.ts'

const PhoneTabs = lazy(() => import('./PhoneTabs.tsx').then(({ PhoneTabs }) => ({ default: PhoneTabs })))

/** The frame of every page for who is signed in: navigation, top bar, palette, the page itself. */
export function Shell(): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const { navigation } = usePreferences()
  const [palette, setPalette] = useState(false)
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  // Until a page's code has come there is nothing of it: said of the frame, which is there at once.
  const isLoading = useRouterState({ select: ({ status }) => status === 'pending' })
  const former = useRef(path)
  useKeys({ 'mod+k': () => setPalette((open) => !open) })

  // A new page takes the focus, so that keyboard and screen reader start where the eye does; a changed filter does not.
  useEffect(() => {
    if (former.current === path) return
    former.current = path
    main.current?.focus({ preventScroll: true })
    main.current?.scrollTo({ top: 0 })
  }, [path])

  return (
    <div className={classes['shell']} data-navigation={navigation}>
      <a className={classes['skip']} href="#main" onClick={() => main.current?.focus()}>
        {t('skip')}
      </a>
      <TopBar onSearch={() => setPalette(true)} />
      {!phone && <Navigation />}
      <main ref={main} id="main" tabIndex={-1} className={classes['main']} aria-busy={isLoading || undefined}>
        <OfflineBanner />
        <div className={classes['page']}>
          <Boundary resetKey={path}>
            <Outlet />
          </Boundary>
        </div>
      </main>
      {phone && (
        <Suspense fallback={null}>
          <PhoneTabs />
        </Suspense>
      )}
      <QuickLogHost />
      <PaletteHost opened={palette} onClose={() => setPalette(false)} />
    </div>
  )
}
