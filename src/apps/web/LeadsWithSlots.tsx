import type { ReactNode } from 'react'
import { ExportMenu } from '../../imports/web/ExportMenu.tsx'
import { LeadsPage } from '../../leads/web/LeadsPage.tsx'
import { ActivityTimeline } from './parts.ts'

/** Leads, with what happened with each, and the list as a file: a slice does not know another's pages. */
export const LeadsWithSlots = (): ReactNode => (
  <LeadsPage
    timeline={(leadId) => <ActivityTimeline leadId={leadId} bare />}
    exporting={(asked) => <ExportMenu kind="leads" asked={asked} />}
  />
)
