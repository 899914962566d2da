import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { all, inCohortInSql, selected, type Selection } from './conditions.ts'
import { present } from './stands.ts'

/**
 * What lost deals without an amount were probably worth: the median won amount of their product in this pipeline,
 * of the pipeline where the product has none. Minor units per stage position (FUNNEL-SCIENCE 1.3).
 */
export async function estimateMissingLosses(
  tx: Tx,
  caller: Caller,
  selection: Selection,
  { from, to, table = present }: { from: Date | null; to: Date | null; table?: RawBuilder<unknown> },
): Promise<Map<number, number>> {
  const { rows } = await sql<{ position: number; estimate: number | null }>`
    with lost as (
      select o.stage_position as position, o.product_id, count(*) as count
      from ${table} o
      where ${all([selected(caller, selection), inCohortInSql(from, to)])} and o.status = 'lost' and o.amount_minor is null
      group by 1, 2
    ), usual as (
      select o.product_id, grouping(o.product_id) = 1 as whole, percentile_cont(0.5) within group (order by o.amount_minor) as amount
      from opportunity o
      where o.org_id = ${caller.orgId} and o.pipeline_id = ${selection.pipelineId} and o.deleted_at is null
        and o.status = 'won' and o.amount_minor is not null and o.currency = ${caller.currency}
      group by grouping sets ((o.product_id), ())
    )
    select lost.position, sum(lost.count * coalesce(own.amount, every.amount)) as estimate
    from lost
    left join usual own on own.product_id = lost.product_id and not own.whole
    left join usual every on every.whole
    group by 1`.execute(tx)
  return new Map(rows.map(({ position, estimate }) => [position, estimate ?? 0]))
}
