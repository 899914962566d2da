import type { ReactNode } from 'react'
import { FunnelTabs } from '../../funnel/web/FunnelTabs.tsx'
import { GateReportPage } from '../../opportunities/web/GateReportPage.tsx'

/** What gates teach, as one of the views of the funnel. */
export const GatesWithTabs = (): ReactNode => <GateReportPage tabs={(pipeline) => <FunnelTabs view={{ pipeline }} />} />
