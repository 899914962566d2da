import { Button } from '@mantine/core'
import { IconChevronLeft, IconPrinter } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { confirm } from '../../ui/Dialogs.tsx'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { closePlan, readPlan, reopenPlan } from '../contract.ts'
import { ActionsPanel } from './ActionsPanel.tsx'
import { GoalsPanel } from './GoalsPanel.tsx'
import type { PlanSlots } from './plan-slots.ts'
import { useShowPlan, type Plan } from './plan-view.ts'
import classes from './Plans.module.css'
import { ReviewsPanel } from './ReviewsPanel.tsx'
import { TeamPanel } from './TeamPanel.tsx'
import { WhiteSpace } from './WhiteSpace.tsx'
import { words } from './words.ts'

const VersionsDialog = onDemand(
  async () => (await import('./VersionsDialog.tsx')).VersionsDialog,
  ({ opened }) => opened,
)

/** 客户计划: what we want to reach with a customer, by which deals, with whom, and what came of it. */
export function PlanPage({ slots }: { slots: PlanSlots }): ReactNode {
  const t = useWords(words)
  const { id } = useParams({ strict: false }) as { id: string }
  const plan = useRead(readPlan, { params: { id } }, { follows: ['opportunities', 'tasks', 'account-plans'] })
  if (plan.data) return <Desk plan={plan.data} slots={slots} />
  return (
    <Page title={t('one')}>
      {plan.error ? <ErrorPanel problem={plan.error} retry={() => void plan.refetch()} /> : <TextSkeleton lines={12} />}
    </Page>
  )
}

function Desk({ plan, slots }: { plan: Plan; slots: PlanSlots }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [hasVersions, setVersions] = useState(false)
  const show = useShowPlan()
  const told = (key: 'closedNow' | 'reopenedNow') => ({
    onDone: (saved: Plan) => {
      show(saved)
      notify.done(t(key))
    },
    onProblem: notify.refused,
  })
  const close = useWrite(closePlan, told('closedNow'))
  const reopen = useWrite(reopenPlan, told('reopenedNow'))
  const params = { id: plan.id }
  const askToClose = async (): Promise<void> => {
    if (await confirm({ title: t('closeAsk'), body: t('closeBody'), action: t('close') })) close.mutate({ params })
  }
  return (
    <Page
      title={plan.document.title}
      above={
        <Link to="/customers/$id" params={{ id: plan.customer.id } as never} className={classes['back']}>
          <IconChevronLeft size={15} aria-hidden="true" />
          {plan.customer.name}
        </Link>
      }
      aside={
        <span className={classes['line']}>
          <PlanState plan={plan} />
          <span className={classes['hint']}>
            {t('updated', { name: plan.updatedBy.name, when: format.ago(plan.updatedAt), version: plan.version })}
          </span>
        </span>
      }
      actions={
        <>
          <Button size="xs" variant="default" onClick={() => setVersions(true)}>
            {t('versions')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPrinter size={15} />}
            component={Link}
            to="/account-plans/$id/print"
            params={params as never}
          >
            {t('print')}
          </Button>
          <RowActions
            framed
            label={t('more')}
            actions={[
              plan.state === 'closed'
                ? {
                    key: 'reopen',
                    label: t('reopen'),
                    closed: plan.permissions.close?.sentence,
                    run: () => reopen.mutate({ params }),
                  }
                : { key: 'close', label: t('close'), closed: plan.permissions.close?.sentence, run: () => void askToClose() },
            ]}
          />
        </>
      }
    >
      <div className={classes['page']}>
        <PlanFigures plan={plan} />
        <WhiteSpace plan={plan} slots={slots} />
        <div className={classes['columns']}>
          <div className={classes['column']}>
            <GoalsPanel plan={plan} />
            <ActionsPanel plan={plan} />
          </div>
          <div className={classes['column']}>
            <ReviewsPanel plan={plan} />
            <TeamPanel plan={plan} slots={slots} />
          </div>
        </div>
      </div>
      <VersionsDialog opened={hasVersions} plan={plan} onClose={() => setVersions(false)} />
    </Page>
  )
}

export function PlanState({ plan }: { plan: { state: Plan['state']; isReviewLate: boolean } }): ReactNode {
  const t = useWords(words)
  const tone = plan.state === 'running' ? 'primary' : plan.state === 'ended' ? 'risk1' : 'quiet'
  return (
    <>
      <StatusChip tone={tone}>{t(`state.${plan.state}`)}</StatusChip>
      {plan.isReviewLate && <StatusChip tone="risk2">{t('reviewLate')}</StatusChip>}
    </>
  )
}

/** What there is to say of a plan in figures. */
export function PlanFigures({ plan }: { plan: Plan }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { figures, coverage, document } = plan
  const money = (minor: number): string => format.money(minor, 'compact')
  return (
    <dl className={classes['figures']}>
      <div>
        <dt>{t('period')}</dt>
        <dd data-text>{t('periodIs', { from: format.day(document.fromOn), through: format.day(document.throughOn) })}</dd>
      </div>
      <div>
        <dt>{t('won')}</dt>
        <dd>{money(figures.wonMinor)}</dd>
      </div>
      <div>
        <dt>{t('openNow')}</dt>
        <dd>{money(figures.openMinor)}</dd>
      </div>
      <div>
        <dt>{t('aimed')}</dt>
        <dd>{money(figures.aimedMinor)}</dd>
      </div>
      <div title={t('coveredHint')}>
        <dt>{t('covered')}</dt>
        <dd>{coverage.share === null ? '–' : format.share(coverage.share)}</dd>
      </div>
      <div>
        <dt>{t('actions')}</dt>
        <dd data-text>
          {t('actionsIs', { done: figures.done, total: figures.actions })}
          {figures.late > 0 && <span className={classes['late']}> {t('lateIs', { count: figures.late })}</span>}
        </dd>
      </div>
      <div>
        <dt>{t('nextReview')}</dt>
        <dd data-text>{document.nextReviewOn ? format.day(document.nextReviewOn) : t('none')}</dd>
      </div>
    </dl>
  )
}
