import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { confirm } from '../../ui/asking.ts'
import { notify } from '../../ui/Notices.tsx'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { archiveActivity, readActivity, restoreActivity } from '../contract.ts'
import { ActivityView, type ActivityDetail } from './ActivityView.tsx'
import { useAskToLog } from './use-log.ts'
import { words } from './words.ts'

interface ActivityPeekProps {
  id: string | undefined
  ids?: readonly string[]
  onWalk?: (id: string) => void
  onClose: () => void
}

/** One activity beside its list, with correcting and archiving. */
export function ActivityPeek({ id, ids = [], onWalk, onClose }: ActivityPeekProps): ReactNode {
  const t = useWords(words)
  const query = useRead(readActivity, { params: { id: id ?? '' } }, { enabled: id !== undefined, follows: ['audit'] })
  const activity = query.data?.id === id ? query.data : undefined
  return (
    <PeekDrawer
      id={id}
      ids={ids}
      {...(onWalk && { onWalk })}
      onClose={onClose}
      title={activity?.customer?.name ?? activity?.lead?.name ?? t('title')}
      footer={activity && <Actions activity={activity} onGone={onClose} />}
    >
      {activity ? (
        <ActivityView activity={activity} />
      ) : query.error ? (
        <ErrorPanel problem={query.error} retry={() => void query.refetch()} />
      ) : (
        <TextSkeleton lines={8} />
      )}
    </PeekDrawer>
  )
}

function Actions({ activity, onGone }: { activity: ActivityDetail; onGone: () => void }): ReactNode {
  const t = useWords(words)
  const ask = useAskToLog()
  const touches = ['customers', 'opportunities', 'leads', 'day-lists']
  const onProblem = notify.refused
  const params = { id: activity.id }
  const restore = useWrite(restoreActivity, { touches, onProblem, onDone: () => notify.done(t('restored')) })
  const archive = useWrite(archiveActivity, {
    touches,
    onProblem,
    onDone: () => {
      onGone()
      notify.done(t('archived'), { undo: () => restore.mutate({ params }) })
    },
  })
  const { correct } = activity.permissions
  const archiveAfterAsking = async (): Promise<void> => {
    if (await confirm({ title: t('archiveTitle'), body: t('archiveBody'), action: t('archive'), danger: true }))
      archive.mutate({ params })
  }
  return activity.archived ? (
    <Button size="sm" disabled={correct !== null} title={correct?.sentence} onClick={() => restore.mutate({ params })}>
      {t('restore')}
    </Button>
  ) : (
    <>
      <Button
        size="sm"
        variant="default"
        disabled={correct !== null}
        title={correct?.sentence}
        onClick={() => void archiveAfterAsking()}
      >
        {t('archive')}
      </Button>
      <Button size="sm" disabled={correct !== null} title={correct?.sentence} onClick={() => ask(`activity:${activity.id}`)}>
        {t('correct')}
      </Button>
    </>
  )
}
