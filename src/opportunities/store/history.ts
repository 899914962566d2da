import { sql, type Updateable } from 'kysely'
import { insertMany } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { DB, OpportunityTable } from '../../platform/database/tables.ts'
import type { Caller } from '../../platform/session.ts'
import {
  foldHistory,
  initialFields,
  spanChanges,
  type FieldEvent,
  type History,
  type PositionOf,
  type StageEvent,
  type TrackedFields,
} from '../stage-history.ts'
import {
  fieldEventRow,
  spanRow,
  stageEventRow,
  standingColumns,
  tracked,
  type NewStageEvent,
  type OpportunityRow,
} from './rows.ts'

export interface StageRow {
  id: string
  key: string
  position: number
  pipelineId: string
  outcomes: string[]
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

export const positions = (stages: readonly Pick<StageRow, 'id' | 'position'>[]): PositionOf => {
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
