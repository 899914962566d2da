import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { listInvitations, revokeInvitation } from '../contract.ts'
import classes from './Surveys.module.css'
import { words } from './words.ts'

const tones = { open: 'primary', answered: 'done', expired: 'quiet', revoked: 'quiet' } as const

/** Who was asked, and how it stands with each link. */
export function Asked({ surveyId }: { surveyId: string }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const list = useList(listInvitations, { params: { id: surveyId }, query: { limit: 50 } })
  const revoke = useWrite(revokeInvitation, {
    touches: ['surveys'],
    onDone: () => notify.done(t('revoked')),
    onProblem: (problem) => notify.refused(problem),
  })
  return (
    <Panel title={t('sent')}>
      {list.error && <ErrorPanel problem={list.error} />}
      {list.items.length === 0 && !list.error && <p className={classes['hint']}>{t('nobodyAsked')}</p>}
      <ul className={classes['plain']}>
        {list.items.map(({ id, contact, customer, state, expiresAt, answeredAt, nps }) => (
          <li key={id}>
            <span>{contact.name}</span>
            <Link to="/customers/$id" params={{ id: customer.id }}>
              {customer.name}
            </Link>
            <StatusChip tone={tones[state]}>{t(`invitation.${state}`)}</StatusChip>
            {answeredAt && <span className={classes['hint']}>{format.ago(answeredAt)}</span>}
            {nps !== null && (
              <span>
                {t('nps')} {nps}
              </span>
            )}
            {state === 'open' && (
              <>
                <span className={classes['hint']}>
                  {t('until')} {format.moment(expiresAt)}
                </span>
                <Button size="compact-xs" variant="subtle" onClick={() => revoke.mutate({ params: { id } })}>
                  {t('revoke')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button size="xs" variant="default" onClick={() => void list.loadMore()}>
          {k('loadMore')}
        </Button>
      )}
    </Panel>
  )
}
