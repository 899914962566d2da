import type { Api } from '../../platform/http/api.ts'
import { serve } from '../../platform/http/serve.ts'
import { accept, refuse, type Outcome, type Refusal } from '../../platform/refusal.ts'
import { cancelTraining, startTraining } from '../commands/trainings.ts'
import * as contract from '../contract.ts'
import * as running from '../running-contract.ts'
import { readingChances, readingForecast } from '../permissions.ts'
import { readDealForecastReport, readForecastDeals } from '../queries/deals.ts'
import { readForecastReport } from '../queries/forecast.ts'
import { cancelSimulation, findSimulation } from '../queries/simulation-desk.ts'
import { readTrackRecordReport } from '../queries/track-record.ts'
import { listTrainingReports, readTrainingReport } from '../queries/trainings.ts'

const unless = <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> | Outcome<T> =>
  refusal ? { ok: false, refusal } : answer()

/** What a period will bring, how right that has been, and the trainings behind it. */
export function forecastRoutes(api: Api): void {
  serve(api, contract.readForecast, ({ tx, caller, query }) =>
    unless(readingForecast(caller), () => readForecastReport(tx, caller, query, api.db)),
  )
  serve(api, running.readSimulation, ({ caller, params }) =>
    unless(readingForecast(caller), async () => {
      const found = findSimulation(caller.orgId, params.id)
      return found ? accept({ id: found.id, status: found.status, progress: found.progress }) : refuse('not-found')
    }),
  )
  serve(api, running.cancelSimulation, ({ caller, params }) =>
    unless(readingForecast(caller), async () => {
      if (!findSimulation(caller.orgId, params.id)) return refuse('not-found')
      return cancelSimulation(caller.orgId, params.id) ? accept(undefined) : refuse('simulation-over', {}, 409)
    }),
  )
  serve(api, contract.readTrackRecord, ({ tx, caller }) =>
    unless(readingForecast(caller), () => readTrackRecordReport(tx, caller)),
  )
  serve(api, contract.listForecastDeals, ({ tx, caller, query }) =>
    unless(readingChances(caller), () => readForecastDeals(tx, caller, query)),
  )
  serve(api, contract.readDealForecast, ({ tx, caller, params }) =>
    unless(readingChances(caller), () => readDealForecastReport(tx, caller, params.id)),
  )
  serve(api, running.startTraining, ({ tx, caller }) => startTraining(tx, caller))
  serve(api, running.listTrainings, ({ tx, caller, query }) =>
    unless(readingForecast(caller), async () => accept(await listTrainingReports(tx, caller, query))),
  )
  serve(api, running.readTraining, ({ tx, caller, params }) =>
    unless(readingForecast(caller), async () => {
      const found = await readTrainingReport(tx, caller, params.id)
      return found ? accept(found) : refuse('not-found')
    }),
  )
  serve(api, running.cancelTraining, ({ tx, caller, params }) => cancelTraining(tx, caller, params.id))
}
