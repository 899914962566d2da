import { createContext, useContext, type ReactNode } from 'react'
import type { z } from 'zod'
import type { readChoices } from '../../funnel/contract.ts'
import type { Counting } from '../../funnel/standing.ts'
import type { FilterField } from '../../ui/FilterBar.tsx'
import type { Filters } from './checkup-view.ts'

/**
 * What the pages of the check-up share with the funnel page: its views, controls, filters and the drawer of deals. The program
 * puts them together (apps/web/CheckupWithParts.tsx), since a slice does not know another slice's pages.
 */
export interface FunnelParts {
  Tabs: (props: { view: Filters }) => ReactNode
  PipelineChoice: (props: {
    pipelines: readonly { key: string; name: string }[]
    value: string | undefined
    onChange: (key: string | undefined) => void
  }) => ReactNode
  RangeChoice: (props: { view: Filters; today: string; onChange: (change: Pick<Filters, 'from' | 'last'>) => void }) => ReactNode
  CountingChoice: (props: { value: Counting; onChange: (counting: Counting) => void }) => ReactNode
  DealsDrawer: (props: { query: object; id: string | undefined; title: string; onClose: () => void }) => ReactNode
  useFilterFields: (choices: z.output<typeof readChoices.reply> | undefined) => FilterField[]
}

export const FunnelPartsContext = createContext<FunnelParts | undefined>(undefined)

export const useFunnelParts = (): FunnelParts => {
  const parts = useContext(FunnelPartsContext)
  if (!parts) throw new Error('the pages of the check-up need the parts of the funnel page')
  return parts
}
