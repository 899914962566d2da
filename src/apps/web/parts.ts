import { part } from '../../ui/part.tsx'

/** What one slice shows inside the records of another, below what is looked at first. */

export const ActivityTimeline = part(async () => (await import('../../activities/web/ActivityTimeline.tsx')).ActivityTimeline)
export const LogButton = part(async () => (await import('../../activities/web/LogButton.tsx')).LogButton, null)
export const RecordHistory = part(async () => (await import('../../audit/web/RecordHistory.tsx')).RecordHistory)
export const PeopleOfCustomer = part(async () => (await import('../../contacts/web/PeopleOfCustomer.tsx')).PeopleOfCustomer)
export const ChainCard = part(async () => (await import('../../decision-chain/web/ChainCard.tsx')).ChainCard)
export const CustomerCards = part(async () => (await import('../../customer-cards/web/CustomerCards.tsx')).CustomerCards)
export const CustomerDeals = part(async () => (await import('./CustomerDeals.tsx')).CustomerDeals)
export const DealCategory = part(async () => (await import('../../forecast/web/rounds/DealCategory.tsx')).DealCategory)
export const DealForecast = part(async () => (await import('../../forecast/web/DealForecast.tsx')).DealForecast)
export const ForecastChance = part(async () => (await import('../../forecast/web/DealForecast.tsx')).ForecastChance)
export const DealTasks = part(async () => (await import('../../playbooks/web/DealTasks.tsx')).DealTasks)
export const KeyAccountCard = part(async () => (await import('../../key-accounts/web/KeyAccountCard.tsx')).KeyAccountCard)
export const PlanCard = part(async () => (await import('../../account-plans/web/PlanCard.tsx')).PlanCard)
export const PlaybookPanel = part(async () => (await import('../../playbooks/web/PlaybookPanel.tsx')).PlaybookPanel)
export const PoolCard = part(async () => (await import('../../pool/web/PoolCard.tsx')).PoolCard)
export const RepurchaseCard = part(async () => (await import('../../repurchase/web/RepurchaseCard.tsx')).RepurchaseCard)
export const UpkeepCard = part(async () => (await import('../../upkeep/web/UpkeepCard.tsx')).UpkeepCard)
export const StandingCard = part(async () => (await import('../../quality/web/StandingCard.tsx')).StandingCard)
