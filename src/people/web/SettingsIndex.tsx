import { Navigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Page } from '../../ui/Page.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Settings.module.css'
import { SettingsList } from './SettingsPage.tsx'
import { words } from './words/settings.ts'

export function SettingsIndex(): ReactNode {
  const t = useWords(words)
  if (!usePhone()) return <Navigate to="/settings/account" replace />
  return (
    <Page title={t('settings')}>
      <div className={classes['index']}>
        <SettingsList />
      </div>
    </Page>
  )
}
