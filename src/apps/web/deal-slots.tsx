import { ActivityTimeline } from '../../activities/web/ActivityTimeline.tsx'
import { LogButton } from '../../activities/web/LogButton.tsx'
import type { DealSlots } from '../../opportunities/web/deal-slots.ts'

/** What other slices show inside a deal. */
export const dealSlots: DealSlots = {
  timeline: ({ opportunityId }) => <ActivityTimeline opportunityId={opportunityId} bare />,
  quickLog: ({ opportunityId }) => (
    <div>
      <LogButton about={`opportunity:${opportunityId}`} />
    </div>
  ),
}
