import { Button } from '@mantine/core'
import { IconNotes } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Moment } from '../../ui/Figures.tsx'
import { useList } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { listActivities } from '../contract.ts'
import classes from './Activity.module.css'
import { ActivityMarks, KindName, peopleOf } from './ActivityMarks.tsx'
import { ActivityPeek } from './ActivityPeek.tsx'
import { DealLink, NextStep } from './ActivityView.tsx'
import { LogButton } from './LogButton.tsx'
import { words } from './words.ts'

type Activity = ReplyOf<typeof listActivities>['items'][number]

interface ActivityTimelineProps {
  customerId?: string
  opportunityId?: string
  leadId?: string
  /** Without heading and button: the page has them. */
  bare?: boolean
  /** With its heading, without the button. */
  readOnly?: boolean
}

/** What happened with a customer, a deal or a lead, newest first, and the button that adds to it. Put into pages by apps/pages.tsx. */
export function ActivityTimeline({
  customerId,
  opportunityId,
  leadId,
  bare = false,
  readOnly = false,
}: ActivityTimelineProps): ReactNode {
  const t = useWords(words)
  const [open, setOpen] = useState<string>()
  const about = opportunityId ? `opportunity:${opportunityId}` : leadId ? `lead:${leadId}` : `customer:${customerId ?? ''}`
  const list = useList(listActivities, {
    query: {
      limit: 20,
      ...(opportunityId ? { opportunity: opportunityId } : leadId ? { lead: leadId } : { customer: customerId }),
    },
  })
  return (
    <div>
      {!bare && (
        <div className={classes['head']}>
          <strong>{t('title')}</strong>
          {!readOnly && <LogButton about={about} />}
        </div>
      )}
      {list.isPending ? (
        <TextSkeleton lines={6} />
      ) : list.error && list.items.length === 0 ? (
        <ErrorPanel problem={list.error} retry={list.refetch} />
      ) : list.items.length === 0 ? (
        <EmptyState icon={<IconNotes size={28} stroke={1.5} />} title={t('timelineEmpty')} hint={t('timelineEmptyHint')} />
      ) : (
        <ol className={classes['timeline']}>
          {list.items.map((activity) => (
            <TimelineItem
              key={activity.id}
              activity={activity}
              showDeal={opportunityId === undefined}
              onOpen={() => setOpen(activity.id)}
            />
          ))}
        </ol>
      )}
      {list.hasMore && (
        <Button variant="default" size="xs" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('moreActivities')}
        </Button>
      )}
      <ActivityPeek id={open} ids={list.items.map(({ id }) => id)} onWalk={setOpen} onClose={() => setOpen(undefined)} />
    </div>
  )
}

interface TimelineItemProps {
  activity: Activity
  showDeal: boolean
  onOpen: () => void
}

function TimelineItem({ activity, showDeal, onOpen }: TimelineItemProps): ReactNode {
  const t = useWords(words)
  const people = peopleOf(activity)
  return (
    <li className={classes['item']}>
      <div className={classes['line']}>
        <KindName kind={activity.kind} />
        <Moment at={activity.happenedAt} />
        <span className={classes['quiet']}>{activity.owner.name}</span>
        <ActivityMarks {...activity} />
      </div>
      {(people || (showDeal && activity.opportunity)) && (
        <div className={classes['line']}>
          {people && <span className={classes['quiet']}>{people}</span>}
          {showDeal && activity.opportunity && <DealLink deal={activity.opportunity} />}
        </div>
      )}
      <div className={classes['clamp']}>{activity.content}</div>
      {activity.result && (
        <div className={classes['clamp']}>
          <span className={classes['label']}>{t('result')}</span>
          {activity.result}
        </div>
      )}
      <NextStep activity={activity} />
      <div>
        <button type="button" className={classes['open']} onClick={onOpen}>
          {t('open')}
        </button>
      </div>
    </li>
  )
}
