import { record } from '../platform/audit-trail.ts'
import type { Tx } from '../platform/database/connect.ts'
import { csvStream, xlsxStream } from '../platform/files/write.ts'
import type { Api } from '../platform/http/api.ts'
import { serve, serveDownload, type Download } from '../platform/http/serve.ts'
import { accept, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { say } from '../platform/words.ts'
import * as attainment from './attainment-contract.ts'
import { createTarget } from './commands/create.ts'
import { editTarget, undoEdit } from './commands/edit.ts'
import { archiveTarget, noteTarget, stepTarget } from './commands/steps.ts'
import * as contract from './contract.ts'
import { listPlanDecisions as planDecisions } from './decision-contract.ts'
import { measureName } from './measure-name.ts'
import { exportingTargets } from './permissions.ts'
import { readAttainment } from './queries/attainment.ts'
import { readDayPlan } from './queries/day-plan.ts'
import { listPlanDecisions } from './queries/decisions.ts'
import { listTargets, readHistory } from './queries/list-targets.ts'
import { readTarget } from './queries/read-target.ts'
import { targetRows } from './table-file.ts'
import { words } from './words.ts'

export function targetRoutes(api: Api): void {
  /** What was done, then the version as it now stands. */
  const after = async (tx: Tx, caller: Caller, id: string, outcome: Outcome<unknown>): Promise<Outcome<contract.TargetDetail>> =>
    outcome.ok ? readTarget(tx, caller, id) : outcome

  serve(api, attainment.readAttainment, ({ tx, caller, query }) => readAttainment(tx, caller, query))
  serve(api, attainment.readDayPlan, ({ tx, caller, query }) => readDayPlan(tx, caller, query))

  serve(api, planDecisions, ({ tx, caller, query }) => listPlanDecisions(tx, caller, query))
  serve(api, contract.listTargets, ({ tx, caller, query }) => listTargets(tx, caller, query))
  serve(api, contract.createTarget, async ({ tx, caller, body }) => {
    const made = await createTarget(tx, caller, body)
    return made.ok ? readTarget(tx, caller, made.value.id) : made
  })
  serve(api, contract.readTarget, ({ tx, caller, params }) => readTarget(tx, caller, params.id))
  serve(api, contract.changeTarget, async ({ tx, caller, params, body, ifMatch }) =>
    after(tx, caller, params.id, await noteTarget(tx, caller, params.id, body.note, ifMatch)),
  )
  serve(api, contract.archiveTarget, ({ tx, caller, params }) => archiveTarget(tx, caller, params.id))
  serve(api, contract.editTarget, async ({ tx, caller, params, body, ifMatch }) =>
    after(tx, caller, params.id, await editTarget(tx, caller, params.id, body, ifMatch)),
  )
  serve(api, contract.undoTargetEdit, async ({ tx, caller, params, ifMatch }) =>
    after(tx, caller, params.id, await undoEdit(tx, caller, params.id, ifMatch)),
  )
  serve(api, contract.stepTarget, async ({ tx, caller, params, body, ifMatch }) =>
    after(tx, caller, params.id, await stepTarget(tx, caller, params.id, body, ifMatch)),
  )
  serve(api, contract.readTargetHistory, ({ tx, caller, params }) => readHistory(tx, caller, params.id))
  serveDownload(api, contract.exportTarget, ({ tx, caller, params, query }) => file(tx, caller, params.id, query.format))
}

async function file(tx: Tx, caller: Caller, id: string, format: 'xlsx' | 'csv'): Promise<Outcome<Download>> {
  const denied = exportingTargets(caller)
  if (denied) return { ok: false, refusal: denied }
  const found = await readTarget(tx, caller, id)
  if (!found.ok) return found
  const target = found.value
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency: target.currency }).resolvedOptions().maximumFractionDigits ?? 2
  const rows = targetRows(target, caller.locale, digits)
  await record(tx, caller, [{ entityKind: 'target', entityId: id, action: 'exported', after: { format, rows: rows.length - 1 } }])
  const measure = measureName(caller.locale, target.measure)
  const name = say(caller.locale, words, 'fileName', { year: target.year, measure, number: target.number })
  return accept(
    format === 'csv'
      ? { body: csvStream(rows), contentType: 'text/csv; charset=utf-8', fileName: `${name}.csv` }
      : {
          body: xlsxStream(rows, say(caller.locale, words, 'sheet'), [
            8,
            14,
            10,
            16,
            14,
            ...Array.from({ length: 13 }, () => 13),
          ]),
          contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          fileName: `${name}.xlsx`,
        },
  )
}
