import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useList } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { type FunnelDeal, listFunnelDeals } from '../contract.ts'
import { words } from '../words.ts'
import { DealsBehind } from './DealsBehind.tsx'
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

/** The deals behind a number, largest first, with where each stands and for how long. */
export function DealsDrawer({ endpoint = listFunnelDeals, query, id, title, onClose }: DealsDrawerProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const figures = useFigures()
  const deals = useList(
    endpoint,
    { query: { ...query, limit: 50 } },
    { enabled: id !== undefined, follows: ['opportunities', 'customers'] },
  )
  const standsAt = ({ status, stageName, daysInStage }: FunnelDeal): string => {
    const state = status === 'open' ? stageName : `${t(`status.${status}` as 'status.open')} · ${stageName}`
    return daysInStage === null ? state : `${state} · ${figures.days(daysInStage, null)}`
  }
  return (
    <DealsBehind
      deals={deals}
      id={id}
      title={title}
      onClose={onClose}
      amountOf={(deal) => (deal.amountMinor === null ? '–' : format.money(deal.amountMinor, 'exact', deal.currency))}
      standsAt={standsAt}
    />
  )
}
