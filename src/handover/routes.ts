import { archiveMember } from '../people/contract.ts'
import { record } from '../platform/audit-trail.ts'
import type { Tx } from '../platform/database/connect.ts'
import { csvStream, xlsxStream } from '../platform/files/write.ts'
import type { Api } from '../platform/http/api.ts'
import { serve, serveDownload, type Download } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { dayOf } from '../platform/time.ts'
import { say } from '../platform/words.ts'
import { handOver } from './commands/hand-over.ts'
import { letGo, letGoWithNothing } from './commands/let-go.ts'
import { undoHandover } from './commands/undo.ts'
import * as contract from './contract.ts'
import { exportingSheet, handingOver } from './permissions.ts'
import { listHandovers, readPortfolio, readSheet } from './queries/handovers.ts'
import { sheetRows, widths } from './sheet.ts'
import { words } from './words.ts'

async function one(tx: Tx, caller: Caller, id: string) {
  const [found] = (await listHandovers(tx, caller, { id, limit: 1 })).items
  return found ? accept(found) : refuse('not-found')
}

export function handoverRoutes(api: Api): void {
  serve(api, contract.readPortfolio, async ({ tx, caller, params }) => {
    const refusal = handingOver(caller, params.id)
    if (refusal) return { ok: false, refusal }
    const portfolio = await readPortfolio(tx, caller, params.id)
    return portfolio ? accept(portfolio) : refuse('not-found')
  })
  serve(api, contract.handOver, async ({ tx, caller, params, body }) => {
    const done = await handOver(tx, caller, { fromId: params.id, toId: body.toMemberId, parts: body.parts, reason: body.reason })
    return done.ok ? one(tx, caller, done.value.id) : done
  })
  serve(api, contract.letGo, ({ tx, caller, params, body }) => letGo(tx, caller, params.id, body.handOver))
  serve(api, archiveMember, ({ tx, caller, params }) => letGoWithNothing(tx, caller, params.id))
  serve(api, contract.listHandovers, async ({ tx, caller, query }) => {
    const refusal = handingOver(caller, caller.memberId)
    return refusal ? { ok: false, refusal } : accept(await listHandovers(tx, caller, query))
  })
  serve(api, contract.undoHandover, async ({ tx, caller, params }) => {
    const undone = await undoHandover(tx, caller, params.id)
    return undone.ok ? one(tx, caller, params.id) : undone
  })
  serveDownload(api, contract.exportHandover, ({ tx, caller, params, query }) => sheet(tx, caller, params.id, query.format))
}

async function sheet(tx: Tx, caller: Caller, id: string, format: 'xlsx' | 'csv'): Promise<Outcome<Download>> {
  const refusal = exportingSheet(caller)
  if (refusal) return { ok: false, refusal }
  const found = await one(tx, caller, id)
  if (!found.ok) return found
  const { from, to, at } = found.value
  const rows = sheetRows(await readSheet(tx, caller, id), caller.locale)
  await record(tx, caller, [
    { entityKind: 'member', entityId: from.id, action: 'exported', after: { format, rows: rows.length - 1 } },
  ])
  const day = dayOf(new Date(at), caller.timeZone)
  const name = say(caller.locale, words, 'fileName', { from: from.name, to: to.name, day })
  return accept(
    format === 'csv'
      ? { body: csvStream(rows), contentType: 'text/csv; charset=utf-8', fileName: `${name}.csv` }
      : {
          body: xlsxStream(rows, say(caller.locale, words, 'sheet'), widths),
          contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          fileName: `${name}.xlsx`,
        },
  )
}
