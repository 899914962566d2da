import type { DealSlots } from '../../opportunities/web/deal-slots.ts'
import { ActivityTimeline, DealTasks, LogButton, PlaybookPanel } from './parts.ts'

/** What other slices show inside a deal. */
export const dealSlots: DealSlots = {
  timeline: ({ opportunityId }) => <ActivityTimeline opportunityId={opportunityId} bare />,
  quickLog: ({ opportunityId }) => (
    <div>
      <LogButton about={`opportunity:${opportunityId}`} />
    </div>
  ),
  tasks: ({ opportunityId }) => <DealTasks opportunityId={opportunityId} />,
  playbook: ({ opportunityId }) => <PlaybookPanel opportunityId={opportunityId} />,
}
