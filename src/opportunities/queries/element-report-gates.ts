import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import { labelsOfRecord } from '../missing-at-gate.ts'
import type { gateReport } from '../element-contract.ts'
import { reportedPipeline } from './element-report.ts'

type Report = ReturnType<(typeof gateReport)['parse']>

interface GateRow {
  stage_id: string
  attempts: number
  deals: number
  passed: number
  warned: number
  refused: number
  overridden: number
  override_deals: number
  override_won: number
  override_lost: number
  override_open: number
}
interface MissingRow {
  stage_id: string
  stage: string
  side: 'entry' | 'exit'
  kind: string
  key: string
  attempts: number
  deals: number
}
interface WaitRow {
  stage_id: string
  refused_deals: number
  still_refused: number
  days: number | null
}
interface RepRow {
  owner_id: string
  name: string | null
  overrides: number
  deals: number
  won: number
  lost: number
  open: number
}

/**
 * What gates do, over the attempts within reach and in the days asked for (both included): how often they let through, warned,
 * refused and were overridden, what was missing most, how overridden deals stand now, and how long deals waited from their first
 * refusal until they passed.
 */
export async function readGateReport(
  tx: Tx,
  caller: Caller,
  { pipeline: wanted, from, to }: { pipeline?: string | undefined; from?: string | undefined; to?: string | undefined },
): Promise<Outcome<Report>> {
  const found = await reportedPipeline(tx, caller, wanted)
  if (!found.ok) return found
  const { pipeline, definition } = found.value
  const since = from ? sql`and g.at >= ${startOfDay(from, caller.timeZone)}` : sql``
  const until = to ? sql`and g.at < ${startOfDay(to, caller.timeZone, 1)}` : sql``
  const attempts = sql`
    attempts as materialized (
      select g.*, o.status from gate_attempt g
        join opportunity o on o.org_id = g.org_id and o.id = g.opportunity_id and o.deleted_at is null
       where g.org_id = ${caller.orgId} and g.pipeline_id = ${pipeline.id} and ${reachable(caller, 'o.owner_id')} ${since} ${until})`
  const { rows: gates } = await sql<GateRow>`
    with ${attempts}, overridden as (select distinct from_stage_id, opportunity_id, status from attempts where result = 'overridden')
    select a.from_stage_id as stage_id, count(*)::int as attempts, count(distinct a.opportunity_id)::int as deals,
           count(*) filter (where result = 'passed')::int as passed, count(*) filter (where result = 'warned')::int as warned,
           count(*) filter (where result = 'refused')::int as refused, count(*) filter (where result = 'overridden')::int as overridden,
           (select count(*)::int from overridden v where v.from_stage_id = a.from_stage_id) as override_deals,
           (select count(*)::int from overridden v where v.from_stage_id = a.from_stage_id and v.status = 'won') as override_won,
           (select count(*)::int from overridden v where v.from_stage_id = a.from_stage_id and v.status in ('lost', 'terminated')) as override_lost,
           (select count(*)::int from overridden v where v.from_stage_id = a.from_stage_id and v.status in ('open', 'on-hold')) as override_open
      from attempts a group by a.from_stage_id`.execute(tx)
  const { rows: missing } = await sql<MissingRow>`
    with ${attempts}, gaps as (
      select a.from_stage_id as stage_id, m ->> 'stage' as stage, m ->> 'side' as side, m ->> 'kind' as kind, m ->> 'key' as key,
             count(*)::int as attempts, count(distinct a.opportunity_id)::int as deals
        from attempts a, jsonb_array_elements(a.missing) m group by 1, 2, 3, 4, 5),
    ranked as (select *, row_number() over (partition by stage_id order by deals desc, attempts desc, stage, side, kind, key) as place from gaps)
    select stage_id, stage, side, kind, key, attempts, deals from ranked where place <= 5 order by stage_id, place`.execute(tx)
  const { rows: waits } = await sql<WaitRow>`
    with ${attempts}, waits as (
      select a.from_stage_id as stage_id, a.opportunity_id, min(a.at) filter (where a.result = 'refused') as refused_at
        from attempts a group by 1, 2 having bool_or(a.result = 'refused')),
    passed as (
      select w.*, (select min(a.at) from attempts a where a.from_stage_id = w.stage_id and a.opportunity_id = w.opportunity_id
                      and a.result <> 'refused' and a.at >= w.refused_at) as passed_at from waits w)
    select stage_id, count(*)::int as refused_deals, count(*) filter (where passed_at is null)::int as still_refused,
           percentile_cont(.5) within group (order by extract(epoch from passed_at - refused_at) / 86400)::float8 as days
      from passed group by stage_id`.execute(tx)
  const { rows: reps } = await sql<RepRow>`
    with ${attempts}, by_rep as (select a.owner_id, a.opportunity_id, a.status, count(*)::int as overrides from attempts a
                                  where a.result = 'overridden' group by 1, 2, 3)
    select r.owner_id, m.name, sum(r.overrides)::int as overrides, count(*)::int as deals,
           count(*) filter (where r.status = 'won')::int as won, count(*) filter (where r.status in ('lost', 'terminated'))::int as lost,
           count(*) filter (where r.status in ('open', 'on-hold'))::int as open
      from by_rep r left join member m on m.org_id = ${caller.orgId} and m.id = r.owner_id
     group by r.owner_id, m.name order by 3 desc, m.name, r.owner_id`.execute(tx)
  const label = labelsOfRecord(definition, caller.locale)
  const blank = { attempts: 0, deals: 0, passed: 0, warned: 0, refused: 0, overridden: 0 }
  return accept({
    pipeline,
    from: from ?? null,
    to: to ?? null,
    gates: definition.stages.map((stage) => {
      const gate = gates.find(({ stage_id }) => stage_id === stage.id)
      const wait = waits.find(({ stage_id }) => stage_id === stage.id)
      const counted = gate
        ? {
            attempts: gate.attempts,
            deals: gate.deals,
            passed: gate.passed,
            warned: gate.warned,
            refused: gate.refused,
            overridden: gate.overridden,
          }
        : blank
      return {
        key: stage.key,
        name: stage.name[caller.locale],
        ...counted,
        missingMost: missing
          .filter(({ stage_id }) => stage_id === stage.id)
          .map(({ stage_id: _, ...gap }) => ({ label: label(gap), ...gap })),
        overrides: {
          deals: gate?.override_deals ?? 0,
          won: gate?.override_won ?? 0,
          lost: gate?.override_lost ?? 0,
          open: gate?.override_open ?? 0,
        },
        daysAdded: wait?.days ?? null,
        refusedDeals: wait?.refused_deals ?? 0,
        stillRefused: wait?.still_refused ?? 0,
      }
    }),
    overridesByRep: reps.map(({ owner_id, name, ...counts }) => ({ owner: { id: owner_id, name: name ?? '' }, ...counts })),
  })
}
