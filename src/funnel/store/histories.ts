import { type RawBuilder, sql } from 'kysely'
import type { EventKind, FieldEvent, PositionOf, StageEvent } from '../../opportunities/stage-history.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Told } from '../known.ts'

interface Row {
  id: string
  owner_id: string
  amount_minor: number | null
  expected_close_on: string | null
  stage_events: (Omit<StageEvent, 'kind'> & { kind: EventKind })[] | null
  field_events: FieldEvent[] | null
}

const milliseconds = (column: string): RawBuilder<number> => sql`round(date_part('epoch', ${sql.ref(column)}) * 1000)`

/**
 * The histories of those deals of a pipeline whose ids a query names (column opportunity_id). Of deals about which nothing had been
 * recorded by `knownBy` no event is read: they were not known yet.
 */
export async function readHistories(
  tx: Tx,
  orgId: string,
  pipelineId: string,
  named: RawBuilder<unknown>,
  knownBy?: Date,
): Promise<(Told & { id: string })[]> {
  const known = knownBy
    ? sql<boolean>`exists (select from stage_event k where k.org_id = o.org_id and k.opportunity_id = o.id and k.recorded_at <= ${knownBy})`
    : sql<boolean>`true`
  const { rows } = await sql<Row>`
    select o.id, o.owner_id, o.amount_minor, o.expected_close_on::text,
      case when ${known} then (
        select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'fromStageId', e.from_stage_id, 'toStageId', e.to_stage_id,
          'occurredAt', ${milliseconds('e.occurred_at')}, 'recordedAt', ${milliseconds('e.recorded_at')}, 'annulsId', e.annuls_id))
        from stage_event e where e.org_id = o.org_id and e.opportunity_id = o.id) end as stage_events,
      (select json_agg(json_build_object('id', f.id, 'field', f.field, 'old', f.old, 'new', f.new,
          'occurredAt', ${milliseconds('f.occurred_at')}, 'recordedAt', ${milliseconds('f.recorded_at')}))
       from field_event f where f.org_id = o.org_id and f.opportunity_id = o.id and f.field in ('ownerId', 'amountMinor')) as field_events
    from (${named}) named join opportunity o on o.org_id = ${orgId} and o.id = named.opportunity_id
    where o.pipeline_id = ${pipelineId}`.execute(tx)
  return rows.map(({ id, owner_id, amount_minor, expected_close_on, stage_events, field_events }) => ({
    id,
    events: stage_events ?? [],
    fieldEvents: field_events ?? [],
    present: { ownerId: owner_id, amountMinor: amount_minor, expectedCloseOn: expected_close_on },
  }))
}

/** Order numbers of a pipeline's stages, those it left out included. */
export async function readPositions(tx: Tx, orgId: string, pipelineId: string): Promise<PositionOf> {
  const { rows } = await sql<{ id: string; position: number }>`
    select id, position from stage where org_id = ${orgId} and pipeline_id = ${pipelineId}`.execute(tx)
  const positions = new Map(rows.map(({ id, position }) => [id, position]))
  return (id) => positions.get(id) ?? 1
}
