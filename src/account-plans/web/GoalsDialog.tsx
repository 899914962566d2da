import { Button, CloseButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { newKey } from '../../ui/api.ts'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, TextField } from '../../ui/fields/Fields.tsx'
import { MoneyField, NumberField } from '../../ui/fields/NumberField.tsx'
import { useWords } from '../../ui/use-words.ts'
import { PartDialog } from './PartDialog.tsx'
import { ofPerCent, perCent, type Plan } from './plan-view.ts'
import classes from './Plans.module.css'
import { words } from './words.ts'

const parts = ['title', 'fromOn', 'throughOn', 'nextReviewOn', 'goals', 'aims'] as const

/** Name, days, aims and goals of a plan. */
export function GoalsDialog({ opened, plan, onClose }: { opened: boolean; plan: Plan; onClose: () => void }): ReactNode {
  const t = useWords(words)
  return (
    <PartDialog
      opened={opened}
      onClose={onClose}
      title={t('goals')}
      plan={plan}
      parts={parts}
      isComplete={({ title, goals }) => [title, ...goals.map(({ text }) => text)].every((text) => text.trim() !== '')}
    >
      {({ title, fromOn, throughOn, nextReviewOn, goals, aims }, edit) => (
        <>
          <TextField required label={t('name')} value={title} onChange={(event) => edit({ title: event.currentTarget.value })} />
          <FieldRow>
            <DayField
              required
              label={t('fromOn')}
              presets="none"
              value={fromOn}
              onChange={(day) => day && edit({ fromOn: day })}
            />
            <DayField
              required
              label={t('throughOn')}
              presets="none"
              value={throughOn}
              onChange={(day) => day && edit({ throughOn: day })}
            />
            <DayField label={t('nextReview')} value={nextReviewOn} onChange={(day) => edit({ nextReviewOn: day })} />
          </FieldRow>
          <FieldRow>
            <MoneyField
              label={t('revenueAim')}
              value={aims.revenueMinor}
              onChange={(revenueMinor) => edit({ aims: { ...aims, revenueMinor } })}
            />
            <NumberField
              label={t('shareNow')}
              min={0}
              max={100}
              value={perCent(aims.shareNow)}
              onChange={(value) => edit({ aims: { ...aims, shareNow: ofPerCent(value) } })}
            />
            <NumberField
              label={t('shareAim')}
              min={0}
              max={100}
              value={perCent(aims.shareAim)}
              onChange={(value) => edit({ aims: { ...aims, shareAim: ofPerCent(value) } })}
            />
          </FieldRow>
          {goals.map((goal, at) => {
            const put = (change: Partial<typeof goal>): void =>
              edit({ goals: goals.map((one) => (one.id === goal.id ? { ...one, ...change } : one)) })
            return (
              <div key={goal.id} className={classes['editRow']}>
                <TextField
                  required
                  aria-label={t('goal', { number: at + 1 })}
                  placeholder={t('goalText')}
                  value={goal.text}
                  onChange={(event) => put({ text: event.currentTarget.value })}
                />
                <TextField
                  aria-label={`${t('goal', { number: at + 1 })}: ${t('measure')}`}
                  placeholder={t('measure')}
                  value={goal.measure}
                  onChange={(event) => put({ measure: event.currentTarget.value })}
                />
                <CloseButton
                  aria-label={t('removeOf', { name: t('goal', { number: at + 1 }) })}
                  onClick={() => edit({ goals: goals.filter(({ id }) => id !== goal.id) })}
                />
              </div>
            )
          })}
          <Button
            variant="default"
            size="xs"
            className={classes['add']!}
            leftSection={<IconPlus size={15} />}
            disabled={goals.length >= 30}
            onClick={() => edit({ goals: [...goals, { id: newKey(), text: '', measure: '' }] })}
          >
            {t('addGoal')}
          </Button>
        </>
      )}
    </PartDialog>
  )
}
