import { sql } from 'kysely'
import { verdictOf } from '../platform/http/problem.ts'
import type { Db, Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import { parts } from './contract.ts'
import { loadingDemo } from './permissions.ts'
import { sixStages, threeStages } from './stage-habits.ts'

export const jobKind = 'demo.load'

/** The pipelines that the demo's deals go through, with the number of stages each must have. */
export const pipelinesOfDemo = [
  { key: 'b2b-six-stages', stages: sixStages.length },
  { key: 'fast-cycle', stages: threeStages.length },
] as const

interface JobRow {
  id: string
  payload: { part?: (typeof parts)[number]; progress?: number }
  attempt: number
  done_at: Date | null
  failed_at: Date | null
}

const stateOf = (job: JobRow | undefined) =>
  !job ? 'none' : job.done_at ? 'done' : job.failed_at ? 'failed' : job.attempt > 0 ? 'running' : 'waiting'

/** The latest loading of the demo company into this organisation. */
export async function latestLoading(db: Db | Tx, orgId: string) {
  const { rows } = await sql<JobRow>`
    select id, payload, attempt, done_at, failed_at from job
    where org_id = ${orgId} and kind = ${jobKind} order by id desc limit 1`.execute(db)
  const job = rows[0]
  const status = stateOf(job)
  return {
    status,
    jobId: job?.id ?? null,
    progress: status === 'done' ? 1 : (job?.payload.progress ?? 0),
    part: status === 'running' ? (job?.payload.part ?? null) : null,
  } as const
}

/** What decides whether it may be loaded. */
export async function factsOfLoading(tx: Tx, orgId: string) {
  const { status } = await latestLoading(tx, orgId)
  const { rows } = await sql<{ customers: boolean; pipelines: boolean }>`
    select exists (select 1 from customer where org_id = ${orgId}) or exists (select 1 from opportunity where org_id = ${orgId}) as customers,
           (select count(*) from (
              select p.key, count(*) as stages from pipeline p join stage s on s.org_id = p.org_id and s.pipeline_id = p.id and s.retired_at is null
              where p.org_id = ${orgId} group by p.key
            ) found join jsonb_to_recordset(${JSON.stringify(pipelinesOfDemo)}::jsonb) as asked (key text, stages int) using (key, stages)
           ) = ${pipelinesOfDemo.length} as pipelines`.execute(tx)
  const { customers, pipelines } = rows[0]!
  return { hasCustomers: customers, hasSeededPipelines: pipelines, isLoading: status === 'waiting' || status === 'running' }
}

export async function readDemo(tx: Tx, caller: Caller) {
  const loading = await latestLoading(tx, caller.orgId)
  const refusal = loadingDemo(caller, await factsOfLoading(tx, caller.orgId))
  return { ...loading, permissions: { load: verdictOf(refusal, caller.locale) } }
}
