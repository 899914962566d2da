import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { confirm } from '../../ui/asking.ts'
import { Ago, Moment } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { endSession, listSessions } from '../contract.ts'
import { deviceName } from './device.ts'
import classes from './Settings.module.css'
import { words } from './words/account.ts'

/** Where I am signed in, and the way to end it there. */
export function SessionsPanel(): ReactNode {
  const t = useWords(words)
  const sessions = useRead(listSessions, {})
  const end = useWrite(endSession, {
    onDone: () => notify.done(t('sessionEnded')),
    onProblem: (problem) => notify.refused(problem),
  })
  const ask = async (id: string): Promise<void> => {
    if (await confirm({ title: t('endSession'), body: t('endSessionBody'), action: t('endSession'), danger: true }))
      end.mutate({ params: { id } })
  }
  return (
    <Panel title={t('sessions')} flush>
      {sessions.isPending && <TextSkeleton lines={2} />}
      {sessions.error && <ErrorPanel problem={sessions.error} retry={() => void sessions.refetch()} />}
      <ul className={classes['rows']}>
        {sessions.data?.items.map(({ id, name, createdAt, lastUsedAt, current }) => (
          <li key={id}>
            <div className={classes['rowMain']}>
              <p className={classes['rowTitle']}>{deviceName(name) ?? t('unknownDevice')}</p>
              <p className={classes['hint']}>
                {t('signedInAt')} <Moment at={createdAt} /> · {t('lastUsed')} <Ago at={lastUsedAt ?? createdAt} />
              </p>
            </div>
            {current ? (
              <StatusChip tone="primary">{t('thisSession')}</StatusChip>
            ) : (
              <Button size="xs" variant="default" onClick={() => void ask(id)}>
                {t('endSession')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
