import { Button } from '@mantine/core'
import { IconClipboardCheck, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState, type ReactNode } from 'react'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Day } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { listStocktakes } from '../contract.ts'
import { listAsked, states, type Head } from './stocktake-view.ts'
import classes from './Stocktakes.module.css'
import { words } from './words.ts'

const StartDialog = onDemand(
  async () => (await import('./StartDialog.tsx')).StartDialog,
  ({ opened }) => opened,
)

const tones: Record<Head['state'], Tone> = { open: 'primary', signed: 'risk1', confirmed: 'done', ended: 'quiet' }

export function StateChip({ state }: { state: Head['state'] }): ReactNode {
  const t = useWords(words)
  return <StatusChip tone={tones[state]}>{t(`state.${state}`)}</StatusChip>
}

/** 客户盘点: rounds through the customers of people and teams, the latest first. */
export function StocktakesPage(): ReactNode {
  const t = useWords(words)
  const navigate = useNavigate()
  const { can } = useSession()
  const [view, setView] = useUrl(listAsked)
  const [isStarting, setStarting] = useState(false)
  const fields = useMemo<FilterField[]>(
    () => [{ kind: 'choice', key: 'state', label: t('scopeFilter'), options: states.map((value) => ({ value, label: t(`state.${value}`) })) }], // prettier-ignore
    [t],
  )
  const list = useList(listStocktakes, { query: { ...view, limit: 50 } }, { follows: ['stocktakes'] })
  const columns = useMemo<Column<Head>[]>(
    () => [
      { key: 'scope', header: t('scope'), cell: ({ scope }) => <strong>{scope.name}</strong>, fixed: true },
      { key: 'takenOn', header: t('takenOn'), cell: ({ takenOn }) => <Day on={takenOn} />, width: 120 },
      { key: 'state', header: t('state'), cell: ({ state }) => <StateChip state={state} />, width: 140 },
      { key: 'progress', header: t('progress'), cell: (row) => t('progressIs', { decided: row.decided, customers: row.customers }), width: 140 }, // prettier-ignore
      { key: 'proposals', header: t('proposals'), cell: ({ verdicts }) => t('proposalsAre', verdicts), width: 240 },
      { key: 'signedBy', header: t('signedBy'), cell: ({ signedBy }) => signedBy?.name ?? '–', width: 110 },
    ],
    [t],
  )
  const open = (id: string): void => void navigate({ to: '/stocktakes/$id', params: { id } } as never)
  const start = can('customers.write') && (
    <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setStarting(true)}>
      {t('start')}
    </Button>
  )
  return (
    <Page title={t('title')} fill actions={start} toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}>
      <Panel grow flush>
        <DataTable
          name="stocktakes"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          onOpen={({ id }) => open(id)}
          card={(row) => <Card row={row} />}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconClipboardCheck size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')}>
                {start}
              </EmptyState>
            )
          }
        />
      </Panel>
      <StartDialog opened={isStarting} onClose={() => setStarting(false)} onStarted={open} />
    </Page>
  )
}

function Card({ row }: { row: Head }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <div className={classes['stack']}>
      <span className={classes['line']}>
        <strong>{row.scope.name}</strong>
        <StateChip state={row.state} />
      </span>
      <span className={classes['hint']}>
        {format.day(row.takenOn)} · {t('progressIs', { decided: row.decided, customers: row.customers })} ·{' '}
        {t('proposalsAre', row.verdicts)}
      </span>
    </div>
  )
}
