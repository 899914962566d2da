import type { ReactNode } from 'react'
import { ActivityTimeline } from '../../activities/web/ActivityTimeline.tsx'
import { LeadsPage } from '../../leads/web/LeadsPage.tsx'

/** Leads, with what happened with each: a slice does not know another's pages. */
export const LeadsWithTimeline = (): ReactNode => <LeadsPage timeline={(leadId) => <ActivityTimeline leadId={leadId} bare />} />
