import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Day, Money } from '../../../ui/Figures.tsx'
import { Panel } from '../../../ui/Page.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { useWords } from '../../../ui/use-words.ts'
import type { SheetDeal } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

/** Open deals that are in no sum, with the reason: what is to be mended before one can rely on the sums. */
export function LeftOut({ deals }: { deals: readonly SheetDeal[] }): ReactNode {
  const t = useWords(words)
  return (
    <Panel title={t('leftOut')} actions={<span className={classes['quiet']}>{t('leftHint')}</span>} flush>
      <ul className={classes['rows']}>
        {deals.map((deal) => (
          <li key={deal.id} className={classes['row']}>
            <Link to="/opportunities/$id" params={{ id: deal.id }}>
              {deal.name}
            </Link>
            <span className={classes['quiet']}>{[deal.customer?.name, deal.stage.name].filter(Boolean).join(' · ')}</span>
            <span className={classes['end']}>
              <Money minor={deal.amountMinor} currency={deal.currency} compact />
              {deal.expectedCloseOn && <Day on={deal.expectedCloseOn} style="short" />}
              <StatusChip tone={deal.leftOut === 'overdue' ? 'risk1' : 'quiet'}>{t(`left.${deal.leftOut!}`)}</StatusChip>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
