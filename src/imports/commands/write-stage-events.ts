import { createHash } from 'node:crypto'
import {
  appendMany,
  loadMany,
  stagesForMany,
  type BroughtEvent,
  type DealChange,
  type LoadedDeal,
} from '../../opportunities/commands/write-many.ts'
import { effectiveEvents, foldHistory } from '../../opportunities/stage-history.ts'
import { reaches } from '../../people/reach.ts'
import type { Change as AuditChange } from '../../platform/audit-trail.ts'
import { newId } from '../../platform/ids.ts'
import { looseKey } from '../../platform/text/keys.ts'
import type { DateValue } from '../dates.ts'
import { eventsOfLog, type LoggedEvent } from '../deal-history.ts'
import type { RowRead } from '../row-reader.ts'
import type { KnownStage } from '../stage-words.ts'
import { inChunks, insertChanges, type Change } from '../store/rows.ts'
import { momentOf } from '../zoned-moment.ts'
import { dealsNamed } from './deals-named.ts'
import { ownersOf } from './owners.ts'
import { isWorkedOn, moveLater } from './move-worked.ts'
import { fail, failWith, warn, type Run } from './run.ts'
import { meaningsOf } from './stage-meanings.ts'

interface Line extends LoggedEvent {
  row: RowRead
  actor: string | undefined
}

/**
 * A log of stage changes rebuilds the true history of opportunities on record. Lines of one deal may be anywhere in the file, so
 * they are gathered first. What earlier imports only guessed from dates is taken back; what people recorded stays.
 */
export async function writeStageEvents(run: Run, rows: readonly RowRead[]): Promise<void> {
  const good = rows.filter((row) => row.errors.length === 0 || fail(run, row))
  const deals = await dealsNamed(
    run,
    good.map(({ values }) => values.opportunity as string),
  )
  const owners = await ownersOf(
    run,
    good.map(({ values }) => values.actor as string | undefined),
  )
  const byDeal = new Map<string, Line[]>()
  for (const row of good) {
    const deal = deals.get(row.values.opportunity as string)
    const meaning = meaningsOf(run, row).find(({ kind }) => kind !== 'unknown')
    if (!deal) failWith(run, row, 'opportunity', 'opportunity-unknown', row.values.opportunity as string)
    else if (!reaches(run.caller, deal.ownerId)) failWith(run, row, 'opportunity', 'out-of-reach', deal.name)
    else if (deal.pipelineId !== run.pipeline.id) failWith(run, row, 'opportunity', 'other-pipeline', deal.name)
    else if (!meaning || meaning.kind === 'unknown')
      failWith(run, row, 'stage', 'stage-unknown', String(row.values.stage ?? row.values.outcome ?? ''))
    else {
      const at = momentOf(row.values.occurredAt as DateValue, run.caller.timeZone).getTime()
      const line: Line = { key: keyOf(row, at), at, meaning, row, actor: owners.get(row.values.actor as string) }
      byDeal.set(deal.id, [...(byDeal.get(deal.id) ?? []), line])
    }
  }
  await inChunks([...byDeal.keys()], 500, (ids) => writeChunk(run, ids, byDeal))
}

async function writeChunk(run: Run, ids: readonly string[], byDeal: ReadonlyMap<string, Line[]>): Promise<void> {
  const { tx, caller } = run
  const loaded = await loadMany(tx, caller.orgId, ids)
  const changes: (DealChange & { audit: AuditChange; undo: Change })[] = []
  for (const id of ids) {
    const known = loaded.get(id)
    if (!known) continue
    const present = new Set(known.events.map(({ externalKey }) => externalKey))
    const unseen = byDeal.get(id)!.filter(({ key }) => !present.has(`log:${key}`))
    run.tally.unchanged += byDeal.get(id)!.length - unseen.length
    if (unseen.length === 0) continue
    const { isMerged, ...change } = rebuild(run, known, unseen)
    const to = movesTo(run, known, change)
    if (to) {
      const last = unseen.reduce((latest, line) => (line.at >= latest.at ? line : latest))
      const move = { deal: known, to, change: null, identity: null, counts: 'created' as const, shown: {} }
      const reason = (last.row.values.note as string | null | undefined) ?? undefined
      moveLater(run, { ...move, rows: unseen.map(({ row }) => row), reason, externalKey: `log:${last.key}` })
      continue
    }
    if (isMerged) warn(run, 'history-merged', 'opportunity', known.row.name)
    changes.push(change)
    run.tally.created += unseen.length
  }
  const stages = await stagesForMany(tx, caller.orgId, run.pipeline.id)
  await appendMany(
    tx,
    caller,
    changes,
    stages,
    changes.map(({ audit }) => audit),
  )
  await insertChanges(
    tx,
    caller.orgId,
    run.importId,
    changes.map(({ undo }) => undo),
  )
}

/**
 * The stage that these lines would carry an open deal to that people work on, wherever in its history they stand: that is no fact
 * from elsewhere any more but a move of now. Null where the deal stays what it is, and where the log tells of its end.
 */
function movesTo(run: Run, known: LoadedDeal, { stageEvents }: DealChange): KnownStage | null {
  const { row, events, fieldEvents } = known
  if (row.status !== 'open' || !isWorkedOn(known)) return null
  const stageOf = (id: string) => run.pipeline.stages.find((stage) => stage.id === id)
  const fields = { ownerId: row.owner_id, amountMinor: row.amount_minor, expectedCloseOn: row.expected_close_on }
  const told = foldHistory([...events, ...stageEvents], fieldEvents, fields, (id) => stageOf(id)?.position ?? 0)
  if (told?.standing.status !== 'open' || told.standing.stageId === row.stage_id) return null
  return stageOf(told.standing.stageId) ?? null
}

function rebuild(
  run: Run,
  known: LoadedDeal,
  lines: readonly Line[],
): DealChange & { audit: AuditChange; undo: Change; isMerged: boolean } {
  const keys = new Map(known.events.map(({ id, externalKey }) => [id, externalKey]))
  const live = effectiveEvents(known.events)
  const guessed = live.filter(({ id }) => keys.get(id)?.startsWith('import:'))
  const kept = live.filter(({ id }) => !keys.get(id)?.startsWith('import:'))
  const stageOf = (id: string | null) => run.pipeline.stages.find((stage) => stage.id === id) ?? null
  // a log that goes on where an earlier piece of it ended
  const earlier = kept.filter(({ occurredAt }) => occurredAt !== null && occurredAt <= Math.min(...lines.map(({ at }) => at)))
  const last = earlier.at(-1)
  const ended =
    last === undefined ? null : last.kind === 'hold' ? 'held' : ['win', 'lose', 'terminate'].includes(last.kind) ? 'ended' : null
  const stage = stageOf(earlier.findLast(({ toStageId }) => toStageId !== null)?.toStageId ?? null)

  const byKey = new Map(lines.map((line) => [line.key, line]))
  const now = run.caller.now.getTime()
  const events = eventsOfLog(lines, { stage, ended }, run.pipeline.stages[0]!).map(({ key, ...event }): BroughtEvent => {
    const line = byKey.get(key.replace(/[+-]$/, ''))
    const reason =
      event.kind === 'lose' || event.kind === 'terminate' ? (line?.row.values.lossReason as string | undefined) : undefined
    const reasonKey = reason ? (run.references.lossReasons.get(looseKey(reason)) ?? null) : null
    const note = [line?.row.values.note as string | undefined, reason && !reasonKey ? reason : undefined]
      .filter(Boolean)
      .join('\n')
    return {
      ...event,
      id: newId(),
      recordedAt: now,
      externalKey: `log:${key}`,
      reasonKey,
      note: note || null,
      actorId: line?.actor,
    }
  })
  const annul = guessed.map(({ id }): BroughtEvent => ({
    id: newId(),
    kind: 'correction',
    fromStageId: null,
    toStageId: null,
    occurredAt: now,
    recordedAt: now,
    annulsId: id,
  }))
  const reasonKey = events.findLast(({ reasonKey }) => reasonKey)?.reasonKey
  const { id } = known.row
  return {
    isMerged: kept.length > earlier.length,
    deal: known,
    stageEvents: [...annul, ...events],
    fieldEvents: [],
    set: reasonKey ? { loss_reason_key: reasonKey } : {},
    audit: {
      entityKind: 'opportunity',
      entityId: id,
      action: 'changed',
      before: {},
      after: { history: events.map(({ kind }) => kind) },
    },
    undo: {
      entityKind: 'opportunity',
      entityId: id,
      action: 'updated',
      version: known.row.version + 1,
      before: { $added: events.map((event) => event.id), $annulled: guessed.map((event) => event.id) },
    },
  }
}

/** The log's own id, or what makes the line unmistakable. */
const keyOf = ({ values }: RowRead, at: number): string =>
  typeof values.externalId === 'string'
    ? values.externalId
    : createHash('sha1')
        .update([at, values.stage ?? '', values.outcome ?? ''].join('|'))
        .digest('hex')
        .slice(0, 24)
