import { Button } from '@mantine/core'
import { IconChevronRight, IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { ProgressBar } from '../../ui/FileDrop.tsx'
import type { ReplyOf } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { fillStageTasks, readDealTasks } from '../contract.ts'
import type { TaskDraft } from './TaskDialog.tsx'
import { TaskLine } from './TaskLine.tsx'
import classes from './Tasks.module.css'
import { touchedByTasks, type Task } from './use-task-actions.ts'
import { words } from './words.ts'

const TaskDialog = onDemand(
  async () => (await import('./TaskDialog.tsx')).TaskDialog,
  ({ draft }) => draft !== undefined,
)

type StageOfDeal = ReplyOf<typeof readDealTasks>['stages'][number]

/** What the stages of a deal ask to be done, the present one first to the eye; and what people wrote beside it. */
export function DealTasks({ opportunityId }: { opportunityId: string }): ReactNode {
  const t = useWords(words)
  const query = useRead(readDealTasks, { params: { id: opportunityId } }, { follows: ['tasks', 'pipelines'] })
  const [draft, setDraft] = useState<TaskDraft>()
  const fill = useWrite(fillStageTasks, {
    touches: touchedByTasks,
    onDone: ({ created }) => notify.done(t('filled', { count: created })),
    onProblem: notify.refused,
  })
  if (query.isPending) return <TextSkeleton lines={4} />
  if (!query.data) return query.error && <ErrorPanel problem={query.error} retry={() => void query.refetch()} />
  const { stages, own, permissions } = query.data
  const present = stages.find(({ current }) => current)
  const edit = (task: Task): void => setDraft({ task })
  const missing = present && present.total === 0 ? present.planned : 0
  return (
    <div>
      {present && (
        <section className={classes['stage']} aria-label={present.name}>
          <div className={classes['stageHead']}>
            <StageHead stage={present} />
          </div>
          {missing > 0 && (
            <div className={classes['foot']}>
              <span className={classes['quiet']}>{t('notMade', { count: missing })}</span>
              {permissions.fill === null && (
                <Button
                  size="compact-xs"
                  variant="light"
                  loading={fill.isPending}
                  onClick={() => fill.mutate({ params: { id: opportunityId } })}
                >
                  {t('fill')}
                </Button>
              )}
            </div>
          )}
          {present.planned === 0 && present.total === 0 && <p className={classes['quiet']}>{t('noStageTasks')}</p>}
          <TaskList tasks={present.tasks} onEdit={edit} />
        </section>
      )}
      {own.length > 0 && (
        <section className={classes['stage']} aria-label={t('ownTasks')}>
          <strong>{t('ownTasks')}</strong>
          <TaskList tasks={own} onEdit={edit} />
        </section>
      )}
      {stages
        .filter(({ current, total, planned }) => !current && total + planned > 0)
        .map((stage) => (
          <FoldedStage key={stage.stageId} stage={stage} onEdit={edit} />
        ))}
      <div className={classes['foot']}>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          disabled={permissions.add !== null}
          title={permissions.add?.sentence}
          onClick={() => setDraft({ opportunityId })}
        >
          {t('add')}
        </Button>
      </div>
      <TaskDialog draft={draft} onClose={() => setDraft(undefined)} />
    </div>
  )
}

function TaskList({ tasks, onEdit }: { tasks: readonly Task[]; onEdit: (task: Task) => void }): ReactNode {
  return (
    <ul className={classes['tasks']}>
      {tasks.map((task) => (
        <TaskLine key={task.id} task={task} onEdit={onEdit} />
      ))}
    </ul>
  )
}

function StageHead({ stage, isFolded = false }: { stage: StageOfDeal; isFolded?: boolean }): ReactNode {
  const t = useWords(words)
  const total = Math.max(stage.total, stage.planned)
  const { name, done, overdue, current } = stage
  return (
    <>
      <span>
        {isFolded && <IconChevronRight size={14} className={classes['chevron']} aria-hidden="true" />}
        <strong>{name}</strong>
        {current && <span className={classes['quiet']}>{t('present')}</span>}
      </span>
      <ProgressBar share={total === 0 ? 0 : done / total} label={t('stageProgress', { stage: name, total, done })} />
      <span>
        {t('progress', { done, total })}
        {overdue > 0 && <StatusChip tone="risk2">{t('overdueCount', { count: overdue })}</StatusChip>}
      </span>
    </>
  )
}

/** An earlier or later stage; its tasks unfold with a click. */
function FoldedStage({ stage, onEdit }: { stage: StageOfDeal; onEdit: (task: Task) => void }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const keys = stage.tasks.flatMap(({ key }) => (key ? [`task-${key}`] : [])).join(' ')
  if (stage.tasks.length === 0)
    return (
      <section className={classes['stage']}>
        <div className={classes['stageHead']}>
          <StageHead stage={stage} />
        </div>
      </section>
    )
  return (
    <section className={classes['stage']} aria-label={stage.name} {...(!isOpen && { 'data-mend': keys })}>
      <button type="button" className={classes['stageHead']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <StageHead stage={stage} isFolded />
      </button>
      {isOpen && <TaskList tasks={stage.tasks} onEdit={onEdit} />}
    </section>
  )
}
