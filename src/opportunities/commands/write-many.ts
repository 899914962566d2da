import { sql } from 'kysely'
import { insertMany, insertTogether } from '../../platform/database/bulk.ts'
import { record, type Change } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { reindex } from '../../platform/database/search-grams.ts'
import type { Caller } from '../../platform/session.ts'
import { foldHistory, initialFields, spanChanges, type FieldEvent, type History, type StageEvent } from '../stage-history.ts'
import { positions, stagesOf, type StageRow } from '../store/history.ts'
import {
  blankOpportunity,
  fieldEventRow,
  spanRow,
  stageEventRow,
  standingColumns,
  tracked,
  type NewStageEvent,
  type OpportunityRow,
} from '../store/rows.ts'

/** An event that an import brings; `actorId` is who did it, where the file says so. */
export type BroughtEvent = NewStageEvent & { actorId?: string | undefined }

/** A change of a tracked field that is brought along with who made it. */
export type BroughtFieldEvent = FieldEvent & { actorId?: string | undefined }

export type BlankDeal = ReturnType<typeof blankOpportunity>

/** A fresh row with every column of the table; the columns about its place are filled by the fold. */
export const blankDeal = (caller: Caller): BlankDeal => blankOpportunity(caller)

export interface NewDeal {
  row: BlankDeal
  /** The first one enters a stage; times may be unknown. */
  events: BroughtEvent[]
  /** Changes of amount, date and owner that led to what the row says now. */
  fieldEvents?: BroughtFieldEvent[]
}

/** A pipeline's stages for `openMany` and `appendMany`. */
export const stagesForMany = (tx: Tx, orgId: string, pipelineId: string): Promise<StageRow[]> => stagesOf(tx, orgId, pipelineId)

/** What an opportunity is found by. */
export const dealTexts = (row: { id: string; name: string; initials: string; external_id: string | null }) => ({
  entityId: row.id,
  texts: [row.name, row.initials, row.external_id],
})

/** Whether search hears of the records in the same transaction, or the caller has asked for a job that files them. */
export interface Filing {
  filed?: 'now' | 'later'
}

/**
 * Writes many new opportunities with their whole history: rows, events, spans, search, audit trail. One fold as everywhere; it fills
 * in where the given rows stand.
 */
export async function openMany(
  tx: Tx,
  caller: Caller,
  deals: readonly NewDeal[],
  stages: readonly StageRow[],
  { filed = 'now' }: Filing = {},
): Promise<void> {
  const positionOf = positions(stages)
  const folded = deals.map(({ row, events, fieldEvents = [] }) => {
    const history = foldHistory(events, fieldEvents, initialFields(tracked(row), fieldEvents), positionOf)
    if (!history) throw new Error('an opportunity without a stage')
    return { row: Object.assign(row, standingColumns(history)), events, fieldEvents, history }
  })
  const written = insertTogether(tx, [
    { table: 'opportunity', rows: folded.map(({ row }) => row) },
    {
      table: 'stage_event',
      rows: folded.flatMap(({ row, events }) => events.map((event) => broughtEventRow(caller, row.id, event))),
    },
    {
      table: 'field_event',
      rows: folded.flatMap(({ row, fieldEvents }) => fieldEvents.map((event) => broughtFieldEventRow(caller, row.id, event))),
    },
    {
      table: 'opportunity_span',
      rows: folded.flatMap(({ row, history }) => history.spans.map((span, seq) => spanRow(row, seq, span))),
    },
  ])
  const audited = record(
    tx,
    caller,
    folded.map(({ row }) => ({
      entityKind: 'opportunity',
      entityId: row.id,
      action: 'created',
      after: {
        name: row.name,
        customerId: row.customer_id,
        ownerId: row.owner_id,
        amountMinor: row.amount_minor,
        status: row.status,
        stageId: row.stage_id,
        externalId: row.external_id,
      },
    })),
  )
  await Promise.all([written, audited])
  if (filed === 'now')
    await reindex(
      tx,
      caller.orgId,
      'opportunity',
      folded.map(({ row }) => dealTexts(row)),
      { fresh: true },
    )
}

export interface LoadedDeal {
  row: OpportunityRow
  events: (StageEvent & { actorId: string; externalKey: string | null })[]
  fieldEvents: FieldEvent[]
}

/** Many opportunities, locked in the order of their ids, with their histories. */
export async function loadMany(tx: Tx, orgId: string, ids: readonly string[]): Promise<Map<string, LoadedDeal>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('opportunity')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
  const loaded = new Map<string, LoadedDeal>(rows.map((row) => [row.id, { row, events: [], fieldEvents: [] }]))
  const events = await tx
    .selectFrom('stage_event')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('opportunity_id', 'in', [...ids])
    .orderBy('id')
    .execute()
  for (const event of events)
    loaded.get(event.opportunity_id)?.events.push({
      id: event.id,
      kind: event.kind as StageEvent['kind'],
      fromStageId: event.from_stage_id,
      toStageId: event.to_stage_id,
      occurredAt: event.occurred_at?.getTime() ?? null,
      recordedAt: event.recorded_at.getTime(),
      annulsId: event.annuls_id,
      actorId: event.actor_id,
      externalKey: event.external_key,
    })
  const fieldEvents = await tx
    .selectFrom('field_event')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('opportunity_id', 'in', [...ids])
    .orderBy('id')
    .execute()
  for (const event of fieldEvents)
    loaded.get(event.opportunity_id)?.fieldEvents.push({
      id: event.id,
      field: event.field,
      old: event.old,
      new: event.new,
      occurredAt: event.occurred_at?.getTime() ?? null,
      recordedAt: event.recorded_at.getTime(),
    })
  return loaded
}

export interface DealChange {
  deal: LoadedDeal
  stageEvents: BroughtEvent[]
  fieldEvents: FieldEvent[]
  /** Further columns of the row. */
  set: Partial<BlankDeal>
}

/** Appends to many histories at once: events, rows and spans as `appendHistory` writes them one by one; audit entries come from the caller. */
export async function appendMany(
  tx: Tx,
  caller: Caller,
  changes: readonly DealChange[],
  stages: readonly StageRow[],
  audit: readonly Change[],
  { filed = 'now' }: Filing = {},
): Promise<void> {
  if (changes.length === 0) return
  const positionOf = positions(stages)
  const folded = changes.map((change) => ({ ...change, ...foldChange(change, positionOf) }))
  await insertMany(
    tx,
    'stage_event',
    folded.flatMap(({ deal, stageEvents }) => stageEvents.map((event) => broughtEventRow(caller, deal.row.id, event))),
  )
  await insertMany(
    tx,
    'field_event',
    folded.flatMap(({ deal, fieldEvents }) => fieldEvents.map((event) => fieldEventRow(caller, deal.row.id, event))),
  )
  for (const { deal, set, history } of folded)
    await tx
      .updateTable('opportunity')
      .set({ ...set, ...standingColumns(history), version: sql`version + 1`, updated_at: caller.now })
      .where('org_id', '=', caller.orgId)
      .where('id', '=', deal.row.id)
      .execute()
  const cut = folded.filter(({ keep, had }) => keep < had)
  if (cut.length > 0)
    await sql`delete from opportunity_span s using unnest(${cut.map(({ deal }) => deal.row.id)}::uuid[], ${cut.map(({ keep }) => keep)}::int[]) as g (id, keep)
              where s.org_id = ${caller.orgId} and s.opportunity_id = g.id and s.seq >= g.keep`.execute(tx)
  await insertMany(
    tx,
    'opportunity_span',
    folded.flatMap(({ deal, keep, write }) => write.map((span, index) => spanRow(deal.row, keep + index, span))),
  )
  const renamed = folded.filter(({ set }) => set.name !== undefined || set.external_id !== undefined)
  if (filed === 'now')
    await reindex(
      tx,
      caller.orgId,
      'opportunity',
      renamed.map(({ deal, set }) => dealTexts({ ...deal.row, ...set })),
    )
  await record(tx, caller, audit)
}

function foldChange({ deal, stageEvents, fieldEvents }: DealChange, positionOf: (id: string) => number) {
  const initial = initialFields(tracked(deal.row), deal.fieldEvents)
  const before = foldHistory(deal.events, deal.fieldEvents, initial, positionOf)
  const history: History | null = foldHistory(
    [...deal.events, ...stageEvents],
    [...deal.fieldEvents, ...fieldEvents],
    initial,
    positionOf,
  )
  if (!history) throw new Error('an opportunity without a stage')
  return { history, had: before?.spans.length ?? 0, ...spanChanges(before?.spans ?? [], history.spans) }
}

function broughtEventRow(caller: Caller, opportunityId: string, event: BroughtEvent) {
  const row = stageEventRow(caller, opportunityId, event)
  if (event.actorId) row.actor_id = event.actorId
  return row
}

const broughtFieldEventRow = (caller: Caller, opportunityId: string, event: BroughtFieldEvent) => ({
  ...fieldEventRow(caller, opportunityId, event),
  ...(event.actorId ? { actor_id: event.actorId } : {}),
})
