import { Button } from '@mantine/core'
import { IconArrowLeft, IconCalendarOff, IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readUpkeepToday } from '../contract.ts'
import { TodayRow } from './TodayRow.tsx'
import classes from './Upkeep.module.css'
import { words } from './words.ts'

export type TodayReply = ReplyOf<typeof readUpkeepToday>

/** Whom one person is to contact today, with minutes and reason; what does not fit is said below. */
export function TodayList({ owner, onBack }: { owner: string | undefined; onBack?: (() => void) | undefined }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const read = useRead(
    readUpkeepToday,
    { query: owner ? { owner } : {} },
    { follows: ['activities', 'customers', 'upkeep'], keep: true },
  )
  const today = read.data
  if (!today)
    return (
      <Panel title={t('today')}>
        {read.error ? <ErrorPanel problem={read.error} retry={() => void read.refetch()} /> : <TextSkeleton lines={6} />}
      </Panel>
    )
  const done = today.items.filter(({ isContacted }) => isContacted).length
  const minutes = today.items.reduce((sum, one) => sum + one.minutes, 0)
  return (
    <Panel
      title={today.isOwn ? t('today') : `${t('today')} · ${today.member.name}`}
      flush
      actions={
        onBack && (
          <Button size="compact-xs" variant="subtle" leftSection={<IconArrowLeft size={14} />} onClick={onBack}>
            {t('team')}
          </Button>
        )
      }
    >
      {today.items.length === 0 ? (
        today.isWorkingDay ? (
          <EmptyState icon={<IconCircleCheck size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')} />
        ) : (
          <EmptyState
            icon={<IconCalendarOff size={28} stroke={1.5} />}
            title={t('freeDay')}
            hint={t('freeDayHint', { day: format.day(today.nextWorkingDay) })}
          />
        )
      ) : (
        <>
          <p className={classes['note']}>
            {t('summary', { count: today.items.length, minutes: format.count(minutes), budget: today.minutesADay })} ·{' '}
            {t('doneOf', { done, all: today.items.length })}
          </p>
          <ul className={classes['list']}>
            {today.items.map((item) => (
              <TodayRow key={item.customer.id} item={item} today={today} />
            ))}
          </ul>
        </>
      )}
      {today.customers > 0 && <p className={classes['note']}>{t('waiting', { due: today.due, late: today.late })}</p>}
    </Panel>
  )
}
