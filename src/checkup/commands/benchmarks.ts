import { named, readPipeline } from '../../funnel/queries/pipeline.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { benchmarkLines } from '../benchmark-file.ts'
import { settingBenchmarks } from '../permissions.ts'
import { textOfFile } from './file-text.ts'

/** Types a benchmark in for a stage; one that was archived comes back with it. `ifMatch` 0 stands for a stage that never had one. */
export async function setBenchmark(
  tx: Tx,
  caller: Caller,
  stageId: string,
  { share, note }: { share: number; note: string },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const held = await hold(tx, caller, stageId, ifMatch)
  if (!held.ok) return held
  const { row, version } = held.value
  const before = { share: row && row.deleted_at === null ? row.share : null, note: row?.note ?? '' }
  const changed = difference<{ share: number | null; note: string }>(before, { share, note })
  if (!changed) return accept(undefined)
  const values = { share, note, version: version + 1, updated_at: caller.now, updated_by: caller.memberId, deleted_at: null }
  await tx
    .insertInto('stage_benchmark')
    .values({ org_id: caller.orgId, stage_id: stageId, created_at: caller.now, ...values })
    .onConflict((conflict) => conflict.columns(['org_id', 'stage_id']).doUpdateSet(values))
    .execute()
  await tell(tx, caller, stageId, 'benchmark', changed)
  return accept(undefined)
}

interface Given {
  pipeline?: string | undefined
  text: string
  /** In base64, instead of the text. */
  file?: string | undefined
  dryRun: boolean
}

/** Sets the benchmarks that a file tells, all or none. Refuses an unknown pipeline and whoever may not set benchmarks. */
export async function loadBenchmarks(tx: Tx, caller: Caller, { pipeline: wanted, file, dryRun, ...given }: Given) {
  const lacking = settingBenchmarks(caller)
  if (lacking) return { ok: false as const, refusal: lacking }
  const pipeline = await readPipeline(tx, caller, wanted)
  if (!pipeline.ok) return pipeline
  const read = file === undefined ? accept(given.text) : await textOfFile(file)
  if (!read.ok) return read
  const text = read.value
  const rows = await tx
    .selectFrom('stage')
    .select(['id', 'key', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('pipeline_id', '=', pipeline.value.id)
    .where('retired_at', 'is', null)
    .execute()
  const stages = new Map(
    rows.map(({ id, key, name }) => [
      id,
      { id, key, name: named(name, caller.locale), names: Object.values(name as Record<string, string>) },
    ]),
  )
  const { lines, flaws } = benchmarkLines(text, [...stages.values()])
  const done = !dryRun && flaws.length === 0 && lines.length > 0
  if (done)
    for (const { stageId, share, note } of lines) {
      const set = await setBenchmark(tx, caller, stageId, { share, note }, null)
      if (!set.ok) return set
    }
  const set = lines.map(({ line, stageId, share, note }) => {
    const { id, key, name } = stages.get(stageId)!
    return { line, stage: { id, key, name }, share, note }
  })
  return accept({ set, flaws, text, done })
}

/** Does without the benchmark of a stage, or brings it back. Twice is once. */
export async function archiveBenchmark(
  tx: Tx,
  caller: Caller,
  stageId: string,
  isArchived: boolean,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const held = await hold(tx, caller, stageId, ifMatch)
  if (!held.ok) return held
  const { row, version } = held.value
  if (!row) return refuse('not-found')
  if ((row.deleted_at !== null) === isArchived) return accept(undefined)
  await tx
    .updateTable('stage_benchmark')
    .set({
      deleted_at: isArchived ? caller.now : null,
      version: version + 1,
      updated_at: caller.now,
      updated_by: caller.memberId,
    })
    .where('org_id', '=', caller.orgId)
    .where('stage_id', '=', stageId)
    .execute()
  const [before, after] = isArchived ? [{ share: row.share }, { share: null }] : [{ share: null }, { share: row.share }]
  await tell(tx, caller, stageId, 'benchmark', { before, after })
  return accept(undefined)
}

async function hold(tx: Tx, caller: Caller, stageId: string, ifMatch: number | null) {
  const lacking = settingBenchmarks(caller)
  if (lacking) return { ok: false as const, refusal: lacking }
  const stage = await tx
    .selectFrom('stage')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', stageId)
    .forUpdate()
    .executeTakeFirst()
  if (!stage) return refuse('not-found')
  const row = await tx
    .selectFrom('stage_benchmark')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('stage_id', '=', stageId)
    .executeTakeFirst()
  const version = row?.version ?? 0
  return ifMatch !== null && ifMatch !== version ? refuse('version-conflict', { version }) : accept({ row, version })
}

async function tell(
  tx: Tx,
  caller: Caller,
  stageId: string,
  action: string,
  change: { before: object; after: object },
): Promise<void> {
  await record(tx, caller, [
    { entityKind: 'stage', entityId: stageId, action, before: { ...change.before }, after: { ...change.after } },
  ])
  await announce(tx, caller.orgId, [{ topic: 'stage.benchmarked', entityKind: 'stage', entityId: stageId, ownerId: null }])
}
