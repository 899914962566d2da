import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Grouping } from '../contract.ts'
import type { StageSum, TurnKind } from '../flow-report.ts'
import { selected, type Selection } from './conditions.ts'
import { groupColumn } from './stands.ts'

export interface Turn extends StageSum<TurnKind> {
  group: string | null
}

export interface TurnsAsked {
  from: Date
  to: Date
  groupBy?: Grouping | undefined
}

/**
 * Every stock and flow of [from, to) as rows (opportunity_id, group_key, stage_id, kind, amount). A stay begins with the first span of a deal
 * or where a span names the next stage, and ends with the span that says how. SQL twin of `stageFlows`:
 * a stay whose end nobody can date is in no number.
 */
export function turns(caller: Caller, selection: Selection, { from, to, groupBy }: TurnsAsked): RawBuilder<unknown> {
  const who = sql`s.opportunity_id, ${groupColumn(groupBy, caller)} as group_key`
  const spans = sql`opportunity_span s join opportunity o on o.org_id = s.org_id and o.id = s.opportunity_id
    where s.org_id = ${caller.orgId} and s.pipeline_id = ${selection.pipelineId} and ${selected(caller, selection)}`
  const endUnknown = sql`o.status in ('won', 'lost', 'terminated', 'transferred') and o.closed_at is null`
  const dated = sql`not (${endUnknown} and s.stage_id = o.stage_id and s.stage_entered_at is not distinct from o.stage_since)`
  const datedNext = sql`not (${endUnknown} and s.next_stage_id = o.stage_id and s.valid_to is not distinct from o.stage_since)`
  const amount = sql`case when o.currency = ${caller.currency} then s.amount_minor end`
  const during = sql`s.valid_to >= ${from} and s.valid_to < ${to}`
  const stock = (kind: 'opening' | 'closing', at: Date) => sql`
    select ${who}, s.stage_id, ${sql.lit(kind)}::text as kind, ${amount} as amount
    from ${spans} and s.valid_from < ${at} and s.valid_to >= ${at} and s.status = 'open' and ${dated}`
  return sql`
    ${stock('opening', from)}
    union all
    ${stock('closing', to)}
    union all
    select ${who}, s.stage_id, s.exit, ${amount} from ${spans} and ${during} and s.exit is not null and ${dated}
    union all
    select ${who}, s.next_stage_id, case when exists (
        select from opportunity_span b
        where b.org_id = s.org_id and b.opportunity_id = s.opportunity_id and b.seq <= s.seq and b.stage_id = s.next_stage_id
      ) then 'reEntered' else 'entered' end, ${amount}
    from ${spans} and ${during} and s.next_stage_id is not null and ${datedNext}
    union all
    select ${who}, s.stage_id, 'entered', ${amount}
    from ${spans} and s.seq = 0 and s.valid_from >= ${from} and s.valid_from < ${to} and ${dated}`
}

/** Stocks and flows of every stage, counted. */
export async function readTurns(tx: Tx, caller: Caller, selection: Selection, span: TurnsAsked): Promise<Turn[]> {
  const { rows } = await sql<{ group_key: string | null; stage_id: string; kind: TurnKind; count: number; amount: number }>`
    select group_key, stage_id, kind, count(*) as count, coalesce(sum(amount), 0)::bigint as amount
    from (${turns(caller, selection, span)}) turn group by 1, 2, 3`.execute(tx)
  return rows.map(({ group_key, stage_id, kind, count, amount }) => ({
    group: group_key,
    stageId: stage_id,
    kind,
    count,
    amountMinor: amount,
  }))
}
