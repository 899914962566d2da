import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useList } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { listMovedDeals, type MovementReply } from '../contract.ts'
import classes from './Funnel.module.css'
import { words } from './words.ts'

type Part = MovementReply['parts'][number] | MovementReply['notes'][number]
type Moved = Part['deals'][number]

interface MovedDealsProps {
  /** What the movement was asked for. */
  query: { from: string; to: string }
  part: Part | undefined
  onClose: () => void
}

/** All deals of one part of the movement, the largest change first. Stays mounted, so that closing gives the focus back. */
export function MovedDeals({ query, part, onClose }: MovedDealsProps): ReactNode {
  const k = useWords(kit)
  const deals = useList(
    listMovedDeals,
    { query: { ...query, part: part?.key ?? 'created', limit: 50 } },
    { enabled: part !== undefined, follows: ['opportunities'] },
  )
  return (
    <PeekDrawer id={part?.key} onClose={onClose} title={part?.name ?? ''} width={620}>
      {deals.error ? (
        <ErrorPanel problem={deals.error} retry={deals.refetch} />
      ) : deals.isPending || (deals.isStale && deals.items.length === 0) ? (
        <TextSkeleton lines={8} />
      ) : (
        <div className={classes['deals']} data-stale={deals.isStale || undefined}>
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

function Deal({ deal }: { deal: Moved }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const isNew = deal.fromStage === null
  const either = (from: string | null, to: string | null): string =>
    from === to || isNew ? (to ?? t('none')) : t('moved', { from: from ?? t('none'), to: to ?? t('none') })
  const money = (amount: number | null): string | null => (amount === null ? null : format.money(amount, 'compact'))
  const closes = deal.fromCloseOn !== null && deal.toCloseOn !== null && deal.fromCloseOn !== deal.toCloseOn
  return (
    <li className={classes['deal']}>
      <Link to="/opportunities/$id" params={{ id: deal.id }} className={classes['dealName']!}>
        {deal.name}
      </Link>
      <span className={classes['dealAmount']}>{either(money(deal.fromAmountMinor), money(deal.toAmountMinor))}</span>
      <span className={classes['muted']}>{[deal.customerName, deal.ownerName].filter(Boolean).join(' · ')}</span>
      <span className={classes['muted']}>
        {either(deal.fromStage, deal.toStage)}
        {closes && ` · ${t('closesOn', { from: format.day(deal.fromCloseOn!), to: format.day(deal.toCloseOn!) })}`}
      </span>
    </li>
  )
}
