import { Button } from '@mantine/core'
import { IconHeartbeat } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState, type ReactNode } from 'react'
import { listMembers, listTeams } from '../../people/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Money } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList, useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useUrl, type SetUrl } from '../../ui/url.ts'
import { useScopeFields } from '../../ui/use-scope-fields.ts'
import { useWords } from '../../ui/use-words.ts'
import { listHealth } from '../contract.ts'
import { healthColours, redFlags } from '../health-score.ts'
import classes from './Health.module.css'
import { ColourChip, useTrend, viewAsked, type HealthList, type HealthRow, type HealthView } from './health-view.tsx'
import { words } from './words.ts'

const rarely = { staleTime: 5 * 60_000 }

const SendUsageDialog = onDemand(
  async () => (await import('./SendUsageDialog.tsx')).SendUsageDialog,
  ({ opened }) => opened,
)

/** 客户健康: who may be lost, with the money, most first. */
export function HealthPage(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const navigate = useNavigate()
  const [view, setView] = useUrl(viewAsked)
  const { can } = useSession()
  const [isSending, setSending] = useState(false)
  const fields = useFields(view)
  const { sort, ...rest } = view
  const list = useList(
    listHealth,
    { query: { ...rest, sort: sort ?? ('stake' as const), limit: 100 } },
    { follows: ['customers'] },
  )
  const columns = useColumns(list.first?.threshold)
  const first = list.first
  return (
    <Page
      title={t('title')}
      fill
      aside={
        first && (
          <span className={classes['hint']}>
            {t('atRisk', {
              count: format.count(first.atRisk.customers),
              money: format.money(first.atRisk.stakeMinor, 'compact'),
            })}
            {first.judgedAt && ` · ${t('judgedAt', { when: format.ago(first.judgedAt) })}`}
          </span>
        )
      }
      actions={
        <>
          {can('customers.write') && (
            <Button size="xs" variant="default" onClick={() => setSending(true)}>
              {t('usage.send')}
            </Button>
          )}
          <Button size="xs" variant="default" component={Link} to="/settings/health">
            {t('setting')}
          </Button>
        </>
      }
      toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}
    >
      {first && <Colours list={first} view={view} setView={setView} />}
      <Panel grow flush>
        <DataTable
          name="health"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ customer }) => customer.id}
          onOpen={({ customer }) => void navigate({ to: '/customers/$id', params: { id: customer.id } })}
          homeSort="stake"
          sort={{ key: sort ?? 'stake', descending: sort !== 'score' }}
          onSort={(next) => setView({ sort: next?.key === 'score' ? 'score' : undefined })}
          card={(row) => <Card row={row} />}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconHeartbeat size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')} />
            )
          }
        />
      </Panel>
      <SendUsageDialog opened={isSending} onClose={() => setSending(false)} />
    </Page>
  )
}

/** How many customers of each colour, and what they may take along; pressed, the list shows them. */
function Colours({ list, view, setView }: { list: HealthList; view: HealthView; setView: SetUrl<HealthView> }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <div className={classes['colours']}>
      {list.colours.map(({ colour, customers, stakeMinor }) => (
        <button
          key={colour}
          type="button"
          aria-pressed={view.colour === colour}
          onClick={() => setView({ colour: view.colour === colour ? undefined : colour })}
        >
          <ColourChip colour={colour} />
          <strong>{t('customers', { count: format.count(customers) })}</strong>
          <span className={classes['hint']}>{format.money(stakeMinor, 'compact')}</span>
        </button>
      ))}
    </div>
  )
}

const useColumns = (threshold: number | undefined): readonly Column<HealthRow>[] => {
  const t = useWords(words)
  const format = useFormat()
  const trend = useTrend()
  return useMemo(
    () => [
      { key: 'customer', header: t('customer'), cell: ({ customer }) => customer.name, fixed: true },
      { key: 'score', header: t('score'), cell: ({ score }) => format.count(Math.floor(score)), width: 68, align: 'end', sortable: true }, // prettier-ignore
      { key: 'stake', header: t('stake'), cell: (row) => <Money minor={row.stakeMinor} compact />, width: 100, align: 'end', sortable: true }, // prettier-ignore
      { key: 'state', header: t('state'), cell: (row) => <State row={row} threshold={threshold} />, width: 220 },
      { key: 'trend', header: t('trend'), cell: ({ slope }) => trend(slope), width: 158 },
      { key: 'coverage', header: t('coverageTitle'), cell: ({ coverage }) => format.share(coverage), width: 84, align: 'end', hidden: true }, // prettier-ignore
      { key: 'open', header: t('open'), cell: (row) => <Money minor={row.openMinor} compact />, width: 96, align: 'end' },
      {
        key: 'revenue',
        header: t('revenue'),
        cell: (row) => <Money minor={row.revenueMinor} compact />,
        width: 132,
        align: 'end',
      },
      { key: 'owner', header: t('owner'), cell: ({ owner }) => owner.name, width: 90 },
    ],
    [t, format, trend, threshold],
  )
}

function State({ row, threshold }: { row: HealthRow; threshold?: number | undefined }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <span className={classes['line']}>
      <span title={row.alertedOn && threshold ? t('alerted', { day: format.day(row.alertedOn), threshold }) : undefined}>
        <ColourChip colour={row.colour} />
      </span>
      {row.isFalling && <StatusChip tone="risk1">{t('falling')}</StatusChip>}
      {row.flags.map((flag) => (
        <span key={flag} className={classes['hint']}>
          {t(`flag.${flag}`)}
        </span>
      ))}
    </span>
  )
}

function Card({ row }: { row: HealthRow }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <div className={classes['face']}>
      <span className={classes['line']}>
        <strong>{row.customer.name}</strong>
        <span>{format.count(Math.floor(row.score))}</span>
      </span>
      <State row={row} />
      <span className={classes['line']}>
        <span className={classes['hint']}>{t('stake')}</span>
        <Money minor={row.stakeMinor} compact />
        <span className={classes['hint']}>{row.owner.name}</span>
      </span>
    </div>
  )
}

function useFields(view: HealthView): readonly FilterField[] {
  const t = useWords(words)
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items
  const teams = useRead(listTeams, { query: { limit: 200 } }, rarely).data?.items
  const scope = useScopeFields({ view, labels: { team: t('team'), owner: t('owner') }, members, teams })
  return useMemo(() => {
    const choice = (key: keyof HealthView, label: string, options: { value: string; label: string }[]): FilterField => ({
      kind: 'choice',
      key,
      label,
      options,
    })
    return [
      choice('all', t('allFilter'), [{ value: 'true', label: t('allYes') }]),
      choice('colour', t('colourFilter'), healthColours.map((value) => ({ value, label: t(`colour.${value}`) }))),
      choice('flag', t('flagFilter'), redFlags.map((value) => ({ value, label: t(`flag.${value}`) }))),
      choice('falling', t('fallingFilter'), [{ value: 'true', label: t('falling') }]),
      ...scope,
    ] // prettier-ignore
  }, [t, scope])
}
