import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Turn, TurnsAsked } from '../counted.ts'
import { groupsOf } from '../facts/groups.ts'
import { scanTurns } from '../facts/turns.ts'
import type { TurnKind } from '../flow-report.ts'
import { selected, type Selection } from './conditions.ts'
import { factsFor } from './facts/ask.ts'
import { inRoom } from './room.ts'
import { groupColumn } from './stands.ts'
import { worth } from './money.ts'

export type { Turn, TurnsAsked }

/**
 * Every stock and flow of [from, to) as rows (opportunity_id, group_key, stage_id, kind, amount). A stay begins with the first span of a deal
 * or where a span names the next stage, and ends with the span that says how. SQL twin of `stageFlows`:
 * a stay whose end nobody can date is in no number.
 */
export function turns(caller: Caller, selection: Selection, { from, to, groupBy }: TurnsAsked): RawBuilder<unknown> {
  const spans = sql`opportunity_span s where s.org_id = ${caller.orgId} and s.pipeline_id = ${selection.pipelineId}`
  const during = sql`s.valid_to >= ${from} and s.valid_to < ${to}`
  const stock = (kind: 'opening' | 'closing', at: Date) => sql`
    select s.opportunity_id, s.stage_id, s.stage_position, ${sql.lit(kind)}::text as kind, s.amount_minor, s.stage_entered_at as clock
    from ${spans} and s.valid_from < ${at} and s.valid_to >= ${at} and s.status = 'open'`
  return sql`
    select t.opportunity_id, ${groupColumn(groupBy, caller)} as group_key, t.stage_id, t.kind,
      ${worth(caller, 't.amount_minor')} as amount
    from (
      ${stock('opening', from)}
      union all
      ${stock('closing', to)}
      union all
      select s.opportunity_id, s.stage_id, s.stage_position, s.exit, s.amount_minor, s.stage_entered_at
      from ${spans} and ${during} and s.exit is not null
      union all
      select s.opportunity_id, s.next_stage_id, (select g.position from stage g where g.org_id = ${caller.orgId} and g.id = s.next_stage_id),
        case when exists (
          select from opportunity_span b
          where b.org_id = ${caller.orgId} and b.opportunity_id = s.opportunity_id and b.seq <= s.seq and b.stage_id = s.next_stage_id
        ) then 'reEntered' else 'entered' end, s.amount_minor, s.valid_to
      from ${spans} and ${during} and s.next_stage_id is not null
      union all
      select s.opportunity_id, s.stage_id, s.stage_position, 'entered', s.amount_minor, s.stage_entered_at
      from opportunity o join opportunity_span s on s.org_id = o.org_id and s.opportunity_id = o.id and s.seq = 0
      where ${selected(caller, selection)} and o.entered_at >= ${from} and o.entered_at < ${to}
    ) t
    join opportunity o on o.org_id = ${caller.orgId} and o.id = t.opportunity_id
    where ${selected(caller, selection)} and not (
      o.status in ('won', 'lost', 'terminated', 'transferred') and o.closed_at is null
      and t.stage_position = o.stage_position and t.clock is not distinct from o.stage_since)`
}

/** Stocks and flows of every stage, counted. From the facts, where they are kept. */
export async function readTurns(tx: Tx, caller: Caller, selection: Selection, span: TurnsAsked): Promise<Turn[]> {
  const facts = await factsFor(tx, caller)
  if (!facts) return readTurnsInSql(tx, caller, selection, span)
  const { currency, timeZone } = caller
  return facts.count(selection, (own) => scanTurns(own, { ...span, currency, groups: groupsOf(own, span.groupBy, timeZone) }))
}

/** The slow twin. */
export async function readTurnsInSql(tx: Tx, caller: Caller, selection: Selection, span: TurnsAsked): Promise<Turn[]> {
  const { rows } = await inRoom(
    tx,
    sql<{ group_key: string | null; stage_id: string; kind: TurnKind; count: number; amount: number }>`
    select group_key, stage_id, kind, count(*) as count, coalesce(sum(amount), 0)::bigint as amount
    from (${turns(caller, selection, span)}) turn group by 1, 2, 3`,
  )
  return rows.map(({ group_key, stage_id, kind, count, amount }) => ({
    group: group_key,
    stageId: stage_id,
    kind,
    count,
    amountMinor: amount,
  }))
}
