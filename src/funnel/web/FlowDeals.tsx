import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useList } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { listFlowDeals } from '../flow-contract.ts'
import { words as funnelWords } from '../words.ts'
import classes from './Funnel.module.css'

/** Which stock or ribbon is open. */
export interface OpenFlow {
  list: 'opening' | 'closing' | 'flow'
  fromStage?: string
  toStage?: string
  end?: 'won' | 'lost' | 'terminated' | 'held' | 'transferred'
}

interface FlowDealsProps {
  query: object
  open: OpenFlow | undefined
  title: string
  onClose: () => void
}

/** The deals behind a stock or a ribbon, as they were then. Stays mounted, so that closing gives the focus back. */
export function FlowDeals({ query, open, title, onClose }: FlowDealsProps): ReactNode {
  const t = useWords(funnelWords)
  const k = useWords(kit)
  const format = useFormat()
  const deals = useList(
    listFlowDeals,
    { query: { ...(query as { from: string; to: string }), ...(open ?? { list: 'flow' }), limit: 50 } },
    { enabled: open !== undefined, follows: ['opportunities'] },
  )
  return (
    <PeekDrawer id={open && JSON.stringify(open)} onClose={onClose} title={title} width={620}>
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
              <li key={`${deal.id} ${deal.step}`} className={classes['deal']}>
                <Link to="/opportunities/$id" params={{ id: deal.id }} className={classes['dealName']!}>
                  {deal.name}
                </Link>
                <span className={classes['dealAmount']}>
                  {deal.amountMinor === null ? '–' : format.money(deal.amountMinor, 'exact', deal.currency)}
                </span>
                <span className={classes['muted']}>{[deal.customerName, deal.ownerName].filter(Boolean).join(' · ')}</span>
                <span className={classes['muted']}>
                  {deal.stageName}
                  {deal.stageName && deal.at && ' · '}
                  {deal.at && <span className={classes['whole']}>{format.moment(deal.at)}</span>}
                </span>
              </li>
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
