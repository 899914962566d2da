import { listCheckupDeals } from '../../checkup/contract.ts'
import type { FunnelParts } from '../../checkup/web/funnel-parts.ts'
import { DealsDrawer } from '../../funnel/web/DealsDrawer.tsx'
import { CountingChoice, PipelineChoice, RangeChoice } from '../../funnel/web/FunnelControls.tsx'
import { FunnelTabs } from '../../funnel/web/FunnelTabs.tsx'
import { useFilterFields } from '../../funnel/web/use-filter-fields.ts'

/** What the pages of the check-up share with the funnel page. */
export const parts: FunnelParts = {
  Tabs: FunnelTabs,
  PipelineChoice,
  RangeChoice,
  CountingChoice,
  DealsDrawer: (props) => <DealsDrawer endpoint={listCheckupDeals as never} {...props} />,
  useFilterFields,
}
