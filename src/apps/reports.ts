import { checkupReports, scenarioSince, together } from '../checkup/queries/reports.ts'
import { funnelReports, whatIf } from '../funnel/queries/reports.ts'
import type { Report } from '../platform/http/reports.ts'

/** Everything that a thread may work out, by its key. */
export const reportByKey: ReadonlyMap<string, Report> = new Map(
  [...funnelReports, whatIf, ...checkupReports, scenarioSince, together].map((report) => [report.key, report as Report]),
)
