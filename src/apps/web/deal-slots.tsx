import type { DealSlots } from '../../opportunities/web/deal-slots.ts'
import {
  ActivityTimeline,
  ChainCard,
  DealCategory,
  DealForecast,
  DealTasks,
  ForecastChance,
  LogButton,
  PlaybookPanel,
} from './parts.ts'

/** What other slices show inside a deal. */
export const dealSlots: DealSlots = {
  timeline: ({ opportunityId }) => <ActivityTimeline opportunityId={opportunityId} bare />,
  quickLog: ({ opportunityId }) => (
    <div>
      <LogButton about={`opportunity:${opportunityId}`} />
    </div>
  ),
  tasks: ({ opportunityId }) => <DealTasks opportunityId={opportunityId} />,
  forecast: ({ opportunityId, name }) => (
    <>
      <DealForecast opportunityId={opportunityId} />
      <DealCategory opportunityId={opportunityId} name={name} />
    </>
  ),
  chance: ({ opportunityId }, show) => <ForecastChance opportunityId={opportunityId} show={show} />,
  chain: ({ customerId }) => customerId && <ChainCard customerId={customerId} bare />,
  playbook: ({ opportunityId }) => <PlaybookPanel opportunityId={opportunityId} />,
}
