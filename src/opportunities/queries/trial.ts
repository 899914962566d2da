import { sql } from 'kysely'
import { needs } from '../../people/permissions.ts'
import { reachable } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { gapLabel, namesOf } from '../../pipelines/criteria-words.ts'
import { gapsOf, leavesOf, type Criterion } from '../../pipelines/criteria.ts'
import { flawsOf } from '../../pipelines/definition-flaws.ts'
import type { PipelineFull, StageFull } from '../../pipelines/definition.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import { costOf, evidenceAt, type GateCost, type Passing, type Timeline } from '../gate-trial.ts'
import { readTimelines } from './timelines.ts'

/** So many deals per gate are looked at, the latest first; the reply says of how many. */
const sampled = 400
/** So far back moves are looked at, days. */
export const trialDays = 365

export interface GateTrial {
  stage: string
  side: 'entry' | 'exit'
  /** Open deals that stand before the gate now. */
  today: {
    deals: number
    sampled: number
    held: number
    missing: { label: string; deals: number }[]
    examples: { id: string; name: string }[]
  }
  /** Deals that passed here within a year. */
  past: GateCost & { deals: number; sampled: number }
}

interface Before {
  id: string
  name: string
  at: Date
  entered_at: Date | null
  stage_since: Date | null
}

/**
 * What a definition's gates would do: how many of the deals that stand before each could not move now, how many of those
 * that passed within a year could not have moved when they did, and how long they would have waited. Read only; nothing is kept.
 */
export async function tryDefinition(
  tx: Tx,
  caller: Caller,
  pipelineId: string,
  given: PipelineFull | undefined,
): Promise<Outcome<{ gates: GateTrial[]; flaws: ReturnType<typeof flawsOf>; days: number }>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const pipeline = await tx
    .selectFrom('pipeline as p')
    .leftJoin('pipeline_draft as d', (join) => join.onRef('d.org_id', '=', 'p.org_id').onRef('d.pipeline_id', '=', 'p.id'))
    .select(['p.current_version', 'd.definition'])
    .where('p.org_id', '=', caller.orgId)
    .where('p.id', '=', pipelineId)
    .executeTakeFirst()
  if (!pipeline) return refuse('not-found')
  const published = await readDefinition(tx, caller.orgId, pipelineId, pipeline.current_version)
  const definition = given ?? (pipeline.definition as unknown as PipelineFull | null) ?? published
  const ids = new Map(published.stages.map(({ key, id }) => [key, id]))
  const sides = definition.stages.flatMap((stage, index) => {
    // the way in is passed by deals that come from the stage before
    const from = definition.stages[index - 1]
    const entry = from && stage.entry.criteria.length > 0 ? [{ stage, side: 'entry' as const, from }] : []
    return stage.exit.criteria.length > 0 ? [...entry, { stage, side: 'exit' as const, from: stage }] : entry
  })
  // the way out of a stage and the way into the next one are passed by the same deals, which are read once
  const gates = new Map<Side, GateTrial>()
  for (const from of new Set(sides.map((side) => side.from))) {
    const passed = sides.filter((side) => side.from === from)
    const deals = await readDeals(tx, caller, from.id ?? ids.get(from.key) ?? null, passed)
    for (const side of passed) gates.set(side, tryGate(caller, definition, side, deals))
  }
  return accept({ gates: sides.map((side) => gates.get(side)!), flaws: flawsOf(definition), days: trialDays })
}

/** A side of a stage, and the stage in which deals stand before it. */
interface Side {
  stage: StageFull
  side: 'entry' | 'exit'
  from: StageFull
}

interface Deals {
  open: { total: number; deals: Before[] }
  gone: { total: number; deals: Before[] }
  timelines: ReadonlyMap<string, Timeline>
}

/** The deals that stand in a stage or left it upwards, with what these gates may ask about them. */
async function readDeals(tx: Tx, caller: Caller, stageId: string | null, gates: readonly Side[]): Promise<Deals> {
  const open = stageId ? await standing(tx, caller, stageId) : { total: 0, deals: [] }
  const gone = stageId ? await passedThrough(tx, caller, stageId) : { total: 0, deals: [] }
  const leaves = gates.flatMap(({ stage, side }) => leavesOf(stage[side].criteria))
  const fields = leaves.flatMap((leaf) => (leaf.kind === 'field' ? [leaf.key] : []))
  const everybody = [...new Set([...open.deals, ...gone.deals].map(({ id }) => id))]
  return { open, gone, timelines: await readTimelines(tx, caller.orgId, everybody, fields) }
}

function tryGate(caller: Caller, definition: PipelineFull, { stage, side }: Side, { open, gone, timelines }: Deals): GateTrial {
  const { criteria } = stage[side]
  const now = caller.now.getTime()
  const leaves = leavesOf(criteria)
  const passing = (deal: Before, at: number): Passing => ({
    timeline: timelines.get(deal.id) as Timeline,
    at,
    enteredAt: deal.entered_at?.getTime() ?? null,
    stageSince: deal.stage_since?.getTime() ?? null,
  })
  const names = namesOf(definition, caller.locale)
  const lacks = open.deals.map((deal) => {
    const { timeline, ...times } = passing(deal, now)
    return { deal, gaps: gapsOf(criteria, evidenceAt(timeline, now, times, leaves)) }
  })
  const held = lacks.filter(({ gaps }) => gaps.length > 0)
  const counts = new Map<string, number>()
  for (const { gaps } of held) for (const gap of gaps) count(counts, gapLabel({ ...gap, have: 0, need: 1 }, names))
  return {
    stage: stage.key,
    side,
    today: {
      deals: open.total,
      sampled: open.deals.length,
      held: held.length,
      missing: [...counts].map(([label, deals]) => ({ label, deals })).sort((a, b) => b.deals - a.deals),
      examples: held.slice(0, 5).map(({ deal: { id, name } }) => ({ id, name })),
    },
    past: {
      deals: gone.total,
      sampled: gone.deals.length,
      ...costOf(
        criteria as readonly Criterion[],
        leaves,
        gone.deals.map((deal) => passing(deal, deal.at.getTime())),
        now,
      ),
    },
  }
}

const count = (counts: Map<string, number>, label: string): void => void counts.set(label, (counts.get(label) ?? 0) + 1)

/** Deals open in a stage now, the latest to enter first. */
async function standing(tx: Tx, caller: Caller, stageId: string) {
  const { rows } = await sql<Before & { total: number }>`
    select o.id, o.name, ${caller.now}::timestamptz as at, o.entered_at, o.stage_since, count(*) over ()::int as total
      from opportunity o
     where o.org_id = ${caller.orgId} and o.stage_id = ${stageId} and o.status = 'open' and o.deleted_at is null and ${reachable(caller, 'o.owner_id')}
     order by o.stage_since desc nulls last, o.id desc limit ${sampled}`.execute(tx)
  return { total: rows[0]?.total ?? 0, deals: rows as Before[] }
}

/** Deals that left a stage upwards within a year, with the moment they did and when they had come in. */
async function passedThrough(tx: Tx, caller: Caller, stageId: string) {
  const { rows } = await sql<Before & { total: number }>`
    select o.id, o.name, s.valid_to as at, o.entered_at, s.stage_entered_at as stage_since, count(*) over ()::int as total
      from opportunity_span s join opportunity o on o.org_id = s.org_id and o.id = s.opportunity_id
     where s.org_id = ${caller.orgId} and s.stage_id = ${stageId} and s.exit = 'advanced'
       and s.valid_to >= ${new Date(caller.now.getTime() - trialDays * 86_400_000)} and s.valid_to < 'infinity'
       and o.deleted_at is null and ${reachable(caller, 'o.owner_id')}
     order by s.valid_to desc, o.id desc limit ${sampled}`.execute(tx)
  return { total: rows[0]?.total ?? 0, deals: rows as Before[] }
}
