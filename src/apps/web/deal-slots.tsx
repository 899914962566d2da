import { ActivityTimeline } from '../../activities/web/ActivityTimeline.tsx'
import { LogButton } from '../../activities/web/LogButton.tsx'
import type { DealSlots } from '../../opportunities/web/deal-slots.ts'

/** What other slices show inside a deal. */
export const dealSlots: DealSlots = {
  timeline: ({ opportunityId }) => <ActivityTimeline opportunityId={opportunityId} readOnly />,
  quickLog: ({ opportunityId }) => <LogButton about={`opportunity:${opportunityId}`} />,
}
