import { sql } from 'kysely'
import { leavesOf, noEvidence } from '../../pipelines/criteria.ts'
import type { PipelineFull, StageFull } from '../../pipelines/definition.ts'
import { gatesBetween } from '../../pipelines/gate.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import { followStage } from '../../playbooks/commands/follow-stage.ts'
import { record } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { reindex } from '../../platform/database/search-grams.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { briefly, missingOf, type MissingAtGate } from '../missing-at-gate.ts'
import { closing } from '../permissions.ts'
import { readEvidence } from '../queries/evidence.ts'
import { checkMove, type Passage } from '../stage-gate.ts'
import { appendHistory, insertOpportunity, stagesOf } from '../store/history.ts'
import { blankOpportunity, type NewStageEvent, type OpportunityRow } from '../store/rows.ts'
import { carriedOver } from '../store/carried.ts'
import { carryAlong } from './carry-along.ts'
import { dealOf, denied, labelled, loadReached } from './load.ts'
import { pipelineFor } from './open.ts'
import { evidenceOf, overriding, pipelineOf, remember } from './pass-gate.ts'

export interface TransferAsked {
  id: string
  pipeline: string
  toStage?: string | undefined
  reason?: string | undefined
  override?: { reason: string } | undefined
  via?: string | undefined
}

export interface Transferred {
  /** The event by which it left the old pipeline. */
  eventId: string
  /** The deal as it goes on in the new one. */
  newId: string
  missing: MissingAtGate[]
}

/**
 * Carries a deal on in another pipeline. Here it ends as transferred: for statistics a stay of which nobody knows how it would have
 * ended, neither lost nor won (FUNNEL-SCIENCE §1). There it enters at this moment, in the first stage or a later one, whose gates are
 * asked with what is on record of the deal. Facts, what is known of elements that both pipelines have, competitors, documents and tasks
 * that people wrote go along; what was done with the customer stays where it was done.
 */
export async function transferDeal(
  tx: Tx,
  caller: Caller,
  asked: TransferAsked,
  ifMatch: number | null = null,
): Promise<Outcome<Transferred>> {
  const loaded = await loadReached(tx, caller, asked.id, ifMatch)
  if (!loaded.ok) return loaded
  const { row, events } = loaded.value
  const refusal = closing(caller, dealOf(row)) ?? (asked.override ? overriding(caller, row) : null)
  if (refusal) return denied(refusal)
  const target = await pipelineFor(tx, caller, asked.pipeline)
  if (!target) return refuse('unknown-pipeline')
  if (target.id === row.pipeline_id) return refuse('same-pipeline', {}, 409)
  const [definition, stages] = await Promise.all([
    readDefinition(tx, caller.orgId, target.id, target.current_version),
    stagesOf(tx, caller.orgId, target.id),
  ])
  const to = definition.stages.find(({ id, key }) => asked.toStage === undefined || id === asked.toStage || key === asked.toStage)
  if (!to?.id) return refuse('unknown-stage', { toStage: asked.toStage })
  const passage = await passInto(tx, caller, row, { target, to: { ...to, id: to.id }, definition }, asked)
  if (!passage.ok) return labelled(caller, passage)

  const at = Math.max(caller.now.getTime(), ...events.map(({ occurredAt }) => occurredAt ?? 0))
  const left: NewStageEvent = {
    id: newId(),
    kind: 'transfer',
    fromStageId: row.stage_id,
    toStageId: null,
    occurredAt: at,
    recordedAt: caller.now.getTime(),
    note: asked.reason || null,
    pipelineVersion: row.pipeline_version,
  }
  const set = { next_step: null, next_step_on: null, wake_up_on: null, external_id: null }
  const history = appendHistory(tx, caller, loaded.value, { stageEvents: [left], set })
  const gone = await followStage(tx, caller, { deal: row, event: left, history })

  const there = {
    ...blankOpportunity(caller),
    ...carriedOver(row),
    pipeline_id: target.id,
    pipeline_version: target.current_version,
    transferred_from_id: row.id,
  }
  const { result, missing } = passage.value
  const entered: NewStageEvent = {
    ...left,
    id: newId(),
    kind: 'enter',
    fromStageId: null,
    toStageId: to.id,
    pipelineVersion: target.current_version,
    overrideReason: result === 'overridden' ? asked.override!.reason : null,
    missing: briefly(missing),
  }
  const begun = insertOpportunity(tx, caller, there, entered, stages)
  await carryAlong(tx, caller, { from: row.id, to: there.id, at, elements: definition.elements.map(({ key }) => key) })
  underway(reindex(tx, caller.orgId, 'opportunity', [{ entityId: there.id, texts: [there.name, there.initials, there.external_id] }], { fresh: true })) // prettier-ignore
  const come = await followStage(tx, caller, { deal: there, event: entered, history: begun })
  const of = { entityKind: 'opportunity', entityId: row.id }
  const its = { entityKind: 'opportunity', entityId: there.id }
  const before = { status: row.status, stageId: row.stage_id, pipelineId: row.pipeline_id }
  const after = { status: 'transferred', stageId: to.id, pipelineId: target.id, ...(asked.reason ? { note: asked.reason } : {}) }
  underway(
    record(tx, caller, [
      { ...of, action: 'transferred', before, after },
      ...gone.changes,
      { ...its, action: 'created', after: { ...after, status: 'open', name: row.name, ownerId: row.owner_id } },
      ...come.changes,
    ]),
    announce(tx, caller.orgId, [
      { ...of, topic: 'opportunity.transferred', ownerId: row.owner_id },
      { ...its, topic: 'opportunity.created', ownerId: row.owner_id },
      ...gone.news,
      ...come.news,
    ]),
  )
  return accept({ eventId: left.id, newId: there.id, missing: missingOf(missing, definition, caller) })
}

interface Into {
  target: { id: string; current_version: number }
  to: StageFull & { id: string }
  definition: PipelineFull
}

/** The gates from the pipeline's first stage to the one where the deal is to go on; the first stage asks for nothing. */
async function passInto(
  tx: Tx,
  caller: Caller,
  row: OpportunityRow,
  { target, to, definition }: Into,
  asked: TransferAsked,
): Promise<Outcome<Omit<Passage, 'kind'>>> {
  const first = definition.stages[0]!
  if (first.key === to.key) return accept({ result: 'passed', missing: [] })
  const there = { ...row, pipeline_id: target.id, pipeline_version: target.current_version, stage_id: first.id! }
  const pipeline = await pipelineOf(tx, there)
  const criteria = gatesBetween(pipeline.gated, first.key, to.key).flatMap(({ gate }) => gate.criteria)
  const evidence = criteria.length > 0 ? await readEvidence(tx, evidenceOf(row), leavesOf(criteria)) : noEvidence
  const ground = { stages: pipeline.gated, evidence, today: dayOf(caller.now, caller.timeZone), exists: pipeline.exists }
  const passage = checkMove({ status: 'open', stageKey: first.key }, to.key, ground, { override: asked.override })
  return remember(tx, caller, there, pipeline, passage, criteria, to.id, asked)
}

/** The deal that goes on elsewhere, and whether it has gone further there; null where it is archived. */
export async function goesOnAs(tx: Tx, caller: Caller, id: string) {
  const { rows } = await sql<{
    id: string
    owner_id: string
    further: boolean
    next_step: string | null
    next_step_on: string | null
  }>`
    select o.id, o.owner_id, o.next_step, o.next_step_on,
           o.status <> 'open' or (select count(*) > 1 from stage_event e where e.org_id = o.org_id and e.opportunity_id = o.id) as further
      from opportunity o where o.org_id = ${caller.orgId} and o.transferred_from_id = ${id} and o.deleted_at is null for update`.execute(
    tx,
  )
  return rows[0] ?? null
}
