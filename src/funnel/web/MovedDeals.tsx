import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { MovementReply } from '../contract.ts'
import classes from './Funnel.module.css'
import { words } from './words.ts'

type Part = MovementReply['parts'][number] | MovementReply['notes'][number]
type Moved = Part['deals'][number]

/** The deals of one part of the movement, the largest change first. Stays mounted, so that closing gives the focus back. */
export function MovedDeals({ part, onClose }: { part: Part | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <PeekDrawer id={part?.key} onClose={onClose} title={part?.name ?? ''} width={620}>
      {part && (
        <div className={classes['deals']}>
          {part.count > part.deals.length && (
            <p className={classes['note']}>
              {t('mostShown', { shown: format.count(part.deals.length), count: format.count(part.count) })}
            </p>
          )}
          <ul>
            {part.deals.map((deal) => (
              <Deal key={deal.id} deal={deal} />
            ))}
          </ul>
        </div>
      )}
    </PeekDrawer>
  )
}

function Deal({ deal }: { deal: Moved }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const either = (from: string | null, to: string | null): string =>
    from === to ? (to ?? t('none')) : t('moved', { from: from ?? t('none'), to: to ?? t('none') })
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
