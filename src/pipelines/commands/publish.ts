import { sql } from 'kysely'
import { needs } from '../../people/permissions.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome, type Refused } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { flawsOf } from '../definition-flaws.ts'
import type { PipelineFull } from '../definition.ts'
import { gracePeriodDays, type Gate } from '../gate.ts'
import { lockPipeline, readDefinition, speakFlaws } from '../queries.ts'
import { insertVersion, writeStages } from '../store.ts'

/** A refusal that names every flaw of the definition; null when there is none. */
export function flawed(caller: Pick<Caller, 'locale'>, definition: PipelineFull): Refused | null {
  const flaws = flawsOf(definition)
  if (flaws.length === 0) return null
  return refuse('pipeline-flawed', { errors: speakFlaws(caller, flaws) })
}

export interface Published {
  version: number
  definition: PipelineFull
  /** Stages of the version before that the new one leaves out. */
  removed: { id: string; key: string }[]
}

/**
 * Publishes a definition as the pipeline's next version. `basedOn` is the version that its author saw: another
 * publication since then is refused. Gates that are new only warn for `graceDays` unless they say a day of their own.
 * Deals in flight stay on their version; opportunities/commands/change-version.ts moves them.
 */
export async function publishVersion(
  tx: Tx,
  caller: Caller,
  pipelineId: string,
  given: { definition: PipelineFull; basedOn: number; graceDays?: number | undefined },
): Promise<Outcome<Published>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const pipeline = await lockPipeline(tx, caller.orgId, pipelineId)
  if (!pipeline) return refuse('not-found')
  if (pipeline.current_version !== given.basedOn)
    return refuse('published-meanwhile', { version: pipeline.current_version, basedOn: given.basedOn }, 409)
  const flaw = flawed(caller, given.definition)
  if (flaw) return flaw
  const before = await readDefinition(tx, caller.orgId, pipelineId, pipeline.current_version)
  const foreign = given.definition.stages.find(({ id }) => id !== null && !before.stages.some((stage) => stage.id === id))
  if (foreign) return refuse('unknown-reference', { field: 'stages.id' })
  const until = addDays(dayOf(caller.now, caller.timeZone), given.graceDays ?? gracePeriodDays)
  const eased = easeNewGates(given.definition, before, (given.graceDays ?? gracePeriodDays) === 0 ? null : until)
  const definition = await writeStages(tx, caller, pipelineId, eased)
  const version = pipeline.current_version + 1
  await insertVersion(tx, caller, pipelineId, version, definition)
  await tx
    .updateTable('pipeline')
    .set({ current_version: version, version: sql`version + 1` })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', pipelineId)
    .execute()
  await tx.deleteFrom('pipeline_draft').where('org_id', '=', caller.orgId).where('pipeline_id', '=', pipelineId).execute()
  await record(tx, caller, [
    {
      entityKind: 'pipeline',
      entityId: pipelineId,
      action: 'published',
      before: { version: pipeline.current_version, definition: before },
      after: { version, definition },
    },
  ])
  await announce(tx, caller.orgId, [{ topic: 'pipeline.changed', entityKind: 'pipeline', entityId: pipelineId, ownerId: null }])
  const kept = new Set(definition.stages.map(({ id }) => id))
  const removed = before.stages.filter(({ id }) => !kept.has(id)).map(({ id, key }) => ({ id: id!, key }))
  return accept({ version, definition, removed })
}

/** Gives every gate that asked for nothing before its days of grace. */
function easeNewGates(definition: PipelineFull, before: PipelineFull, until: string | null): PipelineFull {
  if (until === null) return definition
  const old = new Map(before.stages.flatMap((stage) => [[stage.id ?? '', stage] as const, [stage.key, stage] as const]))
  const eased = (gate: Gate, former: Gate | undefined): Gate =>
    gate.mode === 'block' && gate.warnsUntil === null && gate.criteria.length > 0 && !former?.criteria.length
      ? { ...gate, warnsUntil: until }
      : gate
  return {
    ...definition,
    stages: definition.stages.map((stage) => {
      const former = old.get(stage.id ?? '') ?? old.get(stage.key)
      return { ...stage, entry: eased(stage.entry, former?.entry), exit: eased(stage.exit, former?.exit) }
    }),
  }
}
