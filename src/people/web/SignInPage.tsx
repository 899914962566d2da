import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type ReactNode } from 'react'
import { rememberCsrfToken } from '../../ui/api.ts'
import { FormProblem, PasswordField, TextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { useWrite } from '../../ui/reading.ts'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { signIn } from '../contract.ts'
import { Entrance } from './Entrance.tsx'
import classes from './Entrance.module.css'
import { words } from './words/entrance.ts'

const viewAsked = { next: asked.text }

/** Only an address within this site is followed after signing in. */
const safeNext = (next: string | undefined): string => (next && /^\/(?![/\\])/.test(next) ? next : '/')

export function SignInPage(): ReactNode {
  const t = useWords(words)
  const router = useRouter()
  const client = useQueryClient()
  const [{ next }] = useUrl(viewAsked)
  const form = useFields(signIn.body, { email: '', password: '' })
  const send = useWrite(signIn, {
    onProblem: form.refuse,
    onDone: ({ csrfToken }) => {
      rememberCsrfToken(csrfToken)
      client.clear()
      router.history.push(safeNext(next))
    },
  })
  return (
    <Entrance title={t('signInTitle')} intro={next ? t('signInNext') : undefined}>
      <form noValidate className={classes['form']} onSubmit={form.submit((body) => send.mutateAsync({ body }))}>
        <TextField label={t('email')} type="email" autoComplete="username" required {...form.field('email')} />
        <PasswordField label={t('password')} autoComplete="current-password" required {...form.field('password')} />
        <FormProblem problem={form.problem} />
        <Button type="submit" fullWidth loading={form.isSending}>
          {t('signIn')}
        </Button>
        <p className={classes['hint']}>{t('forgotten')}</p>
      </form>
    </Entrance>
  )
}
