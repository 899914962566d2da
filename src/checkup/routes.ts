import type { z } from 'zod'
import { record } from '../platform/audit-trail.ts'
import type { Tx } from '../platform/database/connect.ts'
import { workbookOf } from '../platform/files/workbook.ts'
import type { Api } from '../platform/http/api.ts'
import { answerReport, madeOfReport, type ReportOf, serveReport } from '../platform/http/reports.ts'
import { type Download, serve, serveDownload } from '../platform/http/serve.ts'
import { accept, type Outcome, refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { dayOf } from '../platform/time.ts'
import { say } from '../platform/words.ts'
import * as benchmarks from './commands/benchmarks.ts'
import * as scenarios from './commands/scenarios.ts'
import * as contract from './contract.ts'
import { exporting, readingReports } from './permissions.ts'
import { listBenchmarks, readBenchmark } from './queries/benchmarks.ts'
import { checkupReports, scenarioSince, type Together, together } from './queries/reports.ts'
import { listScenarios, readScenario } from './queries/scenarios.ts'
import * as kept from './scenario-contract.ts'
import { summarised } from './summary.ts'
import { checkupTables } from './table-file.ts'
import { words } from './words.ts'

const unless = <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> | Outcome<T> =>
  refusal ? refuse(refusal.code, refusal.facts) : answer()
const found = <T>(record: T | null): Outcome<T> => (record ? accept(record) : refuse('not-found'))
const then = async <T, R>(outcome: Outcome<T>, next: (value: T) => Promise<R | null>): Promise<Outcome<R>> =>
  outcome.ok ? found(await next(outcome.value)) : outcome

export function checkupRoutes(api: Api): void {
  for (const report of checkupReports) serveReport(api, report as ReportOf<z.ZodType, z.ZodType, z.ZodType>)
  serveDownload(api, contract.exportCheckup, async ({ tx, caller, query, api: own }) =>
    unless(exporting(caller), () => file(own, tx, caller, query)),
  )
  benchmarkRoutes(api)
  scenarioRoutes(api)
}

const file = (api: Api, tx: Tx, caller: Caller, query: contract.CheckupQuery): Promise<Outcome<Download>> =>
  madeOfReport(api, tx, { report: together, question: { caller, params: undefined, query } }, (own, all) =>
    fileOf(own, caller, query, all),
  )

async function fileOf(tx: Tx, caller: Caller, query: contract.CheckupQuery, all: Together): Promise<Outcome<Download>> {
  const { locale, currency, now } = caller
  const { pipeline } = all.checkup.about
  await record(tx, caller, [
    { entityKind: 'pipeline', entityId: pipeline.id, action: 'exported', after: { checkup: true, ...query } },
  ])
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const summary = summarised(all, locale, now.toISOString())
  const tables = checkupTables({ ...all, summary }, locale, digits)
  return accept({
    body: Buffer.from(
      await workbookOf(tables.map((table) => ({ ...table, widths: [18, ...Array.from({ length: 12 }, () => 12)] }))),
    ),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: `${say(locale, words, 'fileName', { pipeline: pipeline.name, day: dayOf(now, caller.timeZone) })}.xlsx`,
  })
}

function benchmarkRoutes(api: Api): void {
  serve(api, kept.listBenchmarks, ({ tx, caller, query }) =>
    unless(readingReports(caller), () => listBenchmarks(tx, caller, query.pipeline)),
  )
  serve(api, kept.setBenchmark, async ({ tx, caller, params, body, ifMatch }) =>
    then(await benchmarks.setBenchmark(tx, caller, params.id, body, ifMatch), () => readBenchmark(tx, caller, params.id)),
  )
  serve(api, kept.loadBenchmarks, ({ tx, caller, body }) => benchmarks.loadBenchmarks(tx, caller, body))
  serve(api, kept.archiveBenchmark, ({ tx, caller, params, ifMatch }) =>
    benchmarks.archiveBenchmark(tx, caller, params.id, true, ifMatch),
  )
  serve(api, kept.restoreBenchmark, async ({ tx, caller, params, ifMatch }) =>
    then(await benchmarks.archiveBenchmark(tx, caller, params.id, false, ifMatch), () => readBenchmark(tx, caller, params.id)),
  )
}

function scenarioRoutes(api: Api): void {
  serve(api, kept.listScenarios, ({ tx, caller, query }) =>
    unless(readingReports(caller), async () => accept(await listScenarios(tx, caller, query))),
  )
  serve(api, kept.readScenario, ({ tx, caller, params }) =>
    answerReport(api, tx, scenarioSince, { caller, params, query: undefined }),
  )
  serve(api, kept.saveScenario, async ({ tx, caller, body }) =>
    then(await scenarios.saveScenario(tx, caller, body), ({ id }) => readScenario(tx, caller, id)),
  )
  serve(api, kept.changeScenario, async ({ tx, caller, params, body, ifMatch }) =>
    then(await scenarios.changeScenario(tx, caller, params.id, body, ifMatch), ({ id }) => readScenario(tx, caller, id)),
  )
  serve(api, kept.archiveScenario, async ({ tx, caller, params, ifMatch }) => {
    const done = await scenarios.archiveScenario(tx, caller, params.id, true, ifMatch)
    return done.ok ? accept(undefined) : done
  })
  serve(api, kept.restoreScenario, async ({ tx, caller, params, ifMatch }) =>
    then(await scenarios.archiveScenario(tx, caller, params.id, false, ifMatch), ({ id }) => readScenario(tx, caller, id)),
  )
}
