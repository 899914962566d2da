import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { rememberCsrfToken } from '../../ui/api.ts'
import { FieldRow, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { useRead, useWrite } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { readSetup, setUp } from '../contract.ts'
import { passwordStrength } from '../password-strength.ts'
import { Entrance } from './Entrance.tsx'
import classes from './Entrance.module.css'
import { NewPassword } from './NewPassword.tsx'
import { currencyOptions, proposedRegion, timeZoneOptions } from './regional-options.ts'
import { words } from './words/entrance.ts'

/** The first page of a new system: the organisation and its administrator, with a password of the person's own. */
export function SetupPage(): ReactNode {
  const t = useWords(words)
  const setup = useRead(readSetup, {})
  if (setup.error) return <ErrorPanel problem={setup.error} retry={() => void setup.refetch()} />
  if (!setup.data) return <TextSkeleton />
  if (setup.data.done) {
    return (
      <Entrance title={t('setupDone')}>
        <EmptyState title={t('setupDoneHint')}>
          <Button component={Link} to="/sign-in">
            {t('toSignIn')}
          </Button>
        </EmptyState>
      </Entrance>
    )
  }
  return <SetupForm />
}

function SetupForm(): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const client = useQueryClient()
  const navigate = useNavigate()
  const zones = useMemo(() => timeZoneOptions(), [])
  const currencies = useMemo(() => currencyOptions(locale), [locale])
  const form = useFields(setUp.body, { organizationName: '', ...proposedRegion(), name: '', email: '', password: '' })
  const { organizationName, name, email, password } = form.values
  const known = [email, name, organizationName].filter((text): text is string => typeof text === 'string' && text !== '')
  const send = useWrite(setUp, {
    onProblem: form.refuse,
    onDone: ({ csrfToken }) => {
      rememberCsrfToken(csrfToken)
      client.clear()
      void navigate({ to: '/welcome', replace: true })
    },
  })
  const submit = form.submit((values) => {
    if (passwordStrength(values.password, known).level < 2) return form.form.getInputNode('password')?.focus()
    return send.mutateAsync({ body: { ...values, locale } })
  })
  return (
    <Entrance title={t('setupTitle')} intro={t('setupIntro')} wide>
      <form noValidate className={classes['form']} onSubmit={submit}>
        <h2 className={classes['section']}>{t('stepOrganization')}</h2>
        <TextField
          label={t('organizationName')}
          description={t('organizationNameHint')}
          required
          autoFocus
          autoComplete="organization"
          {...form.field('organizationName')}
        />
        <FieldRow>
          <SelectField label={t('timeZone')} data={zones} limit={100} {...form.field('timeZone')} />
          <SelectField label={t('currency')} data={currencies} {...form.field('currency')} />
        </FieldRow>
        <h2 className={classes['section']}>{t('stepAdministrator')}</h2>
        <FieldRow>
          <TextField label={t('name')} required autoComplete="name" {...form.field('name')} />
          <TextField label={t('email')} type="email" required autoComplete="username" {...form.field('email')} />
        </FieldRow>
        <NewPassword
          label={t('password')}
          value={password ?? ''}
          onChange={(next) => form.set({ password: next })}
          known={known}
          error={form.field('password').error}
        />
        <FormProblem problem={form.problem} />
        <Button type="submit" loading={form.isSending}>
          {t('createOrganization')}
        </Button>
      </form>
    </Entrance>
  )
}
