import type { ReactNode } from 'react'
import { LeadsPage } from '../../leads/web/LeadsPage.tsx'
import { ActivityTimeline } from './parts.ts'

/** Leads, with what happened with each: a slice does not know another's pages. */
export const LeadsWithTimeline = (): ReactNode => <LeadsPage timeline={(leadId) => <ActivityTimeline leadId={leadId} bare />} />
