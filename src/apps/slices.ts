import { askFor, type Work } from '../platform/jobs.ts'
import type { Api } from '../platform/http/api.ts'
import { speakRefusals } from '../platform/http/problem.ts'
import { foundCalendar } from '../people/commands/calendar.ts'
import type { Foundation } from '../people/commands/set-up.ts'
import { enterPublishedHolidays } from '../people/jobs.ts'
import { activityRoutes } from '../activities/routes.ts'
import { words as activityWords } from '../activities/words.ts'
import { computeStatistics, passUpApprovals, reconcileHistory, wakeUpDue } from '../opportunities/jobs.ts'
import { opportunityRoutes } from '../opportunities/routes.ts'
import { words as opportunityWords } from '../opportunities/words.ts'
import { words as elementWords } from '../opportunities/words/elements.ts'
import { checkKnown, keepUp, takeSnapshots } from '../funnel/jobs.ts'
import { funnelRoutes } from '../funnel/routes.ts'
import { words as funnelWords } from '../funnel/words.ts'
import { checkupRoutes } from '../checkup/routes.ts'
import { words as checkupWords } from '../checkup/words.ts'
import { runRounds } from '../forecast/jobs/rounds.ts'
import { trainForecast, trainWeekly } from '../forecast/jobs.ts'
import { forecastRoutes } from '../forecast/routes/forecast.ts'
import { words as forecastWords } from '../forecast/words/forecast.ts'
import { roundRoutes } from '../forecast/routes/rounds.ts'
import { words as roundWords } from '../forecast/words/rounds.ts'
import { capacityRoutes } from '../capacity/routes.ts'
import { words as capacityWords } from '../capacity/words.ts'
import { targetRoutes } from '../targets/routes.ts'
import { words as targetWords } from '../targets/words.ts'
import { keepWinBack, refillLists } from '../winback/jobs.ts'
import { winBackRoutes } from '../winback/routes.ts'
import { words as winBackWords } from '../winback/words.ts'
import { keepCustomerTiers, keepQuality } from '../quality/jobs.ts'
import { qualityRoutes } from '../quality/routes.ts'
import { words as qualityWords } from '../quality/words.ts'
import { decisionChainRoutes } from '../decision-chain/routes.ts'
import { words as decisionChainWords } from '../decision-chain/words.ts'
import { keepUp as keepUpkeep } from '../upkeep/jobs.ts'
import { upkeepRoutes } from '../upkeep/routes.ts'
import { words as upkeepWords } from '../upkeep/words.ts'
import { keepRepurchase } from '../repurchase/jobs.ts'
import { repurchaseRoutes } from '../repurchase/routes.ts'
import { words as repurchaseWords } from '../repurchase/words.ts'
import { keepAccounts } from '../key-accounts/jobs.ts'
import { discountLimitOf } from '../operating/queries/account.ts'
import { operatingRoutes } from '../operating/routes.ts'
import { keepMechanism } from '../operating/jobs.ts'
import { words as operatingWords } from '../operating/words.ts'
import { keyAccountRoutes } from '../key-accounts/routes.ts'
import { recycleCustomers } from '../pool/jobs.ts'
import { customerCardRoutes } from '../customer-cards/routes.ts'
import { words as customerCardWords } from '../customer-cards/words.ts'
import { poolRoutes } from '../pool/routes.ts'
import { words as poolWords } from '../pool/words.ts'
import { words as keyAccountWords } from '../key-accounts/words.ts'
import { answerRoutes } from '../surveys/routes/answer.ts'
import { surveyRoutes } from '../surveys/routes/surveys.ts'
import { words as surveyWords } from '../surveys/words.ts'
import { keepCustomersHealthy } from '../health/jobs.ts'
import { healthRoutes } from '../health/routes.ts'
import { words as healthWords } from '../health/words.ts'
import { remindOfReviews } from '../account-plans/jobs.ts'
import { accountPlanRoutes } from '../account-plans/routes.ts'
import { words as accountPlanWords } from '../account-plans/words.ts'
import { stocktakeRoutes } from '../stocktakes/routes.ts'
import { words as stocktakeWords } from '../stocktakes/words.ts'
import { foundPipelines } from '../pipelines/commands/found.ts'
import { fileTasks } from '../playbooks/jobs.ts'
import { playbookRoutes } from '../playbooks/routes.ts'
import { words as playbookWords } from '../playbooks/words.ts'
import { pipelineRoutes } from '../pipelines/routes.ts'
import { words as pipelineWords } from '../pipelines/words.ts'
import { auditRoutes } from '../audit/routes.ts'
import { leadRoutes } from '../leads/routes.ts'
import { handoverRoutes } from '../handover/routes.ts'
import { words as handoverWords } from '../handover/words.ts'
import { words as leadWords } from '../leads/words.ts'
import { diaryRoutes } from '../diary/routes.ts'
import { words as actionWords } from '../diary/words/actions.ts'
import { peopleRoutes } from '../people/routes.ts'
import { words as peopleWords } from '../people/words.ts'
import { contactRoutes } from '../contacts/routes.ts'
import { words as contactWords } from '../contacts/words.ts'
import { fileSearchOfImport, runImport, undoImport } from '../imports/jobs.ts'
import { importRoutes } from '../imports/routes.ts'
import { words as importWords } from '../imports/words.ts'
import { accountTeamRoutes } from '../account-team/routes.ts'
import { words as accountTeamWords } from '../account-team/words.ts'
import { customerRoutes } from '../customers/routes.ts'
import { words as customerWords } from '../customers/words.ts'
import { searchRoutes } from '../search/routes.ts'
import { loadDemo } from '../demo/jobs.ts'
import { demoRoutes } from '../demo/routes.ts'
import { words as demoWords } from '../demo/words.ts'
import { foundSources } from '../products/commands/sources.ts'
import { productRoutes } from '../products/routes.ts'
import { words as productWords } from '../products/words.ts'

/** What every new organisation starts with, in order. */
export const foundations: Foundation[] = [foundCalendar, foundSources, foundPipelines]

/** What the clock keeps up every ten minutes, in the order in which one builds on the other. */
const keptUp = [
  'quality.keep-up',
  'quality.tiers',
  'key-accounts.keep-up',
  'repurchase.keep-up',
  'health.keep-up',
  'upkeep.keep-up',
]

/** Work on very many records: what is kept up of them is asked for at once, so that nobody looks at empty pages afterwards. */
export const thenKeepUp =
  (work: Work): Work =>
  async (tx, job, db) => {
    await work(tx, job, db)
    for (const kind of keptUp) await askFor(tx, { orgId: job.orgId, kind, uniqueKey: kind })
  }

/** What each kind of job does. */
export const works: Record<string, Work> = {
  'people.holidays': enterPublishedHolidays,
  'opportunities.wake-up': wakeUpDue,
  'opportunities.approvals': passUpApprovals,
  'opportunities.reconcile': reconcileHistory,
  'opportunities.statistics': computeStatistics,
  'playbooks.file-search': fileTasks,
  'funnel.keep-up': keepUp,
  'funnel.check': checkKnown,
  'funnel.snapshots': takeSnapshots,
  'forecast.rounds': runRounds,
  'forecast.train': trainForecast,
  'forecast.train-weekly': trainWeekly,
  'winback.keep-up': keepWinBack,
  'winback.refill': refillLists,
  'quality.keep-up': keepQuality,
  'quality.tiers': keepCustomerTiers,
  'key-accounts.keep-up': keepAccounts,
  'repurchase.keep-up': keepRepurchase,
  'upkeep.keep-up': keepUpkeep,
  'health.keep-up': keepCustomersHealthy,
  'operating.keep-up': keepMechanism,
  'pool.recycle': recycleCustomers,
  'account-plans.reviews': remindOfReviews,
  'imports.run': thenKeepUp(runImport),
  'imports.undo': thenKeepUp(undoImport),
  'imports.file-search': fileSearchOfImport,
  'demo.load': thenKeepUp(loadDemo),
}

for (const words of [
  peopleWords,
  productWords,
  contactWords,
  customerWords,
  accountTeamWords,
  activityWords,
  pipelineWords,
  playbookWords,
  opportunityWords,
  elementWords,
  leadWords,
  handoverWords,
  funnelWords,
  checkupWords,
  capacityWords,
  targetWords,
  forecastWords,
  roundWords,
  winBackWords,
  qualityWords,
  decisionChainWords,
  keyAccountWords,
  repurchaseWords,
  upkeepWords,
  surveyWords,
  healthWords,
  operatingWords,
  poolWords,
  customerCardWords,
  accountPlanWords,
  stocktakeWords,
  actionWords,
  importWords,
  demoWords,
])
  speakRefusals(words)

/** All endpoints of all slices. */
export function allRoutes(api: Api): void {
  peopleRoutes(api, foundations)
  productRoutes(api)
  contactRoutes(api)
  customerRoutes(api)
  accountTeamRoutes(api)
  searchRoutes(api)
  activityRoutes(api)
  leadRoutes(api)
  handoverRoutes(api)
  diaryRoutes(api)
  auditRoutes(api)
  pipelineRoutes(api)
  playbookRoutes(api)
  opportunityRoutes(api, discountLimitOf)
  funnelRoutes(api)
  checkupRoutes(api)
  capacityRoutes(api)
  targetRoutes(api)
  forecastRoutes(api)
  roundRoutes(api)
  winBackRoutes(api)
  qualityRoutes(api)
  decisionChainRoutes(api)
  keyAccountRoutes(api)
  repurchaseRoutes(api)
  upkeepRoutes(api)
  surveyRoutes(api)
  answerRoutes(api)
  healthRoutes(api)
  operatingRoutes(api)
  poolRoutes(api)
  customerCardRoutes(api)
  accountPlanRoutes(api)
  stocktakeRoutes(api)
  importRoutes(api)
  demoRoutes(api)
}
