import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { ImportRunTable } from '../../platform/database/tables.ts'
import { problem, verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import type { importDetail, importShape } from '../contract.ts'
import type { ImportKind } from '../fields.ts'
import { cancelling, seesImport, undoing } from '../permissions.ts'
import type { CellError } from '../row-reader.ts'
import { words, type ImportWord } from '../words.ts'

type Row = Selectable<ImportRunTable> & { creator: string }
type ImportView = z.output<typeof importShape>
type ImportDetail = z.output<typeof importDetail>

const rowsOf = (tx: Tx, orgId: string) =>
  tx
    .selectFrom('import_run as r')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'r.org_id').onRef('m.id', '=', 'r.created_by'))
    .selectAll('r')
    .select('m.name as creator')
    .where('r.org_id', '=', orgId)

export async function listImports(
  tx: Tx,
  caller: Caller,
  filter: { limit: number; cursor?: string | undefined; kind?: string | undefined; mode?: string | undefined },
): Promise<{ items: ImportView[]; nextCursor: string | null }> {
  const after = decodeCursor(filter.cursor, 1)
  const rows = await rowsOf(tx, caller.orgId)
    .$if(!seesImport(caller, { createdBy: '' }), (query) => query.where('r.created_by', '=', caller.memberId))
    .$if(filter.kind !== undefined, (query) => query.where('r.kind', '=', filter.kind!))
    .$if(filter.mode !== undefined, (query) => query.where('r.mode', '=', filter.mode!))
    .$if(after !== null, (query) => query.where('r.id', '<', String(after![0])))
    .orderBy('r.id', 'desc')
    .limit(filter.limit + 1)
    .execute()
  const { items, nextCursor } = pageOf(rows, filter.limit, (row) => [row.id])
  return { items: items.map((row) => shape(caller, row)), nextCursor }
}

export async function readImport(tx: Tx, caller: Caller, id: string): Promise<ImportDetail | null> {
  const row = await rowsOf(tx, caller.orgId).where('r.id', '=', id).executeTakeFirst()
  if (!row || !seesImport(caller, { createdBy: row.created_by })) return null
  const failures = await failuresOf(tx, caller.orgId, id, 50)
  const refusal = row.refusal as { code: string; facts: Record<string, unknown> } | null
  return {
    ...shape(caller, row),
    mapping: row.mapping as ImportDetail['mapping'],
    warnings: (row.warnings as Omit<ImportDetail['warnings'][number], 'sentence'>[]).map((warning) => ({
      ...warning,
      sentence: warningSentence(caller, warning.code),
    })),
    preview: row.preview as ImportDetail['preview'],
    headers: row.headers as string[],
    failures: failures.map(({ line, cells, errors, taken }) => ({
      line,
      taken,
      cells,
      errors: errors.map(({ refusal: no, ...error }) => ({
        ...error,
        message: errorMessage(caller, { ...error, refusal: no }),
        problem: no ? problem(no, caller.locale) : null,
      })),
    })),
    partly: await partlyTaken(tx, caller.orgId, id),
    refusal: refusal && refusalView(caller, refusal),
    undo: row.undo as ImportDetail['undo'],
  }
}

async function partlyTaken(tx: Tx, orgId: string, importId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('import_failure')
    .select((read) => read.fn.countAll<number>().as('count'))
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .where('taken', '=', true)
    .executeTakeFirstOrThrow()
  return count
}

export interface Failure {
  line: number
  cells: string[]
  errors: CellError[]
  taken: boolean
}

export async function failuresOf(tx: Tx, orgId: string, importId: string, limit: number, after = 0): Promise<Failure[]> {
  const rows = await tx
    .selectFrom('import_failure')
    .select(['line', 'cells', 'errors', 'taken'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit)
    .execute()
  return rows as Failure[]
}

/** Why a cell was refused, in the reader's language: the column, the reason and what was given. */
export function errorMessage(caller: Caller, { field, header, code, given, refusal }: CellError): string {
  const label = header ?? (`field.${field}` in words['zh-CN'] ? say(caller.locale, words, `field.${field}` as ImportWord) : field)
  const reason = refusal
    ? problem(refusal, caller.locale).title
    : `error.${code}` in words['zh-CN']
      ? say(caller.locale, words, `error.${code}` as ImportWord)
      : code
  return say(caller.locale, words, given === '' ? 'error-at' : 'error-at-given', { label, reason, given })
}

/** `date-style-ambiguous:mdy` carries the style it was read in, `cell-left-out:value-not-a-date` the reason. */
function warningSentence({ locale }: Caller, code: string): string {
  const [key, detail] = code.split(':')
  const word = `warning.${key}` as ImportWord
  if (!(word in words['zh-CN'])) return code
  const wordOf = (kind: string) => say(locale, words, `${kind}.${detail}` as ImportWord)
  return say(
    locale,
    words,
    word,
    !detail ? {} : key === 'cell-left-out' ? { reason: wordOf('error') } : { style: wordOf('style') },
  )
}

function refusalView(
  { locale }: Caller,
  { code, facts }: { code: string; facts: Record<string, unknown> },
): ImportDetail['refusal'] {
  const fields = (facts.fields as string[] | undefined)?.map((field) => say(locale, words, `field.${field}` as ImportWord))
  const { title, ...body } = problem({ code, facts: fields ? { ...facts, labels: fields } : facts }, locale)
  return { code, title: String(title), detail: typeof body.detail === 'string' ? body.detail : null }
}

const shape = (caller: Caller, row: Row): ImportView => {
  const run = { mode: row.mode, status: row.status, createdBy: row.created_by }
  return {
    id: row.id,
    kind: row.kind as ImportKind,
    mode: row.mode as ImportView['mode'],
    status: row.status as ImportView['status'],
    fileName: row.file_name,
    fileId: row.file_id,
    rows: {
      total: row.total,
      processed: row.processed,
      created: row.created,
      updated: row.updated,
      unchanged: row.unchanged,
      failed: row.failed,
    },
    createdBy: { id: row.created_by, name: row.creator },
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    searchableAt: row.searchable_at?.toISOString() ?? null,
    undoneAt: row.undone_at?.toISOString() ?? null,
    permissions: {
      undo: verdictOf(undoing(caller, run), caller.locale),
      cancel: verdictOf(cancelling(caller, run), caller.locale),
    },
  }
}
