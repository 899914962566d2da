import { IconNotes } from '@tabler/icons-react'
import { useMemo, type ReactNode } from 'react'
import { listCustomers } from '../../customers/contract.ts'
import { listMembers, listTeams } from '../../people/contract.ts'
import { call, type ReplyOf } from '../../ui/api.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Day, Moment } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList, useRead } from '../../ui/reading.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { activityKinds, type ActivityKind } from '../activity.ts'
import { listActivities } from '../contract.ts'
import { words as activityWords } from '../words.ts'
import classes from './Activity.module.css'
import { ActivityMarks, KindName, peopleOf } from './ActivityMarks.tsx'
import { ActivityPeek } from './ActivityPeek.tsx'
import { LogButton } from './LogButton.tsx'
import { words } from './words.ts'

type Activity = ReplyOf<typeof listActivities>['items'][number]

const viewAsked = {
  q: asked.text,
  kind: asked.list,
  owner: asked.text,
  team: asked.text,
  customer: asked.text,
  from: asked.day,
  to: asked.day,
  late: asked.flag,
  archived: asked.flag,
  peek: asked.text,
}
const rarely = { staleTime: 5 * 60_000 }
const isKind = (text: string): text is ActivityKind => activityKinds.some((kind) => kind === text)

/** Every activity within reach, by any question one has of them. */
export function ActivitiesPage({ exporting }: { exporting: (asked: object) => ReactNode }): ReactNode {
  const t = useWords(words)
  const a = useWords(activityWords)
  const [view, setView] = useUrl(viewAsked)
  const { peek, kind, late, archived, ...rest } = view
  const kinds = kind?.filter(isKind)
  const query = {
    ...rest,
    ...(kinds?.length && { kind: kinds }),
    ...(late && { late: 'true' as const }),
    ...(archived && { archived: 'true' as const }),
  }
  const list = useList(listActivities, { query: { limit: 100, ...query } })
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items
  const teams = useRead(listTeams, { query: { limit: 200 } }, rarely).data?.items
  const chosen = list.items.find(({ customer }) => customer?.id === view.customer)?.customer

  const fields = useMemo<FilterField[]>(
    () => [
      { kind: 'text', key: 'q', label: t('search') },
      {
        kind: 'choices',
        key: 'kind',
        label: t('kind'),
        options: activityKinds.map((one) => ({ value: one, label: a(`kind.${one}`) })),
      },
      ...options('owner', t('owner'), members),
      ...options('team', t('team'), teams),
      {
        kind: 'record',
        key: 'customer',
        label: t('customer'),
        chosen: chosen ? { value: chosen.id, label: chosen.name } : null,
        search: async (q, signal) =>
          (await call(listCustomers, { query: { limit: 10, ...(q && { q }) }, signal })).items.map(({ id, name, region }) => ({
            value: id,
            label: name,
            ...(region && { hint: region }),
          })),
      },
      { kind: 'days', from: 'from', to: 'to', label: t('period') },
      { kind: 'flag', key: 'late', label: t('lateOnly') },
      { kind: 'flag', key: 'archived', label: t('archivedOnly') },
    ],
    [t, a, members, teams, chosen],
  )
  const columns = useMemo<Column<Activity>[]>(
    () => [
      { key: 'happenedAt', header: t('when'), cell: ({ happenedAt }) => <Moment at={happenedAt} />, width: 156, fixed: true },
      { key: 'kind', header: t('kind'), cell: (row) => <KindName kind={row.kind} />, width: 112 },
      {
        key: 'subject',
        header: t('subject'),
        cell: ({ customer, lead }) => customer?.name ?? lead?.name,
        width: 180,
        fixed: true,
      },
      {
        key: 'opportunity',
        header: t('opportunity'),
        cell: ({ opportunity }) => opportunity?.name ?? '–',
        width: 160,
        hidden: true,
      },
      { key: 'people', header: t('people'), cell: (row) => peopleOf(row) || '–', width: 120 },
      { key: 'content', header: t('content'), cell: ({ content }) => content },
      { key: 'result', header: t('result'), cell: ({ result }) => result ?? '–' },
      { key: 'nextStep', header: t('nextStep'), cell: ({ nextStep }) => nextStep ?? '–', width: 160 },
      { key: 'nextStepOn', header: t('nextStepOn'), cell: ({ nextStepOn }) => <Day on={nextStepOn} />, width: 110, hidden: true },
      { key: 'owner', header: t('owner'), cell: ({ owner }) => owner.name, width: 90 },
      { key: 'marks', header: '', cell: (row) => <ActivityMarks {...row} />, width: 100 },
    ],
    [t],
  )
  return (
    <Page
      title={t('title')}
      fill
      actions={
        <>
          {exporting(query)}
          <LogButton about="new" />
        </>
      }
      toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}
    >
      <Panel grow flush>
        <DataTable
          name="activities"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          onOpen={({ id }) => setView({ peek: id }, { push: peek === undefined })}
          openId={peek}
          card={(row) => <ActivityCard activity={row} />}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconNotes size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')}>
                <LogButton about="new" label={t('logTitle')} />
              </EmptyState>
            )
          }
        />
      </Panel>
      <ActivityPeek
        id={peek}
        ids={list.items.map(({ id }) => id)}
        onWalk={(id) => setView({ peek: id })}
        onClose={() => setView({ peek: undefined })}
      />
    </Page>
  )
}

const options = (key: string, label: string, items: readonly { id: string; name: string }[] | undefined): FilterField[] =>
  (items?.length ?? 0) > 1
    ? [{ kind: 'choice', key, label, options: items!.map(({ id, name }) => ({ value: id, label: name })) }]
    : []

function ActivityCard({ activity }: { activity: Activity }): ReactNode {
  return (
    <div className={classes['card']}>
      <div className={classes['line']}>
        <KindName kind={activity.kind} />
        <Moment at={activity.happenedAt} />
        <ActivityMarks {...activity} />
      </div>
      <div>
        <strong>{activity.customer?.name ?? activity.lead?.name}</strong>{' '}
        <span className={classes['quiet']}>{peopleOf(activity)}</span>
      </div>
      <div className={classes['clamp']}>{activity.content}</div>
      <div className={classes['quiet']}>{activity.owner.name}</div>
    </div>
  )
}
