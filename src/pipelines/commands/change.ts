import { sql } from 'kysely'
import { needs } from '../../people/permissions.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { lockPipeline, readDefinition } from '../queries.ts'
import { emptyPlaybook, type PipelineFull, type StageFull } from '../definition.ts'
import { openGate } from '../gate.ts'
import type { Named, Phase, StageOutcome } from '../stage.ts'
import { publishVersion } from './publish.ts'

/** A stage as its plainest form says it; gates, tasks and playbook stay as they are. */
export interface StageBasics {
  id?: string | undefined
  key: string
  phase: Phase
  names: Named
  probability: number
  expectedDays: number | null
  warningDays: number | null
  criticalDays: number | null
  outcomes: readonly StageOutcome[]
}

interface PipelineChange {
  names?: Named | undefined
  isDefault?: true | undefined
  active?: boolean | undefined
  position?: number | undefined
  stages?: StageBasics[] | undefined
}

/** Changes what is true of a pipeline in all its versions; its stages change by publishing. */
export async function changePipeline(
  tx: Tx,
  caller: Caller,
  id: string,
  change: PipelineChange,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const before = await lockPipeline(tx, caller.orgId, id)
  if (!before) return refuse('not-found')
  if (ifMatch !== null && ifMatch !== before.version) return refuse('version-conflict', { version: before.version })
  if (change.active === false && (before.is_default || change.isDefault)) return refuse('default-pipeline', {}, 409)
  if (change.isDefault)
    await tx
      .updateTable('pipeline')
      .set({ is_default: false })
      .where('org_id', '=', caller.orgId)
      .where('is_default', '=', true)
      .execute()
  if (change.stages) {
    const changed = await restage(tx, caller, { id, version: before.current_version }, change.stages)
    if (!changed.ok) return changed
  }
  await tx
    .updateTable('pipeline')
    .set({
      ...(change.names ? { name: JSON.stringify(change.names) } : {}),
      ...(change.isDefault ? { is_default: true, active: true } : {}),
      ...(change.active === undefined ? {} : { active: change.active }),
      ...(change.position === undefined ? {} : { position: change.position }),
      version: sql`version + 1`,
    })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
  await record(tx, caller, [
    {
      entityKind: 'pipeline',
      entityId: id,
      action: 'changed',
      before: { names: before.name, isDefault: before.is_default, active: before.active },
      after: { ...change },
    },
  ])
  await announce(tx, caller.orgId, [{ topic: 'pipeline.changed', entityKind: 'pipeline', entityId: id, ownerId: null }])
  return accept(undefined)
}

/** Out of use: no new deals; what ran in it stays readable. */
export async function archivePipeline(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const open = await tx
    .selectFrom('opportunity')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('pipeline_id', '=', id)
    .where('status', 'in', ['open', 'on-hold'])
    .where('deleted_at', 'is', null)
    .limit(1)
    .execute()
  if (open.length > 0) return refuse('pipeline-in-use', {}, 409)
  return changePipeline(tx, caller, id, { active: false }, null)
}

const unsaid: Named = { 'zh-CN': '', 'zh-TW': '', en: '' }

/** Stages in their plainest form, as parts of a definition: what stands there stays, what is new asks for nothing yet. */
export function withBasics(definition: PipelineFull, stages: readonly StageBasics[]): PipelineFull {
  const found = (basics: StageBasics): StageFull | undefined =>
    definition.stages.find(({ id }) => id !== null && id === basics.id) ?? definition.stages.find(({ key }) => key === basics.key)
  const keys = new Set(stages.map(({ key }) => key))
  return {
    ...definition,
    stages: stages.map(({ id, names, ...basics }) => ({
      customerLooks: unsaid,
      entry: openGate,
      exit: openGate,
      tasks: [],
      playbook: emptyPlaybook,
      lossReasons: null,
      ...found({ id, names, ...basics }),
      ...basics,
      id: id ?? found({ id, names, ...basics })?.id ?? null,
      name: names,
    })),
    elements: definition.elements.map((element) => ({
      ...element,
      dueStage: element.dueStage !== null && keys.has(element.dueStage) ? element.dueStage : null,
      weights: Object.fromEntries(Object.entries(element.weights).filter(([key]) => keys.has(key))),
    })),
  }
}

/** Publishes other stages; one that is left out may not hold open deals on this way (publishing a draft can move them). */
async function restage(
  tx: Tx,
  caller: Caller,
  pipeline: { id: string; version: number },
  stages: readonly StageBasics[],
): Promise<Outcome<undefined>> {
  const present = await readDefinition(tx, caller.orgId, pipeline.id, pipeline.version)
  const published = await publishVersion(tx, caller, pipeline.id, {
    definition: withBasics(present, stages),
    basedOn: pipeline.version,
  })
  if (!published.ok) return published
  const removed = published.value.removed
  if (removed.length === 0) return accept(undefined)
  const held = await tx
    .selectFrom('opportunity')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where(
      'stage_id',
      'in',
      removed.map(({ id }) => id),
    )
    .where('status', 'in', ['open', 'on-hold'])
    .where('deleted_at', 'is', null)
    .limit(1)
    .execute()
  return held.length > 0 ? refuse('stage-in-use', { stages: removed.map(({ key }) => key) }, 409) : accept(undefined)
}
