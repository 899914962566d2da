import { Readable } from 'node:stream'
import type { z } from 'zod'
import { listActivities as activitiesContract } from '../../activities/contract.ts'
import { listActivities } from '../../activities/queries/activities.ts'
import { listContacts as contactsContract } from '../../contacts/contract.ts'
import { listContacts } from '../../contacts/queries.ts'
import { listCustomers as customersContract } from '../../customers/contract.ts'
import { listCustomers } from '../../customers/queries/customers.ts'
import { listLeads as leadsContract } from '../../leads/contract.ts'
import { listLeads } from '../../leads/queries/leads.ts'
import { words as leadWords } from '../../leads/words.ts'
import { listOpportunities as opportunitiesContract } from '../../opportunities/contract.ts'
import { listOpportunities } from '../../opportunities/queries/list.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { csvLine, xlsxStream, type CellOut } from '../../platform/files/write.ts'
import type { Download } from '../../platform/http/serve.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { exportColumns, type ExportCell, type ExportKind } from '../export-columns.ts'
import { exporting } from '../permissions.ts'
import { words } from '../words.ts'

type Record = { [key: string]: unknown }
type Page = { items: Record[]; nextCursor: string | null }
interface Listing {
  query: z.ZodType
  list: (tx: Tx, caller: Caller, filter: never) => Promise<unknown>
}

/** The lists as people see them: same filters, same reach, same masks. */
const listings: { [kind in ExportKind]: Listing } = {
  customers: { query: customersContract.query, list: listCustomers },
  contacts: { query: contactsContract.query, list: listContacts },
  leads: { query: leadsContract.query, list: listLeads },
  opportunities: { query: opportunitiesContract.query, list: listOpportunities },
  activities: { query: activitiesContract.query, list: listActivities },
}

const mostRows = 200_000
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A list with its filters as a file; who took what out is in the audit trail. */
export async function exportList(
  tx: Tx,
  caller: Caller,
  kind: ExportKind,
  { format, ...filter }: { format: 'xlsx' | 'csv' | 'json' } & Record,
): Promise<Outcome<Download>> {
  const lacking = exporting(caller, kind)
  if (lacking) return { ok: false, refusal: lacking }
  const { query, list } = listings[kind]
  const parsed = query.safeParse({ ...filter, limit: 200, cursor: undefined })
  if (!parsed.success)
    return refuse('invalid-request', {
      errors: parsed.error.issues.map(({ path, code, message }) => ({ path: path.join('.'), code, message })),
    })

  const records: Record[] = []
  let cursor: string | undefined
  do {
    const page = (await list(tx, caller, { ...(parsed.data as object), cursor } as never)) as Page
    for (const item of page.items) records.push(format === 'json' ? item : flat(item, kind))
    if (records.length > mostRows) return refuse('export-too-large', { limit: mostRows })
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  await record(tx, caller, [
    { entityKind: 'export', entityId: newId(), action: 'exported', after: { kind, format, rows: records.length, filter } },
  ])
  return accept(fileOf(caller, kind, format, records))
}

/** Only the cells that are written are kept, so that a large list stays small in memory. */
const flat = (item: Record, kind: ExportKind): Record =>
  Object.fromEntries(
    exportColumns[kind].map(({ field, path }) => [
      field,
      path.split('.').reduce<unknown>((value, key) => (value as Record | null | undefined)?.[key], item),
    ]),
  )

function fileOf(caller: Caller, kind: ExportKind, format: 'xlsx' | 'csv' | 'json', records: readonly Record[]): Download {
  const title = say(caller.locale, words, `kind.${kind}`)
  const fileName = `${title}.${format}`
  if (format === 'json')
    return { body: Readable.from(jsonParts(records)), contentType: 'application/json; charset=utf-8', fileName }
  const columns = exportColumns[kind]
  const rows = function* (): Generator<CellOut[]> {
    yield columns.map(({ field }) => say(caller.locale, words, `field.${field}`))
    for (const item of records) yield columns.map(({ field, as }) => cellOf(caller, item[field], as))
  }
  if (format === 'csv') {
    const lines = function* () {
      yield '\ufeff'
      for (const row of rows()) yield csvLine(row)
    }
    return { body: Readable.from(lines()), contentType: 'text/csv; charset=utf-8', fileName }
  }
  return {
    body: xlsxStream(
      rows(),
      title,
      columns.map(({ width }) => width ?? 16),
    ),
    contentType: xlsxType,
    fileName,
  }
}

function* jsonParts(records: readonly Record[]): Generator<string> {
  yield '['
  for (const [index, item] of records.entries()) yield (index > 0 ? ',\n' : '') + JSON.stringify(item)
  yield ']\n'
}

function cellOf(caller: Caller, value: unknown, as: ExportCell): CellOut {
  if (value === null || value === undefined) return null
  if (as === 'money') return Number(value) / 100
  if (as === 'moment') return wallClock(String(value), caller.timeZone)
  if (as === 'lead-status') return say(caller.locale, leadWords, `status.${String(value)}` as 'status.open')
  if (as === 'choice') {
    const key = `choice.${String(value)}` as 'choice.won'
    return key in words['zh-CN'] ? say(caller.locale, words, key) : String(value)
  }
  return typeof value === 'number'
    ? value
    : Array.isArray(value)
      ? value.map(({ name }: { name: string }) => name).join('、')
      : String(value)
}

/** A moment as the organisation's clock shows it, in a form that spreadsheets and our own import read. */
const wallClock = (iso: string, timeZone: string): string =>
  new Date(iso).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
