import {
  IconAddressBook,
  IconBriefcase,
  IconBuilding,
  IconCalendarCheck,
  IconChecklist,
  IconCircleCheck,
  IconClipboardCheck,
  IconCrown,
  IconFileImport,
  IconFilter,
  IconGridDots,
  IconHeartbeat,
  IconMessageStar,
  IconLifebuoy,
  IconGauge,
  IconHistory,
  IconMap2,
  IconNotes,
  IconSeeding,
  IconSettings,
  IconHeartHandshake,
  IconRepeat,
  IconReportMoney,
  IconStethoscope,
  IconTargetArrow,
  type Icon,
} from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useSession } from '../../ui/session.ts'
import type { words } from './words.ts'

/** Headings under which places stand; one is folded at a press, and stays so in this browser. */
const placeGroups = ['deals', 'customers', 'care', 'ahead'] as const
export type PlaceGroup = (typeof placeGroups)[number]
export const groupWord = { deals: 'groupDeals', customers: 'groupCustomers', care: 'groupCare', ahead: 'groupAhead' } as const

/** The places of the product, in the order of a day's work. A place shows when its page exists and the reader's role may read it. */
export interface Place {
  to: string
  word: keyof (typeof words)['zh-CN']
  icon: Icon
  ability?: string
  group?: PlaceGroup
  /** At the foot of the navigation. */
  foot?: boolean
  /** One of the phone's tabs. */
  tab?: boolean
  /** How many records wait there for the reader. */
  waiting?: 'to-decide' | 'to-submit'
}

const places: readonly Place[] = [
  { to: '/', word: 'today', icon: IconCalendarCheck, tab: true },
  { to: '/tasks', word: 'tasks', icon: IconChecklist },
  { to: '/activities', word: 'activities', icon: IconNotes, ability: 'customers.read' },
  { to: '/approvals', word: 'approvals', icon: IconCircleCheck, ability: 'opportunities.read', waiting: 'to-decide' },
  { to: '/leads', word: 'leads', icon: IconSeeding, ability: 'leads.read', group: 'deals' },
  { to: '/opportunities', word: 'opportunities', icon: IconBriefcase, ability: 'opportunities.read', tab: true, group: 'deals' },
  { to: '/funnel', word: 'funnel', icon: IconFilter, ability: 'reports.read', tab: true, group: 'deals' },
  { to: '/checkup', word: 'checkup', icon: IconStethoscope, ability: 'reports.read', group: 'deals' },
  { to: '/win-back', word: 'winBack', icon: IconHistory, ability: 'opportunities.read', group: 'deals' },
  { to: '/customers', word: 'customers', icon: IconBuilding, ability: 'customers.read', tab: true, group: 'customers' },
  { to: '/contacts', word: 'contacts', icon: IconAddressBook, ability: 'customers.read', group: 'customers' },
  { to: '/pool', word: 'pool', icon: IconLifebuoy, ability: 'customers.read', group: 'customers' },
  { to: '/quality', word: 'quality', icon: IconGridDots, ability: 'reports.read', group: 'customers' },
  { to: '/key-accounts', word: 'keyAccounts', icon: IconCrown, ability: 'reports.read', group: 'customers' },
  { to: '/account-plans', word: 'accountPlans', icon: IconMap2, ability: 'customers.read', group: 'care' },
  { to: '/stocktakes', word: 'stocktakes', icon: IconClipboardCheck, ability: 'reports.read', group: 'care' },
  { to: '/upkeep', word: 'upkeep', icon: IconHeartHandshake, ability: 'opportunities.read', group: 'care' },
  { to: '/repurchase', word: 'repurchase', icon: IconRepeat, ability: 'reports.read', group: 'care' },
  { to: '/health', word: 'health', icon: IconHeartbeat, ability: 'reports.read', group: 'care' },
  { to: '/surveys', word: 'surveys', icon: IconMessageStar, ability: 'customers.read', group: 'care' },
  { to: '/targets', word: 'targets', icon: IconTargetArrow, ability: 'reports.read', group: 'ahead' },
  { to: '/forecast', word: 'forecast', icon: IconReportMoney, ability: 'reports.read', waiting: 'to-submit', group: 'ahead' },
  { to: '/capacity', word: 'capacity', icon: IconGauge, ability: 'reports.read', group: 'ahead' },
  { to: '/imports', word: 'imports', icon: IconFileImport, ability: 'import', foot: true },
  { to: '/settings', word: 'settings', icon: IconSettings, foot: true },
]

/** Places with the group they stand in, in the order shown; those without a group first. */
export const grouped = (shown: readonly Place[]): { group: PlaceGroup | undefined; places: readonly Place[] }[] =>
  ([undefined, ...placeGroups] as const)
    .map((group) => ({ group, places: shown.filter((place) => place.group === group) }))
    .filter(({ places: these }) => these.length > 0)

export const usePlaces = (): readonly Place[] => {
  const { routesByPath } = useRouter()
  const { can } = useSession()
  return places.filter(({ to, ability }) => to in routesByPath && (ability === undefined || can(ability)))
}

/** Whether a page exists in this build: what links to it is shown only then. */
export const useHasPage = (): ((path: string) => boolean) => {
  const { routesByPath } = useRouter()
  return (path) => path in routesByPath
}
