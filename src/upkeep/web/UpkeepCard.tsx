import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { DayField } from '../../ui/fields/DayField.tsx'
import { Day } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Facts, Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { meanToContact, readCustomerUpkeep } from '../contract.ts'
import classes from './Upkeep.module.css'
import { words } from './words.ts'

/** How often one customer is contacted, when it is due, and the day somebody means to. */
export function UpkeepCard({ customerId }: { customerId: string }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const read = useRead(readCustomerUpkeep, { params: { id: customerId } }, { follows: ['activities', 'upkeep'] })
  const [isPlanning, setPlanning] = useState(false)
  const mean = useWrite(meanToContact, {
    touches: ['upkeep'],
    onProblem: (problem) => notify.refused(problem),
    onDone: () => setPlanning(false),
  })
  if (!read.data)
    return (
      <Panel title={t('card')}>
        {read.error ? <ErrorPanel problem={read.error} retry={() => void read.refetch()} /> : <TextSkeleton lines={3} />}
      </Panel>
    )
  const { plan, permissions } = read.data
  const closed = permissions.plan?.sentence
  const planFor = (meantFor: string | null): void => mean.mutate({ params: { id: customerId }, body: { meantFor } })
  if (!plan) return <Panel title={t('card')}><p className={classes['hint']}>{t('notKept')}</p></Panel> // prettier-ignore
  return (
    <Panel
      title={t('card')}
      actions={
        <Button
          size="xs"
          variant="default"
          disabled={closed !== undefined}
          title={closed}
          onClick={() => setPlanning(!isPlanning)}
        >
          {t('planIt')}
        </Button>
      }
    >
      <div className={classes['card']}>
        <p className={classes['line']}>
          <strong>{t('everyDays', { count: format.count(Math.round(plan.cadence)) })}</strong>
          <StatusChip>{plan.isJudged ? t('grade', { grade: plan.grade }) : t('unjudged')}</StatusChip>
          {plan.isFalling && <StatusChip tone="risk1">{t('falling')}</StatusChip>}
          {plan.event && <StatusChip tone="primary">{t(`reason.${plan.event}`)}</StatusChip>}
        </p>
        <Facts
          rows={[
            { key: 'last', label: t('lastContact'), value: plan.lastContactOn ? <Day on={plan.lastContactOn} /> : t('never') },
            { key: 'due', label: t('dueOn'), value: <Day on={plan.dueOn} /> },
          ]}
        />
        {plan.meantFor && (
          <p className={classes['line']}>
            {t('planned', { day: format.day(plan.meantFor) })}
            {!closed && (
              <Button size="compact-xs" variant="subtle" loading={mean.isPending} onClick={() => planFor(null)}>
                {t('takeBack')}
              </Button>
            )}
          </p>
        )}
        {isPlanning && (
          <DayField label={t('planOn')} min={format.today()} value={plan.meantFor} onChange={(day) => day && planFor(day)} />
        )}
      </div>
    </Panel>
  )
}
