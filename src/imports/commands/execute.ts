import { learnSoon } from '../../funnel/commands/learn.ts'
import { readCaller } from '../../people/queries.ts'
import { inOrganisation, type Db, type Tx } from '../../platform/database/connect.ts'
import { openSheet } from '../../platform/files/read.ts'
import { UnreadableFile, type SheetFile } from '../../platform/files/sheet.ts'
import { learnTables } from '../../platform/database/bulk.ts'
import type { DB } from '../../platform/database/tables.ts'
import { announce } from '../../platform/news.ts'
import { refuse, type Outcome, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { analyse, recordsOf, stylesOf, type TableFound } from '../analysis.ts'
import { inferDateStyle } from '../dates.ts'
import { fieldsFor } from '../fields.ts'
import { planFor, type Mapping, type Plan } from '../mapping.ts'
import { readRow, type RowRead } from '../row-reader.ts'
import { insertChanges, insertFailures, lockImports, lockRun, stillMine, updateRun, writeProgress } from '../store/rows.ts'
import { findingsOf, findUpload, uploadPath } from '../store/uploads.ts'
import { arrangeSearch } from './file-search.ts'
import { phoneRegionOfCaller, pipelineOf } from './ground.ts'
import { ownPipeline } from './own-pipeline.ts'
import { makeMoves } from './move-worked.ts'
import { loadReferences } from './references.ts'
import { keepTaken, keptFailures, newTally, warn, type Run, type Tally } from './run.ts'
import { writeActivities } from './write-activities.ts'
import { writeCustomers } from './write-customers.ts'
import { writeMembers } from './write-members.ts'
import { askForDeals, writeOpportunities } from './write-opportunities.ts'
import { writeContacts, writeLeads } from './write-people.ts'
import { writeProducts } from './write-products.ts'
import { writeTargets } from './write-targets.ts'
import { writeStageEvents } from './write-stage-events.ts'

interface Writer {
  batch: number
  /** Asks what the rows need to know, while the rows before them are being written; answers how to write these. */
  begin: (run: Run, rows: readonly RowRead[]) => Promise<() => Promise<void>>
}

const inBatchesOf = (batch: number, write: (run: Run, rows: readonly RowRead[]) => Promise<void>): Writer => ({
  batch,
  begin: (run, rows) => Promise.resolve(() => write(run, rows)),
})

/** A log is written as a whole, for the lines of one deal may be anywhere in it, and so are targets; everything else in batches. */
const writers: Record<string, Writer> = {
  members: inBatchesOf(1000, writeMembers),
  customers: inBatchesOf(500, writeCustomers),
  contacts: inBatchesOf(500, writeContacts),
  leads: inBatchesOf(500, writeLeads),
  products: inBatchesOf(1000, writeProducts),
  opportunities: {
    // small enough that the pages of others never wait long for the processor
    batch: 500,
    begin: async (run, rows) => {
      const known = await askForDeals(run, rows)
      return () => writeOpportunities(run, rows, known)
    },
  },
  'stage-events': inBatchesOf(Infinity, writeStageEvents),
  activities: inBatchesOf(500, writeActivities),
  // a team's figure goes to its people unless theirs are in the file, wherever they stand in it
  targets: inBatchesOf(Infinity, writeTargets),
}

/** What imports fill: known beforehand, so that rows are sent in the order in which they are asked to be. */
const written: (keyof DB)[] = [
  'opportunity',
  'stage_event',
  'field_event',
  'opportunity_span',
  'opportunity_element',
  'customer',
  'audit_entry',
  'import_change',
  'import_identity',
]

/** The job on whose behalf an import runs: a later attempt that took over must find nothing done by an earlier one. */
export interface Fence {
  jobId: string
  attempt: number
}

class Cancelled extends Error {}
class DryRunOver extends Error {}
class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

interface Ready {
  caller: Caller
  mapping: Mapping
  mode: 'dry-run' | 'commit'
  pipelineId: string | null
  fileId: string
  overrideReason: string | null
}

/**
 * Does an import that was asked for: learns how values are written (from the proposal, or by reading the file once more), reads the
 * rows and writes everything in one
 * transaction, so that a crash, a cancellation or a refusal leaves nothing. Progress goes through a connection of its own. A dry
 * run does all of it and rolls back. An import that has ended is left alone.
 */
export async function executeImport(
  db: Db,
  dataDir: string,
  orgId: string,
  importId: string,
  fence: Fence | null,
  now: Date,
): Promise<void> {
  const ready = await begin(db, orgId, importId, now)
  if (!ready) return
  const tally = newTally()
  try {
    const prepared = await prepare(db, dataDir, orgId, importId, ready, tally)
    if (!prepared.ok) return await settleRefused(db, orgId, importId, prepared.refusal)
    await inOrganisation(db, orgId, (tx) => bringIn(tx, db, importId, ready, prepared.value, tally, fence))
  } catch (error) {
    if (error instanceof DryRunOver) await inOrganisation(db, orgId, (tx) => settle(tx, orgId, importId, tally))
    else if (error instanceof Cancelled) await close(db, orgId, importId, { status: 'cancelled' })
    else if (error instanceof Refused) await settleRefused(db, orgId, importId, error.refusal)
    else if (error instanceof UnreadableFile) await settleRefused(db, orgId, importId, { code: error.code, facts: error.facts })
    else {
      // a fault of ours, or the database gone: nothing was written, and the person is told
      if (!isPassing(error)) await settleRefused(db, orgId, importId, { code: 'import-crashed', facts: {} })
      throw error
    }
  }
}

const isPassing = (error: unknown): boolean =>
  /^(40001|40P01|57P0\d|08\d\d\d|ECONN.*)$/.test(String((error as { code?: unknown }).code ?? ''))

async function begin(db: Db, orgId: string, importId: string, now: Date): Promise<Ready | null> {
  return inOrganisation(db, orgId, async (tx) => {
    const row = await lockRun(tx, orgId, importId)
    if (!row || (row.status !== 'waiting' && row.status !== 'running')) return null
    if (row.cancel_asked_at) {
      await updateRun(tx, orgId, importId, { status: 'cancelled', finished_at: now })
      return null
    }
    const caller = await readCaller(tx, orgId, row.created_by, 'import', now)
    if (!caller) {
      await updateRun(tx, orgId, importId, {
        status: 'refused',
        finished_at: now,
        refusal: JSON.stringify({ code: 'forbidden', facts: {} }),
      })
      return null
    }
    await updateRun(tx, orgId, importId, { status: 'running', started_at: row.started_at ?? now, processed: 0 })
    return {
      caller,
      mapping: row.mapping as Mapping,
      mode: row.mode as Ready['mode'],
      pipelineId: row.pipeline_id,
      fileId: row.file_id,
      overrideReason: row.override_reason,
    }
  })
}

interface Prepared {
  file: SheetFile
  analysis: TableFound
  plan: Plan
}

async function prepare(
  db: Db,
  dataDir: string,
  orgId: string,
  importId: string,
  { mapping, fileId }: Ready,
  tally: Tally,
): Promise<Outcome<Prepared>> {
  const upload = await findUpload(dataDir, orgId, fileId)
  if (!upload) return refuse('file-gone')
  const opened = await openSheet(uploadPath(dataDir, orgId, fileId), {
    encoding: mapping.encoding,
    separator: mapping.separator,
    sheet: mapping.sheet,
  })
  if (!opened.ok) return opened
  const analysis =
    (await findingsOf(dataDir, orgId, fileId, mapping)) ??
    (await analyse(opened.value.rows(), mapping.kind, mapping.headerRow, writtenInStyles(mapping)))
  if (analysis.rows === 0) return refuse('table-empty')
  const plan = planFor(mapping, analysis.headers, stylesOf(analysis))
  if (!plan.ok) return plan
  await inOrganisation(db, orgId, (tx) =>
    updateRun(tx, orgId, importId, { total: analysis.rows, headers: JSON.stringify(analysis.headers) }),
  )
  warnOfTable({ tally } as Run, analysis, plan.value, mapping)
  return { ok: true, value: { file: opened.value, analysis, plan: plan.value } }
}

/** Headings of the columns whose values must all be seen before one can be read: days and decimals are written in many ways. */
const writtenInStyles = ({ kind, columns }: Mapping): Set<string> => {
  const styled = new Set(
    fieldsFor(kind)
      .filter(({ type }) => type === 'date' || type === 'amount')
      .map(({ key }) => key),
  )
  return new Set(Object.entries(columns).flatMap(([field, header]) => (styled.has(field) ? [header] : [])))
}

function warnOfTable(run: Run, analysis: TableFound, plan: Plan, mapping: Mapping): void {
  for (const { line, text } of analysis.totalRows) warn(run, 'total-row', null, `${line}: ${text}`)
  if (mapping.dateStyle && mapping.dateStyle !== 'auto') return
  for (const column of plan.columns.filter(({ field }) => field.type === 'date')) {
    const { certainty, style } = inferDateStyle(analysis.profiles.find(({ name }) => name === column.header)!.orders)
    if (certainty !== 'certain') warn(run, `date-style-${certainty}:${style}`, column.field.key, column.header)
  }
}

/** Lets whatever else the process has to do go first. */
const breath = () => new Promise<void>((resolve) => setImmediate(resolve))

interface Batch {
  rows: RowRead[]
  begun: Promise<() => Promise<void>>
}

async function bringIn(
  tx: Tx,
  db: Db,
  importId: string,
  ready: Ready,
  { file, analysis, plan }: Prepared,
  tally: Tally,
  fence: Fence | null,
): Promise<void> {
  const { caller, mode } = ready
  await lockImports(tx, caller.orgId)
  const run: Run = {
    tx,
    caller,
    importId,
    kind: plan.kind,
    plan,
    tally,
    pipeline: await pipelineOf(tx, caller.orgId, await whichPipeline(tx, importId, ready)),
    defaultRegion: phoneRegionOfCaller(caller),
    references: await loadReferences(tx, caller.orgId),
    override: ready.overrideReason === null ? undefined : { reason: ready.overrideReason },
    sent: [],
  }
  await learnTables(tx, written)
  const settings = { currency: caller.currency, defaultRegion: run.defaultRegion }
  const { begin, batch } = writers[plan.kind]!
  const report = reporter(db, caller.orgId, importId, analysis.rows)
  let rows: RowRead[] = []
  let ahead: Batch | null = null
  let stored: Promise<unknown> = Promise.resolve()
  const finish = async (batch: Batch | null) => {
    if (!batch) return
    for (const row of batch.rows) {
      for (const { code, field, given } of row.notes) warn(run, code, field, given)
      keepTaken(run, row)
    }
    const write = await batch.begun
    await breath()
    await write()
    await breath()
    const storing = Promise.all(run.sent.splice(0))
    storing.catch(() => {})
    await stored
    stored = storing
    tally.processed += batch.rows.length
    await report(tally.processed)
  }
  // three batches are under way: one is read and asked about, one is worked out, and one the database writes meanwhile
  const flush = async () => {
    const next = { rows, begun: begin(run, rows) }
    next.begun.catch(() => {})
    rows = []
    await finish(ahead)
    ahead = next
  }
  for await (const { line, row } of recordsOf(file.rows(), plan.kind, analysis.headerRow)) {
    if (row === 'blank' || 'total' in row) continue
    rows.push(readRow(plan, row.cells, line, settings))
    if (rows.length >= batch) await flush()
  }
  await flush()
  await finish(ahead)
  await stored
  await makeMoves(run)
  if (tally.failed > keptFailures) warn(run, 'many-failures', null, '', tally.failed - keptFailures)
  if (mode === 'dry-run') throw new DryRunOver()
  if (fence && !(await stillMine(tx, fence.jobId, fence.attempt))) throw new Error('another attempt took this import over')
  await settle(tx, caller.orgId, importId, tally)
  // not before: who tells how far it is would wait for this row
  if (ready.mapping.ownPipeline) await updateRun(tx, caller.orgId, importId, { pipeline_id: run.pipeline.id })
  await arrangeSearch(tx, caller.orgId, importId, tally.created + tally.updated + tally.onTheWay, caller.now)
  if (plan.kind === 'opportunities' || plan.kind === 'stage-events') await learnSoon(tx, caller.orgId)
  await announce(tx, caller.orgId, [{ topic: `${plan.kind}.imported`, entityKind: 'import', entityId: importId, ownerId: null }])
}

async function whichPipeline(tx: Tx, importId: string, { caller, mapping, pipelineId }: Ready): Promise<string | null> {
  if (!mapping.ownPipeline) return pipelineId
  const own = await ownPipeline(tx, caller, mapping.ownPipeline)
  if (!own.ok) throw new Refused(own.refusal)
  const { id, isNew } = own.value
  if (isNew)
    await insertChanges(tx, caller.orgId, importId, [
      { entityKind: 'pipeline', entityId: id, action: 'created', version: 1, before: null },
    ])
  return id
}

/** Says how far it is, twice a second at most, and stops when somebody asked to. */
function reporter(db: Db, orgId: string, importId: string, total: number): (processed: number) => Promise<void> {
  let last = 0
  return async (processed) => {
    const now = performance.now()
    if (now - last < 500) return
    last = now
    if (await inOrganisation(db, orgId, (tx) => writeProgress(tx, orgId, importId, processed, total))) throw new Cancelled()
  }
}

async function settle(tx: Tx, orgId: string, importId: string, tally: Tally): Promise<void> {
  await insertFailures(tx, orgId, importId, [...tally.failures.values()])
  const { processed, created, updated, unchanged, failed, preview } = tally
  await updateRun(tx, orgId, importId, {
    status: 'done',
    finished_at: new Date(),
    total: processed,
    ...{ processed, created, updated, unchanged, failed },
    warnings: JSON.stringify([...tally.warnings.values()]),
    preview: JSON.stringify(preview),
  })
}

const settleRefused = (db: Db, orgId: string, importId: string, { code, facts }: Refusal): Promise<void> =>
  close(db, orgId, importId, { status: 'refused', refusal: JSON.stringify({ code, facts }) })

const close = (db: Db, orgId: string, importId: string, change: Record<string, unknown>): Promise<void> =>
  inOrganisation(db, orgId, (tx) => updateRun(tx, orgId, importId, { finished_at: new Date(), ...change }))
