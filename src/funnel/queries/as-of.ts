import { type RawBuilder, sql } from 'kysely'
import {
  asOf,
  type EventKind,
  type FieldEvent,
  type History,
  type PositionOf,
  type StageEvent,
} from '../../opportunities/stage-history.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

interface Present {
  id: string
  org_id: string
  owner_id: string
  amount_minor: number | null
  expected_close_on: string | null
  stage_events: (Omit<StageEvent, 'kind'> & { kind: EventKind })[] | null
  field_events: FieldEvent[] | null
}

const milliseconds = (column: string): RawBuilder<number> => sql`round(date_part('epoch', ${sql.ref(column)}) * 1000)`

/**
 * The opportunity table as it was known at a moment, to be read in its place: deals about which nothing was recorded since stand
 * as they are, the others are folded again from what had been recorded by then, and those not known yet are absent.
 * Owners stay the present ones (they decide who may look); credit is of the time.
 */
export async function opportunitiesAsOf(tx: Tx, caller: Caller, pipelineId: string, moment: Date): Promise<RawBuilder<unknown>> {
  const { rows: stages } = await sql<{ id: string; position: number }>`
    select id, position from stage where org_id = ${caller.orgId} and pipeline_id = ${pipelineId}`.execute(tx)
  const positions = new Map(stages.map(({ id, position }) => [id, position]))
  const { rows } = await sql<Present>`
    with touched as (
      select opportunity_id from stage_event where org_id = ${caller.orgId} and recorded_at > ${moment}
      union
      select opportunity_id from field_event where org_id = ${caller.orgId} and recorded_at > ${moment} and field in ('ownerId', 'amountMinor')
    )
    select o.org_id, o.id, o.owner_id, o.amount_minor, o.expected_close_on::text,
      (select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'fromStageId', e.from_stage_id, 'toStageId', e.to_stage_id,
          'occurredAt', ${milliseconds('e.occurred_at')}, 'recordedAt', ${milliseconds('e.recorded_at')}, 'annulsId', e.annuls_id))
       from stage_event e where e.org_id = o.org_id and e.opportunity_id = o.id) as stage_events,
      (select json_agg(json_build_object('id', f.id, 'field', f.field, 'old', f.old, 'new', f.new,
          'occurredAt', ${milliseconds('f.occurred_at')}, 'recordedAt', ${milliseconds('f.recorded_at')}))
       from field_event f where f.org_id = o.org_id and f.opportunity_id = o.id and f.field in ('ownerId', 'amountMinor')) as field_events
    from touched t join opportunity o on o.org_id = ${caller.orgId} and o.id = t.opportunity_id
    where o.pipeline_id = ${pipelineId} and o.deleted_at is null`.execute(tx)
  const then = rows.flatMap((row) => knownThen(row, moment, (id) => positions.get(id) ?? 1))
  const touched = rows.map(({ id }) => id)
  const columns = sql.raw(
    [
      ...Object.keys(columnsOf),
      'org_id',
      'id',
      'pipeline_id',
      'name',
      'customer_id',
      'product_id',
      'source_id',
      'region',
      'owner_id',
      'currency',
      'deleted_at',
    ]
      .map((column) => `o.${column}`)
      .join(', '),
  )
  const kept = sql.raw(
    Object.keys(columnsOf)
      .map((column) => `r.${column}`)
      .concat([
        'o.org_id',
        'o.id',
        'o.pipeline_id',
        'o.name',
        'o.customer_id',
        'o.product_id',
        'o.source_id',
        'o.region',
        'o.owner_id',
        'o.currency',
        'o.deleted_at',
      ])
      .join(', '),
  )
  return sql`(
    select ${columns} from opportunity o
    where o.org_id = ${caller.orgId} and o.pipeline_id = ${pipelineId} and o.deleted_at is null and not exists (select from unnest(${touched}::uuid[]) t (id) where t.id = o.id)
    union all
    select ${kept} from json_populate_recordset(null::opportunity, ${JSON.stringify(then)}::json) r
    join opportunity o on o.org_id = ${caller.orgId} and o.id = r.id)`
}

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString())

/** The columns of the row that a moment changes. */
const columnsOf = {
  status: ({ standing }: History) => standing.status,
  stage_id: ({ standing }: History) => standing.stageId,
  stage_position: ({ standing }: History) => standing.stagePosition,
  max_position: ({ standing }: History) => standing.maxPosition,
  stages_entered: ({ standing }: History) => standing.stagesEntered,
  entered_at: ({ standing }: History) => iso(standing.enteredAt),
  stage_since: ({ standing }: History) => iso(standing.stageSince),
  closed_at: ({ standing }: History) => iso(standing.closedAt),
  credit_owner_id: ({ standing }: History) => standing.creditOwnerId,
  amount_minor: (_: History, amountMinor: number | null) => amountMinor,
}

function knownThen(row: Present, moment: Date, positionOf: PositionOf): Record<string, unknown>[] {
  const present = { ownerId: row.owner_id, amountMinor: row.amount_minor, expectedCloseOn: row.expected_close_on }
  const found = asOf(moment.getTime(), row.stage_events ?? [], row.field_events ?? [], present, positionOf)
  if (!found) return []
  const { history, fields } = found
  return [
    {
      id: row.id,
      ...Object.fromEntries(Object.entries(columnsOf).map(([column, of]) => [column, of(history, fields.amountMinor)])),
    },
  ]
}
