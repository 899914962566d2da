import type { DealSlots } from '../../opportunities/web/deal-slots.ts'
import { ActivityTimeline, LogButton } from './parts.ts'

/** What other slices show inside a deal. */
export const dealSlots: DealSlots = {
  timeline: ({ opportunityId }) => <ActivityTimeline opportunityId={opportunityId} bare />,
  quickLog: ({ opportunityId }) => (
    <div>
      <LogButton about={`opportunity:${opportunityId}`} />
    </div>
  ),
}
