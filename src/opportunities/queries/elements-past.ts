import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { ElementState } from '../../pipelines/criteria.ts'
import type { DealPast, ElementChange, Stay } from '../element-past.ts'

interface PastRow {
  id: string
  status: string
  closing_phase: string
  closed_at: number | null
  closing_recorded_at: number | null
  born_at: number
  stays: [stageId: string, from: number | null, to: number | null][] | null
  changes: [key: string, state: ElementState, answer: string | null, occurredAt: number | null, recordedAt: number][] | null
}

const milliseconds = (column: RawBuilder<unknown>) =>
  sql`case when isfinite(${column}) then extract(epoch from ${column}) * 1000 end`

const atOnce = 2000

export interface PastsAsked {
  orgId: string
  pipelineId: string
  /** Only deals that ended; else all. */
  endedOnly?: boolean
  /** A further condition on the deal `o`, such as reach. */
  where?: RawBuilder<boolean>
  most: number
}

/**
 * What deals of a pipeline can teach, the most recently made first: outcome, stays in stages, everything said about elements.
 * A deal terminated while it was a lead was none; terminated later it was lost (FUNNEL-SCIENCE §0).
 */
export async function readPasts(tx: Tx, { orgId, pipelineId, endedOnly = false, where, most }: PastsAsked): Promise<DealPast[]> {
  const pasts: DealPast[] = []
  let last = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  while (pasts.length < most) {
    const limit = Math.min(atOnce, most - pasts.length)
    const { rows } = await sql<PastRow>`
      select o.id, o.status, s.phase as closing_phase, ${milliseconds(sql`o.closed_at`)}::float8 as closed_at,
             (select ${milliseconds(sql`max(e.recorded_at)`)} from stage_event e
               where e.org_id = o.org_id and e.opportunity_id = o.id and o.status in ('won', 'lost', 'terminated')
                 and e.kind in ('win', 'lose', 'terminate')
                 and not exists (select from stage_event a where a.org_id = e.org_id and a.opportunity_id = e.opportunity_id and a.annuls_id = e.id)
             )::float8 as closing_recorded_at,
             (select ${milliseconds(sql`min(e.recorded_at)`)} from stage_event e where e.org_id = o.org_id and e.opportunity_id = o.id)::float8 as born_at,
             (select json_agg(json_build_array(v.stage_id, ${milliseconds(sql`v.since`)}, ${milliseconds(sql`v.until`)}) order by v.visit)
                from (select visit, stage_id, min(valid_from) as since, max(valid_to) as until from opportunity_span
                       where org_id = o.org_id and opportunity_id = o.id and status = 'open' group by visit, stage_id) v) as stays,
             (select json_agg(json_build_array(substr(f.field, 9), f.new ->> 'state', f.new ->> 'answer', ${milliseconds(sql`f.occurred_at`)},
                                               ${milliseconds(sql`f.recorded_at`)}) order by f.recorded_at, f.id)
                from field_event f where f.org_id = o.org_id and f.opportunity_id = o.id and f.field like 'element:%') as changes
        from opportunity o join stage s on s.org_id = o.org_id and s.id = o.stage_id
       where o.org_id = ${orgId} and o.pipeline_id = ${pipelineId} and o.deleted_at is null and o.id < ${last}::uuid
         ${endedOnly ? sql`and o.status in ('won', 'lost', 'terminated')` : sql``} ${where ? sql`and ${where}` : sql``}
       order by o.id desc limit ${limit}`.execute(tx)
    pasts.push(...rows.map(pastOf))
    if (rows.length < limit) break
    last = rows[rows.length - 1]!.id
  }
  return pasts
}

const pastOf = (row: PastRow): DealPast => ({
  id: row.id,
  outcome: outcomeOf(row),
  closedAt: row.closed_at,
  closingRecordedAt: row.closing_recorded_at,
  bornAt: row.born_at,
  stays: (row.stays ?? []).map(([stageId, from, to]): Stay => ({ stageId, from, to })),
  changes: (row.changes ?? []).map(([key, state, answer, occurredAt, recordedAt]): ElementChange => ({
    key,
    state,
    answer,
    occurredAt,
    recordedAt,
  })),
})

const outcomeOf = ({ status, closing_phase }: PastRow): DealPast['outcome'] => {
  if (status === 'won') return 'won'
  return status === 'lost' || (status === 'terminated' && closing_phase !== 'lead') ? 'lost' : null
}
