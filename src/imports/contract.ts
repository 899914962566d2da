import { z } from 'zod'
import { encodings } from '../platform/files/encoding.ts'
import { endpoint, id, idParams, line, moment, page, pageQuery, share, verdict } from '../platform/contract.ts'
import { exportKinds } from './export-columns.ts'
import { importKinds } from './fields.ts'

const tag = 'imports'
export const kind = z.enum(importKinds)
export const mode = z.enum(['dry-run', 'commit'])
export const importStatus = z.enum(['waiting', 'running', 'done', 'refused', 'cancelled', 'undoing', 'undone'])
const dateStyle = z.enum(['ymd', 'mdy', 'dmy'])
const decimalMark = z.enum(['point', 'comma'])
const separator = z.enum([',', ';', '\t', '|'])
const encoding = z.enum(encodings as unknown as ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252'])
const text = z.string().max(1000)

/** The mapping file. */
export const mappingShape = z.object({
  kind,
  columns: z.record(text, text),
  values: z.record(text, z.record(text, text)).optional(),
  dateStyle: z.enum(['auto', 'ymd', 'mdy', 'dmy']).optional(),
  encoding: z.enum(['auto', ...encoding.options]).optional(),
  separator: z.enum(['auto', ...separator.options]).optional(),
  sheet: text.optional(),
  headerRow: z.int().min(1).max(1000).optional(),
  decimalMark: z.enum(['auto', 'point', 'comma']).optional(),
  defaults: z.record(text, text).optional(),
  /** What an amount of 0 on a lost deal means: that nobody recorded it, or that it was 0 (the default). */
  zeroOnLost: z.enum(['not-recorded', 'zero']).optional(),
  /** A pipeline made from the file's own stages, in this order, for these deals; one of that name is used if there is one. */
  ownPipeline: z.object({ name: line(60), stages: z.array(line(100)).min(2).max(20) }).optional(),
})

const meaning = z.object({
  word: z.string(),
  count: z.int(),
  /** Key of a stage, or won, lost, terminated, on-hold, open; null when nobody knows the word. */
  meaning: z.string().nullable(),
  confidence: share,
})

export const proposalShape = z.object({
  /** The upload, for the import itself: no need to send the file again. */
  fileId: id,
  fileName: z.string(),
  kind,
  reading: z.object({
    format: z.enum(['xlsx', 'xls', 'xlsb', 'ods', 'csv']),
    encoding: encoding.nullable(),
    separator: separator.nullable(),
    sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
    sheet: z.string().nullable(),
  }),
  headerRow: z.int(),
  rows: z.int(),
  totalRows: z.array(z.object({ line: z.int(), text: z.string() })),
  columns: z.array(
    z.object({
      header: z.string(),
      field: z.string().nullable(),
      confidence: share,
      guess: z.string().nullable(),
      samples: z.array(z.string()),
      filled: z.int(),
      empty: z.int(),
      nullWords: z.int(),
      noneWords: z.int(),
      unknownWords: z.int(),
      distinct: z.int(),
      dateStyle: z.object({ style: dateStyle, certainty: z.enum(['certain', 'ambiguous', 'mixed']) }).nullable(),
      decimalMark: decimalMark.nullable(),
      unit: z.int(),
    }),
  ),
  missing: z.array(z.object({ field: z.string(), oneOf: z.string().nullable() })),
  /** Elements of the pipeline that columns may fill, as fields `element:KEY`. */
  elements: z.array(z.object({ field: z.string(), name: z.string() })),
  stages: z.array(meaning),
  /** Lost deals that all carry an amount of 0: taken as not recorded unless the mapping says otherwise. Null: they do not. */
  zeroOnLost: z.object({ field: z.string(), column: z.string(), deals: z.int() }).nullable(),
  /** What a pipeline of the file's own stages would be, where they fit the chosen one badly; null where they fit. */
  ownPipeline: z
    .object({
      name: z.string(),
      stages: z.array(z.string()),
      /** Share of the rows whose stage the chosen pipeline has by name. */
      fit: share,
    })
    .nullable(),
  /** Names that are nearly, not exactly, those of records on hand: to be confirmed. */
  nearMatches: z.array(z.object({ field: z.string(), given: z.string(), count: z.int(), ours: z.string() })),
  /** Names nobody has on record: they would be created. */
  newNames: z.array(z.object({ field: z.string(), count: z.int(), examples: z.array(z.string()) })),
  mapping: mappingShape,
  sampleRows: z.array(z.array(z.string())),
})

export const importShape = z.object({
  id,
  kind,
  mode,
  status: importStatus,
  fileName: z.string(),
  fileId: id,
  rows: z.object({
    total: z.int().nullable(),
    processed: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    failed: z.int(),
  }),
  createdBy: z.object({ id, name: z.string() }),
  createdAt: moment,
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
  /** When search had heard of what came in; a large import is filed after its end. */
  searchableAt: moment.nullable(),
  undoneAt: moment.nullable(),
  permissions: z.object({ undo: verdict, cancel: verdict }),
})

export const importDetail = importShape.extend({
  mapping: mappingShape,
  warnings: z.array(
    z.object({
      code: z.string(),
      sentence: z.string(),
      field: z.string().nullable(),
      count: z.int(),
      examples: z.array(z.string()),
    }),
  ),
  /** The first records as they came out. */
  preview: z.array(
    z.object({
      line: z.int(),
      action: z.enum(['created', 'updated']),
      name: z.string(),
      facts: z.record(z.string(), z.string()),
    }),
  ),
  failures: z.array(
    z.object({
      line: z.int(),
      /** It came in, without the cells that `errors` name; false: it did not come in. */
      taken: z.boolean(),
      cells: z.array(z.string()),
      errors: z.array(
        z.object({
          field: z.string(),
          header: z.string().nullable(),
          code: z.string(),
          message: z.string(),
          given: z.string(),
          /** The refusal of the command that the row was to become: for a move what is missing at which gate. */
          problem: z.looseObject({ type: z.string(), title: z.string(), status: z.int() }).nullable(),
        }),
      ),
    }),
  ),
  /** Rows that came in without some of their cells. */
  partly: z.int(),
  headers: z.array(z.string()),
  refusal: z.object({ code: z.string(), title: z.string(), detail: z.string().nullable() }).nullable(),
  undo: z.object({ archived: z.int(), restored: z.int(), kept: z.int(), keptNames: z.array(z.string()) }).nullable(),
})

/**
 * The form of both uploads, read by the handler: `file` or `fileId`, `kind`, and for a proposal the wishes about reading
 * (`encoding`, `separator`, `sheet`, `headerRow`), for an import `mapping` (JSON; left out: as proposed) and `mode`.
 */
export const uploadForm = z.object({
  fileId: id.optional(),
  kind,
  /** Key or id of a pipeline, or `new:NAME` for one made from the file's own stages. */
  pipeline: line(80).optional(),
  encoding: z.enum(['auto', ...encoding.options]).optional(),
  separator: z.enum(['auto', ...separator.options]).optional(),
  sheet: text.optional(),
  headerRow: z.coerce.number().int().min(1).max(1000).optional(),
  mapping: z
    .string()
    .max(1_000_000)
    .transform((given, context) => {
      try {
        return JSON.parse(given) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' })
        return z.NEVER
      }
    })
    .pipe(mappingShape)
    .optional(),
  mode: mode.default('dry-run'),
  /** For whoever may override gates: rows that move deals pass gates that are not met, for this reason. */
  overrideReason: line(2000).optional(),
})

export const proposeImport = endpoint({
  method: 'POST',
  path: '/imports/proposals',
  summary: 'Read a file and propose which column is which field',
  tag,
  multipart: true,
  body: z.any(),
  reply: proposalShape,
  status: 200,
})
export const startImport = endpoint({
  method: 'POST',
  path: '/imports',
  summary: 'Try a file out (mode dry-run, the default) or bring it in (mode commit); runs in the background',
  tag,
  multipart: true,
  body: z.any(),
  reply: z.object({ id }),
  status: 202,
})
export const listImports = endpoint({
  method: 'GET',
  path: '/imports',
  summary: 'Earlier imports, newest first',
  tag,
  query: z.object({ ...pageQuery, kind: kind.optional(), mode: mode.optional() }),
  reply: page(importShape),
})
export const readImport = endpoint({
  method: 'GET',
  path: '/imports/:id',
  summary: 'One import: progress, warnings, failed rows',
  tag,
  params: idParams,
  reply: importDetail,
})
export const readImportErrors = endpoint({
  method: 'GET',
  path: '/imports/:id/errors.csv',
  summary: 'The failed rows as given, with the reason, to be mended and brought in again',
  tag,
  params: idParams,
  reply: z.any(),
})
export const undoImport = endpoint({
  method: 'POST',
  path: '/imports/:id/undo',
  summary: 'Take an import back: archives what it made, restores what it changed unless somebody changed it since',
  tag,
  params: idParams,
  reply: importShape,
  status: 202,
})
export const cancelImport = endpoint({
  method: 'POST',
  path: '/imports/:id/cancellation',
  summary: 'Stop a running import; nothing of it stays',
  tag,
  params: idParams,
  reply: importShape,
  status: 202,
})

export const exportRecords = endpoint({
  method: 'GET',
  path: '/exports/:kind',
  summary: 'A list with its filters as a file; logged in the audit trail',
  tag,
  params: z.object({ kind: z.enum(exportKinds) }),
  query: z.looseObject({ format: z.enum(['xlsx', 'csv', 'json']).default('xlsx') }),
  reply: z.any(),
})
