import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Suspense, lazy, type ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import classes from './Shell.module.css'
import { words } from './words.ts'

// Menus need the positioning library; the frame is painted without waiting for it.
const TopMenus = lazy(() => import('./TopMenus.tsx').then(({ TopMenus }) => ({ default: TopMenus })))

const commandKey = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K'

export function TopBar({ onSearch }: { onSearch: () => void }): ReactNode {
  const t = useWords(words)
  return (
    <header className={classes['top']}>
      <Link to="/" className={classes['brand']!} aria-label="Sluice">
        <img src="/icon.svg" alt="" />
        <b>Sluice</b>
      </Link>
      <button type="button" className={classes['search']} aria-haspopup="dialog" onClick={onSearch}>
        <IconSearch size={16} aria-hidden="true" />
        <span>{t('searchAll')}</span>
        <kbd aria-hidden="true">{commandKey}</kbd>
      </button>
      <div className={classes['tools']}>
        <Suspense fallback={null}>
          <TopMenus />
        </Suspense>
      </div>
    </header>
  )
}
