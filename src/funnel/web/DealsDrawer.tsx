import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useList } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { type FunnelDeal, listFunnelDeals } from '../contract.ts'
import { words } from '../words.ts'
import classes from './Funnel.module.css'
import { useFigures } from './use-figures.ts'

interface DealsDrawerProps {
  /** Any list of deals with their total. */
  endpoint?: typeof listFunnelDeals
  query: object
  /** Which list is open; undefined closes. */
  id: string | undefined
  title: string
  onClose: () => void
}

/** The deals behind a number, largest first. Stays mounted, so that closing gives the focus back to the number. */
export function DealsDrawer({ endpoint = listFunnelDeals, query, id, title, onClose }: DealsDrawerProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const deals = useList(
    endpoint,
    { query: { ...query, limit: 50 } },
    { enabled: id !== undefined, follows: ['opportunities', 'customers'] },
  )
  return (
    <PeekDrawer id={id} onClose={onClose} title={title} width={620}>
      {deals.error ? (
        <ErrorPanel problem={deals.error} retry={deals.refetch} />
      ) : deals.isPending || (deals.isStale && deals.items.length === 0) ? (
        <TextSkeleton lines={8} />
      ) : deals.items.length === 0 ? (
        <EmptyState title={t('noDeals')} />
      ) : (
        <div className={classes['deals']} data-stale={deals.isStale || undefined}>
          {deals.first && (
            <p className={classes['note']}>
              {t('dealsSummary', { count: format.count(deals.first.total), amount: format.money(deals.first.amountMinor) })}
            </p>
          )}
          <ul>
            {deals.items.map((deal) => (
              <Deal key={deal.id} deal={deal} />
            ))}
          </ul>
          {deals.hasMore && (
            <Button variant="default" size="xs" loading={deals.isLoadingMore} onClick={deals.loadMore}>
              {k('loadMore')}
            </Button>
          )}
        </div>
      )}
    </PeekDrawer>
  )
}

function Deal({ deal }: { deal: FunnelDeal }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const figures = useFigures()
  const state = deal.status === 'open' ? deal.stageName : `${t(`status.${deal.status}` as 'status.open')} · ${deal.stageName}`
  return (
    <li className={classes['deal']}>
      <Link to="/opportunities/$id" params={{ id: deal.id }} className={classes['dealName']!}>
        {deal.name}
      </Link>
      <span className={classes['dealAmount']}>
        {deal.amountMinor === null ? '–' : format.money(deal.amountMinor, 'exact', deal.currency)}
      </span>
      <span className={classes['muted']}>{[deal.customerName, deal.ownerName].filter(Boolean).join(' · ')}</span>
      <span className={classes['muted']}>
        {state}
        {deal.daysInStage !== null && ` · ${figures.days(deal.daysInStage, null)}`}
      </span>
    </li>
  )
}
