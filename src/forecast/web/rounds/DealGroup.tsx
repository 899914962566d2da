import { Link } from '@tanstack/react-router'
import { useState, type DragEvent, type ReactNode } from 'react'
import { Day, Money } from '../../../ui/Figures.tsx'
import { useFormat, useRegional } from '../../../ui/Regional.tsx'
import { RowActions } from '../../../ui/RowActions.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { openCategories, type Category, type OpenCategory } from '../../categories.ts'
import type { SheetDeal } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

interface DealGroupProps {
  category: Category
  deals: readonly SheetDeal[]
  denied: string | undefined
  onMove?: (deal: SheetDeal, to: OpenCategory | undefined) => void
  dealOf?: (id: string) => SheetDeal | undefined
}

/** What is dragged is known by its own kind, so that nothing else is taken for a deal. */
const kind = 'application/x-deal'

/** Deals of one category: a card is dragged to another one, or sent there by its menu. */
export function DealGroup({ category, deals, denied, onMove, dealOf }: DealGroupProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [isOver, setOver] = useState(false)
  const takes = category !== 'closed' && onMove !== undefined && denied === undefined
  const drop = (event: DragEvent): void => {
    setOver(false)
    const deal = dealOf?.(event.dataTransfer.getData(kind))
    if (deal && takes && deal.category !== category) onMove(deal, category)
  }
  const sum = deals.reduce((total, { worthMinor }) => total + (worthMinor ?? 0), 0)
  return (
    <section
      className={classes['group']}
      data-over={isOver || undefined}
      data-empty={deals.length === 0 || undefined}
      aria-label={t(`category.${category}`)}
      {...(takes && {
        onDragOver: (event: DragEvent) => {
          if (!event.dataTransfer.types.includes(kind)) return
          event.preventDefault()
          setOver(true)
        },
        onDragLeave: () => setOver(false),
        onDrop: drop,
      })}
    >
      <h2 className={classes['groupHead']}>
        {t(`category.${category}`)} <span className={classes['quiet']}>{format.count(deals.length)}</span>
        <span className={classes['groupSum']}>
          <Money minor={sum} compact />
        </span>
      </h2>
      <ul className={classes['cards']}>
        {deals.map((deal) => (
          <DealCard key={deal.id} deal={deal} denied={denied} onMove={takes ? onMove : undefined} />
        ))}
      </ul>
      {deals.length === 0 && takes && <p className={classes['drop']}>{t('drop')}</p>}
    </section>
  )
}

function DealCard({
  deal,
  denied,
  onMove,
}: {
  deal: SheetDeal
  denied: string | undefined
  onMove: DealGroupProps['onMove']
}): ReactNode {
  const t = useWords(words)
  const { currency } = useRegional()
  return (
    <li
      className={classes['card']}
      draggable={onMove !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData(kind, deal.id)
        event.dataTransfer.effectAllowed = 'move'
      }}
    >
      <div className={classes['cardHead']}>
        <Link to="/opportunities/$id" params={{ id: deal.id }} draggable={false}>
          {deal.name}
        </Link>
        {onMove && (
          <RowActions
            of={deal.name}
            label={t('change')}
            actions={openCategories
              .toReversed()
              .filter((each) => each !== deal.category)
              .map((each) => ({ key: each, label: t(`category.${each}`), run: () => onMove(deal, each), closed: denied }))}
          />
        )}
      </div>
      <div className={classes['cardLine']}>
        <strong>
          <Money minor={deal.amountMinor} currency={deal.currency} compact />
        </strong>
        {deal.currency !== currency && deal.worthMinor !== null && (
          <span className={classes['quiet']}>
            ≈ <Money minor={deal.worthMinor} currency={currency} compact />
          </span>
        )}
        {deal.status === 'open' && <Day on={deal.expectedCloseOn} style="short" />}
        <span className={classes['quiet']}>{deal.stage.name}</span>
      </div>
      {deal.customer && <div className={classes['quiet']}>{deal.customer.name}</div>}
      {deal.note && <div className={classes['note']}>{deal.note}</div>}
    </li>
  )
}
