import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type AnyRouter,
} from '@tanstack/react-router'
import { readBoardAhead } from '../opportunities/web/board-query.ts'
import { SessionGate } from '../people/web/SessionGate.tsx'
import { TableSkeleton } from '../ui/States.tsx'
import { parseSearch, stringifySearch } from '../ui/url.ts'
import { NoSuchPage, PageFailed } from './web/Elsewhere.tsx'
import { Shell } from './web/Shell.tsx'

/** Every page of the product and the address it lives at. Pages are fetched when they are first opened (or pointed at). */

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, notFoundComponent: NoSuchPage })

/** Pages for who is signed in, inside the frame. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: () => (
    <SessionGate>
      <Shell />
    </SessionGate>
  ),
})
const under = () => inside
const alone = () => root

/** Pages for paper: for who is signed in, without the frame. */
const paper = createRoute({
  getParentRoute: () => root,
  id: 'paper',
  component: () => (
    <SessionGate>
      <Outlet />
    </SessionGate>
  ),
})

const settings = createRoute({
  getParentRoute: under,
  path: '/settings',
  component: lazyRouteComponent(() => import('../people/web/SettingsPage.tsx'), 'SettingsPage'),
})
const setting = () => settings

const tree = root.addChildren([
  createRoute({
    getParentRoute: alone,
    path: '/setup',
    component: lazyRouteComponent(() => import('../people/web/SetupPage.tsx'), 'SetupPage'),
  }),
  createRoute({
    getParentRoute: alone,
    path: '/welcome',
    component: lazyRouteComponent(() => import('./web/WelcomePage.tsx'), 'WelcomePage'),
  }),
  createRoute({
    getParentRoute: alone,
    path: '/sign-in',
    component: lazyRouteComponent(() => import('../people/web/SignInPage.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: alone,
    path: '/invite/$token',
    component: lazyRouteComponent(() => import('../people/web/InvitePage.tsx'), 'InvitePage'),
  }),
  ...(import.meta.env.DEV
    ? [
        createRoute({
          getParentRoute: alone,
          path: '/dev/gallery',
          component: lazyRouteComponent(() => import('../ui/Gallery.tsx'), 'Gallery'),
        }),
      ]
    : []),
  paper.addChildren([
    createRoute({
      getParentRoute: () => paper,
      path: '/checkup/print',
      component: lazyRouteComponent(() => import('../checkup/web/PrintPage.tsx'), 'PrintPage'),
    }),
    createRoute({
      getParentRoute: () => paper,
      path: '/account-plans/$id/print',
      component: lazyRouteComponent(() => import('../account-plans/web/PlanPrint.tsx'), 'PlanPrint'),
    }),
  ]),
  inside.addChildren([
    createRoute({
      getParentRoute: under,
      path: '/',
      component: lazyRouteComponent(() => import('./web/TodayWithParts.tsx'), 'TodayWithParts'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/opportunities',
      loader: ({ context, location }) => readBoardAhead(context.client, location.search as Record<string, unknown>),
      component: lazyRouteComponent(() => import('./web/OpportunitiesWithSlots.tsx'), 'OpportunitiesWithSlots'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/opportunities/$id',
      component: lazyRouteComponent(() => import('./web/OpportunityWithSlots.tsx'), 'OpportunityWithSlots'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/customers',
      component: lazyRouteComponent(() => import('./web/CustomersWithSlots.tsx'), 'CustomersWithSlots'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/customers/$id',
      component: lazyRouteComponent(() => import('./web/CustomerWithSlots.tsx'), 'CustomerWithSlots'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/customers/$id/decision-chain',
      component: lazyRouteComponent(() => import('../decision-chain/web/DecisionChainPage.tsx'), 'DecisionChainPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/contacts',
      component: lazyRouteComponent(() => import('./web/ContactsWithSlots.tsx'), 'ContactsWithSlots'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/funnel',
      component: lazyRouteComponent(() => import('../funnel/web/FunnelPage.tsx'), 'FunnelPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/funnel/movement',
      component: lazyRouteComponent(() => import('../funnel/web/MovementPage.tsx'), 'MovementPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/targets',
      component: lazyRouteComponent(() => import('./web/TargetsWithScope.tsx'), 'TargetsWithScope'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/capacity',
      component: lazyRouteComponent(() => import('./web/CapacityWithScope.tsx'), 'CapacityWithScope'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/checkup',
      component: lazyRouteComponent(() => import('./web/CheckupWithParts.tsx'), 'CheckupWithParts'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/checkup/what-if',
      component: lazyRouteComponent(() => import('./web/WhatIfWithParts.tsx'), 'WhatIfWithParts'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/checkup/help',
      component: lazyRouteComponent(() => import('../checkup/web/HelpPage.tsx'), 'HelpPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/forecast',
      component: lazyRouteComponent(() => import('../forecast/web/ForecastPage.tsx'), 'ForecastPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/forecast/track-record',
      component: lazyRouteComponent(() => import('../forecast/web/TrackRecordPage.tsx'), 'TrackRecordPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/forecast/round',
      component: lazyRouteComponent(() => import('../forecast/web/rounds/RoundPage.tsx'), 'RoundPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/quality',
      component: lazyRouteComponent(() => import('../quality/web/QualityPage.tsx'), 'QualityPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/quality/overrides',
      component: lazyRouteComponent(() => import('../quality/web/OverridesPage.tsx'), 'OverridesPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/repurchase',
      component: lazyRouteComponent(() => import('../repurchase/web/RepurchasePage.tsx'), 'RepurchasePage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/upkeep',
      component: lazyRouteComponent(() => import('../upkeep/web/UpkeepPage.tsx'), 'UpkeepPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/key-accounts',
      component: lazyRouteComponent(() => import('../key-accounts/web/KeyAccountsPage.tsx'), 'KeyAccountsPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/health',
      component: lazyRouteComponent(() => import('../health/web/HealthPage.tsx'), 'HealthPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/surveys',
      component: lazyRouteComponent(() => import('../surveys/web/SurveysPage.tsx'), 'SurveysPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/surveys/$id',
      component: lazyRouteComponent(() => import('../surveys/web/SurveyPage.tsx'), 'SurveyPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/pool',
      component: lazyRouteComponent(() => import('../pool/web/PoolPage.tsx'), 'PoolPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/win-back',
      component: lazyRouteComponent(() => import('../winback/web/WinBackPage.tsx'), 'WinBackPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/win-back/$id',
      component: lazyRouteComponent(() => import('../winback/web/CampaignPage.tsx'), 'CampaignPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/gates',
      component: lazyRouteComponent(() => import('./web/GatesWithTabs.tsx'), 'GatesWithTabs'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/stocktakes',
      component: lazyRouteComponent(() => import('../stocktakes/web/StocktakesPage.tsx'), 'StocktakesPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/stocktakes/$id',
      component: lazyRouteComponent(() => import('../stocktakes/web/StocktakePage.tsx'), 'StocktakePage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/account-plans',
      component: lazyRouteComponent(() => import('../account-plans/web/PlansPage.tsx'), 'PlansPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/account-plans/$id',
      component: lazyRouteComponent(() => import('./web/PlanWithSlots.tsx'), 'PlanWithSlots'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/approvals',
      component: lazyRouteComponent(() => import('./web/ApprovalsWithPlans.tsx'), 'ApprovalsWithPlans'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/activities',
      component: lazyRouteComponent(() => import('./web/ActivitiesWithExport.tsx'), 'ActivitiesWithExport'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/leads',
      component: lazyRouteComponent(() => import('./web/LeadsWithSlots.tsx'), 'LeadsWithSlots'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/imports',
      component: lazyRouteComponent(() => import('../imports/web/ImportPage.tsx'), 'ImportPage'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/settings/pipelines/$id',
      component: lazyRouteComponent(() => import('./web/DesignerWithSlots.tsx'), 'DesignerWithSlots'),
    }),
    createRoute({
      getParentRoute: under,
      path: '/tasks',
      component: lazyRouteComponent(() => import('./web/TasksWithSlots.tsx'), 'TasksWithSlots'),
    }),
    settings.addChildren([
      createRoute({
        getParentRoute: setting,
        path: '/',
        component: lazyRouteComponent(() => import('../people/web/SettingsIndex.tsx'), 'SettingsIndex'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/account',
        component: lazyRouteComponent(() => import('../people/web/AccountPage.tsx'), 'AccountPage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/organization',
        component: lazyRouteComponent(() => import('../people/web/OrganizationPage.tsx'), 'OrganizationPage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/members',
        component: lazyRouteComponent(() => import('./web/MembersWithSlots.tsx'), 'MembersWithSlots'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/teams',
        component: lazyRouteComponent(() => import('../people/web/TeamsPage.tsx'), 'TeamsPage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/products',
        component: lazyRouteComponent(() => import('../products/web/ProductsPage.tsx'), 'ProductsPage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/pipelines',
        component: lazyRouteComponent(() => import('../pipelines/web/PipelinesPage.tsx'), 'PipelinesPage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/quality',
        component: lazyRouteComponent(() => import('../quality/web/ProfilePage.tsx'), 'ProfilePage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/upkeep',
        component: lazyRouteComponent(() => import('../upkeep/web/UpkeepSettingPage.tsx'), 'UpkeepSettingPage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/key-accounts',
        component: lazyRouteComponent(() => import('../key-accounts/web/JudgingPage.tsx'), 'JudgingPage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/health',
        component: lazyRouteComponent(() => import('../health/web/HealthSettingPage.tsx'), 'HealthSettingPage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/operating',
        component: lazyRouteComponent(() => import('./web/OperatingSettings.tsx'), 'OperatingSettings'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/pool',
        component: lazyRouteComponent(() => import('../pool/web/RulePage.tsx'), 'RulePage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/playbooks',
        component: lazyRouteComponent(() => import('../playbooks/web/PlaybooksPage.tsx'), 'PlaybooksPage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/calendar',
        component: lazyRouteComponent(() => import('../people/web/CalendarPage.tsx'), 'CalendarPage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/tokens',
        component: lazyRouteComponent(() => import('../people/web/TokensPage.tsx'), 'TokensPage'),
      }),
      createRoute({
        getParentRoute: setting,
        path: '/audit',
        component: lazyRouteComponent(() => import('../audit/web/AuditPage.tsx'), 'AuditPage'),
      }),
    ]),
  ]),
])

export const makeRouter = (client: QueryClient): AnyRouter =>
  createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 200,
    defaultPendingComponent: TableSkeleton,
    defaultNotFoundComponent: NoSuchPage,
    defaultErrorComponent: PageFailed,
    scrollRestoration: true,
    parseSearch,
    stringifySearch,
  }) as AnyRouter
