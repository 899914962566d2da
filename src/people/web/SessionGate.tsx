import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { call, rememberCsrfToken } from '../../ui/api.ts'
import { say } from '../../platform/words.ts'
import { localeNames } from '../../ui/locale-names.ts'
import { followNews } from '../../ui/news.ts'
import { notify } from '../../ui/Notices.tsx'
import { useRead } from '../../ui/reading.ts'
import { RegionalProvider } from '../../ui/Regional.tsx'
import { SessionContext, type Session } from '../../ui/session.ts'
import { ErrorPanel } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readSession, readSetup } from '../contract.ts'
import { words as people } from '../words.ts'
import classes from './Entrance.module.css'
import { putOnAccountPreferences, useAccountPreferences } from './use-account-preferences.ts'

/** Lets in who is signed in and tells everything below who that is; others go to the sign-in page, and on a new system to the first-run page. */
export function SessionGate({ children }: { children: ReactNode }): ReactNode {
  const p = useWords(people)
  const client = useQueryClient()
  const navigate = useNavigate()
  const { data, error, refetch } = useRead(readSession, {}, { staleTime: 60_000 })
  const greeted = useRef('')
  const keep = useAccountPreferences()

  useEffect(() => {
    if (!data) return
    rememberCsrfToken(data.csrfToken ?? undefined)
    if (greeted.current === data.member.id) return
    greeted.current = data.member.id
    const back = { label: localeNames[data.locale], run: () => keep({ locale: data.locale }) }
    putOnAccountPreferences(data, (chosen) =>
      notify.info(say(chosen, people, 'languageChosen', { account: localeNames[data.locale] }), { action: back }),
    )
  }, [data, keep])

  useEffect(() => {
    if (error?.status !== 401) return
    rememberCsrfToken(undefined)
    const { pathname, search } = window.location
    const next = pathname === '/' ? undefined : pathname + search
    void call(readSetup, {})
      .then(({ done }) => done)
      .catch(() => true)
      .then((done) =>
        navigate(done ? { to: '/sign-in', search: { next } as never, replace: true } : { to: '/setup', replace: true }),
      )
  }, [error, navigate])

  const memberId = data?.member.id
  useEffect(() => (memberId === undefined ? undefined : followNews(client)), [client, memberId])

  const session = useMemo<Session | undefined>(() => {
    if (!data) return undefined
    const abilities = new Set<string>(data.abilities)
    const { id, name, role } = data.member
    return { memberId: id, name, role, roleName: p(`role.${role}`), can: (ability) => abilities.has(ability) }
  }, [data, p])

  if (session && data && error?.status !== 401) {
    return (
      <SessionContext value={session}>
        <RegionalProvider timeZone={data.organization.timeZone} currency={data.organization.currency}>
          {children}
        </RegionalProvider>
      </SessionContext>
    )
  }
  if (error && error.status !== 401) {
    return (
      <div className={classes['centre']}>
        <ErrorPanel problem={error} retry={() => void refetch()} />
      </div>
    )
  }
  return <div className={classes['centre']} aria-busy="true" />
}
