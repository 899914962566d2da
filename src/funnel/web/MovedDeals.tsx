import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useList } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { listMovedDeals, type MovementReply } from '../contract.ts'
import { DealsBehind } from './DealsBehind.tsx'
import { words } from './words.ts'

type Part = MovementReply['parts'][number] | MovementReply['notes'][number]
type Moved = Part['deals'][number]

interface MovedDealsProps {
  /** What the movement was asked for. */
  query: { from: string; to: string }
  part: Part | undefined
  onClose: () => void
}

/** All deals of one part of the movement, the largest change first. */
export function MovedDeals({ query, part, onClose }: MovedDealsProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const deals = useList(
    listMovedDeals,
    { query: { ...query, part: part?.key ?? 'created', limit: 50 } },
    { enabled: part !== undefined, follows: ['opportunities'] },
  )
  const either = ({ fromStage }: Moved, from: string | null, to: string | null): string =>
    from === to || fromStage === null ? (to ?? t('none')) : t('moved', { from: from ?? t('none'), to: to ?? t('none') })
  const money = (amount: number | null): string | null => (amount === null ? null : format.money(amount, 'compact'))
  return (
    <DealsBehind
      deals={deals}
      id={part?.key}
      title={part?.name ?? ''}
      onClose={onClose}
      amountOf={(deal) => either(deal, money(deal.fromAmountMinor), money(deal.toAmountMinor))}
      standsAt={(deal) => {
        const { fromCloseOn: from, toCloseOn: to } = deal
        const closes = from !== null && to !== null && from !== to
        return `${either(deal, deal.fromStage, deal.toStage)}${closes ? ` · ${t('closesOn', { from: format.day(from), to: format.day(to) })}` : ''}`
      }}
    />
  )
}
