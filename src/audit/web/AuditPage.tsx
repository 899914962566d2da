import { Button } from '@mantine/core'
import { IconDownload, IconHistory } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { listMembers } from '../../people/contract.ts'
import { addressOf } from '../../ui/api.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Moment } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { Facts, Page, Panel } from '../../ui/Page.tsx'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useList, useRead } from '../../ui/reading.ts'
import { RowActions } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { exportAudit, listAudit } from '../contract.ts'
import { words } from '../words.ts'
import classes from './Audit.module.css'
import { Changes, useCodeWords, useShown, type Entry } from './Changes.tsx'
import { placeOf } from './record-places.ts'

const viewAsked = {
  entityKind: asked.text,
  entityId: asked.text,
  actor: asked.text,
  action: asked.text,
  from: asked.day,
  to: asked.day,
  peek: asked.text,
}
const codes = (group: 'kind' | 'action'): string[] =>
  Object.keys(words['zh-CN']).flatMap((key) => (key.startsWith(`${group}.`) ? [key.slice(group.length + 1)] : []))

/** 审计日志: who changed what, in the whole organisation. */
export function AuditPage(): ReactNode {
  const t = useWords(words)
  const inWords = useCodeWords()
  const [view, setView] = useUrl(viewAsked)
  const { peek, ...query } = view
  const list = useList(listAudit, { query: { limit: 100, ...query } })
  const members = useRead(listMembers, { query: { limit: 200 } }, { staleTime: 5 * 60_000 }).data?.items
  const fields = useMemo<FilterField[]>(() => {
    const options = (group: 'kind' | 'action') =>
      codes(group).map((value) => ({ value, label: t(`${group}.${value}` as 'kind.member') }))
    return [
      { kind: 'choice', key: 'entityKind', label: t('entityKind'), options: options('kind') },
      {
        kind: 'choice',
        key: 'actor',
        label: t('actor'),
        options: (members ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
      { kind: 'choice', key: 'action', label: t('action'), options: options('action') },
      { kind: 'days', from: 'from', to: 'to', label: t('period') },
    ]
  }, [t, members])
  const columns = useColumns()
  const open = list.items.find(({ id }) => id === peek)
  return (
    <Page
      title={t('title')}
      fill
      actions={<ExportMenu filters={query} />}
      toolbar={
        <FilterBar view={view} onChange={setView} fields={fields}>
          {view.entityId && (
            <span className={classes['only']}>
              {t('onlyRecord')}
              <Button size="compact-xs" variant="default" onClick={() => setView({ entityId: undefined, entityKind: undefined })}>
                {t('showAll')}
              </Button>
            </span>
          )}
        </FilterBar>
      }
    >
      <Panel grow flush>
        <DataTable
          name="audit"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          onOpen={({ id }) => setView({ peek: id }, { push: peek === undefined })}
          openId={peek}
          card={(entry) => (
            <div className={classes['entry']}>
              <div className={classes['line']}>
                <strong>{inWords('action', entry.action)}</strong>
                {inWords('kind', entry.entityKind)} · {entry.entityName ?? t('noRecordName')}
              </div>
              <div className={classes['quiet']}>
                {entry.actor.name} · <Moment at={entry.at} />
              </div>
              <Changes entry={entry} limit={2} />
            </div>
          )}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView({ ...withoutFilters(fields), entityId: undefined })} />
            ) : (
              <EmptyState icon={<IconHistory size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')} />
            )
          }
        />
      </Panel>
      <PeekDrawer
        id={peek}
        ids={list.items.map(({ id }) => id)}
        onWalk={(id) => setView({ peek: id })}
        onClose={() => setView({ peek: undefined })}
        title={open ? inWords('action', open.action) : t('title')}
        footer={
          open && (
            <>
              <Button
                size="sm"
                variant="default"
                onClick={() => setView({ entityKind: open.entityKind, entityId: open.entityId, peek: undefined })}
              >
                {t('showRecord')}
              </Button>
              <OpenRecord entry={open} />
            </>
          )
        }
      >
        {open && <EntryView entry={open} />}
      </PeekDrawer>
    </Page>
  )
}

function ExportMenu({ filters }: { filters: object }): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const closed = can('export') ? null : t('exportForbidden')
  const file = (format: 'xlsx' | 'csv'): string => addressOf(exportAudit, { query: { ...filters, format } } as never)
  return (
    <RowActions
      framed
      label={t('export')}
      icon={<IconDownload size={17} />}
      actions={[
        { key: 'xlsx', label: t('exportXlsx'), href: file('xlsx'), closed },
        { key: 'csv', label: t('exportCsv'), href: file('csv'), closed },
      ]}
    />
  )
}

function OpenRecord({ entry }: { entry: Entry }): ReactNode {
  const t = useWords(words)
  const place = placeOf(entry.entityKind, entry.entityId)
  if (!place) return null
  return (
    <Button size="sm" renderRoot={(props) => <Link {...props} {...(place as { to: string })} />}>
      {t('openRecord')}
    </Button>
  )
}

function EntryView({ entry }: { entry: Entry }): ReactNode {
  const t = useWords(words)
  const inWords = useCodeWords()
  return (
    <div className={classes['stack']}>
      <Facts
        rows={[
          { key: 'entity', label: inWords('kind', entry.entityKind), value: entry.entityName ?? t('noRecordName') },
          { key: 'actor', label: t('actor'), value: entry.actor.name },
          { key: 'at', label: t('at'), value: <Moment at={entry.at} style="second" /> },
          { key: 'via', label: t('via'), value: inWords('via', entry.via) },
        ]}
      />
      <Changes entry={entry} />
    </div>
  )
}

function useColumns(): Column<Entry>[] {
  const t = useWords(words)
  const inWords = useCodeWords()
  const shown = useShown()
  return useMemo(
    () => [
      { key: 'at', header: t('at'), cell: ({ at }) => <Moment at={at} style="second" />, width: 178, fixed: true },
      { key: 'actor', header: t('actor'), cell: ({ actor }) => actor.name, width: 110, fixed: true },
      { key: 'action', header: t('action'), cell: ({ action }) => inWords('action', action), width: 130 },
      { key: 'kind', header: t('entityKind'), cell: ({ entityKind }) => inWords('kind', entityKind), width: 124 },
      { key: 'entity', header: t('entity'), cell: ({ entityName }) => entityName ?? t('noRecordName'), width: 220 },
      {
        key: 'changes',
        header: t('changes'),
        cell: (entry) => (
          <div className={classes['cell']}>
            {entry.changes.map((change) => `${change.label}: ${shown(change, change.after)}`).join(' · ')}
          </div>
        ),
      },
      { key: 'via', header: t('via'), cell: ({ via }) => inWords('via', via), width: 100, hidden: true },
    ],
    [t, inWords, shown],
  )
}
