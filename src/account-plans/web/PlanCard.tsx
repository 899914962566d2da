import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { listPlans } from '../contract.ts'
import { BeginPlan } from './BeginPlan.tsx'
import { PlanState } from './PlanPage.tsx'
import classes from './Plans.module.css'
import { words } from './words.ts'

/** The plans of a customer at a glance, and the way to a first one. */
export function PlanCard({ customer }: { customer: { id: string; name: string; archived: boolean } }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const navigate = useNavigate()
  const list = useList(listPlans, { query: { customer: customer.id, limit: 5 } }, { follows: ['tasks', 'account-plans'] })
  const isRunning = list.items.some(({ state }) => state !== 'closed')
  return (
    <Panel
      title={t('one')}
      actions={
        !customer.archived &&
        !list.isPending &&
        !isRunning && (
          <BeginPlan customer={customer} onBegun={(id) => void navigate({ to: '/account-plans/$id', params: { id } } as never)} />
        )
      }
    >
      {list.isPending ? (
        <TextSkeleton lines={2} />
      ) : list.error && list.items.length === 0 ? (
        <ErrorPanel problem={list.error} retry={list.refetch} />
      ) : list.items.length === 0 ? (
        <p className={classes['hint']}>{t('cardNone')}</p>
      ) : (
        <ul className={classes['actions']}>
          {list.items.map((row) => (
            <li key={row.id}>
              <span className={classes['what']}>
                <span className={classes['line']}>
                  {row.title} <PlanState plan={row} />
                </span>
                <span className={classes['hint']}>
                  {t('actionsIs', { done: row.actions.done, total: row.actions.total })}
                  {row.nextReviewOn && ` · ${t('nextReview')} ${format.day(row.nextReviewOn)}`}
                </span>
              </span>
              <Button size="xs" variant="default" component={Link} to="/account-plans/$id" params={{ id: row.id } as never}>
                {t('open')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
