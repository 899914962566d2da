import { ActionIcon, Button } from '@mantine/core'
import { IconAlertTriangle, IconCalendarOff, IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { clearCalendar, readCalendar, writeCalendar } from '../calendar/contract.ts'
import classes from './Calendar.module.css'
import { spansOf, type Span } from './calendar-spans.ts'
import { words } from './words/calendar.ts'

const CalendarDialog = onDemand(
  async () => (await import('./CalendarDialog.tsx')).CalendarDialog,
  ({ span }) => span !== undefined,
)

const viewAsked = { year: asked.text }

/** Days off and make-up working days of a year: what due days of tasks are counted by. */
export function CalendarPage(): ReactNode {
  const t = useWords(words)
  const [view, setView] = useUrl(viewAsked)
  const thisYear = useFormat().today().slice(0, 4)
  const year = Number(/^20\d\d$/.test(view.year ?? '') ? view.year : thisYear)
  const [span, setSpan] = useState<Span | 'new'>()
  const query = useRead(readCalendar, { query: { from: `${year}-01-01`, to: `${year}-12-31` } }, { keep: true })
  const about = query.data?.years.find((one) => one.year === year)
  const closed = query.data?.permissions.edit?.sentence
  const spans = useMemo(() => spansOf(query.data?.items ?? []), [query.data])
  const go = (to: number): void => setView({ year: to === Number(thisYear) ? undefined : String(to) })
  return (
    <Page
      title={t('title')}
      fill
      actions={
        <Button
          size="xs"
          leftSection={<IconPlus size={16} />}
          disabled={closed !== undefined}
          title={closed}
          onClick={() => setSpan('new')}
        >
          {t('add')}
        </Button>
      }
    >
      <p className={classes['intro']}>{t('intro')}</p>
      <div className={classes['years']}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('previousYear')}
          disabled={year <= 2000}
          onClick={() => go(year - 1)}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <strong aria-live="polite">{t('year', { year })}</strong>
        <ActionIcon variant="default" size={30} aria-label={t('nextYear')} disabled={year >= 2099} onClick={() => go(year + 1)}>
          <IconChevronRight size={16} />
        </ActionIcon>
        {about && <span>{t('workingDays', { count: about.workingDays })}</span>}
      </div>
      {about && !about.known && (
        <div className={classes['unknown']} role="note">
          <strong>
            <IconAlertTriangle size={16} aria-hidden="true" /> {t('unknownYear', { year })}
          </strong>
          <span>{t('unknownYearHint')}</span>
        </div>
      )}
      <Spans
        list={{
          items: spans,
          isPending: query.isPending,
          error: query.error,
          refetch: () => void query.refetch(),
        }}
        year={year}
        closed={closed}
        onChange={setSpan}
      />
      <CalendarDialog span={span} onClose={() => setSpan(undefined)} />
    </Page>
  )
}

interface SpansProps {
  list: Parameters<typeof DataTable<Span>>[0]['list']
  year: number
  closed: string | undefined
  onChange: (span: Span) => void
}

function Spans({ list, year, closed, onChange }: SpansProps): ReactNode {
  const t = useWords(words)
  const f = useFormat()
  const onProblem = notify.refused
  const { mutate: putBack } = useWrite(writeCalendar, { onProblem })
  const { mutate: takeAway } = useWrite(clearCalendar, { onProblem })
  const remove = useCallback(
    ({ from, to, kind, name }: Span): void =>
      takeAway(
        { query: { from, to } },
        {
          onSuccess: () => notify.done(t('removed', { name }), { undo: () => putBack({ body: { from, to, kind, name } }) }),
        },
      ),
    [takeAway, putBack, t],
  )
  const range = useCallback(
    ({ from, to }: Span): string =>
      from === to ? f.day(from, 'weekday') : `${f.day(from, 'weekday')} – ${f.day(to, 'weekday')}`,
    [f],
  )
  const actions = useCallback(
    (span: Span): ReactNode => (
      <RowActions
        of={`${span.name} ${span.from}`}
        actions={[
          { key: 'change', label: t('change'), closed, run: () => onChange(span) },
          { key: 'remove', label: t('remove'), danger: true, closed, run: () => remove(span) },
        ]}
      />
    ),
    [t, closed, onChange, remove],
  )
  const columns = useMemo<Column<Span>[]>(
    () => [
      { key: 'days', header: t('days'), cell: range, width: 250, fixed: true },
      { key: 'length', header: t('length'), cell: ({ days }) => f.count(days), width: 70, align: 'end' },
      { key: 'kind', header: t('kind'), cell: ({ kind }) => <Kind kind={kind} />, width: 170 },
      {
        key: 'name',
        header: t('name'),
        cell: ({ name, seeded }) => (
          <>
            {name} {seeded && <span className={classes['quiet']}>{t('seeded')}</span>}
          </>
        ),
      },
      { key: 'actions', header: '', width: 56, align: 'end', fixed: true, cell: actions },
    ],
    [t, f, range, actions],
  )
  return (
    <Panel grow flush>
      <DataTable
        name="calendar-days"
        label={t('title')}
        columns={columns}
        list={list}
        rowId={({ from, kind }) => `${from}:${kind}`}
        {...(closed === undefined && { onOpen: onChange })}
        card={(span) => (
          <div className={classes['entry']}>
            <div className={classes['card']}>
              <span>
                <strong>{span.name}</strong> <Kind kind={span.kind} />
              </span>
              <span className={classes['quiet']}>{range(span)}</span>
            </div>
            {actions(span)}
          </div>
        )}
        empty={
          <EmptyState icon={<IconCalendarOff size={28} stroke={1.5} />} title={t('unknownYear', { year })} hint={t('intro')} />
        }
      />
    </Panel>
  )
}

function Kind({ kind }: { kind: Span['kind'] }): ReactNode {
  const t = useWords(words)
  return <StatusChip tone={kind === 'holiday' ? 'primary' : 'risk1'}>{t(`kind.${kind}`)}</StatusChip>
}
