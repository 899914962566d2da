import type { ReactNode } from 'react'
import { Count, Share } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TableSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { readTaskProgress } from '../contract.ts'
import classes from './Tasks.module.css'
import { words } from './words.ts'

type Progress = ReplyOf<typeof readTaskProgress>

/** How the people one leads do with their tasks, and which stage tasks are often late. */
export function TeamTasks({ onPerson }: { onPerson: (id: string) => void }): ReactNode {
  const t = useWords(words)
  const query = useRead(readTaskProgress, {}, { follows: ['tasks'] })
  if (query.isPending) return <TableSkeleton rows={8} />
  if (!query.data) return query.error && <ErrorPanel problem={query.error} retry={() => void query.refetch()} />
  const { people, stageTasks, total, from, to } = query.data
  if (people.length === 0 && stageTasks.length === 0) return <EmptyState title={t('noTeam')} />
  return (
    <>
      <Panel title={t('byPerson')} flush>
        <People people={people} total={total} onPerson={onPerson} />
      </Panel>
      {stageTasks.length > 0 && (
        <Panel title={t('byStageTask', { from, to })} flush>
          <StageTasks of={stageTasks} />
        </Panel>
      )}
    </>
  )
}

interface PeopleProps {
  people: Progress['people']
  total: Progress['total']
  onPerson: (id: string) => void
}

function People({ people, total, onPerson }: PeopleProps): ReactNode {
  const t = useWords(words)
  const figures = (of: Progress['total']): ReactNode => (
    <>
      <td>
        <Count value={of.overdue} />
      </td>
      <td>
        <Count value={of.dueToday} />
      </td>
      <td>
        <Count value={of.open} />
      </td>
      <td>
        <Count value={of.doneThisWeek} />
      </td>
    </>
  )
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('byPerson')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col" className={classes['text']}>
              {t('person')}
            </th>
            {(['overdue', 'today', 'open', 'doneThisWeek'] as const).map((key) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people
            .toSorted((a, b) => b.overdue - a.overdue || b.open - a.open)
            .map(({ member, ...rest }) => (
              <tr key={member.id}>
                <th scope="row">
                  <button type="button" className={classes['more']} onClick={() => onPerson(member.id)}>
                    {member.name}
                  </button>
                </th>
                {figures(rest)}
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            {figures(total)}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function StageTasks({ of }: { of: Progress['stageTasks'] }): ReactNode {
  const t = useWords(words)
  const often = of.toSorted((a, b) => b.late - a.late || b.due - a.due)
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('task')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col" className={classes['text']}>
              {t('task')}
            </th>
            <th scope="col" className={classes['text']}>
              {t('stage')}
            </th>
            {(['wasDue', 'wasDone', 'wasLate', 'lateShare'] as const).map((key) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {often.map(({ pipeline, stage, key, title, due, done, late, lateShare }) => (
            <tr key={`${pipeline.id}:${stage.id}:${key}`}>
              <th scope="row">{title}</th>
              <td className={classes['text']}>
                {stage.name} <span className={classes['quiet']}>{pipeline.name}</span>
              </td>
              <td>
                <Count value={due} />
              </td>
              <td>
                <Count value={done} />
              </td>
              <td>
                <Count value={late} />
              </td>
              <td>
                <Share value={lateShare} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
