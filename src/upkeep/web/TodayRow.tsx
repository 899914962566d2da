import { Button } from '@mantine/core'
import { IconPencilPlus, IconPhone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { AddressButton } from '../../ui/AddressButton.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { meanToContact } from '../contract.ts'
import type { Reason } from '../day-list.ts'
import type { TodayReply } from './TodayList.tsx'
import classes from './Upkeep.module.css'
import { words } from './words.ts'

const pressing: readonly Reason[] = ['overlooked', 'late', 'complaint-answered', 'contract-end']
const weekAfter = (day: string): string => new Date(Date.parse(day) + 7 * 86_400_000).toISOString().slice(0, 10)

/** One customer of the day's list: why, how long it takes, and the one press that logs the contact or plans it for later. */
export function TodayRow({ item, today }: { item: TodayReply['items'][number]; today: TodayReply }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { can } = useSession()
  const { customer, reason, eventOn, daysSince, cadence, minutes, phone, isContacted, meantFor } = item
  const mean = useWrite(meanToContact, { touches: ['upkeep'], onProblem: (problem) => notify.refused(problem) })
  const planFor = (day: string | null): void =>
    mean.mutate(
      { params: { id: customer.id }, body: { meantFor: day } },
      { onSuccess: () => notify.done(day ? t('planned', { day: format.day(day) }) : t('takenBack'), { undo: () => planFor(meantFor) }) }, // prettier-ignore
    )
  return (
    <li className={classes['row']} data-done={isContacted || undefined}>
      <div className={classes['what']}>
        <span className={classes['line']}>
          <StatusChip tone={pressing.includes(reason) ? 'risk1' : 'primary'}>{t(`reason.${reason}`)}</StatusChip>
          <Link to="/customers/$id" params={{ id: customer.id }}>
            {customer.name}
          </Link>
          {isContacted && <StatusChip tone="done">{t('contacted')}</StatusChip>}
          {meantFor !== null && meantFor > today.day && <StatusChip>{t('planned', { day: format.day(meantFor) })}</StatusChip>}
        </span>
        <span>
          {t('why', { days: daysSince, cadence: format.count(Math.round(cadence)) })}
          {eventOn && reason !== 'meant' && ` · ${format.day(eventOn)}`}
        </span>
        <span className={classes['hint']}>
          {item.isJudged ? t('grade', { grade: item.grade }) : t('unjudged')} · {t('minutes', { count: minutes })}
        </span>
      </div>
      {today.isOwn && can('activities.write') && !isContacted && (
        <div className={classes['side']}>
          {phone && (
            <Button component="a" href={`tel:${phone}`} size="compact-xs" variant="default" leftSection={<IconPhone size={14} />}>
              {t('call')}
            </Button>
          )}
          <AddressButton
            set={{ log: `customer:${customer.id}` }}
            size="compact-xs"
            variant="light"
            leftSection={<IconPencilPlus size={14} />}
          >
            {t('log')}
          </AddressButton>
          <RowActions
            label={t('postpone')}
            of={customer.name}
            actions={[
              { key: 'tomorrow', label: `${t('tomorrow')} · ${format.day(today.nextWorkingDay)}`, run: () => planFor(today.nextWorkingDay) }, // prettier-ignore
              { key: 'week', label: t('nextWeek'), run: () => planFor(weekAfter(today.day)) },
              ...(meantFor === null ? [] : [{ key: 'back', label: t('takeBack'), run: () => planFor(null) }]),
            ]}
          />
        </div>
      )}
    </li>
  )
}
