import { Button } from '@mantine/core'
import { IconLinkOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState, type FormEvent, type ReactNode } from 'react'
import { rememberCsrfToken } from '../../ui/api.ts'
import { FormProblem, PasswordField } from '../../ui/fields/Fields.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { acceptInvitation, readInvitation } from '../contract.ts'
import { passwordStrength } from '../password-strength.ts'
import { Entrance } from './Entrance.tsx'
import classes from './Entrance.module.css'
import { NewPassword } from './NewPassword.tsx'
import { words } from './words/entrance.ts'

/** What is behind an invitation link: choose a password (or prove the one of an existing account) and be in. */
export function InvitePage(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const invitation = useRead(readInvitation, { params: { token } }, { staleTime: Infinity })
  const [password, setPassword] = useState('')
  const join = useWrite(acceptInvitation, {
    onDone: ({ csrfToken }) => {
      rememberCsrfToken(csrfToken)
      client.clear()
      void navigate({ to: '/' })
    },
  })
  const { data, error } = invitation
  if (error && error.status >= 400 && error.status < 500) {
    return (
      <Entrance title={t('inviteInvalid')}>
        <EmptyState icon={<IconLinkOff size={28} stroke={1.5} />} title={t('inviteInvalidHint')}>
          <Button component={Link} to="/sign-in" variant="default">
            {t('toSignIn')}
          </Button>
        </EmptyState>
      </Entrance>
    )
  }
  if (error) return <ErrorPanel problem={error} retry={() => void invitation.refetch()} />
  if (!data) return <TextSkeleton />

  const { needsPassword, name, email, organizationName, expiresAt } = data
  const known = [name, email, organizationName]
  const isReady = needsPassword ? passwordStrength(password, known).level >= 2 : password !== ''
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isReady) join.mutate({ params: { token }, body: { password } })
  }
  return (
    <Entrance
      title={t('inviteTitle', { organization: organizationName })}
      intro={t(needsPassword ? 'inviteIntro' : 'inviteKnown', { name, email })}
    >
      <form noValidate className={classes['form']} onSubmit={submit}>
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        {needsPassword ? (
          <NewPassword label={t('password')} value={password} onChange={setPassword} known={known} />
        ) : (
          <PasswordField
            label={t('password')}
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        <FormProblem problem={join.error} />
        <Button type="submit" fullWidth loading={join.isPending} disabled={!isReady}>
          {t('join')}
        </Button>
        <p className={classes['hint']}>{t('inviteExpires', { until: format.moment(expiresAt) })}</p>
      </form>
    </Entrance>
  )
}
