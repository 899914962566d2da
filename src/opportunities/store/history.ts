import type { Selectable, Updateable } from 'kysely'
import { insertMany } from '../../platform/database/bulk.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { changeRow, insertRow, statement, textOf } from '../../platform/database/statement.ts'
import type { DB, FieldEventTable, OpportunityTable, StageEventTable } from '../../platform/database/tables.ts'
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
import { notePlace } from './last-seen.ts'
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

/** A locked opportunity with its whole history. */
interface Loaded {
  row: OpportunityRow
  events: (StageEvent & { actorId: string })[]
  fieldEvents: FieldEvent[]
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

/** The stage events of an opportunity, oldest first. */
export async function loadEvents(tx: Tx, orgId: string, id: string): Promise<(StageEvent & { actorId: string })[]> {
  const events = await statement<Selectable<StageEventTable>>`
    select id, kind, from_stage_id, to_stage_id, occurred_at, recorded_at, annuls_id, actor_id
    from stage_event where org_id = ${orgId} and opportunity_id = ${id} order by id`.on(tx)
  return events.map((event) => ({
    id: event.id,
    kind: event.kind as StageEvent['kind'],
    fromStageId: event.from_stage_id,
    toStageId: event.to_stage_id,
    occurredAt: time(event.occurred_at),
    recordedAt: event.recorded_at.getTime(),
    annulsId: event.annuls_id,
    actorId: event.actor_id,
  }))
}

async function loadFieldEvents(tx: Tx, orgId: string, id: string): Promise<FieldEvent[]> {
  const events = await statement<Selectable<FieldEventTable>>`
    select id, field, old, new, occurred_at, recorded_at
    from field_event where org_id = ${orgId} and opportunity_id = ${id} order by id`.on(tx)
  return events.map((event) => ({
    id: event.id,
    field: event.field,
    old: event.old,
    new: event.new,
    occurredAt: time(event.occurred_at),
    recordedAt: event.recorded_at.getTime(),
  }))
}

/** The whole history of an opportunity, oldest first. */
export async function loadHistory(
  tx: Tx,
  orgId: string,
  id: string,
): Promise<{ events: (StageEvent & { actorId: string })[]; fieldEvents: FieldEvent[] }> {
  const [events, fieldEvents] = await Promise.all([loadEvents(tx, orgId, id), loadFieldEvents(tx, orgId, id)])
  return { events, fieldEvents }
}

/**
 * The one way in which an opportunity's place, owner, amount and date change: appends the events, folds the history
 * anew, and writes row and spans in the same transaction. `set` are further columns of the row. Returns the new history;
 * what is written travels with what is asked next, the commit at the latest, and fails it when it fails.
 */
export function appendHistory(
  tx: Tx,
  caller: Caller,
  { row, events, fieldEvents, positionOf }: Loaded,
  added: { stageEvents?: NewStageEvent[]; fieldEvents?: FieldEvent[]; set?: Updateable<OpportunityTable> },
): History {
  const stageEvents = added.stageEvents ?? []
  const newFieldEvents = added.fieldEvents ?? []
  const initial = initialFields(tracked(row), fieldEvents)
  const before = foldHistory(events, fieldEvents, initial, positionOf)
  const history = foldHistory([...events, ...stageEvents], [...fieldEvents, ...newFieldEvents], initial, positionOf)
  if (!history) throw new Error('an opportunity without a stage')
  const { keep, write } = spanChanges(before?.spans ?? [], history.spans)
  underway(
    ...stageEvents.map((event) => insertRow(tx, 'stage_event', stageEventColumns(caller, row.id, event))),
    insertMany(
      tx,
      'field_event',
      newFieldEvents.map((event) => fieldEventRow(caller, row.id, event)),
    ),
    changeRow(
      tx,
      'opportunity',
      { orgId: row.org_id, id: row.id },
      { ...added.set, ...standingColumns(history), updated_at: caller.now },
    ),
  )
  if (before && history.spans.length < before.spans.length) {
    const rest = statement`delete from opportunity_span
      where org_id = ${row.org_id} and opportunity_id = ${row.id} and seq >= ${history.spans.length}`
    underway(rest.on(tx))
  }
  const spans = write.map((span, index) => spanRow(row, keep + index, span))
  // so few at a time go without a question about the table before them
  for (let at = 0; at < spans.length; at += 40)
    underway(insertMany(tx, 'opportunity_span', spans.slice(at, at + 40), overwriting(Object.keys(spans[0]!))))
  return history
}

/** A span of that number is written over. */
const overwriting = (columns: readonly string[]): string =>
  textOf(`overwrite spans ${columns.join()}`, () => {
    const set = columns.slice(3).map((column) => `${column} = excluded.${column}`)
    return `on conflict (org_id, opportunity_id, seq) do update set ${set.join(', ')}`
  })

const stageEventColumns = (caller: Caller, opportunityId: string, event: NewStageEvent) => {
  const { missing, ...columns } = stageEventRow(caller, opportunityId, event)
  return { ...columns, missing: missing && JSON.stringify(missing) }
}

/** A new opportunity that has just entered its pipeline's first stage. What is written travels with what is asked next. */
export function insertOpportunity(
  tx: Tx,
  caller: Caller,
  row: Omit<Record<keyof DB['opportunity'], unknown>, never>,
  entered: NewStageEvent,
  stages: readonly Pick<StageRow, 'id' | 'position'>[],
): History {
  const fields: TrackedFields = {
    ownerId: row.owner_id as string,
    amountMinor: row.amount_minor as number | null,
    expectedCloseOn: row.expected_close_on as string | null,
  }
  const history = foldHistory([entered], [], fields, positions(stages))
  if (!history) throw new Error('an opportunity without a stage')
  const written = { ...row, ...standingColumns(history) }
  notePlace(written as never)
  underway(
    insertMany(tx, 'opportunity', [written]),
    insertMany(tx, 'stage_event', [stageEventRow(caller, row.id as string, entered)]),
    insertMany(
      tx,
      'opportunity_span',
      history.spans.map((span, index) => spanRow(row as never, index, span)),
    ),
  )
  return history
}
