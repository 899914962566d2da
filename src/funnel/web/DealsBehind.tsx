import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import type { List } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { words } from '../words.ts'
import classes from './Funnel.module.css'

interface AnyDeal {
  id: string
  name: string
  customerName: string | null
  ownerName: string | null
}

interface DealsBehindProps<Deal extends AnyDeal> {
  /** Deals with how many they are and what they come to. */
  deals: List<Deal, { total: number; amountMinor: number }>
  /** Which list is open; undefined closes. */
  id: string | undefined
  title: string
  onClose: () => void
  /** Tells two lines of one deal apart where there can be two. */
  keyOf?: (deal: Deal) => string
  amountOf: (deal: Deal) => ReactNode
  /** Where it stands, or what became of it. */
  standsAt: (deal: Deal) => ReactNode
}

/** The deals behind a number, with their total, page by page. Stays mounted, so that closing gives the focus back to the number. */
export function DealsBehind<Deal extends AnyDeal>({
  deals,
  id,
  title,
  onClose,
  keyOf = (deal) => deal.id,
  amountOf,
  standsAt,
}: DealsBehindProps<Deal>): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
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
              <li key={keyOf(deal)} className={classes['deal']}>
                <Link to="/opportunities/$id" params={{ id: deal.id }} className={classes['dealName']!}>
                  {deal.name}
                </Link>
                <span className={classes['dealAmount']}>{amountOf(deal)}</span>
                <span className={classes['muted']}>{[deal.customerName, deal.ownerName].filter(Boolean).join(' · ')}</span>
                <span className={classes['muted']}>{standsAt(deal)}</span>
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
