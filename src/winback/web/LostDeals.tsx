import { IconHistoryOff } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { listCompetitors } from '../../products/contract.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Day, Money } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { Panel } from '../../ui/Page.tsx'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useList, useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import type { SetUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { listLostDeals, readRecoverability, type LostDeal } from '../loss-contract.ts'
import { queryOf, type WinBackView } from './deals-view.ts'
import { LossPeek } from './LossPeek.tsx'
import { Score } from './Score.tsx'
import classes from './WinBack.module.css'
import { words } from './words.ts'

const thresholds = ['20', '30', '40', '50']

/** Every lost deal within reach, the likeliest to return first; a look says why. */
export function LostDeals({ view, setView }: { view: WinBackView; setView: SetUrl<WinBackView> }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const navigate = useNavigate()
  const list = useList(listLostDeals, { query: queryOf(view) }, { follows: ['opportunities', 'customers'] })
  const reasons = useRead(readRecoverability, {}, { staleTime: 300_000 })
  const competitors = useRead(listCompetitors, { query: { limit: 100 } }, { staleTime: 300_000 })
  const fields = useMemo<FilterField[]>(
    () => [
      { kind: 'text', key: 'q', label: t('search') },
      {
        kind: 'choices',
        key: 'reason',
        label: t('reason'),
        options: (reasons.data?.reasons ?? []).map(({ key, name }) => ({ value: key, label: name })),
      },
      {
        kind: 'choice',
        key: 'competitor',
        label: t('competitor'),
        options: (competitors.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        kind: 'choice',
        key: 'minScore',
        label: t('minScore'),
        options: thresholds.map((value) => ({ value, label: `${t('minScore')} ${value}` })),
      },
      { kind: 'flag', key: 'free', label: t('free') },
    ],
    [t, reasons.data, competitors.data],
  )
  const columns = useMemo<Column<LostDeal>[]>(
    () => [
      { key: 'score', header: t('score'), cell: ({ score }) => <Score value={score} />, width: 120, fixed: true },
      { key: 'name', header: t('deal'), cell: ({ name }) => <strong>{name}</strong>, fixed: true },
      { key: 'customer', header: t('customer'), cell: ({ customer }) => customer?.name ?? '–', width: 200 },
      { key: 'reason', header: t('reason'), cell: ({ reason }) => reason?.name ?? '–', width: 130 },
      { key: 'competitor', header: t('competitor'), cell: ({ competitor }) => competitor?.name ?? '–', width: 130 },
      {
        key: 'amount',
        header: t('amount'),
        cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} compact />,
        width: 100,
        align: 'end',
      },
      { key: 'closedAt', header: t('lostOn'), cell: ({ closedAt }) => <Day on={closedAt.slice(0, 10)} />, width: 110 },
      { key: 'owner', header: t('owner'), cell: ({ owner }) => owner.name, width: 100 },
      {
        key: 'campaign',
        header: t('campaign'),
        cell: ({ campaign }) =>
          campaign && (
            <Link to="/win-back/$id" params={{ id: campaign.id }}>
              {campaign.name}
            </Link>
          ),
        width: 140,
      },
    ],
    [t],
  )
  const shown = list.items.find(({ id }) => id === view.peek)
  return (
    <>
      <FilterBar view={view} onChange={setView} fields={fields}>
        {list.first && (
          <span className={classes['quiet']}>
            {t('total', { count: format.count(list.first.total), amount: format.money(list.first.amountMinor, 'compact') })}
            {list.first.withoutRate > 0 && ` · ${t('withoutRate', { count: format.count(list.first.withoutRate) })}`}
          </span>
        )}
      </FilterBar>
      <Panel grow flush>
        <DataTable
          name="lost-deals"
          label={t('tabDeals')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          openId={view.peek}
          onOpen={({ id }) => setView({ peek: id }, { push: view.peek === undefined })}
          card={(deal) => (
            <div className={classes['card']}>
              <span className={classes['cardHead']}>
                <strong>{deal.name}</strong>
                <Score value={deal.score} />
              </span>
              <span className={classes['quiet']}>
                {[deal.customer?.name, deal.reason?.name, deal.owner.name].filter(Boolean).join(' · ')}
              </span>
              <span className={classes['quiet']}>
                <Money minor={deal.amountMinor} currency={deal.currency} compact /> ·{' '}
                {t('monthsAgo', { months: Math.round(deal.months) })}
              </span>
            </div>
          )}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconHistoryOff size={28} stroke={1.5} />} title={t('noDeals')} hint={t('noDealsHint')} />
            )
          }
        />
      </Panel>
      <PeekDrawer
        id={shown?.id}
        ids={list.items.map(({ id }) => id)}
        onWalk={(id) => setView({ peek: id })}
        onClose={() => setView({ peek: undefined })}
        onOpenFull={(id) => void navigate({ to: '/opportunities/$id', params: { id } })}
        title={shown?.name ?? ''}
      >
        {shown && <LossPeek deal={shown} />}
      </PeekDrawer>
    </>
  )
}
