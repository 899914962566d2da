import { reaches } from '../../people/reach.ts'
import { needs } from '../../people/permissions.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { insertRow } from '../../platform/database/statement.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { leavesOf, noEvidence, type Criterion, type Exists } from '../../pipelines/criteria.ts'
import type { PipelineFull, StageFull } from '../../pipelines/definition.ts'
import { gatesBetween, type GatedStage, type GateGap } from '../../pipelines/gate.ts'
import { gateField } from '../../pipelines/gate-fields.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import { readPlanningGround, type PlanningGround } from '../../playbooks/commands/stage-tasks.ts'
import { briefly, missingOf } from '../missing-at-gate.ts'
import { readEvidence } from '../queries/evidence.ts'
import { checkMove, checkWin, type Passage } from '../stage-gate.ts'
import { isStillAt, lastPlace, type Place } from '../store/last-seen.ts'
import type { OpportunityRow } from '../store/rows.ts'

/** The pipeline of a deal, in the version that the deal runs by, as gates see it. */
export interface DealPipeline {
  definition: PipelineFull
  gated: GatedStage[]
  /** The deal's present stage; undefined where its version does not know it (an import, a later clean-up). */
  present: StageFull | undefined
  exists: Exists
}

export async function pipelineOf(
  tx: Tx,
  deal: Pick<OpportunityRow, 'org_id' | 'pipeline_id' | 'pipeline_version' | 'stage_id'>,
): Promise<DealPipeline> {
  const definition = await readDefinition(tx, deal.org_id, deal.pipeline_id, deal.pipeline_version)
  const elements = new Set(definition.elements.map(({ key }) => key))
  const tasks = new Set(definition.stages.flatMap((stage) => stage.tasks.map(({ key }) => key)))
  return {
    definition,
    gated: definition.stages.map(({ key, entry, exit }, index) => ({ key, position: index + 1, entry, exit })),
    present: definition.stages.find(({ id }) => id === deal.stage_id),
    exists: (kind, key) =>
      kind === 'field' ? gateField(key) !== undefined : kind === 'element' ? elements.has(key) : tasks.has(key),
  }
}

export const evidenceOf = (row: Place) => ({
  orgId: row.org_id,
  id: row.id,
  customerId: row.customer_id,
  stageSince: row.stage_since,
  enteredAt: row.entered_at,
})

export interface GateAsk {
  reason?: string | undefined
  override?: { reason: string } | undefined
  /** form, drag, bulk, import, api, cli */
  via?: string | undefined
}

/** A move that the gates let through, and what the tasks of its stage will be planned by. */
interface Passed extends Passage {
  to: StageFull & { id: string }
  definition: PipelineFull
  ground: PlanningGround | null
}

/** What stands between a deal's stage and another. */
function wayOf({ definition, gated, present }: DealPipeline, toStage: string) {
  const to = definition.stages.find(({ id, key }) => id === toStage || key === toStage)
  if (!to?.id) return undefined
  const gates = present
    ? gatesBetween(gated, present.key, to.key)
    : [{ stageKey: to.key, side: 'entry' as const, gate: to.entry }]
  return { to: { ...to, id: to.id }, criteria: gates.flatMap(({ gate }) => gate.criteria) }
}

/** What the criteria are judged by, and in the same message what comes after. */
async function readGround(tx: Tx, caller: Caller, place: Place, { to, criteria }: NonNullable<ReturnType<typeof wayOf>>) {
  const [evidence, planning] = await Promise.all([
    criteria.length > 0 ? readEvidence(tx, evidenceOf(place), leavesOf(criteria)) : noEvidence,
    readPlanningGround(tx, caller, to),
  ])
  return { evidence, planning }
}

/** What a gate will ask of a deal that stands where it was seen last. */
export interface Foreseen {
  place: Place
  ground: Promise<Awaited<ReturnType<typeof readGround>> | null>
}

/**
 * Asks what the gates before a stage will ask, before the deal itself is known: it travels with the question for the deal, behind
 * its lock, and counts only where the deal still stands where it was seen.
 */
export function foresee(tx: Tx, caller: Caller, id: string, toStage: string): Foreseen | undefined {
  const place = lastPlace(caller.orgId, id)
  if (!place) return undefined
  const read = async () => {
    const way = wayOf(await pipelineOf(tx, place), toStage)
    return way ? readGround(tx, caller, place, way) : null
  }
  const ground = read()
  // where the deal is refused, nobody comes to ask for it
  ground.catch(() => {})
  return { place, ground }
}

/** Asks the gates between the deal's stage and another, and writes the attempt down, be it refused or not. */
export async function passGate(
  tx: Tx,
  caller: Caller,
  row: OpportunityRow,
  toStage: string,
  asked: GateAsk,
  foreseen?: Foreseen,
): Promise<Outcome<Passed>> {
  const pipeline = await pipelineOf(tx, row)
  const { definition, gated, present, exists } = pipeline
  const way = wayOf(pipeline, toStage)
  if (!way)
    return (await isStage(tx, row, toStage))
      ? refuse('stage-of-other-version', { toStage }, 409)
      : refuse('unknown-stage', { toStage })
  const forged = asked.override ? overriding(caller, row) : null
  if (forged) return { ok: false, refusal: forged }
  const { to, criteria } = way
  const known = foreseen && isStillAt(foreseen.place, row) ? await foreseen.ground : null
  const { evidence, planning } = known ?? (await readGround(tx, caller, row, way))
  const ground = { stages: gated, evidence, today: dayOf(caller.now, caller.timeZone), exists }
  const passage = checkMove({ status: row.status as 'open', stageKey: present?.key ?? '' }, to.key, ground, asked)
  const told = await remember(tx, caller, row, pipeline, passage, criteria, to.id, asked)
  if (!told.ok) return told
  return accept({ ...told.value, to, definition, ground: planning })
}

/** As passGate, for a win: the gates up to the signature. */
export async function passWinGate(
  tx: Tx,
  caller: Caller,
  row: OpportunityRow,
  asked: GateAsk,
): Promise<Outcome<Omit<Passage, 'kind'> & { definition: PipelineFull }>> {
  const pipeline = await pipelineOf(tx, row)
  const { definition, gated, present, exists } = pipeline
  const forged = asked.override ? overriding(caller, row) : null
  if (forged) return { ok: false, refusal: forged }
  if (!present) return accept({ result: 'passed', missing: [], definition })
  const closing = definition.stages.findLast(({ phase }) => phase === 'close') ?? definition.stages[definition.stages.length - 1]!
  const criteria = gated.flatMap(({ entry, exit }) => [...entry.criteria, ...exit.criteria])
  const evidence = criteria.length > 0 ? await readEvidence(tx, evidenceOf(row), leavesOf(criteria)) : noEvidence
  const ground = { stages: gated, evidence, today: dayOf(caller.now, caller.timeZone), exists }
  const verdict = checkWin(
    { status: 'open', stageKey: present.key },
    { ...ground, winGate: definition.winGate, closingStageKey: closing.key },
    asked.override,
  )
  const told = await remember(tx, caller, row, pipeline, verdict, criteria, null, asked)
  return told.ok ? accept({ ...told.value, definition }) : told
}

/** May this person let this deal pass an unmet gate? A supervisor of its owner may, and whoever leads the whole house. */
export function overriding(caller: Caller, deal: Pick<OpportunityRow, 'owner_id'>): Refusal | null {
  const lacking = needs(caller, 'stages.override')
  if (lacking) return lacking
  const supervises = reaches(caller, deal.owner_id) && (deal.owner_id !== caller.memberId || caller.reach === 'organisation')
  return supervises ? null : refuse('override-not-yours').refusal
}

const isStage = async (tx: Tx, row: OpportunityRow, keyOrId: string): Promise<boolean> => {
  const stages = await tx
    .selectFrom('stage')
    .select(['id', 'key'])
    .where('org_id', '=', row.org_id)
    .where('pipeline_id', '=', row.pipeline_id)
    .execute()
  return stages.some(({ id, key }) => id === keyOrId || key === keyOrId)
}

/** Labels what is missing, and writes the attempt down: at once when it passed, after the rollback when it was refused. */
export async function remember<T extends Omit<Passage, 'kind'>>(
  tx: Tx,
  caller: Caller,
  row: OpportunityRow,
  { definition }: DealPipeline,
  outcome: Outcome<T>,
  criteria: readonly Criterion[],
  toStageId: string | null,
  asked: GateAsk,
): Promise<Outcome<T>> {
  if (!outcome.ok && outcome.refusal.code !== 'gate-not-passed') return outcome
  if (criteria.length === 0) return outcome
  const gaps = outcome.ok ? outcome.value.missing : (outcome.refusal.facts['gaps'] as GateGap[])
  const attempt = {
    org_id: caller.orgId,
    id: newId(),
    opportunity_id: row.id,
    pipeline_id: row.pipeline_id,
    pipeline_version: row.pipeline_version,
    from_stage_id: row.stage_id,
    to_stage_id: toStageId,
    at: caller.now,
    member_id: caller.memberId,
    owner_id: row.owner_id,
    via: asked.via ?? caller.via,
    result: outcome.ok ? outcome.value.result : 'refused',
    missing: JSON.stringify(briefly(gaps)),
    override_reason: outcome.ok && outcome.value.result === 'overridden' ? (asked.override?.reason ?? null) : null,
  }
  const write = (on: Tx): Promise<void> => insertRow(on, 'gate_attempt', attempt)
  if (outcome.ok) {
    underway(write(tx))
    return outcome
  }
  const facts = { missing: missingOf(gaps, definition, caller) }
  return { ok: false, refusal: { code: 'gate-not-passed', facts, afterwards: async (on) => underway(write(on)) } }
}
