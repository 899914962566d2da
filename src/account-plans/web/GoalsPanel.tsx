import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Plan } from './plan-view.ts'
import classes from './Plans.module.css'
import { words } from './words.ts'

const GoalsDialog = onDemand(
  async () => (await import('./GoalsDialog.tsx')).GoalsDialog,
  ({ opened }) => opened,
)

/** What is to be reached, and how far it is. */
export function GoalsPanel({ plan }: { plan: Plan }): ReactNode {
  const t = useWords(words)
  const [isEditing, setEditing] = useState(false)
  const closed = plan.permissions.edit?.sentence
  return (
    <Panel
      title={t('goals')}
      actions={
        <Button size="xs" variant="default" disabled={closed !== undefined} title={closed} onClick={() => setEditing(true)}>
          {t('edit')}
        </Button>
      }
    >
      <GoalList plan={plan} />
      <GoalsDialog opened={isEditing} plan={plan} onClose={() => setEditing(false)} />
    </Panel>
  )
}

export function GoalList({ plan }: { plan: Plan }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { goals, aims } = plan.document
  return (
    <div className={classes['stack']}>
      {aims.revenueMinor !== null && (
        <p className={classes['plain']}>
          {t('revenueIs', {
            aim: format.money(aims.revenueMinor, 'compact'),
            won: format.money(plan.figures.wonMinor, 'compact'),
          })}
        </p>
      )}
      {aims.shareAim !== null && (
        <p className={classes['plain']}>
          {t('shareMove', { now: aims.shareNow === null ? '–' : format.share(aims.shareNow), aim: format.share(aims.shareAim) })}
        </p>
      )}
      {goals.length === 0 ? (
        <p className={classes['hint']}>{t('goalsNone')}</p>
      ) : (
        <ol className={classes['goals']}>
          {goals.map(({ id, text, measure }) => (
            <li key={id}>
              {text}
              {measure && <span className={classes['hint']}>{measure}</span>}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
