import { sql } from 'kysely'
import { needs } from '../people/permissions.ts'
import { record } from '../platform/audit-trail.ts'
import { insertMany } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/connect.ts'
import { announce } from '../platform/news.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { lossReasons } from './loss-reasons.ts'
import { outcomes, type Named, type PipelineDefinition } from './stage.ts'
import { insertPipeline, insertStages, publish, updateStage, type StageInput } from './store.ts'
import { templates } from './templates/all.ts'

const stagesOf = (definition: PipelineDefinition): StageInput[] =>
  definition.stages.map((stage) => ({ ...stage, names: stage.name, outcomes: stage.outcomes ?? outcomes }))

/** What a new organisation starts with: the four templates, the first as default, and the loss reasons. */
export async function foundPipelines(tx: Tx, caller: Caller): Promise<void> {
  for (const [position, template] of templates.entries()) {
    await insertPipeline(tx, caller, {
      key: template.key,
      names: template.name,
      template: template.key,
      isDefault: position === 0,
      position,
      stages: stagesOf(template),
    })
  }
  await insertMany(
    tx,
    'loss_reason',
    lossReasons.map(({ key, name, needsCompetitor }, position) => ({
      org_id: caller.orgId,
      key,
      name,
      needs_competitor: needsCompetitor ?? false,
      position,
      active: true,
    })),
  )
}

type NewPipeline =
  { template: string; key?: string | undefined; names?: Named | undefined } | { key: string; names: Named; stages: StageInput[] }

export async function createPipeline(tx: Tx, caller: Caller, given: NewPipeline): Promise<Outcome<{ id: string }>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const template = 'template' in given ? templates.find(({ key }) => key === given.template) : undefined
  if ('template' in given && !template) return refuse('unknown-reference', { field: 'template' })
  const stages = 'stages' in given ? given.stages : stagesOf(template!)
  const flaw = flawOf(stages)
  if (flaw) return flaw
  const names = given.names ?? template!.name
  const key = given.key ?? (await freeKey(tx, caller, template!.key))
  const taken = await tx
    .selectFrom('pipeline')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('key', '=', key)
    .executeTakeFirst()
  if (taken) return refuse('already-exists', { field: 'key' })
  const count = (await tx.selectFrom('pipeline').select('id').where('org_id', '=', caller.orgId).execute()).length
  const id = await insertPipeline(tx, caller, {
    key,
    names,
    template: template?.key ?? null,
    isDefault: count === 0,
    position: count,
    stages,
  })
  await record(tx, caller, [
    { entityKind: 'pipeline', entityId: id, action: 'created', after: { key, names, stages: stages.map((stage) => stage.key) } },
  ])
  await announce(tx, caller.orgId, [{ topic: 'pipeline.created', entityKind: 'pipeline', entityId: id, ownerId: null }])
  return accept({ id })
}

interface PipelineChange {
  names?: Named | undefined
  isDefault?: true | undefined
  active?: boolean | undefined
  position?: number | undefined
  stages?: StageInput[] | undefined
}

/** Changes a pipeline; new stages make a new version. A stage that is left out is retired, and may not hold open deals. */
export async function changePipeline(
  tx: Tx,
  caller: Caller,
  id: string,
  change: PipelineChange,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const before = await tx
    .selectFrom('pipeline')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
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
    const replaced = await replaceStages(tx, caller, id, change.stages)
    if (!replaced.ok) return replaced
    await publish(tx, caller, id, before.current_version + 1)
  }
  await tx
    .updateTable('pipeline')
    .set({
      ...(change.names ? { name: JSON.stringify(change.names) } : {}),
      ...(change.isDefault ? { is_default: true, active: true } : {}),
      ...(change.active === undefined ? {} : { active: change.active }),
      ...(change.position === undefined ? {} : { position: change.position }),
      ...(change.stages ? { current_version: before.current_version + 1 } : {}),
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
      before: { names: before.name, isDefault: before.is_default, active: before.active, version: before.current_version },
      after: { ...change },
    },
  ])
  await announce(tx, caller.orgId, [{ topic: 'pipeline.changed', entityKind: 'pipeline', entityId: id, ownerId: null }])
  return accept(undefined)
}

async function replaceStages(
  tx: Tx,
  caller: Caller,
  pipelineId: string,
  stages: readonly StageInput[],
): Promise<Outcome<undefined>> {
  const flaw = flawOf(stages)
  if (flaw) return flaw
  const present = await tx
    .selectFrom('stage')
    .select(['id', 'key', 'retired_at'])
    .where('org_id', '=', caller.orgId)
    .where('pipeline_id', '=', pipelineId)
    .forUpdate()
    .execute()
  const known = new Map(present.flatMap(({ id, key }) => [[id, id] as const, [key, id] as const]))
  const matched = stages.map((stage, index) => ({
    stage,
    position: index + 1,
    id: known.get(stage.id ?? '') ?? known.get(stage.key),
  }))
  if (stages.some((stage) => stage.id && !known.has(stage.id))) return refuse('unknown-reference', { field: 'stages.id' })
  const kept = new Set(matched.map(({ id }) => id))
  const dropped = present.filter(({ id, retired_at }) => !kept.has(id) && retired_at === null).map(({ id }) => id)
  if (dropped.length > 0) {
    const held = await tx
      .selectFrom('opportunity')
      .select('id')
      .where('org_id', '=', caller.orgId)
      .where('stage_id', 'in', dropped)
      .where('status', 'in', ['open', 'on-hold'])
      .limit(1)
      .execute()
    if (held.length > 0)
      return refuse('stage-in-use', { stages: present.filter(({ id }) => dropped.includes(id)).map(({ key }) => key) }, 409)
    await tx
      .updateTable('stage')
      .set({ retired_at: caller.now })
      .where('org_id', '=', caller.orgId)
      .where('id', 'in', dropped)
      .execute()
  }
  // positions are unique among stages in use: out of the way first
  await sql`update stage set retired_at = coalesce(retired_at, ${caller.now}) where org_id = ${caller.orgId} and pipeline_id = ${pipelineId}`.execute(
    tx,
  )
  for (const { stage, position, id } of matched) if (id) await updateStage(tx, caller, id, stage, position)
  await insertStages(
    tx,
    caller,
    pipelineId,
    matched.filter(({ id }) => !id).map(({ stage, position }) => ({ ...stage, position })),
  )
  await sql`update opportunity o set stage_position = s.position,
              max_position = greatest(s.position, coalesce((select max(v.position) from opportunity_span sp join stage v on v.org_id = sp.org_id and v.id = sp.stage_id
                                                            where sp.org_id = o.org_id and sp.opportunity_id = o.id), s.position))
            from stage s where s.org_id = o.org_id and s.id = o.stage_id and o.org_id = ${caller.orgId} and o.pipeline_id = ${pipelineId}`.execute(
    tx,
  )
  await sql`update opportunity_span sp set stage_position = s.position from stage s
            where s.org_id = sp.org_id and s.id = sp.stage_id and sp.org_id = ${caller.orgId} and sp.pipeline_id = ${pipelineId} and sp.stage_position <> s.position`.execute(
    tx,
  )
  return accept(undefined)
}

function flawOf(stages: readonly StageInput[]) {
  const keys = stages.map(({ key }) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice) return refuse('stage-key-twice', { key: twice })
  const reversed = stages.find(
    ({ warningDays, criticalDays }) => warningDays !== null && criticalDays !== null && warningDays > criticalDays,
  )
  return reversed ? refuse('warning-after-critical', { key: reversed.key }) : null
}

async function freeKey(tx: Tx, caller: Caller, wanted: string): Promise<string> {
  const taken = new Set(
    (await tx.selectFrom('pipeline').select('key').where('org_id', '=', caller.orgId).execute()).map(({ key }) => key),
  )
  let [key, number] = [wanted, 2]
  while (taken.has(key)) key = `${wanted}-${number++}`
  return key
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

export async function saveLossReason(
  tx: Tx,
  caller: Caller,
  key: string,
  given: { names: Named; parentKey: string | null; needsCompetitor: boolean; active: boolean },
): Promise<Outcome<undefined>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  if (given.parentKey) {
    const parent = await tx
      .selectFrom('loss_reason')
      .select('parent_key')
      .where('org_id', '=', caller.orgId)
      .where('key', '=', given.parentKey)
      .executeTakeFirst()
    if (!parent || parent.parent_key !== null || given.parentKey === key)
      return refuse('unknown-reference', { field: 'parentKey' })
  }
  const columns = {
    name: JSON.stringify(given.names),
    parent_key: given.parentKey,
    needs_competitor: given.needsCompetitor,
    active: given.active,
  }
  await tx
    .insertInto('loss_reason')
    .values({ org_id: caller.orgId, key, ...columns })
    .onConflict((conflict) => conflict.columns(['org_id', 'key']).doUpdateSet(columns))
    .execute()
  await record(tx, caller, [
    { entityKind: 'organization', entityId: caller.orgId, action: 'loss-reason-saved', after: { key, ...given } },
  ])
  return accept(undefined)
}
