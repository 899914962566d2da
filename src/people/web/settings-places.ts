import {
  IconBuildingCommunity,
  IconCalendarEvent,
  IconCrown,
  IconHeadset,
  IconHeartHandshake,
  IconHeartbeat,
  IconHistory,
  IconLifebuoy,
  IconKey,
  IconPackage,
  IconRoute,
  IconSitemap,
  IconSwords,
  IconTargetArrow,
  IconUser,
  IconUsers,
  type Icon,
} from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useSession } from '../../ui/session.ts'

export interface SettingsPlace {
  to: string
  word:
    | 'account'
    | 'organization'
    | 'members'
    | 'teams'
    | 'products'
    | 'pipelines'
    | 'quality'
    | 'keyAccounts'
    | 'health'
    | 'operating'
    | 'upkeep'
    | 'pool'
    | 'playbooks'
    | 'calendar'
    | 'tokens'
    | 'audit'
  icon: Icon
  ability?: string
}

const places: readonly SettingsPlace[] = [
  { to: '/settings/account', word: 'account', icon: IconUser },
  { to: '/settings/organization', word: 'organization', icon: IconBuildingCommunity },
  { to: '/settings/members', word: 'members', icon: IconUsers },
  { to: '/settings/teams', word: 'teams', icon: IconSitemap },
  { to: '/settings/products', word: 'products', icon: IconPackage },
  { to: '/settings/pipelines', word: 'pipelines', icon: IconRoute },
  { to: '/settings/quality', word: 'quality', icon: IconTargetArrow, ability: 'reports.read' },
  { to: '/settings/key-accounts', word: 'keyAccounts', icon: IconCrown, ability: 'reports.read' },
  { to: '/settings/health', word: 'health', icon: IconHeartbeat, ability: 'reports.read' },
  { to: '/settings/operating', word: 'operating', icon: IconHeadset, ability: 'customers.read' },
  { to: '/settings/upkeep', word: 'upkeep', icon: IconHeartHandshake, ability: 'opportunities.read' },
  { to: '/settings/pool', word: 'pool', icon: IconLifebuoy, ability: 'customers.read' },
  { to: '/settings/playbooks', word: 'playbooks', icon: IconSwords },
  { to: '/settings/calendar', word: 'calendar', icon: IconCalendarEvent },
  { to: '/settings/tokens', word: 'tokens', icon: IconKey, ability: 'api-tokens.create' },
  { to: '/settings/audit', word: 'audit', icon: IconHistory, ability: 'audit.read' },
]

/** The settings this reader has: those whose page exists and whose ability is theirs. */
export const useSettingsPlaces = (): readonly SettingsPlace[] => {
  const { routesByPath } = useRouter()
  const { can } = useSession()
  return places.filter(({ to, ability }) => to in routesByPath && (ability === undefined || can(ability)))
}
