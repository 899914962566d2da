import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Fate, TurnsAsked } from '../counted.ts'
import { scanFates } from '../facts/fates.ts'
import { groupsOf } from '../facts/groups.ts'
import type { Bucket } from '../standing.ts'
import { stateOf } from '../visits.ts'
import { selected, type Selection } from './conditions.ts'
import { factsFor } from './facts/ask.ts'
import { inRoom } from './room.ts'
import { groupColumn } from './stands.ts'
import { worth } from './money.ts'

export type { Fate }

/** Every deal open at `from` with what became of it until `to`, as rows (opportunity_id, group_key, stage_id, bucket, status, amount). SQL twin of `snapshotFate`. */
export function fates(caller: Caller, selection: Selection, { from, to, groupBy }: TurnsAsked): RawBuilder<unknown> {
  return sql`
    select opportunity_id, group_key, stage_id, amount, after_status as status,
      case when went_on then 'advanced'
        when after_status in ('lost', 'terminated', 'transferred') then after_status
        when after_status = 'on-hold' then 'onHold'
        when after_position < stage_position then 'movedBack'
        else 'open' end as bucket
    from (
      select s.opportunity_id, max(${groupColumn(groupBy, caller)}) as group_key, s.stage_id, s.stage_position,
        max(${worth(caller, 's.amount_minor')}) as amount,
        bool_or(l.stage_position > s.stage_position or l.status = 'won') as went_on,
        coalesce(max(l.status) filter (where l.valid_to >= ${to}), 'open') as after_status,
        coalesce(max(l.stage_position) filter (where l.valid_to >= ${to}), s.stage_position) as after_position
      from opportunity_span s
      join opportunity o on o.org_id = s.org_id and o.id = s.opportunity_id
      join opportunity_span l on l.org_id = s.org_id and l.opportunity_id = s.opportunity_id and l.valid_from < ${to} and l.valid_to >= ${from}
      where s.org_id = ${caller.orgId} and s.pipeline_id = ${selection.pipelineId} and ${selected(caller, selection)}
        and s.valid_from < ${from} and s.valid_to >= ${from} and s.status = 'open'
      group by s.opportunity_id, s.stage_id, s.stage_position
    ) fate`
}

/** What became of the deals that were open at `from`, counted. From the facts, where they are kept. */
export async function readFates(tx: Tx, caller: Caller, selection: Selection, span: TurnsAsked): Promise<Fate[]> {
  const facts = await factsFor(tx, caller)
  if (!facts) return readFatesInSql(tx, caller, selection, span)
  const { currency, timeZone } = caller
  return facts.count(selection, (own) => scanFates(own, { ...span, currency, groups: groupsOf(own, span.groupBy, timeZone) }))
}

/** The slow twin. */
export async function readFatesInSql(tx: Tx, caller: Caller, selection: Selection, span: TurnsAsked): Promise<Fate[]> {
  const { rows } = await inRoom(
    tx,
    sql<{
      group_key: string | null
      stage_id: string
      bucket: Bucket
      status: string
      count: number
      amount: number
    }>`
    select group_key, stage_id, bucket, status, count(*) as count, coalesce(sum(amount), 0)::bigint as amount
    from (${fates(caller, selection, span)}) fate group by 1, 2, 3, 4`,
  )
  return rows.map(({ group_key, stage_id, bucket, status, count, amount }) => ({
    group: group_key,
    stageId: stage_id,
    bucket,
    state: stateOf(status),
    count,
    amountMinor: amount,
  }))
}
