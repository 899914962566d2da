import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { FormProblem, PasswordField, TextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { localeOptions } from '../../ui/locale-names.ts'
import { notify } from '../../ui/Notices.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { usePreferences } from '../../ui/preferences.ts'
import { useRead, useWrite } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeMe, changePassword, readSession } from '../contract.ts'
import { passwordStrength } from '../password-strength.ts'
import type { Role } from '../roles.ts'
import { words as people } from '../words.ts'
import { NewPassword } from './NewPassword.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import classes from './Settings.module.css'
import { useAccountPreferences } from './use-account-preferences.ts'
import { words } from './words/account.ts'

/** What belongs to the person who looks: name, appearance, password, devices. */
export function AccountPage(): ReactNode {
  const t = useWords(words)
  const session = useRead(readSession, {})
  return (
    <Page title={t('account')} narrow>
      {session.error && <ErrorPanel problem={session.error} retry={() => void session.refetch()} />}
      {session.isPending && <TextSkeleton />}
      {session.data && (
        <>
          <ProfilePanel name={session.data.member.name} email={session.data.member.email} role={session.data.member.role} />
          <AppearancePanel />
          <PasswordPanel
            known={[session.data.member.name, session.data.member.email ?? '']}
            email={session.data.member.email ?? ''}
          />
          <SessionsPanel />
        </>
      )}
    </Page>
  )
}

function ProfilePanel({ name, email, role }: { name: string; email: string | null; role: Role }): ReactNode {
  const t = useWords(words)
  const p = useWords(people)
  const k = useWords(kit)
  const form = useFields(changeMe.body.pick({ name: true }), { name })
  const save = useWrite(changeMe, {
    touches: ['sessions', 'members'],
    onDone: () => notify.done(t('saved')),
    onProblem: form.refuse,
  })
  return (
    <Panel title={t('profile')}>
      <form noValidate className={classes['form']} onSubmit={form.submit((body) => save.mutateAsync({ body }))}>
        <TextField label={t('name')} required autoComplete="name" {...form.field('name')} />
        <TextField label={t('email')} value={email ?? ''} readOnly variant="filled" />
        <TextField label={t('role')} value={p(`role.${role}`)} readOnly variant="filled" />
        <FormProblem problem={form.problem} />
        <Button type="submit" variant="default" loading={form.isSending}>
          {k('save')}
        </Button>
      </form>
    </Panel>
  )
}

function AppearancePanel(): ReactNode {
  const t = useWords(words)
  const keep = useAccountPreferences()
  const { locale, theme, density, directionColours } = usePreferences()
  const up = directionColours === 'auto' ? (locale === 'en' ? 'green-up' : 'red-up') : directionColours
  return (
    <Panel title={t('appearance')}>
      <div className={classes['form']}>
        <ChoiceField
          label={t('languageChoice')}
          value={locale}
          onChange={(value) => keep({ locale: value })}
          options={localeOptions}
        />
        <ChoiceField
          label={t('theme')}
          value={theme}
          onChange={(value) => keep({ theme: value })}
          options={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(value) }))}
        />
        <ChoiceField
          label={t('density')}
          value={density}
          onChange={(value) => keep({ density: value })}
          options={(['compact', 'normal', 'wide'] as const).map((value) => ({ value, label: t(value) }))}
        />
        <ChoiceField
          label={t('directionColours')}
          description={t('directionColoursHint')}
          value={up}
          onChange={(value) => keep({ directionColours: value })}
          options={[
            { value: 'red-up', label: t('redUp') },
            { value: 'green-up', label: t('greenUp') },
          ]}
        />
      </div>
    </Panel>
  )
}

function PasswordPanel({ known, email }: { known: readonly string[]; email: string }): ReactNode {
  const t = useWords(words)
  const form = useFields(changePassword.body, { current: '', next: '' })
  const save = useWrite(changePassword, {
    touches: ['sessions'],
    onProblem: form.refuse,
    onDone: () => {
      form.reset()
      notify.done(t('passwordChanged'))
    },
  })
  const isReady = passwordStrength(form.values.next ?? '', known).level >= 2
  return (
    <Panel title={t('changePassword')}>
      <form noValidate className={classes['form']} onSubmit={form.submit((body) => isReady && save.mutateAsync({ body }))}>
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordField label={t('currentPassword')} required autoComplete="current-password" {...form.field('current')} />
        <NewPassword
          label={t('newPassword')}
          value={form.values.next ?? ''}
          onChange={(next) => form.set({ next })}
          known={known}
          error={form.field('next').error}
        />
        <FormProblem problem={form.problem} />
        <Button type="submit" variant="default" loading={form.isSending} disabled={!isReady}>
          {t('changePassword')}
        </Button>
      </form>
    </Panel>
  )
}
