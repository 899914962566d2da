import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { Day } from '../../ui/Figures.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Plan } from './plan-view.ts'
import classes from './Plans.module.css'
import { words } from './words.ts'

const ActionDialog = onDemand(
  async () => (await import('./ActionDialog.tsx')).ActionDialog,
  ({ opened }) => opened,
)
const DoneDialog = onDemand(
  async () => (await import('./DoneDialog.tsx')).DoneDialog,
  ({ opened }) => opened,
)

const tones: Record<Plan['actions'][number]['state'], Tone> = {
  open: 'plain',
  overdue: 'risk2',
  done: 'done',
  cancelled: 'quiet',
}

/** Who does what by when; each is a task, so that it stands on their day. */
export function ActionsPanel({ plan }: { plan: Plan }): ReactNode {
  const t = useWords(words)
  const [isAdding, setAdding] = useState(false)
  const [done, setDone] = useState<Plan['actions'][number]>()
  const [isDone, setIsDone] = useState(false)
  const closed = plan.permissions.act?.sentence
  return (
    <Panel
      title={t('actions')}
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={closed !== undefined}
          title={closed}
          onClick={() => setAdding(true)}
        >
          {t('addAction')}
        </Button>
      }
    >
      <ActionList
        plan={plan}
        {...(closed === undefined && {
          onDone: (action) => {
            setDone(action)
            setIsDone(true)
          },
        })}
      />
      <ActionDialog opened={isAdding} plan={plan} onClose={() => setAdding(false)} />
      <DoneDialog opened={isDone} plan={plan} action={done} onClose={() => setIsDone(false)} />
    </Panel>
  )
}

export function ActionList({ plan, onDone }: { plan: Plan; onDone?: (action: Plan['actions'][number]) => void }): ReactNode {
  const t = useWords(words)
  if (plan.actions.length === 0) return <p className={classes['hint']}>{t('actionsNone')}</p>
  return (
    <ul className={classes['actions']}>
      {plan.actions.map((action) => (
        <li key={action.id}>
          <span className={classes['what']}>
            {action.title}
            {(action.result ?? action.expectedResult) && (
              <span className={classes['hint']}>{action.result ?? action.expectedResult}</span>
            )}
          </span>
          <span className={classes['line']}>
            <span>{action.assignee.name}</span>
            {action.dueOn && <Day on={action.dueOn} />}
            <StatusChip tone={tones[action.state]}>{t(`task.${action.state}`)}</StatusChip>
            {onDone && (action.state === 'open' || action.state === 'overdue') && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('completeOf', { name: action.title })}
                onClick={() => onDone(action)}
              >
                {t('complete')}
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
