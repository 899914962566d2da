import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Moment } from '../../ui/Figures.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readPoolState } from '../contract.ts'
import classes from './Pool.module.css'
import { words } from './words.ts'

type State = ReplyOf<typeof readPoolState>

const ReleaseDialog = onDemand(
  async () => (await import('./ReleaseDialog.tsx')).ReleaseDialog,
  ({ opened }) => opened,
)

/** Whether and when a customer falls into the pool, and its comings and goings. */
export function PoolCard({ customerId, name }: { customerId: string; name: string }): ReactNode {
  const t = useWords(words)
  const navigate = useNavigate()
  const [isReleasing, setReleasing] = useState(false)
  const query = useRead(readPoolState, { params: { id: customerId } }, { follows: ['pool', 'activities', 'opportunities'] })
  const state = query.data
  if (!state)
    return (
      <Panel title={t('card')}>
        {query.error ? <ErrorPanel problem={query.error} retry={() => void query.refetch()} /> : <TextSkeleton lines={2} />}
      </Panel>
    )
  const closed = state.permissions.release?.sentence
  return (
    <Panel
      title={t('card')}
      actions={
        !state.isInPool && (
          <Button size="xs" variant="default" disabled={closed !== undefined} title={closed} onClick={() => setReleasing(true)}>
            {t('release')}
          </Button>
        )
      }
    >
      <div className={classes['stack']}>
        <Standing state={state} />
        <Events events={state.events} />
      </div>
      <ReleaseDialog
        opened={isReleasing}
        customerId={customerId}
        name={name}
        onClose={() => setReleasing(false)}
        onDone={() => void navigate({ to: '/pool' as never })}
      />
    </Panel>
  )
}

function Standing({ state: { isInPool, isOn, due, protection } }: { state: State }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (isInPool) return <StatusChip tone="risk1">{t('inPool')}</StatusChip>
  if (!isOn) return <p className={classes['hint']}>{t('isOff')}</p>
  if (protection) return <p className={classes['hint']}>{t(`spared.${protection}`)}</p>
  if (!due) return null
  if (due.daysLeft <= 0) return <p className={classes['near']}>{t('dueNow')}</p>
  const text = t(due.why === 'contact' ? 'dueIn' : 'dueProgressIn', { days: due.daysLeft, day: format.day(due.on) })
  return <p className={classes[due.isNear ? 'near' : 'hint']}>{text}</p>
}

function Events({ events }: { events: State['events'] }): ReactNode {
  const t = useWords(words)
  if (events.length === 0) return null
  return (
    <ol className={classes['events']}>
      {events.map(({ id, at, kind, why, days, by, from, to, reason }) => (
        <li key={id}>
          <Moment at={at} />{' '}
          {t(`event.${kind}`, {
            days: days ?? '',
            why: why ? t(`missing.${why}`) : '',
            by: by?.name ?? '',
            from: from?.name ?? '',
            to: to?.name ?? '',
            reason: reason ?? '',
          })}
        </li>
      ))}
    </ol>
  )
}
