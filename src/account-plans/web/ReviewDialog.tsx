import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, FormProblem, LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { SaveButtons } from '../../ui/SaveButtons.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { changeReview, writeReview } from '../contract.ts'
import { quarterAfter } from '../plan.ts'
import { useLatestPlan, useShowPlan, type Plan } from './plan-view.ts'
import classes from './Plans.module.css'
import type { Review } from './ReviewsPanel.tsx'
import { words } from './words.ts'

const grades = ['yes', 'partly', 'no'] as const

interface ReviewDialogProps {
  opened: boolean
  plan: Plan
  /** The one to change; a new one without it. */
  review: Review | undefined
  onClose: () => void
}

/** Writes down what was reached by a day. */
export function ReviewDialog({ opened, plan, review, onClose }: ReviewDialogProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const show = useShowPlan()
  const readLatest = useLatestPlan(plan.id)
  const today = format.today()
  const next = quarterAfter(today)
  const begin = () => ({
    heldOn: review?.heldOn ?? today,
    reached: review?.reached ?? '',
    ahead: review?.ahead ?? '',
    nextReviewOn: review ? review.nextReviewOn : next < plan.document.throughOn ? next : null,
    goals: plan.document.goals.map(({ id }) => {
      const said = review?.goals.find(({ goalId }) => goalId === id)
      return { goalId: id, reached: said?.reached ?? ('partly' as const), note: said?.note ?? '' }
    }),
  })
  const [word, setWord] = useState(begin)
  const [problem, setProblem] = useState<Problem>()
  const edit = (change: Partial<typeof word>): void => setWord((before) => ({ ...before, ...change }))
  useOpening(opened, () => {
    setWord(begin())
    setProblem(undefined)
  })
  const onDone = (saved: Plan): void => {
    show(saved)
    onClose()
    notify.done(t('reviewSaved'))
  }
  // what was written stays in the dialog: saved again, it is as of what others have written
  const onProblem = (refused: Problem): void => {
    setProblem(refused)
    if (refused.code === 'version-conflict') void readLatest()
  }
  const write = useWrite(writeReview, { onDone, onProblem })
  const change = useWrite(changeReview, { onDone, onProblem })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('writeReview')}
      size={640}
      dirty={JSON.stringify(word) !== JSON.stringify(begin())}
      onSubmit={(event) => {
        event.preventDefault()
        setProblem(undefined)
        if (review) change.mutate({ params: { id: plan.id, reviewId: review.id }, body: word, ifMatch: review.version })
        else write.mutate({ params: { id: plan.id }, body: word, ifMatch: plan.reviews.length })
      }}
      footer={
        <SaveButtons onClose={onClose} isPending={write.isPending || change.isPending} disabled={word.reached.trim() === ''} />
      }
    >
      <FieldRow>
        <DayField
          required
          label={t('heldOn')}
          max={today}
          presets="behind"
          value={word.heldOn}
          onChange={(day) => day && edit({ heldOn: day })}
        />
        <DayField label={t('nextReview')} value={word.nextReviewOn} onChange={(nextReviewOn) => edit({ nextReviewOn })} />
      </FieldRow>
      <LongTextField
        required
        label={t('reached')}
        value={word.reached}
        onChange={(event) => edit({ reached: event.currentTarget.value })}
      />
      {plan.document.goals.map(({ id, text }) => {
        const said = word.goals.find(({ goalId }) => goalId === id)
        if (!said) return null
        const put = (given: Partial<typeof said>): void =>
          edit({ goals: word.goals.map((one) => (one.goalId === id ? { ...one, ...given } : one)) })
        return (
          <div key={id} className={classes['editRow']} data-shape="goal">
            <span>{text}</span>
            <ChoiceField
              bare
              size="xs"
              label={text}
              options={grades.map((value) => ({ value, label: t(`reached.${value}`) }))}
              value={said.reached}
              onChange={(reached) => put({ reached })}
            />
            <TextField
              aria-label={`${text}: ${t('note')}`}
              placeholder={t('note')}
              value={said.note}
              onChange={(event) => put({ note: event.currentTarget.value })}
            />
          </div>
        )
      })}
      <LongTextField label={t('ahead')} value={word.ahead} onChange={(event) => edit({ ahead: event.currentTarget.value })} />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
