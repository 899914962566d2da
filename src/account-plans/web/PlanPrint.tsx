import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Paper } from '../../ui/Paper.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readPlan } from '../contract.ts'
import { ActionList } from './ActionsPanel.tsx'
import { GoalList } from './GoalsPanel.tsx'
import { PlanFigures } from './PlanPage.tsx'
import type { Plan } from './plan-view.ts'
import classes from './Print.module.css'
import { ReviewText } from './ReviewsPanel.tsx'
import { TeamLists } from './TeamPanel.tsx'
import { WhiteTable } from './WhiteSpace.tsx'
import { words } from './words.ts'

/** A plan on paper, printed or saved as PDF by the browser. */
export function PlanPrint(): ReactNode {
  const t = useWords(words)
  const { id } = useParams({ strict: false }) as { id: string }
  const plan = useRead(readPlan, { params: { id } })
  return (
    <Paper
      title={plan.data ? `${plan.data.customer.name} ${plan.data.document.title}` : t('one')}
      back={
        <Link to={'/account-plans/$id' as never} params={{ id } as never}>
          {t('back')}
        </Link>
      }
      hint={t('printHint')}
      print={t('print')}
      isReady={plan.data !== undefined}
      className={classes['paper']!}
    >
      {plan.data ? (
        <PlanOnPaper plan={plan.data} />
      ) : plan.error ? (
        <ErrorPanel problem={plan.error} />
      ) : (
        <div aria-busy="true">
          <TextSkeleton lines={14} />
        </div>
      )}
    </Paper>
  )
}

function PlanOnPaper({ plan }: { plan: Plan }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <>
      <header>
        <div>
          <h1>{plan.customer.name}</h1>
          <p>
            {plan.document.title} · {plan.owner.name} · {t('versionIs', { version: plan.version })}
          </p>
        </div>
        <p>{t('printedOn', { day: format.day(format.today()) })}</p>
      </header>
      <PlanFigures plan={plan} />
      <section>
        <h2>{t('goals')}</h2>
        <GoalList plan={plan} />
      </section>
      <section>
        <h2>{t('white')}</h2>
        <WhiteTable plan={plan} />
      </section>
      <section>
        <h2>{t('actions')}</h2>
        <ActionList plan={plan} />
      </section>
      <section>
        <h2>{t('team')}</h2>
        <TeamLists plan={plan} />
      </section>
      <section>
        <h2>{t('reviews')}</h2>
        {plan.reviews.length === 0 ? (
          <p>{t('never')}</p>
        ) : (
          plan.reviews.slice(0, 4).map((review) => <ReviewText key={review.id} review={review} />)
        )}
      </section>
      <p className={classes['signature']}>{t('signature')}</p>
    </>
  )
}
