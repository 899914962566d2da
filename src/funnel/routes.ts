import type { z } from 'zod'
import { record } from '../platform/audit-trail.ts'
import type { Tx } from '../platform/database/connect.ts'
import { csvStream, xlsxStream } from '../platform/files/write.ts'
import type { Api } from '../platform/http/api.ts'
import { answerReport, madeOfReport, type ReportOf, serveReport } from '../platform/http/reports.ts'
import { serve, serveDownload, type Download } from '../platform/http/serve.ts'
import { accept, type Outcome, refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { dayOf } from '../platform/time.ts'
import { say } from '../platform/words.ts'
import * as contract from './contract.ts'
import { exporting, readingReports } from './permissions.ts'
import { readFunnelChoices } from './queries/choices.ts'
import { funnel, funnelReports, whatIf } from './queries/reports.ts'
import { funnelRows } from './table-file.ts'
import { words } from './words.ts'

const unless = <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> | Outcome<T> =>
  refusal ? refuse(refusal.code, refusal.facts) : answer()

export function funnelRoutes(api: Api): void {
  for (const report of funnelReports) serveReport(api, report as ReportOf<z.ZodType, z.ZodType, z.ZodType>)
  serve(api, contract.readChoices, ({ tx, caller }) =>
    unless(readingReports(caller), async () => accept(await readFunnelChoices(tx, caller))),
  )
  serve(api, contract.whatIf, ({ tx, caller, body }) => answerReport(api, tx, whatIf, { caller, params: {}, query: body }))
  serveDownload(api, contract.exportFunnel, async ({ tx, caller, query, api: own }) =>
    unless(exporting(caller), () => file(own, tx, caller, query)),
  )
}

const file = (
  api: Api,
  tx: Tx,
  caller: Caller,
  { format, ...query }: contract.FunnelQuery & { format: 'xlsx' | 'csv' },
): Promise<Outcome<Download>> =>
  madeOfReport(api, tx, { report: funnel, question: { caller, params: {}, query } }, (own, report) =>
    fileOf(own, caller, { format, ...query }, report),
  )

async function fileOf(
  tx: Tx,
  caller: Caller,
  { format, ...query }: contract.FunnelQuery & { format: 'xlsx' | 'csv' },
  report: contract.FunnelReply,
): Promise<Outcome<Download>> {
  const { pipeline } = report.definition
  await record(tx, caller, [{ entityKind: 'funnel', entityId: pipeline.id, action: 'exported', after: { format, ...query } }])
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency: caller.currency }).resolvedOptions().maximumFractionDigits ?? 2
  const rows = funnelRows(report, caller.locale, digits)
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
