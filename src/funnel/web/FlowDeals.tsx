import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useList } from '../../ui/reading.ts'
import { listFlowDeals } from '../flow-contract.ts'
import { DealsBehind } from './DealsBehind.tsx'
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

/** The deals behind a stock or a ribbon, as they were then. */
export function FlowDeals({ query, open, title, onClose }: FlowDealsProps): ReactNode {
  const format = useFormat()
  const deals = useList(
    listFlowDeals,
    { query: { ...(query as { from: string; to: string }), ...(open ?? { list: 'flow' }), limit: 50 } },
    { enabled: open !== undefined, follows: ['opportunities'] },
  )
  return (
    <DealsBehind
      deals={deals}
      id={open && JSON.stringify(open)}
      title={title}
      onClose={onClose}
      keyOf={(deal) => `${deal.id} ${deal.step}`}
      amountOf={(deal) => (deal.amountMinor === null ? '–' : format.money(deal.amountMinor, 'exact', deal.currency))}
      standsAt={({ stageName, at }) => (
        <>
          {stageName}
          {stageName && at && ' · '}
          {at && <span className={classes['whole']}>{format.moment(at)}</span>}
        </>
      )}
    />
  )
}
