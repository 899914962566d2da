import { needs } from '../../people/permissions.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { PipelineFull } from '../definition.ts'
import { lockPipeline, readDraft } from '../queries.ts'

/** Keeps a draft; `ifMatch` is the draft's version as its author saw it, 0 where there was none. A draft may have flaws. */
export async function saveDraft(
  tx: Tx,
  caller: Caller,
  pipelineId: string,
  given: { definition: PipelineFull; basedOn: number },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const pipeline = await lockPipeline(tx, caller.orgId, pipelineId)
  if (!pipeline) return refuse('not-found')
  if (given.basedOn > pipeline.current_version) return refuse('unknown-reference', { field: 'basedOn' })
  const before = await readDraft(tx, caller.orgId, pipelineId)
  const version = before?.version ?? 0
  if (ifMatch !== null && ifMatch !== version) return refuse('version-conflict', { version })
  const columns = {
    based_on: given.basedOn,
    definition: JSON.stringify(given.definition),
    version: version + 1,
    updated_at: caller.now,
    updated_by: caller.memberId,
  }
  await tx
    .insertInto('pipeline_draft')
    .values({ org_id: caller.orgId, pipeline_id: pipelineId, ...columns })
    .onConflict((conflict) => conflict.columns(['org_id', 'pipeline_id']).doUpdateSet(columns))
    .execute()
  return accept(undefined)
}

/** Throws a draft away; what is published stays. */
export async function discardDraft(tx: Tx, caller: Caller, pipelineId: string): Promise<Outcome<undefined>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  if (!(await lockPipeline(tx, caller.orgId, pipelineId))) return refuse('not-found')
  await tx.deleteFrom('pipeline_draft').where('org_id', '=', caller.orgId).where('pipeline_id', '=', pipelineId).execute()
  return accept(undefined)
}
