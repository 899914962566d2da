import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listActivities } from '../../activities/contract.ts'
import { words as activityWords } from '../../activities/words.ts'
import { Moment } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Today.module.css'
import { words } from './words.ts'

interface DoneTodayProps {
  day: string
  owner: { owner?: string[] }
  isTeam: boolean
}

/** The newest; whoever wants all of a team's day finds it among the activities. */
const atFirst = 10

/** What was recorded of today, with what it was for. */
export function DoneToday({ day, owner, isTeam }: DoneTodayProps): ReactNode {
  const t = useWords(words)
  const a = useWords(activityWords)
  const list = useList(listActivities, {
    query: { limit: atFirst, from: day, to: day, ...(owner.owner && { owner: owner.owner.join(',') }) },
  })
  return (
    <Panel
      title={t('todayDone')}
      flush
      actions={
        list.items.length > 0 && (
          <Link
            to="/activities"
            search={{ from: day, to: day, ...(owner.owner?.length === 1 && { owner: owner.owner[0] }) } as never}
          >
            {t('showAll')}
          </Link>
        )
      }
    >
      {list.isPending ? (
        <TextSkeleton lines={4} />
      ) : list.error && list.items.length === 0 ? (
        <ErrorPanel problem={list.error} retry={list.refetch} />
      ) : list.items.length === 0 ? (
        <EmptyState title={t('nothingDone')} hint={t('nothingDoneHint')} />
      ) : (
        <ul className={classes['list']}>
          {list.items.map((activity) => (
            <li key={activity.id} className={classes['row']}>
              <span className={classes['clock']}>
                <Moment at={activity.happenedAt} style="clock" />
              </span>
              <div className={classes['what']}>
                <span className={classes['title']}>
                  <Link to="/activities" search={{ peek: activity.id } as never}>
                    {activity.customer?.name ?? activity.lead?.name}
                  </Link>
                </span>
                <span className={classes['quiet']}>
                  {[a(`kind.${activity.kind}`), activity.purpose ?? activity.content, isTeam ? activity.owner.name : null]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </div>
              {activity.late && <StatusChip tone="risk1">{t('late')}</StatusChip>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
