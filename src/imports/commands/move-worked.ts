import { sql } from 'kysely'
import { moveStage } from '../../opportunities/commands/move.ts'
import {
  appendMany,
  stagesForMany,
  type BroughtEvent,
  type DealChange,
  type LoadedDeal,
} from '../../opportunities/commands/write-many.ts'
import { effectiveEvents } from '../../opportunities/stage-history.ts'
import type { Change as AuditChange } from '../../platform/audit-trail.ts'
import type { Missing, Refusal } from '../../platform/refusal.ts'
import type { ElementSaid } from '../element-fields.ts'
import type { RowRead } from '../row-reader.ts'
import type { KnownStage } from '../stage-words.ts'
import { saveIdentities, type Identity } from '../store/identities.ts'
import { insertChanges, type Change } from '../store/rows.ts'
import { fail, show, type Run } from './run.ts'
import { writeElements } from './write-elements.ts'

/** A change of a deal's stage that rows ask for, and what they change beside it. */
export interface MoveToMake {
  rows: readonly RowRead[]
  deal: LoadedDeal
  to: KnownStage
  /** Why, for a move back. */
  reason: string | undefined
  externalKey: string | null
  change: (DealChange & { audit: AuditChange; undo: Change; elements: ElementSaid[] }) | null
  identity: Identity | null
  counts: 'created' | 'updated'
  shown: Record<string, unknown>
}

/** Whether people moved this deal themselves: its history is then no longer only what files told of elsewhere. */
export function isWorkedOn({ events }: { events: readonly (BroughtEvent | LoadedDeal['events'][number])[] }): boolean {
  const keys = new Map(events.map(({ id, externalKey }) => [id, externalKey]))
  return effectiveEvents(events).some(({ id }) => !/^(import|log):/.test(keys.get(id) ?? ''))
}

const waiting = new WeakMap<Run, Map<string, MoveToMake>>()

/** Keeps a move until all other rows are written; false where the file has already asked for one of that deal. */
export function moveLater(run: Run, move: MoveToMake): boolean {
  const moves = waiting.get(run) ?? new Map<string, MoveToMake>()
  waiting.set(run, moves)
  if (moves.has(move.deal.row.id)) return false
  moves.set(move.deal.row.id, move)
  return true
}

/**
 * Moves the deals that people work on, each as a move of now by the one command of all paths: gates are asked and the attempt is
 * on record. A refused one fails its rows with the refusal and leaves the deal as it was; an override is used only where it is needed.
 */
export async function makeMoves(run: Run): Promise<void> {
  const moves = [...(waiting.get(run)?.values() ?? [])]
  waiting.delete(run)
  if (moves.length === 0) return
  const stages = await stagesForMany(run.tx, run.caller.orgId, run.pipeline.id)
  for (const move of moves.sort((a, b) => (a.deal.row.id < b.deal.row.id ? -1 : 1))) {
    const plain = await attempt(run, move, stages, undefined)
    const refusal = plain?.code === 'gate-not-passed' && run.override ? await attempt(run, move, stages, run.override) : plain
    if (refusal) {
      await refusal.afterwards?.(run.tx)
      for (const row of move.rows) failRefused(run, row, refusal)
      continue
    }
    run.tally[move.counts] += move.rows.length
    show(run, move.rows[0]!.line, 'updated', move.deal.row.name, move.shown)
  }
}

/** Changes and moves one deal in a savepoint; a refusal takes both back. */
async function attempt(
  run: Run,
  { deal, to, reason, externalKey, change, identity }: MoveToMake,
  stages: Awaited<ReturnType<typeof stagesForMany>>,
  override: { reason: string } | undefined,
): Promise<Refusal | null> {
  const { tx, caller, importId } = run
  const { id, version } = deal.row
  await sql`savepoint one_row`.execute(tx)
  if (change) {
    await appendMany(tx, caller, [change], stages, [change.audit])
    await writeElements(tx, caller, [{ id, said: change.elements, asOf: caller.now }])
  }
  const moved = await moveStage(tx, caller, { id, toStage: to.id, reason, override, externalKey, via: 'import' })
  if (!moved.ok) {
    await sql`rollback to savepoint one_row`.execute(tx)
    await sql`release savepoint one_row`.execute(tx)
    return moved.refusal
  }
  await insertChanges(tx, caller.orgId, importId, [
    {
      entityKind: 'opportunity',
      entityId: id,
      action: 'updated',
      version: version + (change ? 2 : 1),
      before: {
        ...change?.undo.before,
        $added: [...((change?.undo.before?.['$added'] as string[] | undefined) ?? []), moved.value.eventId],
      },
    },
  ])
  if (identity) await saveIdentities(tx, caller.orgId, run.kind, importId, [identity])
  await sql`release savepoint one_row`.execute(tx)
  return null
}

/** Fails a row with the refusal of a command: its reason in words, its facts beside it. */
function failRefused(run: Run, row: RowRead, { code, status, facts }: Refusal): void {
  const missing = (facts['missing'] as Missing[] | undefined) ?? []
  const header = run.plan.columns.find((column) => column.field.key === 'stage')?.header ?? null
  const given = missing.map(({ label }) => label).join('; ')
  fail(run, row, [{ field: 'stage', header, code, given, refusal: { code, facts, ...(status ? { status } : {}) } }])
}
