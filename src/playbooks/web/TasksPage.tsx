import { Button, Tabs } from '@mantine/core'
import { IconChecklist, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import { listMembers } from '../../people/contract.ts'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList, useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, ErrorPanel, NothingFound, TableSkeleton } from '../../ui/States.tsx'
import { asked, useUrl, type ViewOf } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { listTasks } from '../contract.ts'
import type { SearchDeals, TaskDraft } from './TaskDialog.tsx'
import { TaskLine } from './TaskLine.tsx'
import classes from './Tasks.module.css'
import type { Task } from './use-task-actions.ts'
import { words } from './words.ts'

const TaskDialog = onDemand(
  async () => (await import('./TaskDialog.tsx')).TaskDialog,
  ({ draft }) => draft !== undefined,
)
const TeamTasks = lazy(async () => ({ default: (await import('./TeamTasks.tsx')).TeamTasks }))

const viewAsked = {
  tab: asked.oneOf(['mine', 'team'] as const),
  q: asked.text,
  show: asked.oneOf(['done', 'cancelled'] as const),
  kind: asked.oneOf(['stage', 'own'] as const),
  assignee: asked.text,
  from: asked.day,
  to: asked.day,
  archived: asked.flag,
}
type View = ViewOf<typeof viewAsked>

/** What there is to do across all deals; for who leads others how they do. */
export function TasksPage({ searchDeals }: { searchDeals: SearchDeals }): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const [view, setView] = useUrl(viewAsked)
  const [draft, setDraft] = useState<TaskDraft>()
  const leads = can('records.assign')
  const tab = (leads && view.tab) || 'mine'
  const actions = can('tasks.write') && (
    <Button size="xs" leftSection={<IconPlus size={16} />} onClick={() => setDraft({})}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} actions={actions}>
      {leads && (
        <Tabs value={tab} onChange={(next) => setView({ tab: next === 'team' ? 'team' : undefined })}>
          <Tabs.List aria-label={t('view')}>
            <Tabs.Tab value="mine">{t('mine')}</Tabs.Tab>
            <Tabs.Tab value="team">{t('team')}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      )}
      {tab === 'team' && (
        <Suspense fallback={<TableSkeleton />}>
          <TeamTasks onPerson={(id) => setView({ tab: undefined, assignee: id }, { push: true })} />
        </Suspense>
      )}
      {tab === 'mine' && <TaskGroups view={view} setView={setView} leads={leads} onEdit={(task) => setDraft({ task })} />}
      <TaskDialog draft={draft} onClose={() => setDraft(undefined)} searchDeals={searchDeals} />
    </Page>
  )
}

interface TaskGroupsProps {
  view: View
  setView: (change: Partial<View>) => void
  leads: boolean
  onEdit: (task: Task) => void
}

function TaskGroups({ view, setView, leads, onEdit }: TaskGroupsProps): ReactNode {
  const t = useWords(words)
  const { q, show, kind, assignee, from, to, archived } = view
  const fields = useFields(leads)
  const list = useList(listTasks, {
    query: {
      limit: 100,
      state: show ?? ['open', 'overdue'],
      sort: show ? 'newest' : 'due',
      ...(assignee ? { assignee: [assignee] } : { mine: 'true' as const }),
      ...(q && { q }),
      ...(kind && { kind }),
      ...(from && { dueFrom: from }),
      ...(to && { dueTo: to }),
      ...(archived && { archived: 'true' as const }),
    },
  })
  const groups = useGroups(list.items, show !== undefined)
  return (
    <>
      <FilterBar view={view} onChange={setView} fields={fields} />
      {list.isPending && <TableSkeleton rows={8} />}
      {list.error && list.items.length === 0 && <ErrorPanel problem={list.error} retry={list.refetch} />}
      {!list.isPending &&
        !list.error &&
        list.items.length === 0 &&
        (isFiltered(view, fields) ? (
          <NothingFound onClear={() => setView(withoutFilters(fields))} />
        ) : (
          <EmptyState icon={<IconChecklist size={28} stroke={1.5} />} title={t('empty')} hint={t('emptyHint')} />
        ))}
      <div className={classes['groups']}>
        {groups.map(({ key, tasks }) => (
          <Panel key={key} title={`${t(`group.${key}`)} (${tasks.length}${list.hasMore ? '+' : ''})`}>
            <ul className={classes['tasks']}>
              {tasks.map((task) => (
                <TaskLine key={task.id} task={task} withDeal onEdit={onEdit} />
              ))}
            </ul>
          </Panel>
        ))}
      </div>
      {list.hasMore && (
        <Button variant="default" size="xs" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

type Group = 'overdue' | 'today' | 'later' | 'none' | 'rest'
const order: readonly Group[] = ['overdue', 'today', 'later', 'none', 'rest']

/** Open tasks by when they are due; others as they come. */
function useGroups(tasks: readonly Task[], isOver: boolean): { key: Group; tasks: Task[] }[] {
  const today = useFormat().today()
  return useMemo(() => {
    const groupOf = ({ state, dueOn }: Task): Group =>
      isOver
        ? 'rest'
        : dueOn === null
          ? 'none'
          : state === 'overdue' || dueOn < today
            ? 'overdue'
            : dueOn === today
              ? 'today'
              : 'later'
    return order
      .map((key) => ({ key, tasks: tasks.filter((task) => groupOf(task) === key) }))
      .filter((group) => group.tasks.length > 0)
  }, [tasks, today, isOver])
}

function useFields(leads: boolean): FilterField[] {
  const t = useWords(words)
  const people = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, { enabled: leads, staleTime: 300_000 }).data
    ?.items
  return useMemo<FilterField[]>(
    () => [
      { kind: 'text', key: 'q', label: t('search') },
      {
        kind: 'choice',
        key: 'show',
        label: t('show'),
        options: (['done', 'cancelled'] as const).map((value) => ({ value, label: t(`show.${value}`) })),
      },
      {
        kind: 'choice',
        key: 'kind',
        label: t('kind'),
        options: (['stage', 'own'] as const).map((value) => ({ value, label: t(`kind.${value}`) })),
      },
      ...((people?.length ?? 0) > 1
        ? [
            {
              kind: 'choice' as const,
              key: 'assignee',
              label: t('assignee'),
              options: people!.map(({ id, name }) => ({ value: id, label: name })),
            },
          ]
        : []),
      { kind: 'days', from: 'from', to: 'to', label: t('period') },
      { kind: 'flag', key: 'archived', label: t('archivedOnly') },
    ],
    [t, people],
  )
}
