import { sql, type Selectable, type Updateable } from 'kysely'
import { insertMany } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { DB, OpportunityTable } from '../platform/database/tables.ts'
import { newId } from '../platform/ids.ts'
import type { Caller } from '../platform/session.ts'
import {
  foldHistory,
  initialFields,
  spanChanges,
  type FieldEvent,
  type History,
  type PositionOf,
  type Span,
  type StageEvent,
  type Status,
  type TrackedFields,
} from './stage-history.ts'

export type OpportunityRow = Selectable<OpportunityTable>

export interface StageRow {
  id: string
  key: string
  position: number
  pipelineId: string
  outcomes: string[]
}

/** An event about to be recorded. */
export interface NewStageEvent extends StageEvent {
  reasonKey?: string | null
  competitorId?: string | null
  note?: string | null
  overrideReason?: string | null
  externalKey?: string | null
}

/** A locked opportunity with its whole history and the stages of its pipeline. */
export interface Loaded {
  row: OpportunityRow
  events: (StageEvent & { actorId: string })[]
  fieldEvents: FieldEvent[]
  stages: StageRow[]
  positionOf: PositionOf
}

const time = (value: Date | null): number | null => (value instanceof Date ? value.getTime() : null)

export async function stagesOf(tx: Tx, orgId: string, pipelineId: string): Promise<StageRow[]> {
  const rows = await tx
    .selectFrom('stage')
    .select(['id', 'key', 'position', 'pipeline_id as pipelineId', 'outcomes', 'retired_at'])
    .where('org_id', '=', orgId)
    .where('pipeline_id', '=', pipelineId)
    .orderBy('position')
    .execute()
  return rows.map(({ retired_at: _, ...row }) => row)
}

export const positions = (stages: readonly StageRow[]): PositionOf => {
  const byId = new Map(stages.map(({ id, position }) => [id, position]))
  return (id) => {
    const position = byId.get(id)
    if (position === undefined) throw new Error(`stage ${id} is not of this pipeline`)
    return position
  }
}

/** The opportunity, locked until the transaction ends, with everything a rule may ask. */
export async function loadForChange(tx: Tx, orgId: string, id: string): Promise<Loaded | null> {
  const row = await tx
    .selectFrom('opportunity')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  const [history, stages] = [await loadHistory(tx, orgId, id), await stagesOf(tx, orgId, row.pipeline_id)]
  return { row, ...history, stages, positionOf: positions(stages) }
}

export async function loadHistory(
  tx: Tx,
  orgId: string,
  id: string,
): Promise<{ events: (StageEvent & { actorId: string })[]; fieldEvents: FieldEvent[] }> {
  const events = await tx
    .selectFrom('stage_event')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('opportunity_id', '=', id)
    .orderBy('id')
    .execute()
  const fieldEvents = await tx
    .selectFrom('field_event')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('opportunity_id', '=', id)
    .orderBy('id')
    .execute()
  return {
    events: events.map((event) => ({
      id: event.id,
      kind: event.kind as StageEvent['kind'],
      fromStageId: event.from_stage_id,
      toStageId: event.to_stage_id,
      occurredAt: time(event.occurred_at),
      recordedAt: event.recorded_at.getTime(),
      annulsId: event.annuls_id,
      actorId: event.actor_id,
    })),
    fieldEvents: fieldEvents.map((event) => ({
      id: event.id,
      field: event.field,
      old: event.old,
      new: event.new,
      occurredAt: time(event.occurred_at),
      recordedAt: event.recorded_at.getTime(),
    })),
  }
}

export const tracked = (row: Pick<OpportunityRow, 'owner_id' | 'amount_minor' | 'expected_close_on'>): TrackedFields => ({
  ownerId: row.owner_id,
  amountMinor: row.amount_minor,
  expectedCloseOn: row.expected_close_on,
})

/**
 * The one way in which an opportunity's place, owner, amount and date change: appends the events, folds the history
 * anew, and writes row and spans in the same transaction. `set` are further columns of the row. Returns the new history.
 */
export async function appendHistory(
  tx: Tx,
  caller: Caller,
  { row, events, fieldEvents, positionOf }: Loaded,
  added: { stageEvents?: NewStageEvent[]; fieldEvents?: FieldEvent[]; set?: Updateable<OpportunityTable> },
): Promise<History> {
  const stageEvents = added.stageEvents ?? []
  const newFieldEvents = added.fieldEvents ?? []
  const initial = initialFields(tracked(row), fieldEvents)
  const before = foldHistory(events, fieldEvents, initial, positionOf)
  const history = foldHistory([...events, ...stageEvents], [...fieldEvents, ...newFieldEvents], initial, positionOf)
  if (!history) throw new Error('an opportunity without a stage')
  await insertMany(
    tx,
    'stage_event',
    stageEvents.map((event) => stageEventRow(caller, row.id, event)),
  )
  await insertMany(
    tx,
    'field_event',
    newFieldEvents.map((event) => fieldEventRow(caller, row.id, event)),
  )
  await tx
    .updateTable('opportunity')
    .set({ ...added.set, ...standingColumns(history), version: sql`version + 1`, updated_at: caller.now })
    .where('org_id', '=', row.org_id)
    .where('id', '=', row.id)
    .execute()
  const { keep, write } = spanChanges(before?.spans ?? [], history.spans)
  if (before && keep < before.spans.length) {
    await tx
      .deleteFrom('opportunity_span')
      .where('org_id', '=', row.org_id)
      .where('opportunity_id', '=', row.id)
      .where('seq', '>=', keep)
      .execute()
  }
  await insertMany(
    tx,
    'opportunity_span',
    write.map((span, index) => spanRow(row, keep + index, span)),
  )
  return history
}

/** The columns of the row that the fold decides. */
export function standingColumns({ standing }: History) {
  return {
    status: standing.status,
    stage_id: standing.stageId,
    stage_position: standing.stagePosition,
    entered_at: moment(standing.enteredAt),
    stage_since: moment(standing.stageSince),
    max_position: standing.maxPosition,
    stages_entered: standing.stagesEntered,
    closed_at: moment(standing.closedAt),
    back_moves: standing.backMoves,
    skips: standing.skips,
    reopened: standing.reopened,
    close_pushes: standing.closePushes,
    credit_owner_id: standing.creditOwnerId,
  }
}

const moment = (time: number | null): Date | null => (time === null ? null : new Date(time))

export const stageEventRow = (caller: Caller, opportunityId: string, event: NewStageEvent) => ({
  org_id: caller.orgId,
  id: event.id,
  opportunity_id: opportunityId,
  kind: event.kind,
  from_stage_id: event.fromStageId,
  to_stage_id: event.toStageId,
  occurred_at: moment(event.occurredAt),
  recorded_at: new Date(event.recordedAt),
  actor_id: caller.memberId,
  reason_key: event.reasonKey ?? null,
  competitor_id: event.competitorId ?? null,
  note: event.note ?? null,
  override_reason: event.overrideReason ?? null,
  annuls_id: event.annulsId ?? null,
  external_key: event.externalKey ?? null,
})

export const fieldEventRow = (caller: Caller, opportunityId: string, event: FieldEvent) => ({
  org_id: caller.orgId,
  id: event.id,
  opportunity_id: opportunityId,
  field: event.field,
  old: event.old ?? null,
  new: event.new ?? null,
  occurred_at: moment(event.occurredAt),
  recorded_at: new Date(event.recordedAt),
  actor_id: caller.memberId,
})

export const spanRow = (row: { org_id: string; id: string; pipeline_id: string }, seq: number, span: Span) => ({
  org_id: row.org_id,
  opportunity_id: row.id,
  seq,
  valid_from: span.from === null ? '-infinity' : new Date(span.from),
  valid_to: span.to === null ? 'infinity' : new Date(span.to),
  pipeline_id: row.pipeline_id,
  stage_id: span.stageId,
  stage_position: span.position,
  status: span.status,
  visit: span.visit,
  stage_entered_at: moment(span.stageEnteredAt),
  exit: span.exit,
  previous_stage_id: span.previousStageId,
  next_stage_id: span.nextStageId,
  owner_id: span.ownerId,
  amount_minor: span.amountMinor,
  expected_close_on: span.expectedCloseOn,
})

/** A change of a tracked field at the caller's now; null when nothing changes. */
export const fieldChange = (caller: Caller, field: keyof TrackedFields, old: unknown, next: unknown): FieldEvent[] =>
  old === next ? [] : [{ id: newId(), field, old, new: next, occurredAt: caller.now.getTime(), recordedAt: caller.now.getTime() }]

/** A new opportunity that has just entered its pipeline's first stage. */
export async function insertOpportunity(
  tx: Tx,
  caller: Caller,
  row: Omit<Record<keyof DB['opportunity'], unknown>, never>,
  entered: NewStageEvent,
  stages: readonly StageRow[],
): Promise<History> {
  const fields: TrackedFields = {
    ownerId: row.owner_id as string,
    amountMinor: row.amount_minor as number | null,
    expectedCloseOn: row.expected_close_on as string | null,
  }
  const history = foldHistory([entered], [], fields, positions(stages))
  if (!history) throw new Error('an opportunity without a stage')
  await insertMany(tx, 'opportunity', [{ ...row, ...standingColumns(history) }])
  await insertMany(tx, 'stage_event', [stageEventRow(caller, row.id as string, entered)])
  await insertMany(
    tx,
    'opportunity_span',
    history.spans.map((span, index) => spanRow(row as never, index, span)),
  )
  return history
}

/** Every column of a fresh opportunity, so that bulk and single insertion write the same row. */
export const blankOpportunity = (caller: Caller) => ({
  org_id: caller.orgId,
  id: newId(),
  name: '',
  pinyin: '',
  initials: '',
  customer_id: null as string | null,
  contact_id: null as string | null,
  product_id: null as string | null,
  source_id: null as string | null,
  region: null as string | null,
  pipeline_id: '',
  pipeline_version: 1,
  status: 'open' as Status,
  stage_id: '',
  stage_position: 1,
  entered_at: null as Date | null,
  stage_since: null as Date | null,
  max_position: 1,
  stages_entered: 0,
  closed_at: null as Date | null,
  back_moves: 0,
  skips: 0,
  reopened: 0,
  reworks: 0,
  owner_id: caller.memberId,
  credit_owner_id: caller.memberId,
  amount_minor: null as number | null,
  currency: caller.currency,
  expected_close_on: null as string | null,
  close_pushes: 0,
  own_probability: null as number | null,
  loss_reason_key: null as string | null,
  competitor_id: null as string | null,
  wake_up_on: null as string | null,
  next_step: null as string | null,
  next_step_on: null as string | null,
  board_rank: 0,
  predecessor_id: null as string | null,
  external_id: null as string | null,
  note: null as string | null,
  last_activity_at: null as Date | null,
  version: 1,
  created_at: caller.now,
  created_by: caller.memberId,
  updated_at: caller.now,
  deleted_at: null as Date | null,
})
