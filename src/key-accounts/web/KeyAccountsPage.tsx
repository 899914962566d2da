import { Button } from '@mantine/core'
import { IconCrown } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { listMembers, listTeams } from '../../people/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Day, Money } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList, useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useScopeFields } from '../../ui/use-scope-fields.ts'
import { useUrl, type SetUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { listKeyAccounts } from '../contract.ts'
import { tiers } from '../score.ts'
import { viewAsked, type AccountList, type AccountRow, type AccountView } from './account-view.ts'
import classes from './KeyAccounts.module.css'
import { TierChip } from './TierChip.tsx'
import { words } from './words.ts'

const rarely = { staleTime: 5 * 60_000 }

/** 大客户: customers by what they are worth to us, best tiers first. */
export function KeyAccountsPage(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const navigate = useNavigate()
  const [view, setView] = useUrl(viewAsked)
  const fields = useFields(view)
  const { beyond, sort = 'score', order, ...rest } = view
  const query = { ...rest, ...(beyond ? { beyond: 'true' as const } : {}), sort, ...(order ? { order } : {}), limit: 100 }
  const list = useList(listKeyAccounts, { query }, { follows: ['customers', 'opportunities'] })
  const columns = useColumns()
  const first = list.first
  return (
    <Page
      title={t('title')}
      fill
      aside={first?.judgedAt && <span className={classes['hint']}>{t('judgedAt', { when: format.ago(first.judgedAt) })}</span>}
      actions={
        <Button size="xs" variant="default" component={Link} to="/settings/key-accounts">
          {t('setting')}
        </Button>
      }
      toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}
    >
      {first && <Tiers list={first} view={view} setView={setView} />}
      <Panel grow flush>
        <DataTable
          name="key-accounts"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ customer }) => customer.id}
          onOpen={({ customer }) => void navigate({ to: '/customers/$id', params: { id: customer.id } })}
          sort={{ key: sort, descending: order !== 'asc' }}
          onSort={(next) => {
            // the best first; pressed again, the weakest
            const key = (next?.key ?? sort) as typeof sort
            const turned = key === sort && order !== 'asc' ? 'asc' : undefined
            setView({ sort: key === 'score' ? undefined : key, order: turned })
          }}
          card={(row) => <Card row={row} />}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconCrown size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')} />
            )
          }
        />
      </Panel>
    </Page>
  )
}

/** How many customers each tier has and what they brought; pressed, the list shows that tier. And who is beyond capacity. */
function Tiers({ list, view, setView }: { list: AccountList; view: AccountView; setView: SetUrl<AccountView> }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const strong = list.tiers.find(({ tier }) => tier === 'S')?.customers ?? 0
  return (
    <div className={classes['top']}>
      <div className={classes['tiers']}>
        {list.tiers.map(({ tier, customers, revenueMinor }) => (
          <button
            key={tier}
            type="button"
            aria-pressed={view.tier === tier}
            onClick={() => setView({ tier: view.tier === tier ? undefined : tier, beyond: undefined })}
          >
            <TierChip tier={tier} />
            <strong>{t('customers', { count: format.count(customers) })}</strong>
            <span>{format.money(revenueMinor, 'compact')}</span>
          </button>
        ))}
      </div>
      {list.late > 0 && (
        <p className={classes['note']} role="status">
          {t('lateNote', { late: format.count(list.late), owed: format.count(list.owed) })}{' '}
          {view.owed === undefined && (
            <button type="button" onClick={() => setView({ owed: 'late' })}>
              {t('showLate')}
            </button>
          )}
        </p>
      )}
      {list.capacity !== null && list.beyond > 0 && (
        <p className={classes['note']} role="status">
          {t('beyondNote', {
            all: format.count(Math.max(strong, list.beyond + list.capacity)),
            capacity: format.count(list.capacity),
            count: format.count(list.beyond),
          })}{' '}
          {view.beyond === undefined && (
            <button type="button" onClick={() => setView({ tier: undefined, beyond: 'true' })}>
              {t('showBeyond')}
            </button>
          )}
        </p>
      )}
    </div>
  )
}

const useColumns = (): readonly Column<AccountRow>[] => {
  const t = useWords(words)
  const format = useFormat()
  return useMemo(
    () => [
      { key: 'customer', header: t('customer'), cell: ({ customer }) => customer.name, fixed: true },
      { key: 'tier', header: t('tierIs'), cell: (row) => <Standing row={row} />, width: 196 },
      { key: 'score', header: t('scoreIs'), cell: ({ score }) => scoreText(score, format.count, t('noScore')), width: 76, align: 'end', sortable: true }, // prettier-ignore
      { key: 'coverage', header: t('coverageTitle'), cell: ({ coverage }) => format.share(coverage), width: 72, align: 'end' },
      { key: 'revenue', header: t('revenue'), cell: (row) => <Money minor={row.revenueMinor} compact />, width: 140, align: 'end', sortable: true }, // prettier-ignore
      { key: 'owed', header: t('owedIs'), cell: (row) => <OwedMark row={row} />, width: 180 },
      { key: 'since', header: t('sinceTitle'), cell: ({ since }) => <Day on={since} />, width: 104 },
      { key: 'owner', header: t('owner'), cell: ({ owner }) => owner.name, width: 92 },
    ],
    [t, format],
  )
}

export const scoreText = (score: number | null, count: (value: number) => string, none: string): string =>
  score === null ? none : count(Math.round(score * 10) / 10)

function Standing({ row }: { row: AccountRow }): ReactNode {
  const t = useWords(words)
  return (
    <span className={classes['standing']}>
      <TierChip tier={row.tier} />
      {row.isBeyond && <StatusChip tone="risk1">{t('beyond')}</StatusChip>}
      {row.caps.map((cap) => (
        <span key={cap} className={classes['cap']} title={t(`cap.${cap}`)}>
          {t(`cap.${cap}`)}
        </span>
      ))}
    </span>
  )
}

/** Whether what the tier is owed is kept, what is late, or when the next contact is due. */
function OwedMark({ row }: { row: AccountRow }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (!row.owed) return <span className={classes['hint']}>–</span>
  const { late, contactDueOn } = row.owed
  if (late.length > 0)
    return (
      <span className={classes['line']}>
        {late.map((kind) => (
          <StatusChip key={kind} tone="risk2">
            {t(`late.${kind}`)}
          </StatusChip>
        ))}
      </span>
    )
  return <span>{contactDueOn ? t('contactBy', { day: format.day(contactDueOn) }) : t('owedKept')}</span>
}

function Card({ row }: { row: AccountRow }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <div className={classes['face']}>
      <strong>{row.customer.name}</strong>
      <Standing row={row} />
      {row.owed && <OwedMark row={row} />}
      <span className={classes['line']}>
        <span>{scoreText(row.score, format.count, t('noScore'))}</span>
        <span className={classes['hint']}>{t('coverage', { share: format.share(row.coverage) })}</span>
        <Money minor={row.revenueMinor} compact />
        <span className={classes['hint']}>{row.owner.name}</span>
      </span>
    </div>
  )
}

function useFields(view: AccountView): readonly FilterField[] {
  const t = useWords(words)
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items
  const teams = useRead(listTeams, { query: { limit: 200 } }, rarely).data?.items
  const scope = useScopeFields({ view, labels: { team: t('scopeTeam'), owner: t('scopeOwner') }, members, teams })
  return useMemo(
    () => [
      {
        kind: 'choice',
        key: 'tier',
        label: t('tierFilter'),
        options: tiers.map((tier) => ({ value: tier, label: t('tier', { tier }) })),
      },
      {
        kind: 'choice',
        key: 'owed',
        label: t('owedIs'),
        options: [
          { value: 'late', label: t('owedLate') },
          { value: 'kept', label: t('owedKept') },
        ],
      },
      { kind: 'choice', key: 'beyond', label: t('beyondFilter'), options: [{ value: 'true', label: t('beyond') }] },
      ...scope,
    ],
    [t, scope],
  )
}
