import { Menu } from '@mantine/core'
import { IconLogout, IconSettings, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSignOut } from '../../people/web/use-sign-out.ts'
import { useSession } from '../../ui/session.ts'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Shell.module.css'
import { words } from './words.ts'

export function AccountMenu(): ReactNode {
  const t = useWords(words)
  const { name, roleName } = useSession()
  const phone = usePhone()
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <button type="button" className={classes['person']} aria-label={t('accountMenu', { name })}>
          <span className={classes['initial']} aria-hidden="true">
            {[...name][0]}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('accountMenu', { name })}>
        <div className={classes['menuHead']}>
          <p>{name}</p>
          <p>{roleName}</p>
        </div>
        <Menu.Item component={Link} to="/settings/account" leftSection={<IconUser size={16} />}>
          {t('account')}
        </Menu.Item>
        {phone && (
          <Menu.Item component={Link} to="/settings" leftSection={<IconSettings size={16} />}>
            {t('settings')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
