import { IconLogout, IconSettings, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSignOut } from '../../people/web/use-sign-out.ts'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Shell.module.css'
import { words } from './words.ts'

/** Who is signed in, the way to one's settings, and out. */
export function AccountMenu({ onDone }: { onDone: () => void }): ReactNode {
  const t = useWords(words)
  const { name, roleName } = useSession()
  const signOut = useSignOut()
  return (
    <>
      <div className={classes['menuHead']}>
        <p>{name}</p>
        <p>{roleName}</p>
      </div>
      <Link to="/settings/account" className={classes['link']!} onClick={onDone}>
        <IconUser size={17} stroke={1.6} aria-hidden="true" />
        {t('account')}
      </Link>
      <Link to="/settings" className={classes['link']!} onClick={onDone}>
        <IconSettings size={17} stroke={1.6} aria-hidden="true" />
        {t('settings')}
      </Link>
      <button type="button" className={classes['link']} onClick={signOut}>
        <IconLogout size={17} stroke={1.6} aria-hidden="true" />
        {t('signOut')}
      </button>
    </>
  )
}
