import { Link } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Duration, Money } from '../../ui/Figures.tsx'
import { useList } from '../../ui/reading.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { listOpportunities } from '../contract.ts'
import { ageText, CardFace, CardIcons } from './CardFace.tsx'
import type { Card } from './board-model.ts'
import { AmountFact, CloseFact, NextStepDayFact, NextStepFact, OwnerFact } from './DealFacts.tsx'
import classes from './OpportunityTable.module.css'
import { toneOf } from './outcomes.ts'
import { words } from './words.ts'

/** Descending where the server's order of that key is. */
const descends: Record<string, boolean> = { amount: true, newest: true }
export type SortKey = 'newest' | 'urgency' | 'amount' | 'expectedClose' | 'stageSince' | 'name'

interface TableProps {
  list: ReturnType<typeof useList<typeof listOpportunities>>
  sort: SortKey
  onSort: (sort: SortKey | undefined) => void
  onOpen: (id: string) => void
  openId: string | undefined
  selected: ReadonlySet<string>
  onSelect: (ids: Set<string>) => void
  bulk: ReactNode
  empty: ReactNode
}

/** The same deals as rows; amount, closing day, owner and next step are changed in their cells. */
export function OpportunityTable({ list, sort, onSort, onOpen, openId, selected, onSelect, bulk, empty }: TableProps): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const mayWrite = can('opportunities.write')
  const mayAssign = can('records.assign')
  const columns = useMemo((): Column<Card>[] => {
    const whyNot = (deal: Card): string | undefined => (!mayWrite ? t('mayNotEdit') : deal.archived ? t('isArchived') : undefined)
    return [
      {
        key: 'name',
        header: t('name'),
        fixed: true,
        sortable: true,
        cell: (deal) => <span className={classes['name']}>{deal.name}</span>,
      },
      {
        key: 'customer',
        header: t('customer'),
        width: 160,
        cell: ({ customer }) =>
          customer ? (
            <Link to="/customers/$id" params={{ id: customer.id }}>
              {customer.name}
            </Link>
          ) : (
            t('noCustomer')
          ),
      },
      {
        key: 'stage',
        header: t('stage'),
        width: 110,
        cell: ({ stage, status }) =>
          status === 'open' ? stage.name : <StatusChip tone={toneOf[status]}>{t(`status.${status}`)}</StatusChip>,
      },
      {
        key: 'amount',
        header: t('amount'),
        width: 120,
        align: 'end',
        sortable: true,
        cell: (deal) => <AmountFact deal={deal} why={whyNot(deal)} />,
      },
      {
        key: 'expectedClose',
        header: t('expectedClose'),
        width: 126,
        sortable: true,
        cell: (deal) => <CloseFact deal={deal} why={whyNot(deal)} />,
      },
      {
        key: 'urgency',
        header: t('nextStep'),
        width: 226,
        sortable: true,
        cell: (deal) => <NextStepFact deal={deal} why={whyNot(deal)} />,
      },
      {
        key: 'nextStepOn',
        header: t('nextStepOn'),
        width: 140,
        hidden: true,
        cell: (deal) => <NextStepDayFact deal={deal} why={whyNot(deal)} />,
      },
      {
        key: 'stageSince',
        header: t('daysInStage'),
        width: 140,
        sortable: true,
        cell: (deal) =>
          deal.status === 'open' ? (
            <span className={classes['age']} data-ageing={deal.ageing}>
              {ageText(deal, t)}
            </span>
          ) : (
            <Duration days={null} />
          ),
      },
      {
        key: 'owner',
        header: t('owner'),
        width: 92,
        cell: (deal) => <OwnerFact deal={deal} why={mayAssign ? whyNot(deal) : t('mayNotAssign')} />,
      },
      { key: 'product', header: t('product'), width: 140, hidden: true, cell: ({ product }) => product?.name ?? '–' },
      { key: 'region', header: t('region'), width: 120, hidden: true, cell: ({ region }) => region ?? '–' },
      { key: 'pipeline', header: t('pipeline'), width: 140, hidden: true, cell: ({ pipeline }) => pipeline.name },
      {
        key: 'weighted',
        header: t('weightedAmount'),
        width: 130,
        align: 'end',
        hidden: true,
        cell: (deal) => (
          <Money
            minor={deal.amountMinor === null ? null : Math.round(deal.amountMinor * deal.probability)}
            currency={deal.currency}
            compact
          />
        ),
      },
    ]
  }, [t, mayWrite, mayAssign])
  return (
    <>
      <CardIcons />
      <DataTable
        name="opportunities"
        label={t('title')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        onOpen={({ id }) => onOpen(id)}
        openId={openId}
        sort={sort === 'newest' ? undefined : { key: sort, descending: descends[sort] ?? false }}
        onSort={(next) => onSort(next === undefined || next.key === sort ? undefined : (next.key as SortKey))}
        selected={selected}
        onSelect={onSelect}
        bulk={bulk}
        empty={empty}
        card={(deal) => (
          <div className={classes['card']}>
            <CardFace card={deal} />
          </div>
        )}
      />
    </>
  )
}
