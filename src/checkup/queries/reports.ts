import type { z } from 'zod'
import { reportOf, type Report } from '../../platform/http/reports.ts'
import { type Outcome, refuse, type Refusal } from '../../platform/refusal.ts'
import * as contract from '../contract.ts'
import { readHabits } from '../habits-contract.ts'
import { readingDeals, readingLeads, readingReports } from '../permissions.ts'
import type { readScenario } from '../scenario-contract.ts'
import * as time from '../time-contract.ts'
import * as why from '../why-contract.ts'
import { readCheckupReport } from './checkup.ts'
import { readComparison } from './compare.ts'
import { readHabitsReport } from './habits.ts'
import { readCheckupDeals } from './listed.ts'
import { readLossesReport } from './losses.ts'
import { readQualityReport } from './quality.ts'
import { readScenarioSince } from './since.ts'
import { readSummaryReport, readTogether } from './summary.ts'
import { readTimeReport } from './time.ts'
import { readWhyReport } from './why.ts'

const unless = <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> | Outcome<T> =>
  refusal ? refuse(refusal.code, refusal.facts) : answer()

/** All of one page, for a file. */
export const together: Report<unknown, contract.CheckupQuery, Together> = {
  key: 'checkup together',
  read: (tx, { caller, query }) => unless(readingReports(caller), () => readTogether(tx, caller, query)),
}
export type Together = Awaited<ReturnType<typeof readTogether>> extends Outcome<infer T> ? T : never

/** A scenario beside what happened since: all deals are counted for it. */
export const scenarioSince: Report<{ id: string }, unknown, z.output<typeof readScenario.reply>> = {
  key: 'checkup scenario',
  read: (tx, { caller, params }) => unless(readingReports(caller), () => readScenarioSince(tx, caller, params.id)),
}

/** What can be worked out beside the requests. */
export const checkupReports = [
  reportOf(contract.readCheckup, (tx, { caller, query }) =>
    unless(readingReports(caller), () => readCheckupReport(tx, caller, query)),
  ),
  reportOf(contract.readCompare, (tx, { caller, query }) =>
    unless(readingReports(caller), () => readComparison(tx, caller, query)),
  ),
  reportOf(contract.listCheckupDeals, (tx, { caller, query }) =>
    unless(readingDeals(caller), () => readCheckupDeals(tx, caller, query)),
  ),
  reportOf(why.readWhy, (tx, { caller, query }) => unless(readingDeals(caller), () => readWhyReport(tx, caller, query))),
  reportOf(why.readLosses, (tx, { caller, query }) => unless(readingReports(caller), () => readLossesReport(tx, caller, query))),
  reportOf(time.readTime, (tx, { caller, query }) => unless(readingDeals(caller), () => readTimeReport(tx, caller, query))),
  reportOf(time.readQuality, (tx, { caller, query }) => unless(readingLeads(caller), () => readQualityReport(tx, caller, query))),
  reportOf(contract.readSummary, (tx, { caller, query }) =>
    unless(readingReports(caller), () => readSummaryReport(tx, caller, query)),
  ),
  reportOf(readHabits, (tx, { caller, query }) => unless(readingDeals(caller), () => readHabitsReport(tx, caller, query))),
] as const
