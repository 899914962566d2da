import type { z } from 'zod'
import { type Report, reportOf } from '../../platform/http/reports.ts'
import { type Outcome, refuse, type Refusal } from '../../platform/refusal.ts'
import * as contract from '../contract.ts'
import * as flowContract from '../flow-contract.ts'
import { readingDeals, readingReports } from '../permissions.ts'
import { readTrend } from '../trend-contract.ts'
import { readFlowDeals } from './flow-deals.ts'
import { readFunnelDeals } from './funnel-deals.ts'
import { readMovedDeals } from './moved-deals.ts'
import { readPushed } from './pushed.ts'
import { readFunnelReport } from './read-funnel.ts'
import { readMovementReport } from './read-movement.ts'
import { readStageFlowReport } from './stage-flows.ts'
import { readTrendReport } from './trend.ts'
import { answerWhatIf } from './what-if.ts'

const unless = <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> | Outcome<T> =>
  refusal ? refuse(refusal.code, refusal.facts) : answer()

export const funnel = reportOf(contract.readFunnel, (tx, { caller, query }) =>
  unless(readingReports(caller), () => readFunnelReport(tx, caller, query)),
)

/** Told by a body, so not served as the others are. */
export const whatIf: Report<unknown, z.output<typeof contract.whatIf.body>, z.output<typeof contract.whatIf.reply>> = {
  key: 'funnel what-if',
  read: (tx, { caller, query }) => unless(readingReports(caller), () => answerWhatIf(tx, caller, query)),
}

/** What can be worked out beside the requests. */
export const funnelReports = [
  funnel,
  reportOf(contract.listFunnelDeals, (tx, { caller, query }) =>
    unless(readingDeals(caller), () => readFunnelDeals(tx, caller, query)),
  ),
  reportOf(contract.readMovement, (tx, { caller, query }) =>
    unless(readingDeals(caller), () => readMovementReport(tx, caller, query)),
  ),
  reportOf(contract.listMovedDeals, (tx, { caller, query }) =>
    unless(readingDeals(caller), () => readMovedDeals(tx, caller, query)),
  ),
  reportOf(flowContract.readStageFlows, (tx, { caller, query }) =>
    unless(readingDeals(caller), () => readStageFlowReport(tx, caller, query)),
  ),
  reportOf(flowContract.listFlowDeals, (tx, { caller, query }) =>
    unless(readingDeals(caller), () => readFlowDeals(tx, caller, query)),
  ),
  reportOf(flowContract.listPushed, (tx, { caller, query }) => unless(readingDeals(caller), () => readPushed(tx, caller, query))),
  reportOf(readTrend, (tx, { caller, query }) => unless(readingReports(caller), () => readTrendReport(tx, caller, query))),
] as const
