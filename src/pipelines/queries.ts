import { sql } from 'kysely'
import { needs } from '../people/permissions.ts'
import { reachable } from '../people/queries.ts'
import { verdictOf } from '../platform/http/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import { say } from '../platform/words.ts'
import { flawsOf, type Flaw } from './definition-flaws.ts'
import type { PipelineFull } from './definition.ts'
import { words } from './words.ts'
import type { PipelineFile } from './pipeline-file.ts'
import type { Named, Phase, StageOutcome } from './stage.ts'

/** All pipelines of the organisation with their stages in use; `id` for one of them. */
export async function readPipelines(tx: Tx, caller: Caller, id?: string) {
  const pipelines = await tx
    .selectFrom('pipeline')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .orderBy('position')
    .orderBy('id')
    .execute()
  const stages = await tx
    .selectFrom('stage')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('retired_at', 'is', null)
    .orderBy('position')
    .execute()
  const { rows: counts } = await sql<{ pipeline_id: string; count: number }>`
    select o.pipeline_id, count(*)::int as count from opportunity o
    where o.org_id = ${caller.orgId} and o.status = 'open' and o.deleted_at is null and ${reachable(caller, 'o.owner_id')} group by o.pipeline_id`.execute(
    tx,
  )
  return pipelines.map((pipeline) => ({
    id: pipeline.id,
    key: pipeline.key,
    name: (pipeline.name as Named)[caller.locale],
    names: pipeline.name as Named,
    template: pipeline.template,
    isDefault: pipeline.is_default,
    active: pipeline.active,
    position: pipeline.position,
    currentVersion: pipeline.current_version,
    version: pipeline.version,
    openOpportunities: counts.find(({ pipeline_id }) => pipeline_id === pipeline.id)?.count ?? 0,
    permissions: { edit: verdictOf(needs(caller, 'catalogue.manage'), caller.locale) },
    stages: stages
      .filter(({ pipeline_id }) => pipeline_id === pipeline.id)
      .map((stage) => ({
        id: stage.id,
        key: stage.key,
        position: stage.position,
        phase: stage.phase as Phase,
        name: (stage.name as Named)[caller.locale],
        names: stage.name as Named,
        customerLooks: (stage.customer_looks as Partial<Named>)[caller.locale] ?? null,
        probability: stage.probability,
        expectedDays: stage.expected_days,
        warningDays: stage.warning_days,
        criticalDays: stage.critical_days,
        outcomes: stage.outcomes as StageOutcome[],
      })),
  }))
}

export async function listLossReasons(tx: Tx, caller: Caller) {
  const rows = await tx
    .selectFrom('loss_reason')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .orderBy('position')
    .orderBy('key')
    .execute()
  return rows.map((row) => ({
    key: row.key,
    parentKey: row.parent_key,
    name: (row.name as Named)[caller.locale],
    names: row.name as Named,
    needsCompetitor: row.needs_competitor,
    active: row.active,
  }))
}

export const lockPipeline = (tx: Tx, orgId: string, id: string) =>
  tx.selectFrom('pipeline').selectAll().where('org_id', '=', orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const readDraft = (tx: Tx, orgId: string, pipelineId: string) =>
  tx.selectFrom('pipeline_draft').selectAll().where('org_id', '=', orgId).where('pipeline_id', '=', pipelineId).executeTakeFirst()

/** Published versions never change, so that one reading is enough; the oldest leave when there are too many. */
const read = new Map<string, PipelineFull>()
const mostRead = 500

/** A pipeline as one of its versions published it. Throws when there is no such version (a fault of ours). */
export async function readDefinition(tx: Tx, orgId: string, pipelineId: string, version: number): Promise<PipelineFull> {
  const name = `${orgId}/${pipelineId}/${version}`
  const known = read.get(name)
  if (known) return known
  const { definition } = await tx
    .selectFrom('pipeline_version')
    .select('definition')
    .where('org_id', '=', orgId)
    .where('pipeline_id', '=', pipelineId)
    .where('number', '=', version)
    .executeTakeFirstOrThrow()
  const found = definition as unknown as PipelineFull
  if (read.size >= mostRead) read.delete(read.keys().next().value!)
  read.set(name, found)
  return found
}

export async function readVersion(
  tx: Tx,
  caller: Caller,
  id: string,
  number: number,
): Promise<Outcome<{ version: number; definition: PipelineFull }>> {
  const there = await tx
    .selectFrom('pipeline_version')
    .select('number')
    .where('org_id', '=', caller.orgId)
    .where('pipeline_id', '=', id)
    .where('number', '=', number)
    .executeTakeFirst()
  if (!there) return refuse('not-found')
  return accept({ version: number, definition: await readDefinition(tx, caller.orgId, id, number) })
}

/** Published versions, latest first, with the open deals within reach that run by each. */
export async function readVersions(tx: Tx, caller: Caller, id: string) {
  const { rows } = await sql<{ number: number; published_at: Date; published_by: string; name: string | null; open: number }>`
    select v.number, v.published_at, v.published_by, m.name,
           (select count(*)::int from opportunity o
             where o.org_id = v.org_id and o.pipeline_id = v.pipeline_id and o.pipeline_version = v.number
               and o.status in ('open', 'on-hold') and o.deleted_at is null and ${reachable(caller, 'o.owner_id')}) as open
      from pipeline_version v left join member m on m.org_id = v.org_id and m.id = v.published_by
     where v.org_id = ${caller.orgId} and v.pipeline_id = ${id} order by v.number desc limit 200`.execute(tx)
  if (rows.length === 0) return refuse('not-found')
  return accept({
    items: rows.map((row) => ({
      number: row.number,
      publishedAt: row.published_at.toISOString(),
      publishedBy: { id: row.published_by, name: row.name ?? '' },
      openOpportunities: row.open,
    })),
  })
}

/** The draft with its flaws; where there is none, what is published, as the draft it would start from. */
export async function readDraftView(tx: Tx, caller: Caller, id: string) {
  const pipeline = await tx
    .selectFrom('pipeline')
    .select('current_version')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!pipeline) return refuse('not-found')
  const draft = await tx
    .selectFrom('pipeline_draft as d')
    .leftJoin('member as m', (join) => join.onRef('m.org_id', '=', 'd.org_id').onRef('m.id', '=', 'd.updated_by'))
    .select(['d.definition', 'd.based_on', 'd.version', 'd.updated_at', 'd.updated_by', 'm.name'])
    .where('d.org_id', '=', caller.orgId)
    .where('d.pipeline_id', '=', id)
    .executeTakeFirst()
  const definition = draft
    ? (draft.definition as unknown as PipelineFull)
    : await readDefinition(tx, caller.orgId, id, pipeline.current_version)
  return accept({
    definition,
    basedOn: draft?.based_on ?? pipeline.current_version,
    version: draft?.version ?? 0,
    currentVersion: pipeline.current_version,
    updatedAt: draft ? draft.updated_at.toISOString() : null,
    updatedBy: draft ? { id: draft.updated_by, name: draft.name ?? '' } : null,
    flaws: speakFlaws(caller, flawsOf(definition)),
  })
}

/** Flaws with their sentences in the caller's language. */
export const speakFlaws = (caller: Pick<Caller, 'locale'>, flaws: readonly Flaw[]) =>
  flaws.map(({ path, code, key }) => ({ path, code, message: say(caller.locale, words, `flaw.${code}`, { key }) }))

/** The published pipeline as its file carries it. */
export async function readFile(tx: Tx, caller: Caller, id: string): Promise<PipelineFile | null> {
  const pipeline = await tx
    .selectFrom('pipeline')
    .select(['key', 'name', 'current_version'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!pipeline) return null
  const definition = await readDefinition(tx, caller.orgId, id, pipeline.current_version)
  return { key: pipeline.key, name: pipeline.name as unknown as Named, definition }
}
