import { sql } from 'kysely'
import {
  appendMany,
  loadMany,
  stagesForMany,
  type BlankDeal,
  type BroughtEvent,
  type DealChange,
} from '../../opportunities/commands/write-many.ts'
import type { FieldEvent } from '../../opportunities/stage-history.ts'
import { archiveStageTasks, followTakenBack } from '../../playbooks/commands/follow-undo.ts'
import { learnSoon } from '../../funnel/commands/learn.ts'
import { readCaller } from '../../people/queries.ts'
import { record } from '../../platform/audit-trail.ts'
import { inOrganisation, type Db, type Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { askFor } from '../../platform/jobs.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { seesImport, undoing } from '../permissions.ts'
import { inChunks, lockImports, lockRun, stillMine, updateRows, updateRun } from '../store/rows.ts'
import { loadChanges, type StoredChange } from '../store/changes.ts'
import { takeImportBack } from '../../targets/commands/import.ts'
import { archivable } from './archivable.ts'
import type { Fence } from './execute.ts'
import { eventsBack, loadElements, restoreElements, type ElementsBefore } from './write-elements.ts'

/** Taking back so many records is worth a thread of its own. */
const worthThread = 1000

/** Asks for an import to be taken back; the work itself is a job. */
export async function undoImport(tx: Tx, caller: Caller, id: string, dataDir: string): Promise<Outcome<undefined>> {
  const row = await lockRun(tx, caller.orgId, id)
  if (!row || !seesImport(caller, { createdBy: row.created_by })) return refuse('not-found')
  const refusal = undoing(caller, { mode: row.mode, status: row.status, createdBy: row.created_by })
  if (refusal) return { ok: false, refusal }
  await updateRun(tx, caller.orgId, id, { status: 'undoing' })
  const large = row.created + row.updated > worthThread
  await askFor(tx, { orgId: caller.orgId, kind: 'imports.undo', payload: { importId: id, dataDir, large } })
  return accept(undefined)
}

interface Undone {
  archived: number
  restored: number
  kept: number
  keptNames: string[]
}

/** Names shown of what an undo left as it is. */
const shownNames = 20

/**
 * Takes an import back in one transaction: archives what it made, restores what it changed. What somebody changed since, and what
 * other records have come to depend on, is kept and named.
 */
export async function executeUndo(db: Db, orgId: string, importId: string, fence: Fence | null, now: Date): Promise<void> {
  await inOrganisation(db, orgId, async (tx) => {
    await lockImports(tx, orgId)
    const row = await lockRun(tx, orgId, importId)
    if (!row || row.status !== 'undoing') return
    const caller = await readCaller(tx, orgId, row.created_by, 'import', now)
    if (!caller) throw new Error('who asked for the import may not come in any more')
    const undone: Undone = { archived: 0, restored: 0, kept: 0, keptNames: [] }
    const changes = await loadChanges(tx, orgId, importId)
    // what depends on others first: a customer can go once its deals have gone
    for (const kind of [
      'target',
      'activity',
      'opportunity',
      'contact',
      'lead',
      'customer',
      'product',
      'competitor',
      'source',
      'member',
      'team',
      'pipeline',
    ]) {
      const ofKind = changes.filter(({ entityKind }) => entityKind === kind)
      await inChunks(
        ofKind.filter(({ action }) => action === 'updated'),
        500,
        (chunk) => restore(tx, caller, kind, chunk, undone),
      )
      await inChunks(
        ofKind.filter(({ action }) => action === 'created'),
        1000,
        (chunk) => archive(tx, caller, kind, chunk, undone),
      )
    }
    await sql`delete from import_identity where org_id = ${orgId} and import_id = ${importId}`.execute(tx)
    if (fence && !(await stillMine(tx, fence.jobId, fence.attempt))) throw new Error('another attempt took this undo over')
    await updateRun(tx, orgId, importId, { status: 'undone', undone_at: now, undo: JSON.stringify(undone) })
    await record(tx, caller, [
      {
        entityKind: 'import',
        entityId: importId,
        action: 'undone',
        after: { archived: undone.archived, restored: undone.restored, kept: undone.kept },
      },
    ])
    if (row.kind === 'opportunities' || row.kind === 'stage-events') await learnSoon(tx, orgId)
    await announce(tx, orgId, [{ topic: `${row.kind}.imported`, entityKind: 'import', entityId: importId, ownerId: null }])
  })
}

function keep(undone: Undone, changes: readonly StoredChange[]): void {
  undone.kept += changes.length
  for (const { name } of changes) if (undone.keptNames.length < shownNames) undone.keptNames.push(name)
}

/** How a record of each kind leaves: most are archived, members leave, the catalogue's entries go out of use. */
const leaving: Record<string, Record<string, unknown>> = {
  member: { status: 'deactivated', external_id: null, email: null },
  source: { active: false },
  pipeline: { active: false },
  competitor: { deleted_at: 'now' },
  team: { deleted_at: 'now' },
  target: { deleted_at: 'now' },
}

async function archive(tx: Tx, caller: Caller, kind: string, chunk: readonly StoredChange[], undone: Undone): Promise<void> {
  const free = await archivable(tx, caller.orgId, kind, chunk)
  keep(
    undone,
    chunk.filter(({ entityId }) => !free.has(entityId)),
  )
  const going = chunk.filter(({ entityId }) => free.has(entityId))
  if (going.length === 0) return
  const set = leaving[kind] ?? { deleted_at: 'now', external_id: null }
  await updateRows(
    tx,
    kind,
    caller.orgId,
    going.map(({ entityId }) => ({
      id: entityId,
      ...Object.fromEntries(Object.entries(set).map(([column, value]) => [column, value === 'now' ? caller.now : value])),
    })),
  )
  await sql`delete from search_gram where org_id = ${caller.orgId} and entity_id = any(${going.map(({ entityId }) => entityId)}::uuid[])`.execute(
    tx,
  )
  if (kind === 'opportunity')
    await archiveStageTasks(
      tx,
      caller,
      going.map(({ entityId }) => entityId),
    )
  await record(
    tx,
    caller,
    going.map(({ entityId }) => ({ entityKind: kind, entityId, action: 'archived' })),
  )
  undone.archived += going.length
}

async function restore(tx: Tx, caller: Caller, kind: string, chunk: readonly StoredChange[], undone: Undone): Promise<void> {
  const same = chunk.filter(({ version, versionNow }) => versionNow === version)
  keep(
    undone,
    chunk.filter(({ version, versionNow }) => versionNow !== version),
  )
  if (same.length === 0) return
  if (kind === 'opportunity') await restoreDeals(tx, caller, same)
  else if (kind === 'target')
    for (const { entityId, before } of same) await takeImportBack(tx, caller, entityId, String(before?.['editId']))
  else {
    await updateRows(
      tx,
      kind,
      caller.orgId,
      same.map(({ entityId, before }) => ({ ...before, id: entityId })),
    )
    await record(
      tx,
      caller,
      same.map(({ entityId, before }) => ({ entityKind: kind, entityId, action: 'changed', before: null, after: before })),
    )
  }
  undone.restored += same.length
}

/** History is never erased: what the import recorded is taken back by corrections, what it took back is recorded again. */
async function restoreDeals(tx: Tx, caller: Caller, changes: readonly StoredChange[]): Promise<void> {
  const loaded = await loadMany(
    tx,
    caller.orgId,
    changes.map(({ entityId }) => entityId),
  )
  const elements = await loadElements(tx, caller.orgId, [...loaded.keys()])
  const put: { id: string; before: ElementsBefore }[] = []
  const now = caller.now.getTime()
  const byPipeline = new Map<string, { change: DealChange; before: Record<string, unknown> }[]>()
  for (const { entityId, before } of changes) {
    const deal = loaded.get(entityId)
    if (!deal) continue
    const {
      $added = [],
      $annulled = [],
      $elements = {},
      ...columns
    } = (before ?? {}) as { $added?: string[]; $annulled?: string[]; $elements?: ElementsBefore } & Record<string, unknown>
    const back: BroughtEvent[] = $added.map((annulsId) => ({
      id: newId(),
      kind: 'correction',
      fromStageId: null,
      toStageId: null,
      occurredAt: now,
      recordedAt: now,
      annulsId,
    }))
    const again = deal.events
      .filter(({ id }) => $annulled.includes(id))
      .map((event): BroughtEvent => {
        const id = newId()
        return { ...event, id, recordedAt: now, annulsId: null, externalKey: `import:${id}` }
      })
    const stored = deal.row as unknown as Record<string, unknown>
    const fields = { owner_id: 'ownerId', amount_minor: 'amountMinor', expected_close_on: 'expectedCloseOn' }
    const fieldEvents = Object.entries(fields)
      .filter(([column]) => column in columns)
      .map(([column, field]): FieldEvent => ({
        id: newId(),
        field,
        old: stored[column],
        new: columns[column],
        occurredAt: now,
        recordedAt: now,
      }))
    const elementEvents = eventsBack(caller, $elements, elements.get(entityId))
    const change = {
      deal,
      stageEvents: [...back, ...again],
      fieldEvents: [...fieldEvents, ...elementEvents],
      set: columns as Partial<BlankDeal>,
    }
    put.push({ id: entityId, before: $elements })
    byPipeline.set(deal.row.pipeline_id, [...(byPipeline.get(deal.row.pipeline_id) ?? []), { change, before: columns }])
  }
  for (const [pipelineId, group] of byPipeline)
    await appendMany(
      tx,
      caller,
      group.map(({ change }) => change),
      await stagesForMany(tx, caller.orgId, pipelineId),
      group.map(({ change, before }) => ({
        entityKind: 'opportunity',
        entityId: change.deal.row.id,
        action: 'changed',
        before: null,
        after: before,
      })),
    )
  for (const group of byPipeline.values())
    for (const { change } of group)
      await followTakenBack(
        tx,
        caller,
        change.deal.row.id,
        change.stageEvents.flatMap(({ id, annulsId }) => (annulsId ? [{ id, annulsId }] : [])),
      )
  await restoreElements(tx, caller, put)
}
