import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { confirm } from '../../ui/Dialogs.tsx'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { signReview } from '../contract.ts'
import { useLatestPlan, useShowPlan, type Plan } from './plan-view.ts'
import classes from './Plans.module.css'
import { words } from './words.ts'

const ReviewDialog = onDemand(
  async () => (await import('./ReviewDialog.tsx')).ReviewDialog,
  ({ opened }) => opened,
)

export type Review = Plan['reviews'][number]
const tones = { yes: 'done', partly: 'risk1', no: 'risk2' } as const

/** What was reached, quarter by quarter, and who signed it. */
export function ReviewsPanel({ plan }: { plan: Plan }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [edited, setEdited] = useState<Review>()
  const [isOpen, setOpen] = useState(false)
  const show = useShowPlan()
  const readLatest = useLatestPlan(plan.id)
  const sign = useWrite(signReview, {
    onDone: (saved) => {
      show(saved)
      notify.done(t('signedNow'))
    },
    onProblem: (problem) => {
      notify.refused(problem)
      void readLatest()
    },
  })
  const closed = plan.permissions.edit?.sentence
  const open = (review: Review | undefined): void => {
    setEdited(review)
    setOpen(true)
  }
  const askToSign = async ({ id, heldOn, version }: Review): Promise<void> => {
    if (await confirm({ title: t('signAsk', { day: format.day(heldOn) }), body: t('signBody'), action: t('sign') }))
      sign.mutate({ params: { id: plan.id, reviewId: id }, ifMatch: version })
  }
  return (
    <Panel
      title={t('reviews')}
      actions={
        <Button
          size="xs"
          variant={plan.isReviewLate ? 'filled' : 'default'}
          disabled={closed !== undefined}
          title={closed}
          onClick={() => open(undefined)}
        >
          {t('writeReview')}
        </Button>
      }
    >
      {plan.reviews.length === 0 ? (
        <p className={classes['hint']}>{t('reviewsNone')}</p>
      ) : (
        <div className={classes['stack']}>
          {plan.reviews.map((review) => (
            <ReviewText key={review.id} review={review}>
              {review.permissions.edit === null && (
                <Button size="compact-xs" variant="default" onClick={() => open(review)}>
                  {t('edit')}
                </Button>
              )}
              {review.permissions.sign === null && (
                <Button size="compact-xs" onClick={() => void askToSign(review)}>
                  {t('sign')}
                </Button>
              )}
            </ReviewText>
          ))}
        </div>
      )}
      <ReviewDialog
        opened={isOpen}
        plan={plan}
        review={edited && (plan.reviews.find(({ id }) => id === edited.id) ?? edited)}
        onClose={() => setOpen(false)}
      />
    </Panel>
  )
}

export function ReviewText({ review, children }: { review: Review; children?: ReactNode }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { figures } = review
  const money = (minor: number): string => format.money(minor, 'compact')
  return (
    <article className={classes['review']}>
      <header className={classes['line']}>
        <strong>{format.day(review.heldOn)}</strong>
        {review.signedAt && review.signedBy ? (
          <StatusChip tone="done">
            {t('signedBy', { name: review.signedBy.name, when: format.moment(review.signedAt) })}
          </StatusChip>
        ) : (
          <StatusChip tone="risk1">{t('notSigned')}</StatusChip>
        )}
        {children}
      </header>
      <p className={classes['said']}>{review.reached}</p>
      {review.ahead && (
        <p className={classes['said']}>
          <span className={classes['hint']}>{t('ahead')}</span> {review.ahead}
        </p>
      )}
      {review.goals.length > 0 && (
        <ul className={classes['people']}>
          {review.goals.map(({ goalId, text, reached, note }) => (
            <li key={goalId}>
              <StatusChip tone={tones[reached]}>{t(`reached.${reached}`)}</StatusChip>
              <span>{text}</span>
              {note && <span className={classes['hint']}>{note}</span>}
            </li>
          ))}
        </ul>
      )}
      <p className={classes['hint']}>
        {t('reviewFigures', {
          won: money(figures.wonMinor),
          open: money(figures.openMinor),
          aimed: money(figures.aimedMinor),
          done: figures.done,
          actions: figures.actions,
        })}
      </p>
      <p className={classes['hint']}>{t('writtenBy', { name: review.writtenBy.name, when: format.moment(review.writtenAt) })}</p>
    </article>
  )
}
