import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import { LongTextField } from '../../ui/fields/Fields.tsx'
import { dayOf, daysBetween } from '../../ui/format.ts'
import { useFormat, useRegional } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import classes from './Tasks.module.css'
import { useTaskActions, type Task } from './use-task-actions.ts'
import { words } from './words.ts'

interface TaskLineProps {
  task: Task
  /** Says which deal and stage it belongs to: on pages that show tasks of many. */
  withDeal?: boolean
  onEdit: (task: Task) => void
}

/** A task with its tick; ticking asks for the result in place. */
export function TaskLine({ task, withDeal = false, onEdit }: TaskLineProps): ReactNode {
  const t = useWords(words)
  const actions = useTaskActions()
  const [isCompleting, setCompleting] = useState(false)
  const [isRead, setRead] = useState(false)
  const isDone = task.state === 'done'
  const { title, permissions } = task
  const closed = (isDone ? permissions.undo : permissions.complete)?.sentence
  return (
    <li className={classes['task']} data-state={task.state} {...(task.key && { 'data-mend': `task-${task.key}` })}>
      <div className={classes['line']}>
        <button
          type="button"
          className={classes['tick']}
          aria-label={isDone ? t('untick', { title }) : t('tick', { title })}
          {...(isDone ? { 'aria-pressed': true } : { 'aria-expanded': isCompleting })}
          disabled={closed !== undefined || actions.isSending}
          title={closed}
          onClick={() => (isDone ? actions.undo(task) : setCompleting(!isCompleting))}
        >
          <span>{isDone && <IconCheck size={14} stroke={2.5} aria-hidden="true" />}</span>
        </button>
        <div className={classes['body']}>
          <div className={classes['titleLine']}>
            <span className={classes['title']}>{title}</span>
            <When task={task} />
          </div>
          <Belonging task={task} withDeal={withDeal}>
            {task.page && !isDone && (
              <Link to={task.page as never} className={classes['more']!} aria-label={t('goOf', { title })}>
                {t('go')}
              </Link>
            )}
            {(task.standard || task.expectedResult) && (
              <button
                type="button"
                className={classes['more']}
                aria-expanded={isRead}
                aria-label={t('details', { title })}
                onClick={() => setRead(!isRead)}
              >
                {t(task.standard ? 'standard' : 'expected')}
              </button>
            )}
          </Belonging>
          {isDone && task.result && <p className={classes['result']}>{task.result}</p>}
          {isRead && (
            <dl className={classes['details']}>
              {task.standard && <Detail term={t('standard')}>{task.standard}</Detail>}
              {task.expectedResult && <Detail term={t('expected')}>{task.expectedResult}</Detail>}
            </dl>
          )}
        </div>
        <Menu task={task} actions={actions} onEdit={onEdit} />
      </div>
      {isCompleting && !isDone && (
        <Completion
          task={task}
          isSending={actions.isSending}
          onCancel={() => setCompleting(false)}
          onSend={(result) => actions.complete(task, result, () => setCompleting(false))}
        />
      )}
    </li>
  )
}

function Detail({ term, children }: { term: string; children: string }): ReactNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** When it is due, in words; how late it is. */
function When({ task: { state, dueOn, doneAt, doneBy } }: { task: Task }): ReactNode {
  const t = useWords(words)
  const f = useFormat()
  const { timeZone } = useRegional()
  const today = f.today()
  if (state === 'done')
    return (
      <span className={classes['quiet']}>
        {t('doneOn', { name: doneBy?.name ?? '–', day: doneAt ? dayOf(doneAt, timeZone) : '–' })}
      </span>
    )
  if (state === 'cancelled') return <StatusChip tone="quiet">{t('cancelled')}</StatusChip>
  if (dueOn === null) return <span className={classes['quiet']}>{t('noDay')}</span>
  if (state === 'overdue') return <StatusChip tone="risk2">{t('late', { days: daysBetween(dueOn, today) })}</StatusChip>
  if (dueOn === today) return <StatusChip tone="risk1">{t('dueToday')}</StatusChip>
  return <span className={classes['quiet']}>{t('due', { day: f.day(dueOn, 'short') })}</span>
}

function Belonging({ task, withDeal, children }: { task: Task; withDeal: boolean; children: ReactNode }): ReactNode {
  const { opportunity, customer, stage, assignee } = task
  const { memberId } = useSession()
  // across deals one's own name on every line would only say what the list is
  const isPlain = withDeal && assignee.id === memberId
  return (
    <div className={classes['belonging']}>
      {!isPlain && <span>{assignee.name}</span>}
      {withDeal &&
        opportunity &&
        (opportunity.reachable ? (
          <Link to="/opportunities/$id" params={{ id: opportunity.id }}>
            {opportunity.name}
          </Link>
        ) : (
          <span>{opportunity.name}</span>
        ))}
      {withDeal && customer && <span>{customer.name}</span>}
      {withDeal && stage && <span>{stage.name}</span>}
      {children}
    </div>
  )
}

function Menu({
  task,
  actions,
  onEdit,
}: {
  task: Task
  actions: ReturnType<typeof useTaskActions>
  onEdit: (task: Task) => void
}): ReactNode {
  const t = useWords(words)
  const { permissions } = task
  return (
    <RowActions
      of={task.title}
      actions={
        task.archived
          ? [{ key: 'restore', label: t('restore'), closed: permissions.archive?.sentence, run: () => actions.restore(task) }]
          : [
              { key: 'edit', label: t('edit'), closed: permissions.edit?.sentence, run: () => onEdit(task) },
              {
                key: 'archive',
                label: t('archive'),
                danger: true,
                closed: permissions.archive?.sentence,
                run: () => actions.archive(task),
              },
            ]
      }
    />
  )
}

interface CompletionProps {
  task: Task
  isSending: boolean
  onSend: (result: string) => void
  onCancel: () => void
}

function Completion({ task, isSending, onSend, onCancel }: CompletionProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [result, setResult] = useState('')
  const [isMissing, setMissing] = useState(false)
  const send = (): void => {
    if (result.trim() === '') setMissing(true)
    else onSend(result.trim())
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onCancel()
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
  }
  return (
    <form
      className={classes['completion']}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        send()
      }}
    >
      <LongTextField
        label={t('result')}
        aria-label={t('resultOf', { title: task.title })}
        placeholder={t('resultHint')}
        required
        autoFocus
        maxLength={4000}
        value={result}
        error={isMissing && result.trim() === '' ? t('resultNeeded') : undefined}
        onChange={(event) => setResult(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes['buttons']}>
        <Button size="xs" type="submit" loading={isSending}>
          {t('done')}
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          {k('cancel')}
        </Button>
      </div>
    </form>
  )
}
