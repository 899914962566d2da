import { IconPencilPlus, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { AddressButton } from '../../ui/AddressButton.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Shell.module.css'
import { TopMenus } from './TopMenus.tsx'
import { words } from './words.ts'

const commandKey = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K'

export function TopBar({ onSearch }: { onSearch: () => void }): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
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
      {can('activities.write') && (
        <AddressButton set={{ log: 'new' }} variant="light" visibleFrom="sm" leftSection={<IconPencilPlus size={15} />}>
          {t('log')}
        </AddressButton>
      )}
      <TopMenus />
    </header>
  )
}
