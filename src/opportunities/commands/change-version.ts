import { sql } from 'kysely'
import { needs } from '../../people/permissions.ts'
import { record, type Change } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { publishVersion, type Published } from '../../pipelines/commands/publish.ts'
import type { PipelineFull, StageTask } from '../../pipelines/definition.ts'
import { lockPipeline, readDefinition, readDraft } from '../../pipelines/queries.ts'
import { followVersion } from '../../playbooks/commands/follow-version.ts'
import { stagesOf } from '../store/history.ts'
import { appendMany, loadMany } from './write-many.ts'

/** What happened to the deals in flight. */
export interface VersionReport {
  version: number
  /** Deals that now run by the current version, those of `mapped` included. */
  moved: number
  /** Deals that stood in a stage which is no more, and where they stand now. */
  mapped: { from: string; to: string; deals: number }[]
  /** Deals in flight that still run by an older version. */
  stayed: number
}

type Mapping = Readonly<Record<string, string>>

/** Publishes a draft (or a definition given), and brings the deals in flight along when asked to. */
export async function publishPipeline(
  tx: Tx,
  caller: Caller,
  pipelineId: string,
  asked: {
    definition?: PipelineFull | undefined
    basedOn?: number | undefined
    graceDays?: number | undefined
    inFlight: 'stay' | 'move'
    mapping: Mapping
  },
): Promise<Outcome<Published & { report: VersionReport }>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const draft = asked.definition ? null : await readDraft(tx, caller.orgId, pipelineId)
  const definition = asked.definition ?? (draft?.definition as unknown as PipelineFull | undefined)
  const basedOn = asked.basedOn ?? draft?.based_on
  if (!definition || basedOn === undefined)
    return (await lockPipeline(tx, caller.orgId, pipelineId)) ? refuse('nothing-to-publish', {}, 409) : refuse('not-found')
  const published = await publishVersion(tx, caller, pipelineId, { definition, basedOn, graceDays: asked.graceDays })
  if (!published.ok) return published
  const report = await changeVersion(tx, caller, pipelineId, asked)
  return report.ok ? accept({ ...published.value, report: report.value }) : report
}

/**
 * Brings deals in flight to the pipeline's current version. A deal whose stage is no more goes where the mapping says
 * (stage keys, old to new), with the days it has spent there: history calls it a correction, not a move, and no gate is asked.
 * Stage tasks follow: what has the same key goes on, what is gone is cancelled, what is new is made.
 * `inFlight: 'stay'` only counts; a dry run says what would happen, a missing mapping included, and changes nothing.
 */
export async function changeVersion(
  tx: Tx,
  caller: Caller,
  pipelineId: string,
  { inFlight, mapping, dryRun = false }: { inFlight: 'stay' | 'move'; mapping: Mapping; dryRun?: boolean | undefined },
): Promise<Outcome<VersionReport>> {
  const lacking = needs(caller, 'catalogue.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const pipeline = await lockPipeline(tx, caller.orgId, pipelineId)
  if (!pipeline) return refuse('not-found')
  const version = pipeline.current_version
  const { stages } = await readDefinition(tx, caller.orgId, pipelineId, version)
  const deals = await tx
    .selectFrom('opportunity as o')
    .innerJoin('stage as s', (join) => join.onRef('s.org_id', '=', 'o.org_id').onRef('s.id', '=', 'o.stage_id'))
    .select(['o.id', 'o.pipeline_version', 'o.owner_id', 'o.status', 's.id as stageId', 's.key', 's.name'])
    .where('o.org_id', '=', caller.orgId)
    .where('o.pipeline_id', '=', pipelineId)
    .where('o.pipeline_version', '<', version)
    .where('o.status', 'in', ['open', 'on-hold'])
    .where('o.deleted_at', 'is', null)
    .orderBy('o.id')
    .execute()
  if (inFlight === 'stay') return accept({ version, moved: 0, mapped: [], stayed: deals.length })
  const there = new Set(stages.map(({ id }) => id))
  const homeless = deals.filter(({ stageId }) => !there.has(stageId))
  const unmapped = [...new Set(homeless.map(({ key }) => key))].filter(
    (key) => !stages.some((stage) => stage.key === mapping[key]),
  )
  if (unmapped.length > 0)
    return refuse('stage-mapping-missing', {
      stages: unmapped,
      missing: unmapped.map((key) => ({ kind: 'stage', key, label: nameOf(homeless, key, caller.locale) })),
    })
  const target = (key: string) => stages.find((stage) => stage.key === mapping[key])!
  const mapped = [...new Set(homeless.map(({ key }) => key))].map((from) => ({
    from,
    to: target(from).key,
    deals: homeless.filter(({ key }) => key === from).length,
  }))
  if (dryRun) return accept({ version, moved: deals.length, mapped, stayed: 0 })
  const corrections = await correctStages(
    tx,
    caller,
    pipelineId,
    homeless.map(({ id, key }) => ({ id, from: key, to: target(key).id!, toKey: target(key).key })),
  )
  await sql`update opportunity set pipeline_version = ${version}, version = version + 1, updated_at = ${caller.now}
            where org_id = ${caller.orgId} and id = any(${deals.map(({ id }) => id)}::uuid[])`.execute(tx)
  for (const deal of deals) {
    const stage = stages.find(({ id }) => id === deal.stageId) ?? target(deal.key)
    const before = await readDefinition(tx, caller.orgId, pipelineId, deal.pipeline_version)
    if (deal.stageId === stage.id && sameTasks(before.stages.find(({ id }) => id === stage.id)?.tasks ?? [], stage.tasks))
      continue
    await followVersion(tx, caller, {
      deal: { id: deal.id, ownerId: deal.owner_id, status: deal.status },
      fromStageId: deal.stageId,
      stage: { ...stage, id: stage.id! },
      eventId: corrections.get(deal.id) ?? null,
    })
  }
  await record(
    tx,
    caller,
    deals.map(({ id, pipeline_version: before }): Change => ({
      entityKind: 'opportunity',
      entityId: id,
      action: 'version-changed',
      before: { pipelineVersion: before },
      after: { pipelineVersion: version },
    })),
  )
  await announce(tx, caller.orgId, [{ topic: 'pipeline.changed', entityKind: 'pipeline', entityId: pipelineId, ownerId: null }])
  return accept({ version, moved: deals.length, mapped, stayed: 0 })
}

const nameOf = (deals: readonly { key: string; name: unknown }[], key: string, locale: Caller['locale']): string =>
  (deals.find((deal) => deal.key === key)?.name as Partial<Record<string, string>> | undefined)?.[locale] ?? key

const sameTasks = (one: readonly StageTask[], other: readonly StageTask[]): boolean =>
  one.length === other.length && one.every(({ key }) => other.some((task) => task.key === key))

const batch = 500

async function correctStages(
  tx: Tx,
  caller: Caller,
  pipelineId: string,
  deals: readonly { id: string; from: string; to: string; toKey: string }[],
): Promise<Map<string, string>> {
  const stages = await stagesOf(tx, caller.orgId, pipelineId)
  const at = caller.now.getTime()
  const events = new Map(deals.map(({ id }) => [id, newId()]))
  for (let start = 0; start < deals.length; start += batch) {
    const part = deals.slice(start, start + batch)
    const loaded = await loadMany(
      tx,
      caller.orgId,
      part.map(({ id }) => id),
    )
    await appendMany(
      tx,
      caller,
      part.map(({ id, to, from, toKey }) => {
        const deal = loaded.get(id)!
        return {
          deal,
          stageEvents: [
            {
              id: events.get(id)!,
              kind: 'correction' as const,
              fromStageId: deal.row.stage_id,
              toStageId: to,
              occurredAt: at,
              recordedAt: at,
              actorId: caller.memberId,
              note: `${from} → ${toKey}`,
            },
          ],
          fieldEvents: [],
          set: {},
        }
      }),
      stages,
      part.map(({ id, from, toKey }) => ({
        entityKind: 'opportunity',
        entityId: id,
        action: 'stage-mapped',
        before: { stage: from },
        after: { stage: toKey },
      })),
    )
  }
  return events
}
