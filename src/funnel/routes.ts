import { record } from '../platform/audit-trail.ts'
import type { Tx } from '../platform/database/connect.ts'
import { csvStream, xlsxStream } from '../platform/files/write.ts'
import type { Api } from '../platform/http/api.ts'
import { serve, serveDownload, type Download } from '../platform/http/serve.ts'
import { accept, type Outcome, refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { dayOf } from '../platform/time.ts'
import { say } from '../platform/words.ts'
import * as contract from './contract.ts'
import * as flowContract from './flow-contract.ts'
import { exporting, readingDeals, readingReports } from './permissions.ts'
import { readFunnelChoices } from './queries/choices.ts'
import { readFunnelDeals } from './queries/funnel-deals.ts'
import { readPushed } from './queries/pushed.ts'
import { readFunnelReport } from './queries/read-funnel.ts'
import { readMovementReport } from './queries/read-movement.ts'
import { readStageFlowReport } from './queries/stage-flows.ts'
import { readTrendReport } from './queries/trend.ts'
import { answerWhatIf } from './queries/what-if.ts'
import { funnelRows } from './table-file.ts'
import { readTrend } from './trend-contract.ts'
import { words } from './words.ts'

const unless = <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> | Outcome<T> =>
  refusal ? refuse(refusal.code, refusal.facts) : answer()

export function funnelRoutes(api: Api): void {
  serve(api, contract.readFunnel, ({ tx, caller, query }) =>
    unless(readingReports(caller), () => readFunnelReport(tx, caller, query)),
  )
  serve(api, contract.listFunnelDeals, ({ tx, caller, query }) =>
    unless(readingDeals(caller), () => readFunnelDeals(tx, caller, query)),
  )
  serve(api, contract.readChoices, ({ tx, caller }) =>
    unless(readingReports(caller), async () => accept(await readFunnelChoices(tx, caller))),
  )
  serve(api, contract.readMovement, ({ tx, caller, query }) =>
    unless(readingDeals(caller), () => readMovementReport(tx, caller, query)),
  )
  serve(api, flowContract.readStageFlows, ({ tx, caller, query }) =>
    unless(readingDeals(caller), () => readStageFlowReport(tx, caller, query)),
  )
  serve(api, flowContract.listPushed, ({ tx, caller, query }) =>
    unless(readingDeals(caller), () => readPushed(tx, caller, query)),
  )
  serve(api, readTrend, ({ tx, caller, query }) => unless(readingReports(caller), () => readTrendReport(tx, caller, query)))
  serve(api, contract.whatIf, ({ tx, caller, body }) => unless(readingReports(caller), () => answerWhatIf(tx, caller, body)))
  serveDownload(api, contract.exportFunnel, async ({ tx, caller, query }) =>
    unless(exporting(caller), () => file(tx, caller, query)),
  )
}

async function file(
  tx: Tx,
  caller: Caller,
  { format, ...query }: contract.FunnelQuery & { format: 'xlsx' | 'csv' },
): Promise<Outcome<Download>> {
  const report = await readFunnelReport(tx, caller, query)
  if (!report.ok) return report
  const { pipeline } = report.value.definition
  await record(tx, caller, [{ entityKind: 'funnel', entityId: pipeline.id, action: 'exported', after: { format, ...query } }])
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency: caller.currency }).resolvedOptions().maximumFractionDigits ?? 2
  const rows = funnelRows(report.value, caller.locale, digits)
  const name = say(caller.locale, words, 'fileName', { pipeline: pipeline.name, day: dayOf(caller.now, caller.timeZone) })
  const sheet = say(caller.locale, words, 'title')
  return accept(
    format === 'csv'
      ? { body: csvStream(rows), contentType: 'text/csv; charset=utf-8', fileName: `${name}.csv` }
      : {
          body: xlsxStream(rows, sheet, [16, 16, ...Array.from({ length: 20 }, () => 12)]),
          contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          fileName: `${name}.xlsx`,
        },
  )
}
