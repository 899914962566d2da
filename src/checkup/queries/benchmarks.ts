import { sql } from 'kysely'
import type { z } from 'zod'
import { named, readPipeline } from '../../funnel/queries/pipeline.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { settingBenchmarks } from '../permissions.ts'
import type { benchmarkShape } from '../scenario-contract.ts'

type Benchmark = z.output<typeof benchmarkShape>

interface Row {
  stage_id: string
  stage_key: string
  stage_name: unknown
  pipeline_id: string
  pipeline_name: unknown
  share: number | null
  note: string | null
  version: number | null
  deleted_at: Date | null
  updated_at: Date | null
  updated_by: string | null
  updater: string | null
}

/** The benchmarks of a pipeline's stages in their order, those without one included. Refuses an unknown pipeline. */
export async function listBenchmarks(
  tx: Tx,
  caller: Caller,
  wanted: string | undefined,
): Promise<Outcome<{ items: Benchmark[]; nextCursor: null }>> {
  const pipeline = await readPipeline(tx, caller, wanted)
  if (!pipeline.ok) return pipeline
  return accept({
    items: await read(tx, caller, sql`s.pipeline_id = ${pipeline.value.id} and s.retired_at is null`),
    nextCursor: null,
  })
}

export const readBenchmark = async (tx: Tx, caller: Caller, stageId: string): Promise<Benchmark | null> =>
  (await read(tx, caller, sql`s.id = ${stageId}`))[0] ?? null

async function read(tx: Tx, caller: Caller, which: ReturnType<typeof sql>): Promise<Benchmark[]> {
  const { rows } = await sql<Row>`
    select s.id as stage_id, s.key as stage_key, s.name as stage_name, p.id as pipeline_id, p.name as pipeline_name,
      b.share, b.note, b.version, b.deleted_at, b.updated_at, b.updated_by, m.name as updater
    from stage s join pipeline p on p.org_id = s.org_id and p.id = s.pipeline_id
    left join stage_benchmark b on b.org_id = s.org_id and b.stage_id = s.id
    left join member m on m.org_id = b.org_id and m.id = b.updated_by
    where s.org_id = ${caller.orgId} and ${which} order by s.position`.execute(tx)
  const may = verdictOf(settingBenchmarks(caller), caller.locale)
  return rows.map((row) => ({
    stage: { id: row.stage_id, key: row.stage_key, name: named(row.stage_name, caller.locale) },
    pipeline: { id: row.pipeline_id, name: named(row.pipeline_name, caller.locale) },
    share: row.deleted_at === null ? row.share : null,
    note: row.note ?? '',
    version: row.version ?? 0,
    archived: row.deleted_at !== null,
    updatedAt: row.updated_at?.toISOString() ?? null,
    updatedBy: row.updated_by === null ? null : { id: row.updated_by, name: row.updater ?? '' },
    permissions: { edit: may, archive: may },
  }))
}
