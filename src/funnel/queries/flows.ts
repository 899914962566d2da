import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { type AgeBand, scanAges } from '../facts/ages.ts'
import { type FlowEnd, flowEnds, scanFlows, type StageFlow } from '../facts/flows.ts'
import { selected, type Selection } from './conditions.ts'
import { factsFor } from './facts/ask.ts'
import { worthOfAll } from './money.ts'

export type { AgeBand, FlowEnd, StageFlow }

/** Every step between two stages, every beginning and every end in [from, to). From the facts, where they are kept. */
export async function readFlows(tx: Tx, caller: Caller, selection: Selection, from: Date, to: Date): Promise<StageFlow[]> {
  const facts = await factsFor(tx, caller)
  if (!facts) return readFlowsInSql(tx, caller, selection, from, to)
  return facts.count(selection, (own) => scanFlows(own, { from, to, currency: caller.currency }))
}

/** The slow twin. */
export async function readFlowsInSql(tx: Tx, caller: Caller, selection: Selection, from: Date, to: Date): Promise<StageFlow[]> {
  const { rows } = await sql<{
    source: string | null
    target: string | null
    ending: FlowEnd | null
    count: number
    amount: number
  }>`
    select f.source, f.target, f.ending, count(*) as count,
      ${worthOfAll(caller, 'f.amount_minor')} as amount
    from (
      select s.opportunity_id, s.stage_id as source, case when s.exit = any(${[...flowEnds]}) then null else s.next_stage_id end as target,
        case when s.exit = any(${[...flowEnds]}) then s.exit end as ending, s.amount_minor
      from opportunity_span s
      where s.org_id = ${caller.orgId} and s.pipeline_id = ${selection.pipelineId} and s.valid_to >= ${from} and s.valid_to < ${to}
        and (s.exit = any(${[...flowEnds]}) or (s.exit is not null and s.next_stage_id is not null))
      union all
      select s.opportunity_id, null, s.stage_id, null, s.amount_minor
      from opportunity o join opportunity_span s on s.org_id = o.org_id and s.opportunity_id = o.id and s.seq = 0
      where ${selected(caller, selection)} and o.entered_at >= ${from} and o.entered_at < ${to}
    ) f
    join opportunity o on o.org_id = ${caller.orgId} and o.id = f.opportunity_id
    where ${selected(caller, selection)}
    group by 1, 2, 3`.execute(tx)
  return rows.map(({ source, target, ending, count, amount }) => ({
    fromStageId: source,
    to: ending === null ? { stageId: target! } : { end: ending },
    count,
    amountMinor: amount,
  }))
}

/** How long the open deals have stood where they stand, by whole weeks. From the facts, where they are kept. */
export async function readAges(tx: Tx, caller: Caller, selection: Selection): Promise<AgeBand[]> {
  const facts = await factsFor(tx, caller)
  if (!facts) return readAgesInSql(tx, caller, selection)
  return facts.count(selection, (own) => scanAges(own, { now: caller.now, currency: caller.currency }))
}

/** The slow twin. */
export async function readAgesInSql(tx: Tx, caller: Caller, selection: Selection): Promise<AgeBand[]> {
  const { rows } = await sql<{ stage_id: string; weeks: number | null; count: number; amount: number }>`
    select o.stage_id, greatest(0, floor(date_part('epoch', ${caller.now} - o.stage_since) / 604800))::int as weeks, count(*) as count,
      ${worthOfAll(caller)} as amount
    from opportunity o where ${selected(caller, selection)} and o.status = 'open'
    group by 1, 2 order by 2 nulls last`.execute(tx)
  return rows.map(({ stage_id, weeks, count, amount }) => ({ stageId: stage_id, weeks, count, amountMinor: amount }))
}
